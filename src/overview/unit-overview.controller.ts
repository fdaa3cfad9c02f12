import { Controller, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { AskedBy, type AskedByAsker } from '../access/principal.js';
import { IdPipe } from '../platform/id-pipe.js';
import { Answers, AnswersList } from '../platform/routes.js';
import { OpenMatter } from './matter.js';
import { GetUnitMatters, UnitMatterFilter } from './open-matters.js';
import { PeriodFilter } from './period.js';
import { UnitStatement } from './statement-view.js';
import { GetStatement } from './statement.js';

@Controller('v1/alliances/:allianceId/units/:unitId')
export class UnitOverviewController {
  constructor(private readonly queries: QueryBus) {}

  /**
   * Read what a unit is waited for, the most urgent first.
   *
   * Actions and deliveries that it is to make, late or not, bookings to approve, to take up and to bring back, pledges
   * to accept and deliveries to confirm, ballots to cast, meetings to come to. For its people and for officers.
   */
  @AnswersList('open-matters', OpenMatter)
  getUnitMatters(
    @Param('unitId', IdPipe) unitId: string,
    @Query() filter: UnitMatterFilter,
    @AskedBy() asked: AskedByAsker,
  ) {
    return this.queries.execute(new GetUnitMatters(asked, unitId, filter));
  }

  /**
   * Read a unit's statement over a time.
   *
   * What it gave, received, promised and kept, shared and used, in each unit of measure and never converted to money;
   * the sittings, votes and actions that it took part in. Each sum says of how many facts it is made. For its people
   * and for officers.
   */
  @Answers('statement', UnitStatement)
  getStatement(@Param('unitId', IdPipe) unitId: string, @Query() filter: PeriodFilter, @AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new GetStatement(asked, unitId, filter));
  }
}
