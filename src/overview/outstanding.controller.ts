import { Controller, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { AskedBy, type AskedByAsker } from '../access/principal.js';
import { IdPipe } from '../platform/id-pipe.js';
import { Answers } from '../platform/routes.js';
import { GetOutstanding, Outstanding } from './outstanding.js';

@Controller('v1/alliances/:allianceId/units/:unitId/outstanding')
export class OutstandingController {
  constructor(private readonly queries: QueryBus) {}

  /**
   * Read what a unit has not finished.
   *
   * Open pledges, what it shares, what it proposed, tabled and was given to do, findings that it is to answer, its offices
   * and mandates: what a unit settles, or leaves behind, when it leaves.
   */
  @Answers('', Outstanding)
  getOutstanding(@Param('unitId', IdPipe) unitId: string, @AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new GetOutstanding(asked, unitId));
  }
}
