import { spec } from '#event-sourcing/testing';
import { foundedWith } from '../../test/alliance-history.js';
import { allianceHappened, unitHappened } from './events.js';
import { leaveAlliance } from './leave-alliance.js';
import { reinstateUnit } from './reinstate-unit.js';
import { suspendUnit } from './suspend-unit.js';

const delegate = (personId: string) => ({ personId, from: '2026-01-01T00:00:00.000Z' });
const founded = foundedWith({
  units: [
    { unitId: 'residents', name: { en: 'Residents' }, kind: 'residents-committee', delegate: delegate('lin') },
    { unitId: 'school', name: { en: 'School' }, kind: 'school', delegate: delegate('wang') },
  ],
  offices: [
    { office: 'chair', unitId: 'residents', personId: 'lin' },
    { office: 'secretary', unitId: 'school', personId: 'wang' },
  ],
});
const byChair = { actor: { kind: 'representative', unitId: 'residents', office: 'chair' } };
const bySchool = { actor: { kind: 'representative', unitId: 'school', office: 'secretary' } };
const reason = 'It does not answer.';
const suspended = allianceHappened('UnitSuspended', { unitId: 'school', sealed: { plain: { reason } } });
const reinstated = allianceHappened('UnitReinstated', { unitId: 'school' });
const left = allianceHappened('UnitLeft', { unitId: 'school', sealed: { plain: { reason } } });
const applied = unitHappened('UnitApplied', { name: { en: 'Club' }, kind: 'company', sealed: { plain: {} } });
const unitId = 'school';

describe('Suspending a unit', () => {
  const { given } = spec(suspendUnit);
  it('keeps the reason sealed', () => given([founded]).when({ unitId, reason }, byChair).then(suspended));
  it('happens once when it is asked twice', () =>
    given([founded, suspended]).when({ unitId, reason }, byChair).nothing());
  it('can happen again after a reinstatement', () =>
    given([founded, suspended, reinstated]).when({ unitId, reason }, byChair).then(suspended));
  it('is refused while the unit is in the chair', () =>
    given([founded]).when({ unitId: 'residents', reason }, byChair).refused('unit-holds-office'));
  it('is refused once the unit has left', () =>
    given([founded, left]).when({ unitId, reason }, byChair).refused('unit-not-on-roll'));
  it('is refused for a unit that has only applied', () =>
    given([founded], { unit: [applied] })
      .when({ unitId: 'club', reason }, byChair)
      .refused('unit-not-on-roll'));
  it('is refused for a unit that nobody knows', () =>
    given([founded]).when({ unitId: 'club', reason }, byChair).refused('unit-not-found'));
  it('is refused in an alliance that is not there', () =>
    given([]).when({ unitId, reason }, byChair).refused('alliance-not-found'));
});

describe('Reinstating a unit', () => {
  const { given } = spec(reinstateUnit);
  it('ends its suspension', () => given([founded, suspended]).when({ unitId }, byChair).then(reinstated));
  it('changes nothing where it is not suspended', () => given([founded]).when({ unitId }, byChair).nothing());
  it('is refused once the unit has left', () =>
    given([founded, suspended, left]).when({ unitId }, byChair).refused('unit-not-on-roll'));
  it('is refused for a unit that has only applied', () =>
    given([founded], { unit: [applied] })
      .when({ unitId: 'club' }, byChair)
      .refused('unit-not-on-roll'));
  it('is refused for a unit that nobody knows', () =>
    given([founded]).when({ unitId: 'club' }, byChair).refused('unit-not-found'));
  it('is refused in an alliance that is not there', () =>
    given([]).when({ unitId }, byChair).refused('alliance-not-found'));
});

describe('Leaving an alliance', () => {
  const { given } = spec(leaveAlliance);
  it('keeps the reason sealed', () => given([founded]).when({ unitId, reason }, bySchool).then(left));
  it('needs no reason', () =>
    given([founded])
      .when({ unitId }, bySchool)
      .then(allianceHappened('UnitLeft', { unitId, sealed: { plain: {} } })));
  it('is possible while the unit is suspended', () =>
    given([founded, suspended]).when({ unitId, reason }, bySchool).then(left));
  it('happens once when it is asked twice', () => given([founded, left]).when({ unitId, reason }, bySchool).nothing());
  it('is refused while the unit is in the chair', () =>
    given([founded]).when({ unitId: 'residents' }, byChair).refused('unit-holds-office'));
  it('is refused to the chair for another unit', () =>
    given([founded]).when({ unitId }, byChair).refused('unit-not-yours'));
  it('is refused to another unit also after the unit has left', () =>
    given([founded, left]).when({ unitId }, byChair).refused('unit-not-yours'));
  it('is refused for a unit that has only applied', () =>
    given([founded], { unit: [applied] })
      .when({ unitId: 'club' }, { actor: { kind: 'representative', unitId: 'club' } })
      .refused('unit-not-on-roll'));
  it('is refused for a unit that nobody knows', () =>
    given([founded]).when({ unitId: 'club' }, bySchool).refused('unit-not-found'));
  it('is refused in an alliance that is not there', () =>
    given([]).when({ unitId }, bySchool).refused('alliance-not-found'));
});
