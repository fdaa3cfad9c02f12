import { change, put, readModelByStream, type Recorded } from '#event-sourcing';
import { Entity, Index } from 'typeorm';
import {
  FlagColumn,
  IdColumn,
  InstantColumn,
  KeyColumn,
  ObjectColumn,
  WholeColumn,
  WordColumn,
  WordsColumn,
} from '../platform/columns.js';
import { LocalText } from '../platform/fields.js';
import { Origin, type ProjectEvent } from './events.js';
import { stages, type Stage } from './stage.js';

@Entity('project')
@Index(['allianceId', 'proposedAt', 'projectId'])
@Index(['allianceId', 'stage', 'proposedAt', 'projectId'])
@Index(['allianceId', 'proposedBy', 'proposedAt', 'projectId'])
@Index(['allianceId', 'receiver', 'proposedAt', 'projectId'])
export class ProjectRow {
  @KeyColumn() projectId: string;
  @IdColumn() allianceId: string;
  @WordsColumn() title: LocalText;
  /** The unit that proposed it. */
  @IdColumn() proposedBy: string;
  /** The unit that receives what is pledged: the one that proposed it, or another that was appointed. */
  @IdColumn() receiver: string;
  /** Whether the receiver has left the alliance: another is to be appointed. */
  @FlagColumn() receiverLeft: boolean;
  /** The decision, or the need, from which it came. */
  @ObjectColumn(Origin, { nullable: true }) origin: Origin | null;
  @WordColumn(stages) stage: Stage;
  @InstantColumn() proposedAt: string;
  /** When its proposer last asked the committee to decide. */
  @InstantColumn({ nullable: true }) submittedAt: string | null;
  /** The motion that last decided about it. */
  @IdColumn({ nullable: true }) decidedBy: string | null;
  /** How much of the work is done, as it was last reported. */
  @WholeColumn({ nullable: true }) percent: number | null;
  /** How many evaluated it, and the sum of what they gave, from 1 to 5 each. */
  @WholeColumn() evaluations: number;
  @WholeColumn() scores: number;
  @FlagColumn() evaluationClosed: boolean;
  @WholeColumn() revision: number;
}

type Happened = Recorded<ProjectEvent>;
const now = ({ subjectId: projectId, revision }: Happened, seen: Partial<ProjectRow> = {}) =>
  change<ProjectRow>({ projectId }, (row) => ({ ...row, ...seen, revision }));
const enters = (stage: Stage) => (event: Happened) => now(event, { stage });
const decides = (stage: Stage) => (event: Happened & { readonly data: { readonly motionId: string } }) =>
  now(event, { stage, decidedBy: event.data.motionId });
const moves = (event: Happened) => now(event);

/** Which projects are there, who proposed them, and how far has each come? */
export const projectRows = readModelByStream<ProjectEvent, ProjectRow>(ProjectRow, ['projectId'], {
  ProjectProposed: ({ subjectId: projectId, revision, issue, data: { title, proposedBy, origin = null } }) =>
    put({
      projectId,
      allianceId: issue.tenantId,
      title,
      proposedBy,
      receiver: proposedBy,
      receiverLeft: false,
      origin,
      stage: 'proposed',
      proposedAt: issue.at,
      submittedAt: null,
      decidedBy: null,
      percent: null,
      evaluations: 0,
      scores: 0,
      evaluationClosed: false,
      revision,
    }),
  ProjectRevised: (event) => now(event, { title: event.data.title }),
  ReceiverLeft: (event) => now(event, { receiverLeft: true }),
  ReceiverAppointed: (event) => now(event, { receiver: event.data.unitId, receiverLeft: false }),
  ProjectSubmitted: (event) => now(event, { stage: 'submitted', submittedAt: event.issue.at }),
  ProjectApproved: decides('approved'),
  ProjectDeclined: decides('declined'),
  ProjectDeferred: decides('deferred'),
  ProjectStarted: enters('underway'),
  ProjectCompleted: enters('completed'),
  ProjectCancelled: enters('cancelled'),
  PledgeMade: moves,
  PledgeAccepted: moves,
  PledgeDeclined: moves,
  PledgeReleased: moves,
  PledgeKept: moves,
  DeliveryReported: moves,
  DeliveryConfirmed: moves,
  DeliveryReversed: moves,
  EvaluationClosed: (event) =>
    now(event, { evaluationClosed: true, ...(event.data.evaluations > 0 && { stage: 'evaluated' }) }),
  ProjectEvaluated: (event) =>
    change<ProjectRow>({ projectId: event.subjectId }, (row) => ({
      ...row,
      evaluations: row.evaluations + 1,
      scores: row.scores + event.data.score,
      revision: event.revision,
    })),
  MilestoneSet: moves,
  MilestoneReached: moves,
  MilestoneMissed: moves,
  MilestoneDropped: moves,
  ProgressReported: (event) => now(event, event.data.percent === undefined ? {} : { percent: event.data.percent }),
  FundSpent: moves,
  SpendingReversed: moves,
});
