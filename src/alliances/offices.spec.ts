import { spec } from '#event-sourcing/testing';
import { foundedWith } from '../../test/alliance-history.js';
import { allianceHappened, unitHappened } from './events.js';
import { giveOffice } from './give-office.js';
import { vacateOffice } from './vacate-office.js';

const from = '2026-01-01T00:00:00.000Z';
const founded = foundedWith({
  units: [
    {
      unitId: 'residents',
      name: { en: 'Residents' },
      kind: 'residents-committee',
      delegate: { personId: 'lin', from },
    },
    { unitId: 'school', name: { en: 'School' }, kind: 'school', delegate: { personId: 'wang', from } },
  ],
  offices: [{ office: 'chair', unitId: 'residents', personId: 'lin' }],
});
const given_ = (office: 'chair' | 'vice-chair' | 'secretary', personId: string, unitId = 'school') =>
  allianceHappened('OfficeGiven', { office, unitId, personId });
const vacated = (office: 'chair' | 'vice-chair' | 'secretary', personId: string, unitId = 'school') =>
  allianceHappened('OfficeVacated', { office, unitId, personId });
const suspended = allianceHappened('UnitSuspended', { unitId: 'school', sealed: { plain: { reason: 'So it is.' } } });
const left = allianceHappened('UnitLeft', { unitId: 'school', sealed: { plain: {} } });

const mandate = (personId: string, more: object = {}) =>
  unitHappened('MandateGiven', { mandateId: personId, personId, kind: 'liaison', from, ...more });
const unit = [
  unitHappened('UnitFounded', { name: { en: 'School' }, kind: 'school' }),
  mandate('wang', { kind: 'delegate' }),
  mandate('zhou'),
];

const operator = { actor: { kind: 'operator' } };
const holder = (office: string, personId = 'lin', unitId = 'residents') => ({
  actor: { kind: 'representative', unitId, personId, office },
});
const byChair = holder('chair');
const zhou = { unitId: 'school', personId: 'zhou' };

