import type { Action } from '../../src/committee/action.js';
import type { Meeting } from '../../src/committee/meeting.js';
import type { Motion } from '../../src/committee/motion.js';
import type { Fact, Lifecycle, Move } from './explore.js';
import { chair, clock, founded, name, of, reaction } from './people.js';

const [school, bank] = [of('school'), of('bank')];
const why = { reason: 'Because' };
const words = { words: 'Said' };
const about = { kind: 'other' };
const subject = { title: name, about };
const reviewOn = '2026-11-20';
const [early, later, at_last] = ['2026-11-01T00:00:00.000Z', '2026-11-05T00:00:00.000Z', '2026-11-25T00:00:00.000Z'];
const [closesAt, closesLater] = ['2026-11-04T00:00:00.000Z', '2026-11-24T00:00:00.000Z'];
const [hearingId, cast] = [
  'hearing',
  (by: Move['by'], choice: string): Move => ({ command: 'CastBallot', by, body: { choice } }),
];

const tabled: Fact = ['motion', 'motion', 'MotionTabled', { ...subject, tabledBy: 'school', reviewOn }];
const carried: readonly Fact[] = [
  ...founded,
  tabled,
  ['motion', 'motion', 'VotingOpened', { roll: [], recused: [], votingRule: 'simple-majority', quorumPercent: 0 }],
  ['motion', 'motion', 'MotionCarried', { about, tally: {} }],
];

const ofMotion: readonly Move[] = [
  { command: 'TableMotion', by: school, body: { ...subject, reviewOn } },
  { command: 'WithdrawMotion', by: school },
  { command: 'OpenVoting', by: chair, body: { closesAt } },
  { command: 'OpenVoting', by: chair, body: { closesAt: closesLater } },
  { command: 'DeclareInterest', by: bank },
  cast(school, 'for'),
  cast(chair, 'for'),
  cast(chair, 'against'),
  { command: 'CloseVoting', by: clock },
  { command: 'CloseVoting', by: chair },
  { command: 'MakeStatement', by: bank, body: words },
];
const ofHearing: readonly Move[] = [
  { command: 'CallHearing', by: chair, body: { hearingId, kind: 'hearing', from: later, place: name } },
  { command: 'RecordHearing', by: chair, body: { hearingId, present: 9, summary: 'Said' } },
  { command: 'CancelHearing', by: chair, body: { hearingId, ...why } },
];
const ofReview: readonly Move[] = [
  { command: 'MarkReviewDue', by: clock },
  { command: 'ReviewDecision', by: chair, body: words },
];

const onMotion = { category: 'motion', subject: 'motion', before: founded, instants: [early, later, at_last] };

export const motion: Lifecycle = {
  ...onMotion,
  thing: 'motion',
  status: ({ status }: Motion) => status,
  moves: [...ofMotion, ...ofHearing, ...ofReview],
};

export const hearing: Lifecycle = {
  ...onMotion,
  thing: 'hearing',
  status: (motion: Motion) => {
    const hearing = 'hearings' in motion ? motion.hearings.get(hearingId) : undefined;
    if (!hearing) return 'hearings' in motion || motion.status === 'absent' ? 'absent' : 'over with its motion';
    return hearing.held ? 'held' : hearing.cancelled ? 'cancelled' : 'called';
  },
  moves: [...ofMotion, ...ofHearing],
  about: ({ body }) => Object.values(body ?? {}).includes(hearingId),
};

export const review: Lifecycle = {
  ...onMotion,
  thing: 'review of a decision',
  before: [...founded, tabled],
  status: (motion: Motion) => {
    if (motion.status !== 'carried') return 'absent';
    if (motion.awaits) return 'awaited';
    return motion.reviewed ? 'reviewed' : 'due';
  },
  moves: [
    ...ofMotion.slice(1),
    ...ofReview,
    { command: 'ReviewDecision', by: chair, body: { ...words, reviewOn: '2026-12-20' } },
  ],
  about: ({ command }) => command.includes('Review'),
};

