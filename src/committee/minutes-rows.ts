import { change, put, readModelByStream } from '#event-sourcing';
import { Column, Entity, Index } from 'typeorm';
import { IdColumn, InstantColumn, KeyColumn, ListColumn, WholeColumn, WordColumn } from '../platform/columns.js';
import type { Sealed } from '../platform/sealed.js';
import type { MeetingEvent } from './events.js';
import { MinutesAction, MinutesItem, MinutesMotion, MinutesSitting, type Minutes } from './minutes.js';

export const minutesStatuses = ['none', 'drafted', 'approved'] as const;
export type MinutesStatus = (typeof minutesStatuses)[number];

/** The minutes of a meeting, as they stand. `none`: it is not closed yet. */
@Entity('minutes')
@Index(['allianceId', 'status'])
export class MinutesRow implements Minutes {
  @KeyColumn() meetingId: string;
  @IdColumn() allianceId: string;
  @WordColumn(minutesStatuses) status: MinutesStatus;
  @InstantColumn({ nullable: true }) draftedAt: string | null;
  @InstantColumn({ nullable: true }) approvedAt: string | null;
  @ListColumn(MinutesSitting) sittings: readonly MinutesSitting[];
  @ListColumn(MinutesItem) agenda: readonly MinutesItem[];
  @ListColumn(MinutesMotion) motions: readonly MinutesMotion[];
  @ListColumn(MinutesAction) actions: readonly MinutesAction[];
  /** The meeting's, at the last event about its minutes. */
  @WholeColumn() revision: number;
  /** As the events hold them. */
  @Column({ type: 'jsonb', select: false }) said: readonly Readonly<{
    at: string;
    sealed: Sealed<{ words: string }>;
  }>[];
}

/** What is written of each meeting? */
export const minutesRows = readModelByStream<MeetingEvent, MinutesRow>(MinutesRow, ['meetingId'], {
  MeetingClosed: ({ subjectId: meetingId, issue, revision }) => {
    const nothing = { sittings: [], agenda: [], motions: [], actions: [], said: [] };
    const place = { allianceId: issue.tenantId, revision };
    return put({ meetingId, ...place, status: 'none', draftedAt: null, approvedAt: null, ...nothing });
  },
  MinutesDrafted: ({ subjectId: meetingId, issue, revision, data: { minutes } }) =>
    change({ meetingId }, (row) => ({ ...row, ...minutes, status: 'drafted', draftedAt: issue.at, revision })),
  MinutesCorrected: ({ subjectId: meetingId, issue, revision, data: { sealed } }) =>
    change({ meetingId }, (row) => ({ ...row, said: [...row.said, { at: issue.at, sealed }], revision })),
  MinutesApproved: ({ subjectId: meetingId, issue, revision }) =>
    change({ meetingId }, (row) => ({ ...row, status: 'approved', approvedAt: issue.at, revision })),
});
