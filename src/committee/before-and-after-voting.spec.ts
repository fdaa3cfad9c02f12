import { rowsAfter, spec } from '#event-sourcing/testing';
import { foundedWith } from '../../test/alliance-history.js';
import { sealed } from '../platform/sealed.js';
import { callHearing } from './call-hearing.js';
import { cancelHearing } from './cancel-hearing.js';
import { decisionRegister } from './decision-register.js';
import { happened, type MotionEvent } from './events.js';
import { hearingRows } from './hearing-rows.js';
import { makeStatement } from './make-statement.js';
import { markReviewDue, reviewIsDue } from './mark-review-due.js';
import { openVoting } from './open-voting.js';
import { recordHearing } from './record-hearing.js';
import { reviewDecision } from './review-decision.js';

const name = { en: 'Somebody' };
const founded = foundedWith();
const about = { kind: 'other' } as const;
const tally = { entitled: 1, ballots: 1, for: 1, against: 0, abstain: 0 };
const tabled = happened('MotionTabled', { title: name, about, tabledBy: 'school' });
const withdrawn = happened('MotionWithdrawn', { sealed: sealed({}) });
const opened = happened('VotingOpened', {
  ...{ roll: ['school'], recused: [], votingRule: 'simple-majority', quorumPercent: 50 },
  closesAt: '2026-02-01T00:00:00.000Z',
});
const missed = happened('QuorumMissed', { about, tally });
const lost = happened('MotionLost', { about, tally });
const [reviewOn, reviewAt] = ['2026-06-01', '2026-05-31T16:00:00.000Z'];
const carried = happened('MotionCarried', { about, tally, reviewOn, reviewAt });
const notNow = [
  ['motion-not-found', []],
  ['motion-withdrawn', [tabled, withdrawn]],
  ['voting-under-way', [tabled, opened]],
  ['motion-decided', [tabled, opened, lost]],
  ['motion-decided', [tabled, opened, carried]],
] as const satisfies readonly [string, MotionEvent[]][];

const [from, place] = ['2026-01-05T01:00:00.000Z', { zh: '活动室' }];
const body = { hearingId: 'h1', kind: 'first-deliberation', from, place } as const;
const called = happened('HearingCalled', body);
const record = { hearingId: 'h1', present: 31, summary: 'Most want it', opinion: { for: 20, against: 5, neither: 6 } };
const held = happened('HearingHeld', {
  ...{ hearingId: 'h1', present: 31, opinion: record.opinion },
  sealed: sealed({ summary: 'Most want it' }),
});
const cancelled = happened('HearingCancelled', { hearingId: 'h1', sealed: sealed({ reason: 'A storm' }) });
const then = { at: from };

describe('Calling a hearing', () => {
  const { given } = spec(callHearing);
  it.each([[[tabled]], [[tabled, opened, missed]]])('is possible before the committee votes', (history) =>
    given(history).when(body).then(called),
  );
  it('twice is one hearing, whatever became of it', () => {
    given([tabled, called]).when(body).nothing();
    given([tabled, called, held, opened]).when(body).nothing();
  });
  it('under the id of another one is refused', () =>
    given([tabled, called])
      .when({ ...body, kind: 'hearing' })
      .refused('hearing-id-taken'));
  it.each([['2026-01-01T00:00:00.000Z'], ['2027-02-05T00:00:00.001Z']])('is refused for %s', (from) =>
    given([tabled])
      .when({ ...body, from })
      .refused('hearing-out-of-bounds'),
  );
  it('has an end', () => {
    const many = Array.from({ length: 50 }, (_, n) => happened('HearingCalled', { ...body, hearingId: `x${n}` }));
    given([tabled, ...many])
      .when(body)
      .refused('too-many-hearings');
  });
  it.each(notNow)('is refused: %s', (code, history) => given(history).when(body).refused(code));
});