describe('Giving an office', () => {
  const { given } = spec(giveOffice);
  const secretary = { office: 'secretary', ...zhou } as const;

  it.each([
    ['the operator', operator],
    ['the chair', byChair],
    ['the vice-chair, in the chair’s stead', holder('vice-chair', 'wang', 'school')],
  ])('is an act of %s', (_, by) => given([founded], { unit }).when(secretary, by).then(given_('secretary', 'zhou')));
  it('needs no more than a mandate of any kind', () =>
    given([founded], { unit })
      .when({ office: 'vice-chair', ...zhou }, byChair)
      .then(given_('vice-chair', 'zhou')));
  it('takes it from who holds it', () =>
    given([founded, given_('secretary', 'wang')], { unit })
      .when(secretary, byChair)
      .then(vacated('secretary', 'wang'), given_('secretary', 'zhou')));
  it('leaves the other offices of the same person', () =>
    given([founded, given_('secretary', 'zhou')], { unit })
      .when({ office: 'vice-chair', ...zhou }, byChair)
      .then(given_('vice-chair', 'zhou')));
  it('passes the chair from one to the next, by the operator', () =>
    given([founded], { unit })
      .when({ office: 'chair', ...zhou }, operator)
      .then(vacated('chair', 'lin', 'residents'), given_('chair', 'zhou')));
  it('is a consequence of a carried motion, also where it is the chair’s', () =>
    given([founded], { unit })
      .when({ office: 'chair', ...zhou, motionId: 'm1' }, { actor: { kind: 'reaction' } })
      .then(
        vacated('chair', 'lin', 'residents'),
        allianceHappened('OfficeGiven', { office: 'chair', ...zhou, motionId: 'm1' }),
      ));
  it('that a motion gave is laid down like any other', () =>
    given([founded, allianceHappened('OfficeGiven', { office: 'secretary', ...zhou, motionId: 'm1' })], { unit })
      .when({ ...secretary, personId: 'wang' }, byChair)
      .then(vacated('secretary', 'zhou'), given_('secretary', 'wang')));
  it('happens once when it is asked twice', () =>
    given([founded, given_('secretary', 'zhou')], { unit })
      .when(secretary, byChair)
      .nothing());
  it('is known to be held also after other offices were laid down, and after other units left', () => {
    const others = [given_('vice-chair', 'wang'), vacated('vice-chair', 'wang')];
    given([founded, given_('secretary', 'zhou'), ...others], { unit })
      .when(secretary, byChair)
      .nothing();
    given([founded, given_('secretary', 'zhou'), allianceHappened('UnitLeft', { unitId: 'bank', sealed: { plain: {} } })], { unit })
      .when(secretary, byChair)
      .nothing(); // prettier-ignore
  });
  it('can happen again after it was laid down', () =>
    given([founded, given_('secretary', 'zhou'), vacated('secretary', 'zhou')], { unit })
      .when(secretary, byChair)
      .then(given_('secretary', 'zhou')));

  it.each(['chair', 'vice-chair'])('is refused to the %s where it is the chair’s', (office) =>
    given([founded], { unit })
      .when({ office: 'chair', ...zhou }, holder(office))
      .refused('office-not-yours'),
  );
  it('is refused to the secretary', () =>
    given([founded], { unit })
      .when(secretary, holder('secretary', 'wang', 'school'))
      .refused('office-not-yours'));
  it('is refused to somebody who acts for the unit no more', () =>
    given([founded], { unit: [...unit, unitHappened('MandateEnded', { mandateId: 'zhou', at: from })] })
      .when(secretary, byChair)
      .refused('officer-without-mandate'));
  it('is refused to somebody who will act for it later', () =>
    given([founded], { unit: [...unit, mandate('mei', { from: '2026-05-01T00:00:00.000Z' })] })
      .when({ ...secretary, personId: 'mei' }, byChair)
      .refused('officer-without-mandate'));
  it('is refused to a stranger', () =>
    given([founded], { unit })
      .when({ ...secretary, personId: 'mei' }, byChair)
      .refused('officer-without-mandate'));
  it('is refused for a suspended unit', () =>
    given([founded, suspended], { unit }).when(secretary, byChair).refused('unit-suspended'));
  it('is refused for a unit that left', () =>
    given([founded, left], { unit }).when(secretary, byChair).refused('unit-not-on-roll'));
  it('is refused for a unit that has only applied', () =>
    given([founded], { unit })
      .when({ ...secretary, unitId: 'club' }, byChair)
      .refused('unit-not-on-roll'));
  it('is refused for a unit that nobody knows', () =>
    given([founded])
      .when({ ...secretary, unitId: 'club' }, byChair)
      .refused('unit-not-found'));
  it('is refused in an alliance that is not there', () =>
    given([]).when(secretary, operator).refused('alliance-not-found'));
});

describe('Vacating an office', () => {
  const { given } = spec(vacateOffice);
  const history = [founded, given_('secretary', 'zhou')];
  const office = 'secretary' as const;

  it.each([
    ['who holds it', holder('secretary', 'zhou', 'school')],
    ['the chair', byChair],
    ['the operator', operator],
  ])('is an act of %s', (_, by) => given(history).when({ office }, by).then(vacated('secretary', 'zhou')));
  it('happens once when it is asked twice', () =>
    given([...history, vacated('secretary', 'zhou')])
      .when({ office }, byChair)
      .nothing());
  it('changes nothing after its unit has left', () =>
    given([...history, left])
      .when({ office }, byChair)
      .nothing());
  it('is refused to another officer', () =>
    given([...history, given_('vice-chair', 'wang')])
      .when({ office: 'vice-chair' }, holder('secretary', 'zhou', 'school'))
      .refused('office-not-yours'));
  it('is refused to the holder, acting for another unit', () =>
    given(history)
      .when({ office }, holder('delegate', 'zhou', 'residents'))
      .refused('office-not-yours'));
  it('is refused to the holder’s colleague', () =>
    given(history)
      .when({ office }, holder('delegate', 'wang', 'school'))
      .refused('office-not-yours'));
  it.each([
    ['the operator', operator],
    ['the chair', byChair],
  ])('is refused to %s where it is the chair’s', (_, by) =>
    given(history).when({ office: 'chair' }, by).refused('chair-needs-successor'),
  );
  it('is refused in an alliance that is not there', () =>
    given([]).when({ office }, operator).refused('alliance-not-found'));
});
