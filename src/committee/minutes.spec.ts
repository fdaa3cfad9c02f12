import { rowsAfter, spec } from '#event-sourcing/testing';
import { sealed } from '../platform/sealed.js';
import { approveMinutes } from './approve-minutes.js';
import { correctMinutes } from './correct-minutes.js';
import { draftMinutes } from './draft-minutes.js';
import { happened, meetingHappened, type MeetingEvent, type MotionEvent } from './events.js';
import { minutesRows } from './minutes-rows.js';
import { minutesText, type MinutesFrame } from './minutes-text.js';
import type { Minutes } from './minutes.js';
import { voteRows } from './vote-rows.js';

const [from, to] = ['2026-12-17T06:00:00.000Z', '2026-12-17T08:00:00.000Z'];
const place = { zh: '物业之家', en: 'Property home' };
const convened = meetingHappened('MeetingConvened', { from, to, place, agenda: [], timeZone: 'Asia/Shanghai' });
const sitting = { sitting: 1, roll: ['school'], present: ['school'], quorumPercent: 50, endsBy: to };
const closed = meetingHappened('MeetingClosed', {});
const held: readonly MeetingEvent[] = [convened, meetingHappened('MeetingOpened', sitting), closed];
const tally = { entitled: 4, ballots: 3, for: 3, against: 0, abstain: 0 };
const minutes: Minutes = {
  sittings: [{ sitting: 1, openedAt: from, endedAt: to, entitled: 2, quorumPercent: 50, present: [{ unitId: 'school', personId: 'li', mandateId: 'x', at: from }] }], // prettier-ignore
  agenda: [
    { kind: 'motion', id: 'm1', title: { zh: '路灯', en: 'Street lights' } },
    { kind: 'action', id: 'a9', title: null },
    { kind: 'other', id: null, title: { en: 'The *gate*\n# now' } },
  ],
  motions: [{ motionId: 'm1', title: { zh: '路灯', en: 'Street lights' }, result: 'carried', tally, reviewOn: '2027-06-17' }], // prettier-ignore
  actions: [{ actionId: 'a1', motionId: 'm1', title: { en: 'Order lamps' }, unitId: 'bank', due: '2026-12-31' }],
};
const less: Minutes = { ...minutes, actions: [] };
const drafted = (what: Minutes) => meetingHappened('MinutesDrafted', { minutes: what });
const corrected = meetingHappened('MinutesCorrected', { sealed: sealed({ words: 'The gym came late.' }) });
const approved = meetingHappened('MinutesApproved', {});

describe('Drafting minutes', () => {
  const { given } = spec(draftMinutes);
  it('happens when the meeting is closed, and again when the facts say more', () => {
    given(held).when({ minutes: less }).then(drafted(less));
    given([...held, drafted(less)])
      .when({ minutes })
      .then(drafted(minutes));
  });
  it('changes nothing where the facts say the same, the minutes are approved, or the meeting is not closed', () => {
    given([...held, drafted(minutes)])
      .when({ minutes })
      .nothing();
    given([...held, drafted(less), approved])
      .when({ minutes })
      .nothing();
    given([convened]).when({ minutes }).nothing();
    given([]).when({ minutes }).nothing();
  });
});

describe('Correcting minutes', () => {
  const { given } = spec(correctMinutes);
  const words = { words: 'The gym came late.' };
  it('adds to the draft', () =>
    given([...held, drafted(minutes)])
      .when(words)
      .then(corrected));
  it('with the same words twice changes nothing, also once they are approved', () => {
    given([...held, drafted(minutes), corrected])
      .when(words)
      .nothing();
    given([...held, drafted(minutes), corrected, approved])
      .when(words)
      .nothing();
  });
  it('is refused once they are approved', () =>
    given([...held, drafted(minutes), approved])
      .when(words)
      .refused('minutes-approved'));
  it('is refused before they are drafted', () => {
    given(held).when(words).refused('minutes-not-drafted');
    given([convened]).when(words).refused('minutes-not-drafted');
    given([]).when(words).refused('meeting-not-found');
  });
});

describe('Approving minutes', () => {
  const { given } = spec(approveMinutes);
  it('ends them', () =>
    given([...held, drafted(minutes), corrected])
      .when({})
      .then(approved));
  it('twice changes nothing', () =>
    given([...held, drafted(minutes), approved])
      .when({})
      .nothing());
  it('is refused before they are drafted', () => {
    given(held).when({}).refused('minutes-not-drafted');
    given([]).when({}).refused('meeting-not-found');
  });
});

