import { change, put, readModel, type Recorded } from '#event-sourcing';
import { Entity, Index } from 'typeorm';
import { IdColumn, InstantColumn, KeyColumn, WholeColumn, WordColumn, WordsColumn } from '../platform/columns.js';
import { LocalText } from '../platform/fields.js';
import type { ProjectEvent } from './events.js';
import { stages, type Stage } from './stage.js';

@Entity('project')
@Index(['allianceId', 'proposedAt', 'projectId'])
@Index(['allianceId', 'stage', 'proposedAt', 'projectId'])
@Index(['allianceId', 'proposedBy', 'proposedAt', 'projectId'])
export class ProjectRow {
  @KeyColumn() projectId: string;
  @IdColumn() allianceId: string;
  @WordsColumn() title: LocalText;
  /** The unit that proposed it, and receives what is pledged. */
  @IdColumn() proposedBy: string;
  @WordColumn(stages) stage: Stage;
  @InstantColumn() proposedAt: string;
  /** The motion that last decided about it. */
  @IdColumn({ nullable: true }) decidedBy: string | null;
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
export const projectRows = readModel<ProjectEvent, ProjectRow>(ProjectRow, ['projectId'], {
  ProjectProposed: ({ subjectId: projectId, revision, issue, data: { title, proposedBy } }) =>
    put({
      projectId,
      allianceId: issue.tenantId,
      title,
      proposedBy,
      stage: 'proposed',
      proposedAt: issue.at,
      decidedBy: null,
      revision,
    }),
  ProjectRevised: (event) => now(event, { title: event.data.title }),
  ProjectSubmitted: enters('submitted'),
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
  FundSpent: moves,
  SpendingReversed: moves,
});