describe('Writing down a hearing', () => {
  const { given } = spec(recordHearing);
  it('says how many came, what was said, and what they think of it', () =>
    given([tabled, called]).when(record, then).then(held));
  it('may leave open what they think of it', () =>
    given([tabled, called])
      .when({ hearingId: 'h1', present: 0, summary: 'Nobody came' }, then)
      .then(happened('HearingHeld', { hearingId: 'h1', present: 0, sealed: sealed({ summary: 'Nobody came' }) })));
  it('twice changes nothing, also while the committee votes', () => {
    given([tabled, called, held]).when(record, then).nothing();
    given([tabled, called, held, opened]).when(record, then).nothing();
  });
  it('otherwise is refused', () =>
    given([tabled, called, held])
      .when({ ...record, present: 32 }, then)
      .refused('hearing-held'));
  it('before it has begun is refused', () => given([tabled, called]).when(record).refused('hearing-not-begun'));
  it('that was cancelled is refused', () =>
    given([tabled, called, cancelled]).when(record, then).refused('hearing-cancelled'));
  it('that nobody called is refused', () => given([tabled]).when(record, then).refused('hearing-not-found'));
  it('on what is over is refused', () => {
    given([]).when(record, then).refused('motion-not-found');
    given([tabled, called, withdrawn]).when(record, then).refused('motion-withdrawn');
  });
});

describe('Calling a hearing off', () => {
  const { given } = spec(cancelHearing);
  const why = { hearingId: 'h1', reason: 'A storm' };
  it('is possible as long as it was not held', () => {
    given([tabled, called]).when(why).then(cancelled);
    given([tabled, called, held]).when(why).refused('hearing-held');
  });
  it('twice changes nothing', () => given([tabled, called, cancelled]).when(why).nothing());
  it('is refused where there is none', () => {
    given([tabled]).when(why).refused('hearing-not-found');
    given([]).when(why).refused('motion-not-found');
  });
});

describe('Voting', () => {
  const { given } = spec(openVoting);
  const beside = { roll: [founded], charter: [founded] };
  const closesAt = '2026-02-01T00:00:00.000Z';
  const open = happened('VotingOpened', { ...opened.data, roll: [] });
  it('does not open as long as somebody who was promised a hearing was not heard', () => {
    given([tabled, called], beside).when({ closesAt }).refused('hearing-not-held');
    given([tabled, called, held], beside).when({ closesAt }).then(open);
    given([tabled, called, cancelled], beside).when({ closesAt }).then(open);
  });
  it('opens again after a missed quorum without another hearing', () =>
    given([tabled, called, held, opened, missed], beside).when({ closesAt }).then(open));
});

describe('A statement', () => {
  const { given } = spec(makeStatement);
  const bySchool = { actor: { kind: 'representative', unitId: 'school' } };
  const said = (words: string) => happened('StatementMade', { unitId: 'school', sealed: sealed({ words }) });
  it('is what a unit thinks before the vote, and replaces what it said before', () => {
    given([tabled]).when({ words: 'Good' }, bySchool).then(said('Good'));
    given([tabled, said('Bad'), opened, missed])
      .when({ words: 'Good' }, bySchool)
      .then(said('Good'));
  });
  it('said twice changes nothing', () => {
    given([tabled, said('Good')])
      .when({ words: 'Good' }, bySchool)
      .nothing();
    given([tabled, said('Good'), opened])
      .when({ words: 'Good' }, bySchool)
      .nothing();
  });
  it.each(notNow)('is refused: %s', (code, history) => given(history).when({ words: 'Good' }, bySchool).refused(code));
});

