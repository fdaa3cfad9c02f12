import { spec } from '#event-sourcing/testing';
import { charter, foundedBy } from '../../test/alliance-history.js';
import { allianceHappened, unitHappened } from '../alliances/events.js';
import { sealed } from '../platform/sealed.js';
import { happened as projectHappened } from '../projects/events.js';
import { happened, meetingHappened, type About } from './events.js';
import { openVoting } from './open-voting.js';

const name = { en: 'Somebody' };
const founded = foundedBy('residents', 'school', 'bank');
const admitted = allianceHappened('UnitAdmitted', { unitId: 'clinic' });
const suspended = allianceHappened('UnitSuspended', { unitId: 'school', sealed: sealed({ reason: 'silent' }) });
const reinstated = allianceHappened('UnitReinstated', { unitId: 'school' });
const left = allianceHappened('UnitLeft', { unitId: 'bank', sealed: sealed({}) });
const amended = allianceHappened('CharterAmended', {
  charter: { ...charter, votingRule: 'two-thirds', quorumPercent: 60 },
  motionId: 'm0',
});
const alliance = { roll: [founded], charter: [founded] };

const tabled = (about: About) => happened('MotionTabled', { title: name, about, tabledBy: 'school' });
const benches = tabled({ kind: 'other' });
const lights = tabled({ kind: 'project', projectId: 'lights', asks: 'approve' });
const clinic = tabled({ kind: 'admission', unitId: 'clinic' });
const proposed = projectHappened('ProjectProposed', { title: name, proposedBy: 'bank', requirements: [] });
const submitted = projectHappened('ProjectSubmitted', {});
const applied = unitHappened('UnitApplied', { name, kind: 'clinic', sealed: sealed({}) });
const interest = happened('InterestDeclared', { unitId: 'school', sealed: sealed({}) });

const closesAt = '2026-01-15T00:00:00.000Z';
const vote = {
  roll: ['residents', 'school', 'bank'],
  recused: [],
  votingRule: 'simple-majority',
  quorumPercent: 50,
  closesAt,
} as const;
const opened = happened('VotingOpened', vote);
const tally = { entitled: 3, ballots: 0, for: 0, against: 0, abstain: 0 };
const about = { kind: 'other' } as const;
const missed = happened('QuorumMissed', { about, tally });
const { given } = spec(openVoting);

describe('Opening voting', () => {
  it('writes down the roll, the rule and the deadline', () =>
    given([benches], alliance).when({ closesAt }).then(opened));
  it('goes by the charter in force', () =>
    given([benches], { ...alliance, charter: [founded, amended] })
      .when({ closesAt })
      .then(happened('VotingOpened', { ...vote, votingRule: 'two-thirds', quorumPercent: 60 })));
  it('takes units that were admitted and leaves out those that left', () =>
    given([benches], { ...alliance, roll: [founded, admitted, left] })
      .when({ closesAt })
      .then(happened('VotingOpened', { ...vote, roll: ['residents', 'school', 'clinic'] })));
  it('leaves out a unit that is suspended', () =>
    given([benches], { ...alliance, roll: [founded, suspended] })
      .when({ closesAt })
      .then(happened('VotingOpened', { ...vote, roll: ['residents', 'bank'] })));
  it('takes a unit that was reinstated', () =>
    given([benches], { ...alliance, roll: [founded, suspended, reinstated] })
      .when({ closesAt })
      .then(opened));
  it('recuses the unit that proposed the project', () =>
    given([lights], { ...alliance, project: [proposed, submitted] })
      .when({ closesAt })
      .then(happened('VotingOpened', { ...vote, recused: ['bank'] })));
  it('recuses the unit that asks to be admitted', () =>
    given([clinic], { ...alliance, applications: [applied] })
      .when({ closesAt })
      .then(happened('VotingOpened', { ...vote, recused: ['clinic'] })));
  it('recuses units that declared an interest', () =>
    given([benches, interest], alliance)
      .when({ closesAt })
      .then(happened('VotingOpened', { ...vote, recused: ['school'] })));
  it('changes nothing when asked again', () => given([benches, opened], alliance).when({ closesAt }).nothing());
  it('happens again when the quorum was missed, and remembers who declared an interest', () =>
    given([benches, opened, interest, missed], alliance)
      .when({ closesAt })
      .then(happened('VotingOpened', { ...vote, recused: ['school'] })));
});

const place = { en: 'School' };
const agenda = [{ kind: 'motion' as const, motionId: 's1' }];
const time = { from: '2026-01-01T00:00:00.000Z', to: '2026-01-01T02:00:00.000Z' };
const convened = meetingHappened('MeetingConvened', { ...time, place, agenda, timeZone: 'Asia/Shanghai' });
const there = (unitId: string) =>
  meetingHappened('UnitAttended', { sitting: 1, unitId, personId: `${unitId}-delegate`, mandateId: `${unitId}-mandate` }); // prettier-ignore
