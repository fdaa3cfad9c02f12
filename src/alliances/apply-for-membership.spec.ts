import { derivedId } from '#event-sourcing';
import { spec } from '#event-sourcing/testing';
import { foundedWith } from '../../test/alliance-history.js';
import { applyForMembership } from './apply-for-membership.js';
import { allianceHappened, unitHappened } from './events.js';

const commandId = '00000000-0000-4000-8000-000000000001';
const other = '00000000-0000-4000-8000-000000000002';
const mandateId = derivedId({ commandId }, 'mandate');
const founded = foundedWith();
const admitted = allianceHappened('UnitAdmitted', { unitId: 's1' });
const suspended = allianceHappened('UnitSuspended', { unitId: 's1', sealed: { plain: { reason: 'dues' } } });
const left = allianceHappened('UnitLeft', { unitId: 's1', sealed: { plain: {} } });
const delegate = { personId: 'zhao', from: '2026-03-01T00:00:00.000Z' };
const club = { name: { zh: '健身俱乐部' }, kind: 'company', registeredCode: '9131' } as const;
const application = { ...club, delegate, note: 'We have a hall.' };
const applied = unitHappened('UnitApplied', { ...club, sealed: { plain: { note: 'We have a hall.' } } });
const mandated = unitHappened('MandateGiven', { mandateId, kind: 'delegate', ...delegate });
const declined = unitHappened('ApplicationDeclined', { sealed: { plain: {} } });
const alliance = [founded];
const { given } = spec(applyForMembership);

describe('Applying for membership', () => {
  it('is recorded with the delegate who is to act for the unit, and the note sealed', () =>
    given([], { alliance }).when(application, { commandId }).then(applied, mandated));
  it('needs neither a code nor a note', () => {
    const { name, kind } = club;
    given([], { alliance })
      .when({ name, kind, delegate }, { commandId })
      .then(unitHappened('UnitApplied', { name, kind, sealed: { plain: {} } }), mandated);
  });
  it('may say until when the delegate is to act', () => {
    const until = '2026-12-31T00:00:00.000Z';
    const term = unitHappened('MandateGiven', { mandateId, kind: 'delegate', ...delegate, until });
    const asked = { ...application, delegate: { ...delegate, until } };
    given([], { alliance }).when(asked, { commandId }).then(applied, term);
    given([applied, term], { alliance }).when(asked).nothing();
    given([applied, term], { alliance }).when(application).refused('application-pending');
  });
  describe('is refused where the organisation has a unit on the roll', () => {
    const colleague = allianceHappened('UnitAdmitted', { unitId: 's2', registeredCode: '91-31 ' });
    const gone = allianceHappened('UnitLeft', { unitId: 's2', sealed: { plain: {} } });
    it('however its code is spelt', () =>
      given([], { alliance: [founded, colleague] })
        .when(application)
        .refused('organisation-on-roll'));
    it('and not where only others have', () =>
      given([], { alliance: [founded, allianceHappened('UnitAdmitted', { unitId: 's2', registeredCode: '9132' })] })
        .when(application, { commandId })
        .then(applied, mandated));
    it('and not once that has left', () =>
      given([], { alliance: [founded, colleague, gone] })
        .when(application, { commandId })
        .then(applied, mandated));
    it('nor where neither says a code', () => {
      const { name, kind } = club;
      given([], { alliance: [founded, admitted] })
        .when({ name, kind, delegate }, { commandId })
        .refused('unit-on-roll');
      given([], { alliance: [founded, allianceHappened('UnitAdmitted', { unitId: 's2' })] })
        .when({ name, kind, delegate }, { commandId })
        .then(unitHappened('UnitApplied', { name, kind, sealed: { plain: {} } }), mandated);
    });
  });
  it('counts once when sent twice', () => given([applied, mandated], { alliance }).when(application).nothing());
  it('is refused while another application waits', () =>
    given([applied, mandated], { alliance })
      .when({ ...application, name: { zh: '俱乐部' } })
      .refused('application-pending'));
  it('is refused while one waits that names another delegate', () =>
    given([applied, mandated], { alliance })
      .when({ ...application, delegate: { ...delegate, personId: 'qian' } })
      .refused('application-pending'));
  it('is refused to an alliance that is not there', () => given([]).when(application).refused('alliance-not-found'));
  it('is refused to a unit on the roll', () =>
    given([applied, mandated], { alliance: [founded, admitted] })
      .when(application)
      .refused('unit-on-roll'));
  it('is refused to a suspended unit', () =>
    given([applied, mandated], { alliance: [founded, admitted, suspended] })
      .when(application)
      .refused('unit-on-roll'));
  it("is refused where the delegate's mandate ends before it begins", () =>
    given([], { alliance })
      .when({ ...application, delegate: { ...delegate, until: delegate.from } })
      .refused('mandate-ends-before-it-begins'));
});

describe('Applying again', () => {
  it('is possible once the application was declined, and keeps the delegate who is named again', () =>
    given([applied, mandated, declined], { alliance }).when(application).then(applied));
  it('is possible for a unit that left', () =>
    given([applied, mandated], { alliance: [founded, admitted, left] })
      .when(application)
      .then(applied));
  it('is possible for the unit that is known by this code', () =>
    given([applied, mandated], {
      alliance: [founded, allianceHappened('UnitAdmitted', { unitId: 's1', registeredCode: '9131' }), left],
    })
      .when(application)
      .then(applied));
  it('is possible for a founding unit that left', () =>
    given([unitHappened('UnitFounded', club)], { alliance: [founded, left] })
      .when(application, { commandId })
      .then(applied, mandated));
  it('counts once when sent twice', () =>
    given([applied, mandated, applied], { alliance: [founded, admitted, left] })
      .when(application)
      .nothing());
  it.each([
    ['hands over from the delegate who still is one, when the new mandate begins', '2026-06', '2026-06'],
    ['takes back a mandate that was to begin after the new one', '2026-02', '2026-03'],
  ])('%s', (_, month, ends) => {
    const next = { personId: 'qian', from: `${month}-01T00:00:00.000Z` };
    const nextId = derivedId({ commandId: other }, 'mandate');
    const handedOver = [
      unitHappened('MandateEnded', { mandateId, at: `${ends}-01T00:00:00.000Z` }),
      unitHappened('MandateGiven', { mandateId: nextId, kind: 'delegate', ...next }),
    ];
    given([applied, mandated, declined], { alliance })
      .when({ ...application, delegate: next }, { commandId: other })
      .then(applied, ...handedOver);
  });
  it('lets the deputy be', () =>
    given(
      [
        applied,
        mandated,
        unitHappened('MandateGiven', { mandateId: 'd', kind: 'deputy', personId: 'sun', from: delegate.from }),
        unitHappened('MandateEnded', { mandateId, at: '2026-04-01T00:00:00.000Z' }),
        declined,
      ],
      { alliance },
    )
      .when({ ...application, delegate: { personId: 'qian', from: '2026-06-01T00:00:00.000Z' } }, { commandId: other })
      .then(
        applied,
        unitHappened('MandateGiven', {
          mandateId: derivedId({ commandId: other }, 'mandate'),
          kind: 'delegate',
          personId: 'qian',
          from: '2026-06-01T00:00:00.000Z',
        }),
      ));
});
