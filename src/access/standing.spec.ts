import { fold } from '#event-sourcing';
import { foundedBy } from '../../test/alliance-history.js';
import { allianceHappened, unitHappened, type MandateKind } from '../alliances/events.js';
import { mandates, roll, standingOf } from './standing.js';

const [begins, ends] = ['2026-01-10T00:00:00.000Z', '2026-01-20T00:00:00.000Z'];
const given = (mandateId: string, kind: MandateKind, term: object = { from: begins }) =>
  unitHappened('MandateGiven', { mandateId, kind, personId: 'wang', from: begins, ...term });
const chair = allianceHappened('OfficeGiven', { office: 'chair', unitId: 'school', personId: 'wang' });
/** How Wang stands, acting for the school. */
const standing = (at: string, history: readonly ReturnType<typeof given>[], more: readonly (typeof chair)[] = []) =>
  standingOf(
    { personId: 'wang', unitId: 'school' },
    at,
    fold(roll, [foundedBy('school', 'bank'), ...more] as never),
    fold(mandates, history as never),
  );

describe('Who acts for a unit', () => {
  it('does so from the first instant of a mandate until its last, which is not of it', () => {
    const term = [given('d1', 'delegate', { until: ends })];
    const at = ['2026-01-09T23:59:59.999Z', begins, '2026-01-19T23:59:59.999Z', ends];
    expect(at.map((each) => standing(each, term).mandateId)).toEqual([undefined, 'd1', 'd1', undefined]);
  });
  it('acts under the strongest of several mandates, in whatever order they were given', () => {
    const [liaison, deputy, delegate] = [given('l1', 'liaison'), given('v1', 'deputy'), given('d1', 'delegate')];
    expect(standing(begins, [liaison, delegate, deputy])).toMatchObject({ mandateId: 'd1', roles: ['member', 'delegate'] }); // prettier-ignore
    expect(standing(begins, [liaison, deputy])).toMatchObject({ mandateId: 'v1', roles: ['member', 'deputy'] });
  });
  it('holds an office only for the unit for which it was given', () => {
    const elsewhere = allianceHappened('OfficeGiven', { office: 'chair', unitId: 'bank', personId: 'wang' });
    const colleague = allianceHappened('OfficeGiven', { office: 'chair', unitId: 'school', personId: 'li' });
    const term = [given('d1', 'delegate')];
    expect(standing(begins, term, [chair])).toMatchObject({ office: 'chair', roles: ['member', 'delegate', 'chair'] });
    for (const other of [elsewhere, colleague])
      expect(standing(begins, term, [other])).toEqual({ unit: 'admitted', mandateId: 'd1', roles: ['member', 'delegate'] }); // prettier-ignore
  });
});
