import { spec } from '#event-sourcing/testing';
import { foundedWith } from '../../test/alliance-history.js';
import { sealed } from '../platform/sealed.js';
import { closeVoting } from './close-voting.js';
import { happened, type About, type Choice, type MotionEvent } from './events.js';
import { votingCloses } from './voting-deadline.js';

const about: About = { kind: 'project', projectId: 'lights', asks: 'approve' };
const tabled = happened('MotionTabled', { title: { en: 'Lights' }, about, tabledBy: 'school', reviewOn: '2027-01-01' });
const closesAt = '2026-01-02T00:00:00.000Z';
const vote = {
  roll: ['a', 'b', 'c', 'd', 'e'],
  recused: ['e'],
  votingRule: 'simple-majority',
  quorumPercent: 75,
  closesAt,
} as const;
const opened = happened('VotingOpened', vote);
const cast = (unitId: string, choice: Choice) => happened('BallotCast', { unitId, choice });
const interest = (unitId: string) => happened('InterestDeclared', { unitId, sealed: sealed({}) });
const atDeadline = { at: closesAt };
const founded = foundedWith();
const { given: onBallots } = spec(closeVoting);
const given = (history: readonly MotionEvent[]) => onBallots(history, { charter: [founded] });
/** When the day of its review begins, where the alliance is. */
const reviewAt = '2026-12-31T16:00:00.000Z';

describe('Closing voting', () => {
  it('carries what has the majority, with the day of its review', () =>
    given([tabled, opened, cast('a', 'for'), cast('b', 'for'), cast('c', 'against')])
      .when({}, atDeadline)
      .then(
        happened('MotionCarried', {
          about,
          tally: { entitled: 4, ballots: 3, for: 2, against: 1, abstain: 0 },
          reviewOn: '2027-01-01',
          reviewAt,
        }),
      ));
  it('counts only the last ballot of a unit', () =>
    given([tabled, opened, cast('a', 'for'), cast('b', 'for'), cast('c', 'against'), cast('a', 'against')])
      .when({}, atDeadline)
      .then(happened('MotionLost', { about, tally: { entitled: 4, ballots: 3, for: 1, against: 2, abstain: 0 } })));
  it('leaves alone a vote that was opened after the sitting which a reaction tells the end of', () => {
    const { closesAt: _closesAt, ...inMeeting } = { ...vote, meetingId: 'm1', attending: ['a'] };
    given([tabled, happened('VotingOpened', inMeeting)])
      .when({}, { at: '2025-12-31T23:59:59.000Z', actor: { kind: 'reaction' } })
      .nothing();
  });
  it('loses a tie', () =>
    given([tabled, opened, cast('a', 'for'), cast('b', 'against'), cast('c', 'abstain')])
      .when({}, atDeadline)
      .then(happened('MotionLost', { about, tally: { entitled: 4, ballots: 3, for: 1, against: 1, abstain: 1 } })));
  it('decides nothing without a quorum', () =>
    given([tabled, opened, cast('a', 'for'), cast('b', 'for')])
      .when({}, atDeadline)
      .then(happened('QuorumMissed', { about, tally: { entitled: 4, ballots: 2, for: 2, against: 0, abstain: 0 } })));
  it('counts neither the ballot nor the place of a unit that declared an interest', () =>
    given([tabled, opened, cast('a', 'for'), cast('b', 'for'), cast('c', 'against'), interest('c')])
      .when({}, atDeadline)
      .then(happened('QuorumMissed', { about, tally: { entitled: 3, ballots: 2, for: 2, against: 0, abstain: 0 } })));
  it('happens early when every entitled unit has cast its ballot', () =>
    given([tabled, opened, ...['a', 'b', 'c', 'd'].map((unitId) => cast(unitId, 'against'))])
      .when({})
      .then(happened('MotionLost', { about, tally: { entitled: 4, ballots: 4, for: 0, against: 4, abstain: 0 } })));
  it('happens early when nobody is entitled, and decides nothing', () =>
    given([tabled, happened('VotingOpened', { ...vote, roll: ['e'] })])
      .when({})
      .then(happened('QuorumMissed', { about, tally: { entitled: 0, ballots: 0, for: 0, against: 0, abstain: 0 } })));
  it('starts from nothing when the motion is put again', () =>
    given([
      tabled,
      opened,
      cast('a', 'for'),
      happened('QuorumMissed', { about, tally: { entitled: 4, ballots: 1, for: 1, against: 0, abstain: 0 } }),
      opened,
    ])
      .when({}, atDeadline)
      .then(happened('QuorumMissed', { about, tally: { entitled: 4, ballots: 0, for: 0, against: 0, abstain: 0 } })));
});

describe('Closing voting in a meeting', () => {
  const { closesAt: _, ...there } = vote;
  const openedThere = happened('VotingOpened', { ...there, meetingId: 'meeting1', attending: ['a', 'b', 'c'] });
  it('is for an officer at any time, and counts the ballots that there are on the whole roll', () => {
    given([tabled, openedThere, cast('a', 'for'), cast('b', 'for'), cast('c', 'for')])
      .when({})
      .then(happened('MotionCarried', { about, tally: { entitled: 4, ballots: 3, for: 3, against: 0, abstain: 0 }, reviewOn: '2027-01-01', reviewAt })); // prettier-ignore
    given([tabled, openedThere, cast('a', 'for'), cast('b', 'for')])
      .when({})
      .then(happened('QuorumMissed', { about, tally: { entitled: 4, ballots: 2, for: 2, against: 0, abstain: 0 } }));
  });
  it('follows from the end of the sitting', () =>
    given([tabled, openedThere, cast('a', 'against'), cast('b', 'against'), cast('c', 'against')])
      .when({}, { actor: { kind: 'reaction' } })
      .then(happened('MotionLost', { about, tally: { entitled: 4, ballots: 3, for: 0, against: 3, abstain: 0 } })));
  it('has no deadline of its own', () => expect(votingCloses.on['VotingOpened']?.(openedThere as never)).toBeNull());
});

describe('Closing voting a second time', () => {
  const tally = { entitled: 4, ballots: 0, for: 0, against: 0, abstain: 0 };
  it.each([
    happened('MotionCarried', { about, tally }),
    happened('MotionLost', { about, tally }),
    happened('QuorumMissed', { about, tally }),
  ])('changes nothing after $type', (outcome) => given([tabled, opened, outcome]).when({}, atDeadline).nothing());
});

describe('Closing voting is refused', () => {
  it('before the deadline, while a ballot is awaited', () =>
    given([tabled, opened, ...['a', 'b', 'c'].map((unitId) => cast(unitId, 'for'))])
      .when({}, { at: '2026-01-01T23:59:59.999Z' })
      .refused('voting-still-open'));
  it('before voting opens', () => given([tabled]).when({}).refused('voting-not-open'));
  it('once the motion is withdrawn', () =>
    given([tabled, happened('MotionWithdrawn', { sealed: sealed({}) })])
      .when({})
      .refused('motion-withdrawn'));
  it('on a motion that nobody tabled', () => given([]).when({}).refused('motion-not-found'));
});

describe('The deadline of a vote', () => {
  const says = (event: { type: string; data: object }) => votingCloses.on[event.type]?.(event);
  it('is when its ballots are taken until', () => expect(says(opened)).toBe(closesAt));
  it.each(['MotionCarried', 'MotionLost', 'QuorumMissed', 'MotionWithdrawn'])('is no more after %s', (type) =>
    expect(says({ type, data: {} })).toBeNull(),
  );
  it('is not moved by ballots', () => expect(says(cast('a', 'for'))).toBeUndefined());
});