describe('The minutes', () => {
  const rows = (...events: MeetingEvent[]) => rowsAfter(minutesRows, ...events.map((event) => ({ ...event, subjectId: 'x1' }))); // prettier-ignore
  it('hold the last draft, the corrections, and when they were approved', () => {
    expect(rows(convened)).toEqual([]);
    expect(rows(...held)).toMatchObject([{ status: 'none', draftedAt: null, motions: [], revision: 2 }]);
    expect(rows(...held, drafted(less), corrected, drafted(minutes), approved)).toEqual([
      {
        ...{ meetingId: 'x1', allianceId: expect.any(String), ...minutes, status: 'approved', revision: 6 },
        ...{ draftedAt: expect.any(String), approvedAt: expect.any(String) },
        said: [{ at: expect.any(String), ...corrected.data }],
      },
    ]);
  });
  it('know how a vote ended in a meeting, also where the motion is put again elsewhere', () => {
    const vote = { roll: ['school'], recused: [], votingRule: 'unanimity', quorumPercent: 50 } as const;
    const about = { kind: 'other' } as const;
    const open = happened('VotingOpened', { ...vote, meetingId: 'x1', attending: ['school'] });
    const missed = happened('QuorumMissed', { about, tally });
    const inWriting = happened('VotingOpened', { ...vote, closesAt: to });
    const votes = (...events: MotionEvent[]) => rowsAfter(voteRows, ...events.map((event) => ({ ...event, subjectId: 'm1' }))); // prettier-ignore
    expect(votes(open)).toMatchObject([{ meetingId: 'x1', motionId: 'm1', result: 'voting' }]);
    expect(votes(open, missed, inWriting, happened('MotionLost', { about, tally }))).toMatchObject([{ result: 'quorum-missed', ...tally }]); // prettier-ignore
    expect(votes(open, happened('MotionCarried', { about, tally }))).toMatchObject([{ result: 'carried' }]);
    expect(votes(inWriting, happened('MotionLost', { about, tally }))).toEqual([]);
  });
});

describe('The text of minutes', () => {
  const frame: MinutesFrame = {
    ...{ from, to, timeZone: 'Asia/Shanghai', place, approvedAt: null },
    corrections: ['The gym came late.\n> Nobody objected'],
    unitName: (unitId) => ({ school: { zh: '小学', en: 'School' }, bank: { en: 'Bank | Ltd' } })[unitId],
    personName: (personId) => (personId === 'li' ? '李' : undefined),
  };
  it('says in English what the facts say, and what people wrote as text, not as mark-up', () =>
    expect(minutesText(minutes, frame, 'en')).toBe(
      [
        ...['# Minutes of the joint committee (draft)', ''],
        ...[
          '- Time: 17 December 2026 at 14:00 – 17 December 2026 at 16:00 (Asia/Shanghai)',
          '- Place: Property home',
          '',
        ],
        ...['## Attendance', '', '### Sitting 1', '', '1 of 2 units were there (quorum 50%)', ''],
        ...[
          '| Unit | Represented by | Since |',
          '| --- | --- | --- |',
          '| School | 李 | 17 December 2026 at 14:00 |',
          '',
        ],
        ...['## Agenda', '', '1. Motion: Street lights', '2. Action: a9', '3. Other: The \\*gate\\* \\# now', ''],
        ...['## Votes', '', '### Street lights', '', '- **carried**'],
        ...['- 3 of 4 ballots: 3 for, 0 against, 0 abstained', '- To be looked at again on 2027-06-17', ''],
        ...[
          '## Actions',
          '',
          '| What | Who | Until |',
          '| --- | --- | --- |',
          '| Order lamps | Bank \\| Ltd | 2026-12-31 |',
          '',
        ],
        ...['## Corrections and additions', '', '> The gym came late.', '> \\> Nobody objected', ''],
      ].join('\n'),
    ));
  it('says it in Chinese, and says that it is approved', () => {
    const text = minutesText(
      { ...minutes, motions: [], actions: [] },
      { ...frame, approvedAt: to, corrections: [] },
      'zh',
    );
    expect(text).toContain('# 联席会议纪要 (通过于 2026年12月17日');
    expect(text).toContain('应到 2 个单位，实到 1 个（法定 50%）');
    expect(text).toContain('| 小学 | 李 |');
    expect(text).toContain('## 表决\n\n无\n\n## 督办事项\n\n无\n');
    expect(text).not.toContain('更正');
  });
});
