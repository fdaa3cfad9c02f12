import { newId, type Call } from '#event-sourcing';
import { Body, Controller, Param, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { AskedBy, ByPrincipal, Called, type AskedByAsker, type Principal } from '../access/principal.js';
import { IdPipe } from '../platform/id-pipe.js';
import { Acts, Answers, AnswersList, Creates } from '../platform/routes.js';
import { AnswerFinding } from './answer-finding.js';
import { AskAgain } from './ask-again.js';
import { CloseFinding } from './close-finding.js';
import { FindingRow } from './finding-rows.js';
import { FindingFilter, FindingView, GetFinding, GetFindings } from './findings.js';
import { NamedEvents } from './named-events.js';
import { RaiseFinding } from './raise-finding.js';
import { ReviseFinding } from './revise-finding.js';
import { WithdrawFinding } from './withdraw-finding.js';

@Controller('v1/alliances/:allianceId/findings')
export class FindingsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly events: NamedEvents,
  ) {}

  /**
   * Raise a finding about events of the log.
   *
   * An auditor does: about one or more events, by their places in the log, for one unit to answer by a day. What the
   * title says everybody in the alliance reads; the words are for the unit, the officers and auditors. The same finding
   * twice is one finding.
   */
  @Creates()
  async raiseFinding(@Body() command: RaiseFinding, @Called() call: Call, @ByPrincipal() principal: Principal) {
    return this.commands.execute(
      command.for(newId(call.issue, 'finding', command.findingId), call, await this.events.of(command.positions, principal)), // prettier-ignore
    );
  }

  /**
   * List the findings, what is due first at the top.
   *
   * What auditors found, who is to answer it until when, and what became of it.
   */
  @AnswersList('', FindingRow)
  getFindings(@AskedBy() asked: AskedByAsker, @Query() filter: FindingFilter) {
    return this.queries.execute(new GetFindings(asked, filter));
  }

  /**
   * Read one finding.
   *
   * With the events that it is about, all that was said about it, and what you may do with it now.
   */
  @Answers(':findingId', FindingView)
  getFinding(@Param('findingId', IdPipe) findingId: string, @AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new GetFinding(asked, findingId));
  }

  /**
   * Put right what a finding says.
   *
   * An auditor does, until it is closed. The unit that is to answer stays: a finding for another unit is another finding.
   */
  @Acts(':findingId/revision')
  async reviseFinding(
    @Param('findingId', IdPipe) findingId: string,
    @Body() command: ReviseFinding,
    @Called() call: Call,
    @ByPrincipal() principal: Principal,
  ) {
    return this.commands.execute(command.for(findingId, call, await this.events.of(command.positions, principal)));
  }

  /**
   * Answer a finding for your unit.
   *
   * On time or late, in words and with evidence where there is some; more may be said until it is closed. A suspended unit
   * answers, too.
   */
  @Acts(':findingId/answer')
  answerFinding(@Param('findingId', IdPipe) findingId: string, @Body() command: AnswerFinding, @Called() call: Call) {
    return this.commands.execute(command.for(findingId, call));
  }

  /**
   * Ask the unit once more, by another day.
   *
   * An auditor does: gives more time to who has not answered, or asks again where the answer was not enough, also of what
   * was closed.
   */
  @Acts(':findingId/request')
  askAgain(@Param('findingId', IdPipe) findingId: string, @Body() command: AskAgain, @Called() call: Call) {
    return this.commands.execute(command.for(findingId, call));
  }

  /**
   * Close a finding.
   *
   * An auditor accepts the answer. Where there is none, they say why there need be none.
   */
  @Acts(':findingId/closing')
  closeFinding(@Param('findingId', IdPipe) findingId: string, @Body() command: CloseFinding, @Called() call: Call) {
    return this.commands.execute(command.for(findingId, call));
  }

  /**
   * Take a finding back, with the reason.
   *
   * The auditor who raised it does, before it is closed. It stays in the record.
   */
  @Acts(':findingId/withdrawal')
  withdrawFinding(
    @Param('findingId', IdPipe) findingId: string,
    @Body() command: WithdrawFinding,
    @Called() call: Call,
  ) {
    return this.commands.execute(command.for(findingId, call));
  }
}
