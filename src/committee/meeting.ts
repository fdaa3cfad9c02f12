import { confidentialStream, type EventOf, type Seen } from '#event-sourcing';
import { meetingStream, type AgendaItem, type Attendance, type MeetingEvent } from './events.js';
import type { Minutes } from './minutes.js';
import { refuse } from './refusals.js';

/** A meeting as it was convened at first. */
type Convened = EventOf<MeetingEvent, 'MeetingConvened'>['data'];

/** When and where the units come together next, or came together last, and who of them is there. */
type Told = Readonly<{
  convened: Convened;
  from: string;
  to: string;
  place: Convened['place'];
  agenda: readonly AgendaItem[];
  /** The sitting that is under way, or else comes next. */
  sitting: number;
  here: Map<string, Attendance>;
}>;

/** The draft, and what an officer has added to it. Once they are approved, nothing of it is needed. */
type MinutesSoFar = Readonly<{
  draft?: Minutes;
  corrections: readonly EventOf<MeetingEvent, 'MinutesCorrected'>['data']['sealed'][];
  approved: boolean;
}>;

/** A meeting that somebody convened. */
export type ConvenedMeeting = Told &
  (
    | { readonly status: 'convened' | 'adjourned' | 'cancelled' | 'missed' }
    | { readonly status: 'closed'; readonly minutes: MinutesSoFar }
    | { readonly status: 'open'; readonly endsBy: string }
  );
export type Meeting = { readonly status: 'absent' } | ConvenedMeeting;

export const meeting = confidentialStream<MeetingEvent, Meeting>(meetingStream, () => ({ status: 'absent' }), {
  MeetingConvened: (_, convened) => {
    const { from, to, place, agenda } = convened;
    return { status: 'convened', convened, from, to, place, agenda, sitting: 1, here: new Map() };
  },
  AgendaRevised: (meeting, { agenda }) => ({ ...known(meeting), agenda }),
  MeetingRescheduled: (meeting, { from, to, place }) => ({ ...told(meeting), from, to, place, here: new Map(), status: 'convened' }), // prettier-ignore
  MeetingCancelled: (meeting) => ({ ...told(meeting), status: 'cancelled' }),
  UnitAttended: (meeting, attendance) => {
    known(meeting).here.set(attendance.unitId, attendance);
    return meeting;
  },
  MeetingOpened: (meeting, { endsBy }) => ({ ...told(meeting), status: 'open', endsBy }),
  MeetingAdjourned: (meeting, { from, to }) => {
    const before = told(meeting);
    return { ...before, from, to, sitting: before.sitting + 1, here: new Map(), status: 'adjourned' };
  },
  MeetingResumed: (meeting, { endsBy }) => ({ ...told(meeting), status: 'open', endsBy }),
  MeetingClosed: (meeting) => ({
    ...told(meeting),
    here: new Map(),
    status: 'closed',
    minutes: { corrections: [], approved: false },
  }),
  MeetingMissed: (meeting) => ({ ...told(meeting), here: new Map(), status: 'missed' }),
  MinutesDrafted: (meeting, { minutes: draft }) => written(meeting, (minutes) => ({ ...minutes, draft })),
  MinutesCorrected: (meeting, { sealed }) =>
    written(meeting, (minutes) => ({ ...minutes, corrections: [...minutes.corrections, sealed] })),
  MinutesApproved: (meeting) => written(meeting, ({ corrections }) => ({ corrections, approved: true })),
});

/** The meeting, if somebody convened it; else the command is refused. */
export const present = (meeting: Seen<Meeting>): Seen<ConvenedMeeting> =>
  meeting.status === 'absent' ? refuse('meeting-not-found') : meeting;

/** The minutes of a closed meeting, once they are drafted; else the command is refused. */
export const minutesOf = (meeting: Seen<Meeting>): Seen<MinutesSoFar> => {
  const here = present(meeting);
  if (here.status !== 'closed') return refuse('minutes-not-drafted');
  return here.minutes.draft || here.minutes.approved ? here.minutes : refuse('minutes-not-drafted');
};

/** The rule that a meeting breaks which is over, in whatever way. */
export const isOver = ({ status }: Pick<Meeting, 'status'>) =>
  status === 'cancelled' ? 'meeting-cancelled' : (status === 'closed' || status === 'missed') && 'meeting-over';

/** The rule that a meeting breaks which has begun, or is over: what was told cannot be told otherwise. */
export const hasBegun = (meeting: Pick<Meeting, 'status'>) =>
  meeting.status === 'open' || meeting.status === 'adjourned' ? 'meeting-under-way' : isOver(meeting);

const written = (meeting: Meeting, next: (minutes: MinutesSoFar) => MinutesSoFar): Meeting => {
  if (meeting.status !== 'closed')
    throw new Error(`minutes are written of a closed meeting, and it is ${meeting.status}`);
  return { ...meeting, minutes: next(meeting.minutes) };
};

const known = (meeting: Meeting): ConvenedMeeting => {
  if (meeting.status === 'absent') throw new Error('this happens to a meeting that was convened');
  return meeting;
};

const told = (meeting: Meeting): Told => {
  const { convened, from, to, place, agenda, sitting, here } = known(meeting);
  return { convened, from, to, place, agenda, sitting, here };
};
