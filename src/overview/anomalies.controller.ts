import { Controller, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { AskedBy, type AskedByAsker } from '../access/principal.js';
import { AnswersList } from '../platform/routes.js';
import { Anomaly, AnomalyFilter, GetAnomalies } from './anomalies.js';

@Controller('v1/alliances/:allianceId/anomalies')
export class AnomaliesController {
  constructor(private readonly queries: QueryBus) {}

  /**
   * Read what an auditor looks at first: facts, not accusations.
   *
   * Votes and meetings without their quorum, deliveries after the day on which they were due, pledges that lapsed, what was
   * corrected, days that were missed, interests that were declared, units that were not at a sitting; each by the event
   * that says so. And what was refused: to a unit with an interest, without a mandate in force, by a key that is over. This
   * stands beside the log, a line for each client, operation and day: it is not proven, kept for 366 days, and not told
   * with `asOf`; a unit sees its own. Of the last 92 days unless said, at most 366; the newest first.
   */
  @AnswersList('', Anomaly)
  getAnomalies(@Query() filter: AnomalyFilter, @AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new GetAnomalies(asked, filter));
  }
}
