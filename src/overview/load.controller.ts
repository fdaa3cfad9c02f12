import { Controller, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { AskedBy, type AskedByAsker } from '../access/principal.js';
import { AnswersList } from '../platform/routes.js';
import { UnitLoad } from './load-view.js';
import { GetLoad } from './load.js';
import { PagedPeriodFilter } from './period.js';

@Controller('v1/alliances/:allianceId/load')
export class LoadController {
  constructor(private readonly queries: QueryBus) {}

  /**
   * Read who is asked for what, who gives, and who takes part.
   *
   * Of each unit on the roll: its share of what was asked for and of what was given, in each unit of measure, its
   * pledges and what became of them, its ballots, its actions, and since when it has been silent. In the order of their
   * names: the figures help to spread the load, and rank nobody. Of the last 92 days unless said, at most 366.
   */
  @AnswersList('', UnitLoad)
  getLoad(@Query() filter: PagedPeriodFilter, @AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new GetLoad(asked, filter));
  }
}
