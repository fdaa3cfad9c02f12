import { spec } from '#event-sourcing/testing';
import { charter, foundedWith } from '../../test/alliance-history.js';
import { admitUnit } from './admit-unit.js';
import { allianceHappened, unitHappened } from './events.js';

const founded = (chairMayAdmit: boolean) => foundedWith({ charter: { ...charter, chairMayAdmit } });
const byChair = { actor: { kind: 'representative', unitId: 'residents', office: 'chair' } };
const byReaction = { actor: { kind: 'reaction', name: 'alliances/on-motion-decided' } };
const unitId = 'club';
const applied = unitHappened('UnitApplied', { name: { en: 'Club' }, kind: 'company', sealed: { plain: {} } });
const declined = unitHappened('ApplicationDeclined', { sealed: { plain: {} } });
const admitted = allianceHappened('UnitAdmitted', { unitId });
const left = allianceHappened('UnitLeft', { unitId, sealed: { plain: {} } });
const suspended = allianceHappened('UnitSuspended', { unitId, sealed: { plain: { reason: 'dues' } } });
const { given } = spec(admitUnit);

describe('Admitting a unit', () => {
  it('is for the chair where the charter says so', () =>
    given([founded(true)], { unit: [applied] })
      .when({ unitId }, byChair)
      .then(admitted));
  describe('whose organisation has a registered code', () => {
    const application = unitHappened('UnitApplied', { name: { en: 'Club' }, kind: 'company', registeredCode: '91 31', sealed: { plain: {} } }); // prettier-ignore
    const unit = [application];
    const colleague = allianceHappened('UnitAdmitted', { unitId: 'shop', registeredCode: '9131' });
    it('keeps it on the roll', () =>
      given([founded(true)], { unit })
        .when({ unitId }, byChair)
        .then(allianceHappened('UnitAdmitted', { unitId, registeredCode: '91 31' })));
    it('is refused beside another unit of it', () =>
      given([founded(true), colleague], { unit })
        .when({ unitId, motionId: 'm1' }, byReaction)
        .refused('organisation-on-roll'));
    it('is possible once that has left', () =>
      given([founded(true), colleague, allianceHappened('UnitLeft', { unitId: 'shop', sealed: { plain: {} } })], {
        unit,
      })
        .when({ unitId }, byChair)
        .then(allianceHappened('UnitAdmitted', { unitId, registeredCode: '91 31' })));
  });
  it('asks for a motion where the charter does not', () =>
    given([founded(false)], { unit: [applied] })
      .when({ unitId }, byChair)
      .refused('charter-asks-for-motion'));
  it.each([true, false])('follows from a carried motion, whether or not the chair may admit alone: %s', (may) =>
    given([founded(may)], { unit: [applied] })
      .when({ unitId, motionId: 'm1' }, byReaction)
      .then(allianceHappened('UnitAdmitted', { unitId, motionId: 'm1' })),
  );
  it('happens once when it is asked twice', () =>
    given([founded(true), admitted], { unit: [applied] })
      .when({ unitId }, byChair)
      .nothing());
  it('changes nothing when a motion is carried after the chair admitted', () =>
    given([founded(true), admitted], { unit: [applied] })
      .when({ unitId, motionId: 'm1' }, byReaction)
      .nothing());
  it('is refused for a unit that is suspended: it is on the roll', () =>
    given([founded(true), admitted, suspended], { unit: [applied] })
      .when({ unitId }, byChair)
      .refused('unit-on-roll'));
  it('is refused to an application that was declined', () =>
    given([founded(true)], { unit: [applied, declined] })
      .when({ unitId }, byChair)
      .refused('no-application-pending'));
  it('is refused to a unit that left and has not applied again', () =>
    given([founded(true), admitted, left], { unit: [applied] })
      .when({ unitId }, byChair)
      .refused('no-application-pending'));
  it('is refused to a unit that was declined once, was admitted, left and has not applied again', () =>
    given([founded(true), admitted, left], { unit: [applied, declined, applied] })
      .when({ unitId }, byChair)
      .refused('no-application-pending'));
  it('is possible for a unit that left and applied again', () =>
    given([founded(true), admitted, left], { unit: [applied, applied] })
      .when({ unitId }, byChair)
      .then(admitted));
  it('is possible for a unit that was declined, applied again, was admitted, left and applied again', () =>
    given([founded(true), admitted, left], { unit: [applied, declined, applied, applied] })
      .when({ unitId }, byChair)
      .then(admitted));
  it('is refused for a unit that nobody knows', () =>
    given([founded(true)])
      .when({ unitId }, byChair)
      .refused('unit-not-found'));
  it('is refused in an alliance that is not there', () =>
    given([], { unit: [applied] })
      .when({ unitId }, byChair)
      .refused('alliance-not-found'));
});