const sitting = {
  sitting: 1,
  roll: vote.roll,
  present: ['bank'],
  quorumPercent: 50,
  endsBy: '2026-01-01T14:00:00.000Z',
};
const session = [convened, there('bank'), meetingHappened('MeetingOpened', sitting), there('residents')];
const { closesAt: _, ...ofMeeting } = vote;
const openedThere = happened('VotingOpened', { ...ofMeeting, meetingId: 'meeting1', attending: ['residents', 'bank'] });

describe('Opening voting in a meeting', () => {
  const during = { ...alliance, meeting: session };
  const there1 = { meetingId: 'meeting1' };
  it('writes down the whole roll, and which units are there', () =>
    given([benches], during).when(there1).then(openedThere));
  it('leaves out a unit that is there and suspended', () =>
    given([benches], { ...during, roll: [founded, suspended], meeting: [...session, there('school')] })
      .when(there1)
      .then(happened('VotingOpened', { ...openedThere.data, roll: ['residents', 'bank'] })));
  it('changes nothing when asked again', () => given([benches, openedThere], during).when(there1).nothing());
  it('happens again when the quorum was missed in writing, and the other way round', () => {
    given([benches, opened, missed], during).when(there1).then(openedThere);
    given([benches, openedThere, missed], alliance).when({ closesAt }).then(opened);
  });
  it('is refused while voting in writing is open', () =>
    given([benches, opened], during).when(there1).refused('voting-under-way'));
  it('is refused while voting in another meeting is open', () =>
    given([benches, openedThere], during).when({ meetingId: 'meeting2' }).refused('voting-under-way'));
  it('is refused with a deadline, and without either', () => {
    given([benches], during)
      .when({ ...there1, closesAt })
      .refused('one-way-to-vote');
    given([benches], alliance).when({}).refused('one-way-to-vote');
  });
  it('is refused unless the meeting is in session', () => {
    given([benches], { ...alliance, meeting: [] })
      .when(there1)
      .refused('meeting-not-found');
    const over = [...session, meetingHappened('MeetingClosed', {})];
    for (const meeting of [[convened], over])
      given([benches], { ...alliance, meeting })
        .when(there1)
        .refused('meeting-not-open');
  });
  it('is refused where other motions are on the agenda', () =>
    given([benches], { ...alliance, meeting: [convened, meetingHappened('AgendaRevised', { agenda: [{ kind: 'motion', motionId: 's2' }] }), ...session.slice(1)] })
      .when({ meetingId: 'meeting1' })
      .refused('not-on-the-agenda')); // prettier-ignore
  it('is refused unless the motion is on the agenda', () =>
    given([benches], { ...alliance, meeting: [convened, meetingHappened('AgendaRevised', { agenda: [] }), ...session.slice(1)] })
      .when(there1)
      .refused('not-on-the-agenda')); // prettier-ignore
});

describe('Opening voting is refused', () => {
  it('on a motion that nobody tabled', () => given([], alliance).when({ closesAt }).refused('motion-not-found'));
  it('on a motion that was withdrawn', () =>
    given([benches, happened('MotionWithdrawn', { sealed: sealed({}) })], alliance)
      .when({ closesAt })
      .refused('motion-withdrawn'));
  it('on a motion that was decided', () =>
    given([benches, opened, happened('MotionLost', { about, tally })], alliance)
      .when({ closesAt })
      .refused('motion-decided'));
  it('with another deadline while voting is open', () =>
    given([benches, opened], alliance).when({ closesAt: '2026-01-16T00:00:00.000Z' }).refused('voting-under-way'));
  it.each([[[proposed]], [[proposed, submitted, projectHappened('ProjectDeferred', { motionId: 'm0' })]]])(
    'on a project that its proposer has not submitted',
    (project) =>
      given([lights], { ...alliance, project })
        .when({ closesAt })
        .refused('project-not-submitted'),
  );
  it('on a project that was cancelled since', () =>
    given([lights], {
      ...alliance,
      project: [proposed, projectHappened('ProjectCancelled', { sealed: sealed({ reason: 'no money' }) })],
    })
      .when({ closesAt })
      .refused('project-past-deciding'));
  it('on an application that was answered since', () =>
    given([clinic], { ...alliance, applications: [applied], admissions: [admitted] })
      .when({ closesAt })
      .refused('no-application-pending'));
  it.each([
    ['at its beginning', '2026-01-01T00:00:00.000Z'],
    ['before its beginning', '2025-12-31T23:59:59.999Z'],
    ['more than 90 days on', '2026-04-01T00:00:00.001Z'],
  ])('when it would close %s', (_, closesAt) =>
    given([benches], alliance).when({ closesAt }).refused('closing-out-of-bounds'),
  );
  it('not yet when it would close after 90 days exactly', () =>
    given([benches], alliance)
      .when({ closesAt: '2026-04-01T00:00:00.000Z' })
      .then(happened('VotingOpened', { ...vote, closesAt: '2026-04-01T00:00:00.000Z' })));
});
