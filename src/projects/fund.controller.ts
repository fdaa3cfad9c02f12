import type { Call } from '#event-sourcing';
import { Body, Controller, Param, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { AskedBy, Called, type AskedByAsker } from '../access/principal.js';
import { IdPipe } from '../platform/id-pipe.js';
import { Acts, Answers, AnswersList, Creates } from '../platform/routes.js';
import { FundEntryRow } from './fund-rows.js';
import { FundEntryFilter, FundView, GetFund, GetFundEntries, GetSpending, SpendingView } from './one-fund.js';
import { ReverseSpending } from './reverse-spending.js';
import { SpendFund } from './spend-fund.js';

@Controller('v1/alliances/:allianceId/projects/:projectId/fund')
export class FundController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /**
   * Read the fund of a project.
   *
   * What was delivered of each currency that it asked for, what was spent, and what is there.
   */
  @Answers('', FundView)
  getFund(@Param('projectId', IdPipe) projectId: string, @AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new GetFund(asked, projectId));
  }

  /**
   * Read what came into the fund and what went out of it, the oldest first.
   *
   * The amounts of a currency add up to its balance.
   */
  @AnswersList('entries', FundEntryRow)
  getFundEntries(
    @Param('projectId', IdPipe) projectId: string,
    @AskedBy() asked: AskedByAsker,
    @Query() filter: FundEntryFilter,
  ) {
    return this.queries.execute(new GetFundEntries(asked, projectId, filter));
  }

  /**
   * Spend money of the fund.
   *
   * The receiver does, and names what for, the receipt, and the carried motion that allows it. Never more than there is
   * of the currency. The same spending twice is one.
   */
  @Creates('spendings', 'spending')
  spendFund(@Param('projectId', IdPipe) projectId: string, @Body() command: SpendFund, @Called() call: Call) {
    return this.commands.execute(command.for(projectId, call));
  }

  /** Read one spending, and what it was for. */
  @Answers('spendings/:spendingId', SpendingView)
  getSpending(
    @Param('projectId', IdPipe) projectId: string,
    @Param('spendingId', IdPipe) spendingId: string,
    @AskedBy() asked: AskedByAsker,
  ) {
    return this.queries.execute(new GetSpending(asked, projectId, spendingId));
  }

  /**
   * Reverse a spending, and say why.
   *
   * The receiver does, where it was recorded wrongly or the money came back: it is in the fund again.
   */
  @Acts('spendings/:spendingId/reversal')
  reverseSpending(
    @Param('projectId', IdPipe) projectId: string,
    @Param('spendingId', IdPipe) spendingId: string,
    @Body() command: ReverseSpending,
    @Called() call: Call,
  ) {
    return this.commands.execute(command.for(projectId, call, { spendingId }));
  }
}
