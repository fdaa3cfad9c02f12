import { Controller, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { AskedBy, type AskedByAsker } from '../access/principal.js';
import { Answers } from '../platform/routes.js';
import { GetTrends, Trends, TrendsFilter } from './trends.js';

@Controller('v1/alliances/:allianceId/trends')
export class TrendsController {
  constructor(private readonly queries: QueryBus) {}

  /**
   * Read what was done, week by week.
   *
   * Pledges made, deliveries and bookings confirmed, votes that came to a result, actions done: of this week and those
   * before it, from Monday to Sunday on the alliance's clocks.
   */
  @Answers('', Trends)
  getTrends(@Query() filter: TrendsFilter, @AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new GetTrends(asked, filter));
  }
}