const [at, again] = [
  { from: later, to: '2026-11-05T02:00:00.000Z' },
  { from: '2026-11-06T00:00:00.000Z', to: '2026-11-06T02:00:00.000Z' },
];
const agenda = [{ kind: 'other', title: name }];
const ofMeeting: readonly Move[] = [
  { command: 'ConveneMeeting', by: chair, body: { ...at, place: name, agenda } },
  { command: 'ReviseAgenda', by: chair, body: { agenda: [] } },
  { command: 'AddToAgenda', by: reaction, body: { items: [{ kind: 'action', actionId: 'action' }] } },
  { command: 'RescheduleMeeting', by: chair, body: again },
  { command: 'CancelMeeting', by: chair, body: why },
  { command: 'RecordAttendance', by: school },
  { command: 'RecordAttendance', by: bank },
  { command: 'OpenMeeting', by: chair },
  { command: 'AdjournMeeting', by: chair, body: again },
  { command: 'ResumeMeeting', by: chair },
  { command: 'CloseMeeting', by: chair },
  { command: 'EndMeeting', by: clock },
];
const minutesOf = (n: number) => ({
  minutes: { sittings: [], agenda: [], motions: [], actions: [{ actionId: `${n}` }] },
});
const ofMinutes: readonly Move[] = [
  { command: 'DraftMinutes', by: reaction, body: minutesOf(1) },
  { command: 'DraftMinutes', by: reaction, body: minutesOf(2) },
  { command: 'CorrectMinutes', by: chair, body: words },
  { command: 'ApproveMinutes', by: chair },
];
const onMeeting = { category: 'meeting', subject: 'meeting', before: founded };

export const meeting: Lifecycle = {
  ...onMeeting,
  thing: 'meeting',
  status: ({ status }: Meeting) => status,
  // However often it is adjourned, it is the same.
  key: ({ sitting, here, ...meeting }: any) => ({ ...meeting, here: here?.size, again: sitting > 1 }),
  // Long before, at its door, while it lasts, when it goes on after an adjournment, and after all of it.
  instants: [early, '2026-11-04T23:30:00.000Z', '2026-11-05T01:00:00.000Z', '2026-11-06T00:00:00.000Z', at_last],
  moves: [...ofMeeting, ...ofMinutes],
};

export const minutes: Lifecycle = {
  ...onMeeting,
  thing: 'minutes',
  status: (meeting: Meeting) => {
    if (meeting.status !== 'closed') return 'absent';
    const { draft, corrections, approved } = meeting.minutes;
    if (approved) return 'approved';
    return draft ? (corrections.length > 0 ? 'corrected' : 'drafted') : 'absent';
  },
  before: [
    ...founded,
    ['meeting', 'meeting', 'MeetingConvened', { ...at, place: name, agenda: [], timeZone: 'Asia/Shanghai' }],
    ['meeting', 'meeting', 'MeetingOpened', { sitting: 1, roll: [], present: [], quorumPercent: 50, endsBy: at_last }],
  ],
  instants: [later],
  moves: [...ofMinutes, { command: 'CloseMeeting', by: chair }],
  about: ({ command }) => command.includes('Minutes'),
};

const what = { motionId: 'motion', title: name };
export const action: Lifecycle = {
  category: 'action',
  subject: 'action',
  thing: 'action',
  before: carried,
  status: ({ status }: Action) => status,
  instants: [early, at_last],
  moves: [
    { command: 'GiveAction', by: chair, body: { ...what, unitId: 'bank', due: '2026-11-20' } },
    ...[school, bank].flatMap((by): readonly Move[] => [
      { command: 'DeclineAction', by, body: why },
      { command: 'ReportAction', by, body: words },
    ]),
    { command: 'ExtendAction', by: chair, body: { due: '2026-11-28' } },
    { command: 'ReassignAction', by: chair, body: { unitId: 'school', due: '2026-11-28' } },
    { command: 'ConfirmAction', by: chair },
    { command: 'MarkActionOverdue', by: clock },
    { command: 'ReturnAction', by: reaction, body: { unitId: 'bank' } },
  ],
};
