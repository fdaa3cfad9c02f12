import type { Call } from '#event-sourcing';
import { Body, Controller, Param, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { AskedBy, Called, type AskedByAsker } from '../access/principal.js';
import { IdPipe } from '../platform/id-pipe.js';
import { Acts, Answers, AnswersList, Creates } from '../platform/routes.js';
import { CallHearing } from './call-hearing.js';
import { CancelHearing } from './cancel-hearing.js';
import { HearingRow } from './hearing-rows.js';
import { GetHearing, GetHearings, HearingFilter, HearingView } from './hearings.js';
import { RecordHearing } from './record-hearing.js';

@Controller('v1/alliances/:allianceId/motions/:motionId/hearings')
export class HearingsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /**
   * Call a hearing on a motion, or the first deliberation of building representatives.
   *
   * An officer does, before the vote. As long as it is neither held nor cancelled, voting does not open.
   */
  @Creates('', 'hearing')
  callHearing(@Param('motionId', IdPipe) motionId: string, @Body() command: CallHearing, @Called() call: Call) {
    return this.commands.execute(command.for(motionId, call));
  }

  /**
   * List the hearings on a motion.
   *
   * The first one first.
   */
  @AnswersList('', HearingRow)
  getHearings(
    @Param('motionId', IdPipe) motionId: string,
    @AskedBy() asked: AskedByAsker,
    @Query() filter: HearingFilter,
  ) {
    return this.queries.execute(new GetHearings(asked, motionId, filter));
  }

  /**
   * Read one hearing.
   *
   * With what was said, and what you may do with it now.
   */
  @Answers(':hearingId', HearingView)
  getHearing(
    @Param('motionId', IdPipe) motionId: string,
    @Param('hearingId', IdPipe) hearingId: string,
    @AskedBy() asked: AskedByAsker,
  ) {
    return this.queries.execute(new GetHearing(asked, motionId, hearingId));
  }

  /**
   * Write down what was said at a hearing.
   *
   * An officer does, once it has begun: how many came, what was said, and what they think of it. It binds nobody.
   */
  @Acts(':hearingId/record')
  recordHearing(
    @Param('motionId', IdPipe) motionId: string,
    @Param('hearingId', IdPipe) hearingId: string,
    @Body() command: RecordHearing,
    @Called() call: Call,
  ) {
    return this.commands.execute(command.for(motionId, call, { hearingId }));
  }

  /**
   * Call a hearing off, with the reason.
   *
   * An officer does, as long as it was not held.
   */
  @Acts(':hearingId/cancellation')
  cancelHearing(
    @Param('motionId', IdPipe) motionId: string,
    @Param('hearingId', IdPipe) hearingId: string,
    @Body() command: CancelHearing,
    @Called() call: Call,
  ) {
    return this.commands.execute(command.for(motionId, call, { hearingId }));
  }
}
