import { spec } from '#event-sourcing/testing';
import { allianceHappened, unitHappened, type Charter } from '../alliances/events.js';
import { happened as projectHappened } from '../projects/events.js';
import { sealed } from '../platform/sealed.js';
import { happened, type About } from './events.js';
import { tableMotion } from './table-motion.js';

const title = { zh: '路灯', en: 'Street lights' };
const lights: About = { kind: 'project', projectId: 'lights', asks: 'approve' };
const clinic: About = { kind: 'admission', unitId: 'clinic' };
const charter: Charter = {
  timeZone: 'Asia/Shanghai',
  currency: 'CNY',
  votingRule: 'unanimity',
  quorumPercent: 60,
  noticeDays: 7,
  meetingEveryMonths: 2,
};
const bySchool = { actor: { kind: 'representative', unitId: 'school' } };
const byBank = { actor: { kind: 'representative', unitId: 'bank' } };
const tabled = (about: About) => happened('MotionTabled', { title, about, tabledBy: 'school' });

const proposed = projectHappened('ProjectProposed', { title, proposedBy: 'bank', requirements: [] });
const submitted = projectHappened('ProjectSubmitted', {});
const motionId = 'm1';
const approved = projectHappened('ProjectApproved', { motionId });
const deferred = projectHappened('ProjectDeferred', { motionId });
const declined = projectHappened('ProjectDeclined', { motionId });
const cancelled = projectHappened('ProjectCancelled', { sealed: sealed({ reason: 'no money' }) });

const applied = unitHappened('UnitApplied', { name: { en: 'Clinic' }, kind: 'clinic', sealed: sealed({}) });
const turnedDown = unitHappened('ApplicationDeclined', { sealed: sealed({}) });
const admitted = allianceHappened('UnitAdmitted', { unitId: 'clinic' });

const { given } = spec(tableMotion);

describe('Tabling a motion', () => {
  it.each<About>([{ kind: 'other' }, { kind: 'charter', charter }])('is free for a unit: %j', (about) =>
    given([]).when({ title, about }, bySchool).then(tabled(about)),
  );
  it('keeps the day on which the decision is to be looked at again', () =>
    given([])
      .when({ title, about: { kind: 'other' }, reviewOn: '2027-01-01' }, bySchool)
      .then(happened('MotionTabled', { ...tabled({ kind: 'other' }).data, reviewOn: '2027-01-01' })));
  it('changes nothing when the same unit tables the same again', () =>
    given([tabled(lights)], { project: [proposed] })
      .when({ title, about: lights }, bySchool)
      .nothing());
  it('changes nothing when tabled again after all was decided', () =>
    given(
      [
        tabled(lights),
        happened('VotingOpened', {
          roll: ['school'],
          recused: [],
          votingRule: 'unanimity',
          quorumPercent: 0,
          closesAt: '2026-01-02T00:00:00.000Z',
        }),
        happened('MotionLost', { about: lights, tally: { entitled: 1, ballots: 0, for: 0, against: 0, abstain: 0 } }),
      ],
      { project: [proposed, submitted, declined] },
    )
      .when({ title, about: lights }, bySchool)
      .nothing());
  it('is refused under the id of a motion about something else', () =>
    given([tabled(lights)], { project: [proposed] })
      .when({ title, about: { kind: 'other' } }, bySchool)
      .refused('motion-id-taken'));
  it('is refused under the id of a motion of another unit', () =>
    given([tabled(lights)], { project: [proposed] })
      .when({ title, about: lights }, byBank)
      .refused('motion-id-taken'));
});

describe('A motion about a project', () => {
  it.each([
    ['is proposed', [proposed]],
    ['is submitted', [proposed, submitted]],
    ['was deferred', [proposed, submitted, deferred]],
  ])('is tabled when it %s', (_, project) =>
    given([], { project }).when({ title, about: lights }, bySchool).then(tabled(lights)),
  );
  it('is refused when there is no such project', () =>
    given([]).when({ title, about: lights }, bySchool).refused('matter-not-found'));
  it.each([
    ['is approved', [proposed, submitted, approved]],
    ['was declined', [proposed, submitted, declined]],
    ['was cancelled', [proposed, cancelled]],
  ])('is refused when it %s', (_, project) =>
    given([], { project }).when({ title, about: lights }, bySchool).refused('project-past-deciding'),
  );
});

describe('A motion about an admission', () => {
  it('is tabled while the application waits for an answer', () =>
    given([], { applications: [applied] })
      .when({ title, about: clinic }, bySchool)
      .then(tabled(clinic)));
  it('is tabled when a unit that was admitted, and left, applies again', () =>
    given([], { applications: [applied, applied], admissions: [admitted] })
      .when({ title, about: clinic }, bySchool)
      .then(tabled(clinic)));
  it.each([
    ['did not apply', { applications: [] }],
    ['was declined', { applications: [applied, turnedDown] }],
    ['was admitted', { applications: [applied], admissions: [admitted] }],
    ['was declined once and admitted later', { applications: [applied, turnedDown, applied], admissions: [admitted] }],
  ])('is refused when the unit %s', (_, others) =>
    given([], others).when({ title, about: clinic }, bySchool).refused('no-application-pending'),
  );
});

describe('A motion about an office', () => {
  const chair: About = { kind: 'office', office: 'chair', unitId: 'clinic', personId: 'mei' };
  const mei = unitHappened('MandateGiven', { mandateId: 'd1', personId: 'mei', kind: 'deputy', from: '2025-01-01T00:00:00.000Z' }); // prettier-ignore
  const suspended = allianceHappened('UnitSuspended', { unitId: 'clinic', sealed: sealed({ reason: 'silent' }) });
  it('is tabled for somebody who acts for a unit on the roll', () =>
    given([], { members: [admitted], mandates: [mei] })
      .when({ title, about: chair }, bySchool)
      .then(tabled(chair)));
  it.each([
    ['is not on the roll', []],
    ['is suspended', [admitted, suspended]],
  ])('is refused when the unit %s', (_, members) =>
    given([], { members, mandates: [mei] })
      .when({ title, about: chair }, bySchool)
      .refused('unit-not-on-the-roll'),
  );
  it.each([
    ['never acted for it', []],
    ['does no more', [mei, unitHappened('MandateEnded', { mandateId: 'd1', at: '2025-12-01T00:00:00.000Z' })]],
  ])('is refused when the person %s', (_, mandates) =>
    given([], { members: [admitted], mandates })
      .when({ title, about: chair }, bySchool)
      .refused('officer-without-mandate'),
  );
});
