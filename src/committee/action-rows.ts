import { change, put, readModelByStream, type Recorded } from '#event-sourcing';
import { Column, Entity, Index } from 'typeorm';
import { IdColumn, InstantColumn, KeyColumn, WholeColumn, WordColumn, WordsColumn } from '../platform/columns.js';
import { IsDay, LocalText } from '../platform/fields.js';
import type { ActionEvent, EventSealed } from './events.js';

export const actionStatuses = ['given', 'overdue', 'declined', 'reported', 'done'] as const;
export type ActionStatus = (typeof actionStatuses)[number];

/** What a decision gave to a unit to do, and what became of it. */
@Entity('action')
@Index(['allianceId', 'due', 'actionId'])
@Index(['allianceId', 'status', 'due', 'actionId'])
@Index(['allianceId', 'unitId', 'due', 'actionId'])
@Index(['allianceId', 'motionId', 'due', 'actionId'])
export class ActionRow {
  @KeyColumn() actionId: string;
  @IdColumn() allianceId: string;
  @WordsColumn() title: LocalText;
  /** The decision from which it follows. */
  @IdColumn() motionId: string;
  /** The unit that is to do it now. */
  @IdColumn() unitId: string;
  /** The last day on which it is on time. */
  @Column('text') @IsDay() due: string;
  /** When that day is over. */
  @InstantColumn() overdueAt: string;
  @WordColumn(actionStatuses) status: ActionStatus;
  @InstantColumn() givenAt: string;
  @InstantColumn({ nullable: true }) reportedAt: string | null;
  @InstantColumn({ nullable: true }) doneAt: string | null;
  /** How often it was given more time. */
  @WholeColumn() extensions: number;
  @WholeColumn() revision: number;
  /** As the event holds it, for who looks at one action: lists leave it out. */
  @Column({ type: 'jsonb', nullable: true, select: false }) report: EventSealed<'ActionReported'> | null;
  /** Why the unit does not do it, as the event holds it. */
  @Column({ type: 'jsonb', nullable: true, select: false }) declined: EventSealed<'ActionDeclined'> | null;
}

const moved = ({ subjectId, revision }: Recorded, next: (row: ActionRow) => Partial<ActionRow>) =>
  change<ActionRow>({ actionId: subjectId }, (row) => ({ ...row, ...next(row), revision }));
const anew = { status: 'given', reportedAt: null, report: null, declined: null } as const;

/** Who is to do what, and until when? */
export const actionRows = readModelByStream<ActionEvent, ActionRow>(ActionRow, ['actionId'], {
  ActionGiven: ({ subjectId: actionId, revision, issue, data }) =>
    put({
      actionId,
      ...data,
      ...anew,
      allianceId: issue.tenantId,
      givenAt: issue.at,
      doneAt: null,
      extensions: 0,
      revision,
    }),
  ActionDeclined: (event) => moved(event, () => ({ status: 'declined', declined: event.data.sealed })),
  ActionExtended: (event) =>
    moved(event, ({ extensions }) => {
      const { due, overdueAt } = event.data;
      return { ...anew, due, overdueAt, extensions: extensions + 1 };
    }),
  ActionReassigned: (event) =>
    moved(event, () => {
      const { unitId, due, overdueAt } = event.data;
      return { ...anew, unitId, due, overdueAt };
    }),
  ActionReported: (event) =>
    moved(event, () => ({ status: 'reported', reportedAt: event.issue.at, report: event.data.sealed })),
  ActionConfirmed: (event) => moved(event, () => ({ status: 'done', doneAt: event.issue.at })),
  ActionOverdue: (event) => moved(event, () => ({ status: 'overdue' })),
});
