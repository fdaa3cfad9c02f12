import { spec } from '#event-sourcing/testing';
import { charter, foundedWith } from '../../test/alliance-history.js';
import { declineApplication } from './decline-application.js';
import { allianceHappened, unitHappened } from './events.js';

const founded = (chairMayAdmit: boolean) => foundedWith({ charter: { ...charter, chairMayAdmit } });
const byChair = { actor: { kind: 'representative', unitId: 'residents', office: 'chair' } };
const byReaction = { actor: { kind: 'reaction', name: 'alliances/on-motion-decided' } };
const applied = unitHappened('UnitApplied', { name: { en: 'Club' }, kind: 'company', sealed: { plain: {} } });
const declined = unitHappened('ApplicationDeclined', { sealed: { plain: { reason: 'Too far away' } } });
const admitted = allianceHappened('UnitAdmitted', { unitId: 's1' });
const alliance = [founded(true)];
const { given } = spec(declineApplication);

describe('Declining an application', () => {
  it('is for the chair where the charter says so, with the reason sealed', () =>
    given([applied], { alliance }).when({ reason: 'Too far away' }, byChair).then(declined));
  it('asks for a motion where the charter does not', () =>
    given([applied], { alliance: [founded(false)] })
      .when({}, byChair)
      .refused('charter-asks-for-motion'));
  it('follows from a lost motion', () =>
    given([applied], { alliance: [founded(false)] })
      .when({ motionId: 'm1' }, byReaction)
      .then(unitHappened('ApplicationDeclined', { motionId: 'm1', sealed: { plain: {} } })));
  it('happens once when it is asked twice', () => given([applied, declined], { alliance }).when({}, byChair).nothing());
  it('happens again to another application', () =>
    given([applied, declined, applied], { alliance }).when({ reason: 'Too far away' }, byChair).then(declined));
  it('is refused once the unit was admitted', () =>
    given([applied], { alliance: [founded(true), admitted] })
      .when({}, byReaction)
      .refused('no-application-pending'));
  it('is refused to a founding unit', () =>
    given([unitHappened('UnitFounded', { name: { en: 'School' }, kind: 'school' })], { alliance })
      .when({}, byChair)
      .refused('no-application-pending'));
  it('is refused for a unit that nobody knows', () =>
    given([], { alliance }).when({}, byChair).refused('unit-not-found'));
  it('is refused in an alliance that is not there', () =>
    given([applied]).when({}, byChair).refused('alliance-not-found'));
});
