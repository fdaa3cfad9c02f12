import { spec } from '#event-sourcing/testing';
import { sealed } from '../platform/sealed.js';
import { happened } from './events.js';
import { withdrawMotion } from './withdraw-motion.js';

const about = { kind: 'other' } as const;
const tabled = happened('MotionTabled', { title: { en: 'Benches' }, about, tabledBy: 'school' });
const vote = { roll: ['school'], recused: [], votingRule: 'unanimity', quorumPercent: 50 } as const;
const opened = happened('VotingOpened', { ...vote, closesAt: '2026-01-02T00:00:00.000Z' });
const tally = { entitled: 1, ballots: 0, for: 0, against: 0, abstain: 0 };
const withdrawn = happened('MotionWithdrawn', { sealed: sealed({ reason: 'solved otherwise' }) });
const bySchool = { actor: { kind: 'representative', unitId: 'school' } };
const byBank = { actor: { kind: 'representative', unitId: 'bank' } };
const { given } = spec(withdrawMotion);

describe('Withdrawing a motion', () => {
  it('is for the unit that tabled it, before voting opens', () =>
    given([tabled]).when({ reason: 'solved otherwise' }, bySchool).then(withdrawn));
  it('needs no reason', () =>
    given([tabled])
      .when({}, bySchool)
      .then(happened('MotionWithdrawn', { sealed: sealed({}) })));
  it('is possible again once the quorum was missed', () =>
    given([tabled, opened, happened('QuorumMissed', { about, tally })])
      .when({ reason: 'solved otherwise' }, bySchool)
      .then(withdrawn));
  it('changes nothing the second time', () => given([tabled, withdrawn]).when({}, bySchool).nothing());
  it('is refused to another unit', () => given([tabled]).when({}, byBank).refused('motion-not-yours'));
  it('is refused to another unit even when it was withdrawn', () =>
    given([tabled, withdrawn]).when({}, byBank).refused('motion-not-yours'));
  it('is refused while the committee is voting', () =>
    given([tabled, opened]).when({}, bySchool).refused('voting-under-way'));
  it('is refused once it was decided', () =>
    given([tabled, opened, happened('MotionLost', { about, tally })])
      .when({}, bySchool)
      .refused('motion-decided'));
  it('is refused for a motion that nobody tabled', () => given([]).when({}, bySchool).refused('motion-not-found'));
});
