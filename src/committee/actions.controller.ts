import { newId, type Call } from '#event-sourcing';
import { Body, Controller, Param, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { AskedBy, Called, type AskedByAsker } from '../access/principal.js';
import { IdPipe } from '../platform/id-pipe.js';
import { Acts, Answers, AnswersList, Creates } from '../platform/routes.js';
import { ActionRow } from './action-rows.js';
import { ActionFilter, ActionView, GetAction, GetActions } from './actions.js';
import { ConfirmAction } from './confirm-action.js';
import { DeclineAction } from './decline-action.js';
import { ExtendAction } from './extend-action.js';
import { GiveAction } from './give-action.js';
import { ReassignAction } from './reassign-action.js';
import { ReportAction } from './report-action.js';

@Controller('v1/alliances/:allianceId/actions')
export class ActionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /**
   * Give a unit something to do.
   *
   * An officer does, for the committee: it follows from a carried motion, and is due on a day. The same action twice
   * is one action.
   */
  @Creates()
  giveAction(@Body() command: GiveAction, @Called() call: Call) {
    return this.commands.execute(command.for(newId(call.issue, 'action', command.actionId), call));
  }

  /**
   * List the actions, what is due first at the top.
   *
   * What the committee gave to units to do, and what became of it.
   */
  @AnswersList('', ActionRow)
  getActions(@AskedBy() asked: AskedByAsker, @Query() filter: ActionFilter) {
    return this.queries.execute(new GetActions(asked, filter));
  }

  /**
   * Read one action.
   *
   * With what the unit has reported, or why it has declined, and what you may do with the action now.
   */
  @Answers(':actionId', ActionView)
  getAction(@Param('actionId', IdPipe) actionId: string, @AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new GetAction(asked, actionId));
  }

  /**
   * Decline an action, with the reason.
   *
   * The unit that it was given to may, until it has reported. The committee may give it to another one.
   */
  @Acts(':actionId/decline')
  declineAction(@Param('actionId', IdPipe) actionId: string, @Body() command: DeclineAction, @Called() call: Call) {
    return this.commands.execute(command.for(actionId, call));
  }

  /**
   * Give a unit more time.
   *
   * An officer does, also where the action is overdue, or where what was reported is not enough.
   */
  @Acts(':actionId/extension')
  extendAction(@Param('actionId', IdPipe) actionId: string, @Body() command: ExtendAction, @Called() call: Call) {
    return this.commands.execute(command.for(actionId, call));
  }

  /**
   * Give an action to another unit.
   *
   * An officer does, before the unit has reported, or when it has declined.
   */
  @Acts(':actionId/reassignment')
  reassignAction(@Param('actionId', IdPipe) actionId: string, @Body() command: ReassignAction, @Called() call: Call) {
    return this.commands.execute(command.for(actionId, call));
  }

  /**
   * Report what your unit has done.
   *
   * On time or late, in words and with evidence where there is some; it may be bettered until it is confirmed.
   */
  @Acts(':actionId/report')
  reportAction(@Param('actionId', IdPipe) actionId: string, @Body() command: ReportAction, @Called() call: Call) {
    return this.commands.execute(command.for(actionId, call));
  }

  /**
   * Confirm that an action is done.
   *
   * An officer does, once the unit has reported.
   */
  @Acts(':actionId/confirmation')
  confirmAction(@Param('actionId', IdPipe) actionId: string, @Body() command: ConfirmAction, @Called() call: Call) {
    return this.commands.execute(command.for(actionId, call));
  }
}
