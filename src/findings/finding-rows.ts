import { change, put, readModelByStream, type Recorded } from '#event-sourcing';
import { IsInt, Min } from 'class-validator';
import { Column, Entity, Index } from 'typeorm';
import {
  IdColumn,
  InstantColumn,
  KeyColumn,
  ListColumn,
  WholeColumn,
  WordColumn,
  WordsColumn,
} from '../platform/columns.js';
import { IsDay, IsId, LocalText } from '../platform/fields.js';
import type { Sealed } from '../platform/sealed.js';
import { severities, type FindingEvent, type Named, type Proof, type Severity } from './events.js';

export const findingStatuses = ['raised', 'overdue', 'answered', 'closed', 'withdrawn'] as const;
export type FindingStatus = (typeof findingStatuses)[number];

/** What was said about a finding after it was raised. */
export const remarkKinds = ['revised', 'answered', 'asked-again', 'closed', 'withdrawn'] as const;
export type RemarkKind = (typeof remarkKinds)[number];

/** What was said, as the event holds it: whoever looks at one finding is told of it. */
export type Remark = Readonly<{
  kind: RemarkKind;
  position: number;
  at: string;
  due: string | null;
  sealed: Sealed<{ words?: string; reason?: string; evidence?: Proof }>;
}>;

/** An event that a finding is about. */
export class FoundEvent {
  /** Its place in the log. */
  @IsInt() @Min(1) readonly position: number;
  @IsId() readonly eventId: string;
}

/** What an auditor found, who is to answer it until when, and how it stands. */
@Entity('finding')
@Index(['allianceId', 'due', 'findingId'])
@Index(['allianceId', 'status', 'due', 'findingId'])
@Index(['allianceId', 'unitId', 'due', 'findingId'])
@Index(['allianceId', 'severity', 'due', 'findingId'])
export class FindingRow {
  @KeyColumn() findingId: string;
  @IdColumn() allianceId: string;
  /** What it is about, in a line. */
  @WordsColumn() title: LocalText;
  /** The unit that is to answer it. */
  @IdColumn() unitId: string;
  @WordColumn(severities) severity: Severity;
  /** The last day on which an answer is on time. */
  @Column('text') @IsDay() due: string;
  /** When that day is over. */
  @InstantColumn() overdueAt: string;
  @WordColumn(findingStatuses) status: FindingStatus;
  @InstantColumn() raisedAt: string;
  /** When the unit answered last, since it was asked last. */
  @InstantColumn({ nullable: true }) answeredAt: string | null;
  /** When it was closed or taken back. */
  @InstantColumn({ nullable: true }) endedAt: string | null;
  /** How often the unit was asked again. */
  @WholeColumn() askedAgain: number;
  /** The events that it is about. */
  @ListColumn(FoundEvent) events: readonly Named[];
  @WholeColumn() revision: number;
  /** As the event holds it, for who looks at one finding: lists leave it out. */
  @Column({ type: 'jsonb', select: false }) sealed: Sealed<{ words: string }>;
  /** What was said since, the oldest first. */
  @Column({ type: 'jsonb', select: false }) remarks: readonly Remark[];
}

type Said = Exclude<FindingEvent, { type: 'FindingRaised' | 'FindingOverdue' }>;

const moved = ({ subjectId, revision }: Recorded, next: (row: FindingRow) => Partial<FindingRow>) =>
  change<FindingRow>({ findingId: subjectId }, (row) => ({ ...row, ...next(row), revision }));

const said = (kind: RemarkKind, event: Recorded<Said>, next: (row: FindingRow) => Partial<FindingRow>) => {
  const { position, issue, data } = event;
  const due = 'due' in data ? data.due : null;
  const remark: Remark = { kind, position, at: issue.at, due, sealed: data.sealed };
  return moved(event, (row) => ({ remarks: [...row.remarks, remark], ...next(row) }));
};

/** What was found, and what came of it? */
export const findingRows = readModelByStream<FindingEvent, FindingRow>(FindingRow, ['findingId'], {
  FindingRaised: ({ subjectId: findingId, revision, issue, data }) =>
    put({
      findingId,
      ...data,
      ...{ allianceId: issue.tenantId, status: 'raised', raisedAt: issue.at, revision },
      ...{ answeredAt: null, endedAt: null, askedAgain: 0, remarks: [] },
    }),
  FindingRevised: (event) => {
    const { title, severity, events, sealed } = event.data;
    return said('revised', event, () => ({ title, severity, events, sealed }));
  },
  FindingAnswered: (event) => said('answered', event, () => ({ status: 'answered', answeredAt: event.issue.at })),
  AnswerAskedAgain: (event) =>
    said('asked-again', event, ({ askedAgain }) => {
      const { due, overdueAt } = event.data;
      return { status: 'raised', due, overdueAt, answeredAt: null, endedAt: null, askedAgain: askedAgain + 1 };
    }),
  FindingClosed: (event) => said('closed', event, () => ({ status: 'closed', endedAt: event.issue.at })),
  FindingWithdrawn: (event) => said('withdrawn', event, () => ({ status: 'withdrawn', endedAt: event.issue.at })),
  FindingOverdue: (event) => moved(event, () => ({ status: 'overdue' })),
});