describe('A decision', () => {
  const { given: after } = spec(markReviewDue);
  const due = happened('DecisionReviewDue', { reviewOn, title: name });
  const reviewed = happened('DecisionReviewed', { sealed: sealed({ words: 'It works' }) });
  const once = happened('DecisionReviewed', { reviewOn: '2027-06-01', reviewAt: '2027-05-31T16:00:00.000Z', sealed: sealed({ words: 'It works' }) }); // prettier-ignore
  const decided = [tabled, opened, carried];
  it('is due for review from its day on, once', () => {
    after(decided).when({}, { at: reviewAt }).then(due);
    after(decided).when({}, { at: '2026-05-31T15:59:59.999Z' }).nothing();
    after([...decided, due])
      .when({}, { at: reviewAt })
      .nothing();
    after([...decided, reviewed])
      .when({}, { at: reviewAt })
      .nothing();
    after([...decided, due, once])
      .when({}, { at: '2027-05-31T16:00:00.000Z' })
      .then(happened('DecisionReviewDue', { reviewOn: '2027-06-01', title: name }));
    after([tabled, opened, lost]).when({}, { at: reviewAt }).nothing();
  });
  it('keeps that day with the clock', () => {
    const says = (event: MotionEvent) => reviewIsDue.on[event.type]?.(event);
    expect([carried, happened('MotionCarried', { about, tally }), due, reviewed, once].map(says)).toEqual([reviewAt, null, null, null, once.data.reviewAt]); // prettier-ignore
  });
  const { given } = spec(reviewDecision);
  const beside = { charter: [founded] };
  it('is reviewed when it is due, or before, and perhaps once more', () => {
    given([...decided, due], beside)
      .when({ words: 'It works' })
      .then(reviewed);
    given(decided, beside).when({ words: 'It works', reviewOn: '2027-06-01' }).then(once);
  });
  it('reviewed twice in the same words is reviewed once', () =>
    given([...decided, once], beside)
      .when({ words: 'It works', reviewOn: '2027-06-01' })
      .nothing());
  it('is reviewed again on a day to come only', () =>
    given(decided, beside)
      .when({ words: 'It works', reviewOn: '2026-01-02' }, { at: '2026-01-01T16:00:00.000Z' })
      .refused('review-not-later'));
  it('is one only when the motion was carried', () => {
    for (const history of [[tabled], [tabled, opened], [tabled, opened, lost], [tabled, withdrawn]])
      given(history, beside).when({ words: 'x' }).refused('motion-not-carried');
    given([], beside).when({ words: 'x' }).refused('motion-not-found');
  });
  it('shows in the register what is due, what was found, and what units think', () => {
    const at = '2026-01-01T00:00:00.000Z';
    const row = (...events: MotionEvent[]) => rowsAfter(decisionRegister, ...events.map((event) => ({ ...event, subjectId: 'm1' })))[0]; // prettier-ignore
    expect(row(...decided, due)).toMatchObject({ reviewDue: true });
    expect(row(...decided, due, once)).toMatchObject({ reviewDue: false, reviewOn: '2027-06-01', reviews: [{ at, ...reviewed.data }], revision: 4 }); // prettier-ignore
    const said = (words: string) => happened('StatementMade', { unitId: 'school', sealed: sealed({ words }) });
    expect(row(tabled, said('Bad'), said('Good'))).toMatchObject({ statements: [{ at, ...said('Good').data }] });
    expect(row(tabled, called)).toMatchObject({ hearingsToHold: 1 });
    expect(row(tabled, called, held)).toMatchObject({ hearingsToHold: 0 });
    expect(row(tabled, called, withdrawn)).toMatchObject({ hearingsToHold: 0 });
  });
});

describe('The hearings on a motion', () => {
  const row = (...events: MotionEvent[]) => rowsAfter(hearingRows, ...events.map((event) => ({ ...event, subjectId: 'm1' })))[0]; // prettier-ignore
  it('are called, and held or cancelled; with the motion they are cancelled, too', () => {
    const place1 = { motionId: 'm1', allianceId: expect.any(String), ...body };
    expect(row(tabled, called)).toEqual({
      ...place1,
      status: 'called',
      present: null,
      opinion: null,
      said: null,
      revision: 1,
    });
    expect(row(tabled, called, held)).toMatchObject({ status: 'held', present: 31, opinion: record.opinion, said: held.data.sealed }); // prettier-ignore
    expect(row(tabled, called, cancelled)).toMatchObject({ status: 'cancelled', revision: 2 });
    expect(row(tabled, called, withdrawn)).toMatchObject({ status: 'cancelled', revision: 2 });
    expect(row(tabled, called, held, withdrawn)).toMatchObject({ status: 'held' });
  });
});
