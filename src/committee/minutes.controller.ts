import type { Call } from '#event-sourcing';
import { Answered } from '#nest-event-sourcing';
import { Body, Controller, createParamDecorator, Header, Param, Query, type ExecutionContext } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { AskedBy, Called, type AskedByAsker } from '../access/principal.js';
import { Telling } from '../access/telling.js';
import { IdPipe } from '../platform/id-pipe.js';
import { preferred } from '../platform/language.js';
import { Acts, Answers, Streams } from '../platform/routes.js';
import { ApproveMinutes } from './approve-minutes.js';
import { CorrectMinutes } from './correct-minutes.js';
import type { Language } from './minutes-text.js';
import { GetMinutes, GetMinutesText, MinutesTextQuery, MinutesView, textOf } from './one-minutes.js';

/** The language that the caller prefers. */
const Preferred = createParamDecorator((_: unknown, context: ExecutionContext): Language =>
  preferred(context.switchToHttp().getRequest()),
);

@Controller('v1/alliances/:allianceId/meetings/:meetingId/minutes')
export class MinutesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly telling: Telling,
  ) {}

  /**
   * Read the minutes of a meeting.
   *
   * They are drafted from the facts when the meeting closes: who was there under which mandate, what was voted on with
   * which result, and what was given to whom to do.
   */
  @Answers('', MinutesView)
  getMinutes(@Param('meetingId', IdPipe) meetingId: string, @AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new GetMinutes(asked, meetingId));
  }

  /**
   * Read the minutes as a text in Markdown.
   *
   * In Chinese or English, with the names of units and people, and times as they are where the alliance is.
   */
  @Streams('text', 'text/markdown', 'whole')
  @Header('content-type', 'text/markdown; charset=utf-8')
  async getMinutesText(
    @Param('meetingId', IdPipe) meetingId: string,
    @AskedBy() asked: AskedByAsker,
    @Query() { language }: MinutesTextQuery,
    @Preferred() wish: Language,
  ) {
    const { answer, position } = await this.queries.execute(new GetMinutesText(asked, meetingId));
    const parts = await this.telling.opened(answer, language ?? wish);
    return new Answered(textOf(parts, language ?? wish), position);
  }

  /**
   * Add to the draft what the facts do not say.
   *
   * An officer does, in words, until the minutes are approved. The facts stay as they are.
   */
  @Acts('corrections')
  correctMinutes(@Param('meetingId', IdPipe) meetingId: string, @Body() command: CorrectMinutes, @Called() call: Call) {
    return this.commands.execute(command.for(meetingId, call));
  }

  /**
   * Approve the minutes.
   *
   * The chair or the vice-chair does, with all corrections. Approved minutes no longer change; send If-Match to approve
   * what you have read, and nothing else.
   */
  @Acts('approval')
  approveMinutes(@Param('meetingId', IdPipe) meetingId: string, @Body() command: ApproveMinutes, @Called() call: Call) {
    return this.commands.execute(command.for(meetingId, call));
  }
}
