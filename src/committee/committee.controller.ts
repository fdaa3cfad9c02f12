import { newId, type Call } from '#event-sourcing';
import { Body, Controller, Param, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { AskedBy, Called, type AskedByAsker } from '../access/principal.js';
import { IdPipe } from '../platform/id-pipe.js';
import { Acts, Answers, AnswersList, Creates } from '../platform/routes.js';
import { CastBallot } from './cast-ballot.js';
import { CloseVoting } from './close-voting.js';
import { DeclareInterest } from './declare-interest.js';
import { GetDecisionRegister, MotionFilter, MotionRow } from './decision-register.js';
import { GetMotion, MotionView } from './one-motion.js';
import { MakeStatement } from './make-statement.js';
import { OpenVoting } from './open-voting.js';
import { ReviewDecision } from './review-decision.js';
import { TableMotion } from './table-motion.js';
import { WithdrawMotion } from './withdraw-motion.js';

@Controller('v1/alliances/:allianceId/motions')
export class CommitteeController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /**
   * Put a matter before the joint committee.
   *
   * A project, as long as it is neither approved nor over; an application that waits for an answer; another charter;
   * or anything else. The same motion twice is one motion.
   */
  @Creates()
  tableMotion(@Body() command: TableMotion, @Called() call: Call) {
    return this.commands.execute(command.for(newId(call.issue, 'motion', command.motionId), call));
  }

  /**
   * Read the decision register, the newest motion first.
   *
   * Every motion of the alliance with what became of it, and while voting is open with the ballots as they stand.
   */
  @AnswersList('', MotionRow)
  getMotions(@AskedBy() asked: AskedByAsker, @Query() filter: MotionFilter) {
    return this.queries.execute(new GetDecisionRegister(asked, filter));
  }

  /**
   * Read one motion.
   *
   * With each ballot, the units whose ballot is awaited, and what you may do with the motion now.
   */
  @Answers(':motionId', MotionView)
  getMotion(@Param('motionId', IdPipe) motionId: string, @AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new GetMotion(asked, motionId));
  }

  /**
   * Withdraw a motion.
   *
   * The unit that tabled it may, before voting opens.
   */
  @Acts(':motionId/withdrawal')
  withdrawMotion(@Param('motionId', IdPipe) motionId: string, @Body() command: WithdrawMotion, @Called() call: Call) {
    return this.commands.execute(command.for(motionId, call));
  }

  /**
   * Open voting, in writing with a deadline, or in a meeting.
   *
   * An officer does. The roll and the charter's rule are taken now; the unit that proposed the project and units that
   * declared an interest are recused. A project must have been submitted. In a meeting, which is in session and has the
   * motion on its agenda, the units that are there cast their ballots. Where the quorum was missed, the motion may be
   * put again.
   */
  @Acts(':motionId/voting')
  openVoting(@Param('motionId', IdPipe) motionId: string, @Body() command: OpenVoting, @Called() call: Call) {
    return this.commands.execute(command.for(motionId, call));
  }

  /**
   * Declare that your unit has an interest in the matter.
   *
   * Before voting or while it is open. Your unit casts no ballot then, and one that it has cast is void.
   */
  @Acts(':motionId/interests')
  declareInterest(@Param('motionId', IdPipe) motionId: string, @Body() command: DeclareInterest, @Called() call: Call) {
    return this.commands.execute(command.for(motionId, call));
  }

  /**
   * Say what your unit thinks of a motion.
   *
   * Before the committee votes. A unit has one statement; a later one replaces it.
   */
  @Acts(':motionId/statements')
  makeStatement(@Param('motionId', IdPipe) motionId: string, @Body() command: MakeStatement, @Called() call: Call) {
    return this.commands.execute(command.for(motionId, call));
  }

  /**
   * Cast your unit's ballot.
   *
   * One unit, one ballot, of those that were on the roll when voting opened, and in a meeting were there. It may be
   * changed until voting closes.
   */
  @Acts(':motionId/ballots')
  castBallot(@Param('motionId', IdPipe) motionId: string, @Body() command: CastBallot, @Called() call: Call) {
    return this.commands.execute(command.for(motionId, call));
  }

  /**
   * Close voting.
   *
   * An officer does at the deadline, or when every entitled unit has cast its ballot; in a meeting, when it is time. At
   * the deadline, or the end of the sitting, it also happens by itself. The result is computed: a tie is lost, and too few ballots decide nothing.
   */
  @Acts(':motionId/closing')
  closeVoting(@Param('motionId', IdPipe) motionId: string, @Body() command: CloseVoting, @Called() call: Call) {
    return this.commands.execute(command.for(motionId, call));
  }

  /**
   * Write down what the committee found when it looked at a decision again.
   *
   * An officer does, when the day of its review has come or before, and may name the next one.
   */
  @Acts(':motionId/reviews')
  reviewDecision(@Param('motionId', IdPipe) motionId: string, @Body() command: ReviewDecision, @Called() call: Call) {
    return this.commands.execute(command.for(motionId, call));
  }
}
