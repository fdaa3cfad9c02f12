import { change, put, readModelByStream, type Recorded } from '#event-sourcing';
import { Entity, Index, PrimaryColumn } from 'typeorm';
import type { ActionEvent, MeetingEvent, MotionEvent } from '../committee/events.js';
import { IdColumn, InstantColumn, TextColumn, WholeColumn, WordColumn, WordsColumn } from '../platform/columns.js';
import type { LocalText } from '../platform/fields.js';
import type { ProjectEvent, Requirement } from '../projects/events.js';
import type { ResourceEvent } from '../resources/events.js';

export const entryKinds = [
  ...(['meeting', 'hearing', 'vote-closes', 'booking'] as const),
  ...(['action-due', 'requirement-due', 'milestone-due', 'pledge-until'] as const),
] as const;
export type EntryKind = (typeof entryKinds)[number];
export const entryStatuses = ['tentative', 'confirmed', 'cancelled'] as const;
export type EntryStatus = (typeof entryStatuses)[number];

/** What calendars know of one entry, also when it does not take place any more. */
@Entity('feed_entry')
@Index(['allianceId', 'from'])
@Index(['allianceId', 'day'])
export class EntryRow {
  @PrimaryColumn('text') kind: EntryKind;
  /** The meeting, motion, resource, action or project. */
  @PrimaryColumn('text') subjectId: string;
  /** What of it: the hearing, the booking, the requirement; of an action, the unit that is to do it. */
  @PrimaryColumn('text') partId: string;
  @IdColumn() allianceId: string;
  /** Whom it concerns alone; nobody where it concerns all. */
  @IdColumn({ nullable: true }) unitId: string | null;
  /** Whom it concerns too: who shares what is booked. */
  @IdColumn({ nullable: true }) otherUnitId: string | null;
  @WordsColumn() title: LocalText;
  @InstantColumn({ nullable: true }) from: string | null;
  @InstantColumn({ nullable: true }) to: string | null;
  /** The day, where it is of a whole day. */
  @TextColumn({ nullable: true }) day: string | null;
  @WordColumn(entryStatuses) status: EntryStatus;
  /** Grows with every change: the subject's revision. */
  @WholeColumn() sequence: number;
  @InstantColumn() modifiedAt: string;
}

type Said = Pick<EntryRow, 'title'> & Partial<Omit<EntryRow, 'kind' | 'subjectId' | 'title'>>;
type All = MeetingEvent | MotionEvent | ResourceEvent | ActionEvent | ProjectEvent;

const since = ({ revision: sequence, issue }: Recorded) => ({ sequence, modifiedAt: issue.at });
const entered = (event: Recorded, kind: EntryKind, said: Said) =>
  put<EntryRow>({
    kind,
    ...{ subjectId: event.subjectId, partId: '', allianceId: event.issue.tenantId, unitId: null },
    ...{ otherUnitId: null, from: null, to: null, day: null, status: 'confirmed', ...said, ...since(event) },
  });
const changed = (event: Recorded, kind: EntryKind, partId: string | undefined, next: Partial<EntryRow>) => {
  const where = { kind, subjectId: event.subjectId, ...(partId !== undefined && { partId }) };
  return change<EntryRow>(where, (row) => ({ ...row, ...next, ...since(event) }));
};
const cancelled = { status: 'cancelled' } as const;
type OfBooking = Recorded & { readonly data: Readonly<{ bookingId: string }> };
const booking = (event: OfBooking, next: Partial<EntryRow>) => changed(event, 'booking', event.data.bookingId, next);
const decided = (decideBy: string | undefined): EntryStatus => (decideBy === undefined ? 'confirmed' : 'tentative');

const needed = (event: Recorded, requirements: readonly Requirement[]) =>
  requirements.flatMap(({ requirementId: partId, description: title, due: day }) =>
    day === undefined ? [] : [entered(event, 'requirement-due', { partId, title, day })],
  );

