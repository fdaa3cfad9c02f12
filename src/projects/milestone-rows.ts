import { change, put, readModelByStream, type Recorded } from '#event-sourcing';
import { Column, Entity, Index } from 'typeorm';
import {
  IdColumn,
  InstantColumn,
  KeyColumn,
  ObjectColumn,
  WholeColumn,
  WordColumn,
  WordsColumn,
} from '../platform/columns.js';
import { IsDay, LocalText } from '../platform/fields.js';
import { Evidence, type ProjectEvent } from './events.js';

export const milestoneStatuses = ['set', 'missed', 'reached', 'dropped'] as const;
export type MilestoneStatus = (typeof milestoneStatuses)[number];

/** What is to be reached on the way of a project, and by when. */
@Entity('milestone')
@Index(['projectId', 'due', 'milestoneId'])
@Index(['allianceId', 'status', 'due', 'milestoneId'])
export class MilestoneRow {
  @KeyColumn() projectId: string;
  @KeyColumn() milestoneId: string;
  @IdColumn() allianceId: string;
  @WordsColumn() title: LocalText;
  /** The last day on which it is on time. */
  @Column('text') @IsDay() due: string;
  /** When that day is over. */
  @InstantColumn() overdueAt: string;
  @WordColumn(milestoneStatuses) status: MilestoneStatus;
  @InstantColumn({ nullable: true }) reachedAt: string | null;
  @ObjectColumn(Evidence, { nullable: true }) evidence: Evidence | null;
  /** The project's, at the last event about the milestone. */
  @WholeColumn() revision: number;
}

type About = Recorded<ProjectEvent> & { readonly data: { readonly milestoneId: string } };
const now = ({ subjectId: projectId, revision, data: { milestoneId } }: About, seen: Partial<MilestoneRow>) =>
  change<MilestoneRow>({ projectId, milestoneId }, (row) => ({ ...row, ...seen, revision }));

/** Which milestones does each project have, and which were missed? */
export const milestoneRows = readModelByStream<ProjectEvent, MilestoneRow>(MilestoneRow, ['projectId', 'milestoneId'], {
  MilestoneSet: ({ subjectId: projectId, revision, issue, data }) =>
    put({ projectId, ...data, allianceId: issue.tenantId, status: 'set', reachedAt: null, evidence: null, revision }),
  MilestoneReached: (event) => {
    const { evidence = null } = event.data;
    return now(event, { status: 'reached', reachedAt: event.issue.at, evidence });
  },
  MilestoneMissed: (event) => now(event, { status: 'missed' }),
  MilestoneDropped: (event) => now(event, { status: 'dropped' }),
  // Of a project that is called off nothing is to be reached any more.
  ProjectCancelled: ({ subjectId: projectId, revision }) =>
    change({ projectId }, (row) => (row.status === 'reached' || row.status === 'dropped' ? row : { ...row, status: 'dropped', revision })), // prettier-ignore
});
