import { spec } from '#event-sourcing/testing';
import { sealed } from '../platform/sealed.js';
import { castBallot } from './cast-ballot.js';
import { happened, meetingHappened, type Choice } from './events.js';

const about = { kind: 'other' } as const;
const tabled = happened('MotionTabled', { title: { en: 'Benches' }, about, tabledBy: 'school' });
const closesAt = '2026-01-02T00:00:00.000Z';
const opened = happened('VotingOpened', {
  roll: ['school', 'bank', 'gym'],
  recused: ['gym'],
  votingRule: 'unanimity',
  quorumPercent: 50,
  closesAt,
});
const cast = (choice: Choice) => happened('BallotCast', { unitId: 'bank', choice });
const interest = happened('InterestDeclared', { unitId: 'bank', sealed: sealed({}) });
const tally = { entitled: 2, ballots: 0, for: 0, against: 0, abstain: 0 };
const by = (unitId: string) => ({ actor: { kind: 'representative', unitId } });
const { given } = spec(castBallot);

describe('Casting a ballot', () => {
  it.each<Choice>(['for', 'against', 'abstain'])('is one voice: %s', (choice) =>
    given([tabled, opened]).when({ choice }, by('bank')).then(cast(choice)),
  );
  it('replaces an earlier one', () =>
    given([tabled, opened, cast('for')])
      .when({ choice: 'against' }, by('bank'))
      .then(cast('against')));
  it('changes nothing when it says the same again', () =>
    given([tabled, opened, cast('for')])
      .when({ choice: 'for' }, by('bank'))
      .nothing());
  it('changes nothing when it says the same again after the deadline', () =>
    given([tabled, opened, cast('for')])
      .when({ choice: 'for' }, { ...by('bank'), at: closesAt })
      .nothing());
  it('is taken to the last moment', () =>
    given([tabled, opened])
      .when({ choice: 'for' }, { ...by('bank'), at: '2026-01-01T23:59:59.999Z' })
      .then(cast('for')));
  it('is taken anew when the motion is put again', () =>
    given([tabled, opened, cast('for'), happened('QuorumMissed', { about, tally }), opened])
      .when({ choice: 'for' }, by('bank'))
      .then(cast('for')));
});

describe('A ballot in a meeting', () => {
  const time = { from: '2026-01-01T00:00:00.000Z', to: '2026-01-01T02:00:00.000Z' };
  const convened = meetingHappened('MeetingConvened', { ...time, place: { en: 'Here' }, agenda: [], timeZone: 'UTC' });
  const sitting = { sitting: 1, roll: [], present: [], quorumPercent: 50, endsBy: '2026-01-01T14:00:00.000Z' };
  const meeting = [convened, meetingHappened('MeetingOpened', sitting)];
  const { closesAt: _, ...vote } = opened.data;
  const history = [tabled, happened('VotingOpened', { ...vote, meetingId: 'meeting1', attending: ['bank', 'gym'] })];
  it('is of a unit that was there when voting began', () => {
    given(history, { meeting }).when({ choice: 'for' }, by('bank')).then(cast('for'));
    given(history, { meeting }).when({ choice: 'for' }, by('school')).refused('not-attending');
    given(history, { meeting }).when({ choice: 'for' }, by('gym')).refused('unit-recused');
  });
  it('is not taken once the sitting is over', () => {
    const next = { from: '2026-01-02T00:00:00.000Z', to: '2026-01-02T02:00:00.000Z' };
    for (const end of [meetingHappened('MeetingClosed', {}), meetingHappened('MeetingAdjourned', { ...next, sealed: sealed({}) })])
      given(history, { meeting: [...meeting, end] }).when({ choice: 'for' }, by('bank')).refused('meeting-not-open'); // prettier-ignore
  });
});

describe('A ballot is refused', () => {
  it('at the deadline', () =>
    given([tabled, opened])
      .when({ choice: 'for' }, { ...by('bank'), at: closesAt })
      .refused('voting-over'));
  it('of a unit that was not on the roll when voting opened', () =>
    given([tabled, opened]).when({ choice: 'for' }, by('clinic')).refused('not-on-the-roll'));
  it('of a unit that is recused', () =>
    given([tabled, opened]).when({ choice: 'for' }, by('gym')).refused('unit-recused'));
  it('of a unit that declared an interest, also when it says the same again', () =>
    given([tabled, opened, cast('for'), interest])
      .when({ choice: 'for' }, by('bank'))
      .refused('unit-recused'));
  it('before voting opens', () => given([tabled]).when({ choice: 'for' }, by('bank')).refused('voting-not-open'));
  it('when the quorum was missed, until the motion is put again', () =>
    given([tabled, opened, happened('QuorumMissed', { about, tally })])
      .when({ choice: 'for' }, by('bank'))
      .refused('voting-not-open'));
  it('once the motion is decided', () =>
    given([tabled, opened, happened('MotionLost', { about, tally })])
      .when({ choice: 'for' }, by('bank'))
      .refused('voting-over'));
  it('once the motion is withdrawn', () =>
    given([tabled, happened('MotionWithdrawn', { sealed: sealed({}) })])
      .when({ choice: 'for' }, by('bank'))
      .refused('motion-withdrawn'));
  it('on a motion that nobody tabled', () => given([]).when({ choice: 'for' }, by('bank')).refused('motion-not-found'));
});
