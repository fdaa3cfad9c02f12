import { Controller, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { AskedBy, type AskedByAsker } from '../access/principal.js';
import { Answers, AnswersList } from '../platform/routes.js';
import { GetAct, GetHistory, HistoryFilter, HistoryRow } from './history.js';
import { PositionPipe } from '../platform/position-pipe.js';

@Controller('v1/alliances/:allianceId/history')
export class HistoryController {
  constructor(private readonly queries: QueryBus) {}

  /**
   * Read what happened, the newest act first.
   *
   * Who did what, when, for which unit and under which mandate; what reactions and the clock did names the event that
   * it answers. Words by and about people are not shown.
   */
  @AnswersList('', HistoryRow)
  getHistory(@Query() filter: HistoryFilter, @AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new GetHistory(asked, filter));
  }

  /** Read one act, by its place in the log. */
  @Answers(':position', HistoryRow)
  getAct(@Param('position', PositionPipe) position: number, @AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new GetAct(asked, position));
  }
}
