import { Controller, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { AskedBy, type AskedByAsker } from '../access/principal.js';
import { IdPipe } from '../platform/id-pipe.js';
import { AnswersList } from '../platform/routes.js';
import { OpenMatter } from './matter.js';
import { GetUnitMatters, UnitMatterFilter } from './open-matters.js';

@Controller('v1/alliances/:allianceId/units/:unitId')
export class UnitOverviewController {
  constructor(private readonly queries: QueryBus) {}

  /**
   * Read what a unit is waited for, the most urgent first.
   *
   * Actions and deliveries that it is to make, late or not, bookings to approve, pledges to accept and deliveries to
   * confirm, ballots to cast, meetings to come to. For its people and for officers.
   */
  @AnswersList('open-matters', OpenMatter)
  getUnitMatters(
    @Param('unitId', IdPipe) unitId: string,
    @Query() filter: UnitMatterFilter,
    @AskedBy() asked: AskedByAsker,
  ) {
    return this.queries.execute(new GetUnitMatters(asked, unitId, filter));
  }
}