/** What was, is and will be when, and when was that said last? */
export const entryRows = readModelByStream<All, EntryRow>(EntryRow, ['kind', 'subjectId', 'partId'], {
  MeetingConvened: (event) => {
    const { from, to, place: title } = event.data;
    return entered(event, 'meeting', { title, from, to });
  },
  MeetingRescheduled: (event) => {
    const { from, to, place: title } = event.data;
    return changed(event, 'meeting', '', { title, from, to });
  },
  MeetingAdjourned: (event) => {
    const { from, to } = event.data;
    return changed(event, 'meeting', '', { from, to });
  },
  MeetingCancelled: (event) => changed(event, 'meeting', '', cancelled),
  HearingCalled: (event) => {
    const { hearingId: partId, from, place: title } = event.data;
    return entered(event, 'hearing', { partId, title, from });
  },
  HearingCancelled: (event) => changed(event, 'hearing', event.data.hearingId, cancelled),
  VotingOpened: (event) => {
    const { closesAt: from } = event.data;
    return from === undefined ? [] : entered(event, 'vote-closes', { title: {}, from });
  },
  MotionWithdrawn: (event) => [
    changed(event, 'vote-closes', undefined, cancelled),
    change<EntryRow>({ kind: 'hearing', subjectId: event.subjectId }, (row) =>
      row.from !== null && row.from > event.issue.at ? { ...row, ...cancelled, ...since(event) } : row,
    ),
  ],
  BookingRequested: (event) => {
    const { bookingId: partId, unitId, ownerId: otherUnitId, from = null, to = null, decideBy } = event.data;
    return entered(event, 'booking', { partId, title: {}, unitId, otherUnitId, from, to, status: decided(decideBy) });
  },
  BookingConfirmed: (event) => booking(event, { status: 'confirmed' }),
  BookingWaitlisted: (event) => booking(event, { status: 'tentative' }),
  BookingPromoted: (event) => booking(event, { status: 'tentative' }),
  PromotionAccepted: (event) => booking(event, { status: decided(event.data.decideBy) }),
  BookingRescheduled: (event) => {
    const { from = null, to = null, decideBy } = event.data;
    return booking(event, { from, to, status: decided(decideBy) });
  },
  BookingDeclined: (event) => booking(event, cancelled),
  BookingExpired: (event) => booking(event, cancelled),
  BookingCancelled: (event) => booking(event, cancelled),
  PromotionLapsed: (event) => booking(event, cancelled),
  ResourceWithdrawn: (event) =>
    (event.data.cancelled ?? []).map(({ bookingId }) => changed(event, 'booking', bookingId, cancelled)),
  ActionGiven: (event) => {
    const { unitId, due: day } = event.data;
    return entered(event, 'action-due', { partId: unitId, title: {}, unitId, day });
  },
  ActionExtended: (event) =>
    changed(event, 'action-due', event.data.unitId, { day: event.data.due, status: 'confirmed' }),
  ActionReassigned: (event) => {
    const { unitId, due: day } = event.data;
    return [
      changed(event, 'action-due', undefined, cancelled),
      entered(event, 'action-due', { partId: unitId, title: {}, unitId, day }),
    ];
  },
  ActionDeclined: (event) => changed(event, 'action-due', undefined, cancelled),
  ProjectProposed: (event) => needed(event, event.data.requirements),
  ProjectRevised: (event) => [
    changed(event, 'requirement-due', undefined, cancelled),
    ...needed(event, event.data.requirements),
  ],
  ProjectDeclined: (event) => changed(event, 'requirement-due', undefined, cancelled),
  ProjectCancelled: (event) =>
    (['requirement-due', 'milestone-due'] as const).map((kind) => changed(event, kind, undefined, cancelled)),
  MilestoneSet: (event) => {
    const { milestoneId: partId, title, due: day } = event.data;
    return entered(event, 'milestone-due', { partId, title, day });
  },
  MilestoneDropped: (event) => changed(event, 'milestone-due', event.data.milestoneId, cancelled),
  PledgeMade: (event) => {
    const { pledgeId: partId, unitId, until: day = null } = event.data;
    return entered(event, 'pledge-until', { partId, title: {}, unitId, day });
  },
  PledgeDeclined: (event) => changed(event, 'pledge-until', event.data.pledgeId, cancelled),
  PledgeReleased: (event) => changed(event, 'pledge-until', event.data.pledgeId, cancelled),
});
