import { fold } from '#event-sourcing';
import { spec } from '#event-sourcing/testing';
import { sealed } from '../platform/sealed.js';
import { declareInterest } from './declare-interest.js';
import { happened, type MotionEvent } from './events.js';
import { motion } from './motion.js';

const about = { kind: 'other' } as const;
const tabled = happened('MotionTabled', { title: { en: 'Benches' }, about, tabledBy: 'school' });
const closesAt = '2026-01-02T00:00:00.000Z';
const opened = happened('VotingOpened', {
  roll: ['school', 'bank'],
  recused: ['gym'],
  votingRule: 'unanimity',
  quorumPercent: 50,
  closesAt,
});
const ballot = happened('BallotCast', { unitId: 'bank', choice: 'for' });
const tally = { entitled: 2, ballots: 0, for: 0, against: 0, abstain: 0 };
const missed = happened('QuorumMissed', { about, tally });
const declared = happened('InterestDeclared', { unitId: 'bank', sealed: sealed({ reason: 'we sell benches' }) });
const because = { reason: 'we sell benches' };
const byBank = { actor: { kind: 'representative', unitId: 'bank' } };
const { given } = spec(declareInterest);

const asRecorded = (event: MotionEvent): MotionEvent =>
  Object.assign({ issue: { at: '2026-01-01T00:00:00.000Z' } }, event);

describe('Declaring an interest', () => {
  it.each([
    ['before voting opens', [tabled]],
    ['while voting is open', [tabled, opened]],
    ['after casting a ballot', [tabled, opened, ballot]],
    ['when the quorum was missed', [tabled, opened, missed]],
  ])('is recorded %s', (_, history) => given(history).when(because, byBank).then(declared));
  it('is possible in a meeting as long as voting is open, which has no deadline', () => {
    const { closesAt: _, ...vote } = opened.data;
    given([tabled, happened('VotingOpened', { ...vote, meetingId: 'm1', attending: ['bank'] })])
      .when(because, { ...byBank, at: closesAt })
      .then(declared);
  });
  it('needs no reason', () =>
    given([tabled])
      .when({}, byBank)
      .then(happened('InterestDeclared', { unitId: 'bank', sealed: sealed({}) })));
  it('changes nothing the second time', () => given([tabled, declared]).when(because, byBank).nothing());
  it('changes nothing for a unit that is recused without it', () =>
    given([tabled, opened])
      .when({}, { actor: { kind: 'representative', unitId: 'gym' } })
      .nothing());
  it('makes a ballot that was cast void', () =>
    expect(fold(motion, [tabled, opened, ballot, declared].map(asRecorded))).toMatchObject({
      recused: new Set(['gym', 'bank']),
      ballots: new Map(),
    }));
  it('is refused when voting is over', () =>
    given([tabled, opened])
      .when(because, { ...byBank, at: closesAt })
      .refused('voting-over'));
  it('is refused once the motion is decided', () =>
    given([tabled, opened, happened('MotionLost', { about, tally })])
      .when(because, byBank)
      .refused('motion-decided'));
  it('is refused once the motion is withdrawn', () =>
    given([tabled, happened('MotionWithdrawn', { sealed: sealed({}) })])
      .when(because, byBank)
      .refused('motion-withdrawn'));
  it('is refused on a motion that nobody tabled', () => given([]).when(because, byBank).refused('motion-not-found'));
});
