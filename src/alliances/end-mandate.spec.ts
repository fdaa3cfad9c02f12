import { spec } from '#event-sourcing/testing';
import { endMandate } from './end-mandate.js';
import { unitHappened } from './events.js';

const day = (n: number) => `2026-01-${String(n).padStart(2, '0')}T00:00:00.000Z`;
const founded = unitHappened('UnitFounded', { name: { en: 'School' }, kind: 'school' });
const mandated = (mandateId: string, kind: 'delegate' | 'deputy', from: string, until?: string) =>
  unitHappened('MandateGiven', { mandateId, kind, personId: 'wang', from, ...(until !== undefined && { until }) });
const ended = (mandateId: string, at: string) => unitHappened('MandateEnded', { mandateId, at });
const deputy = mandated('v1', 'deputy', day(1), day(20));
const school = [founded, mandated('d1', 'delegate', day(1)), deputy];
const own = { actor: { kind: 'representative', unitId: 's1' }, at: day(10) };
const { given } = spec(endMandate);

describe('Ending a mandate', () => {
  it('takes effect now, unless said', () =>
    given(school)
      .when({ mandateId: 'v1' }, own)
      .then(ended('v1', day(10))));
  it('takes effect when it is said to', () =>
    given(school)
      .when({ mandateId: 'v1', at: day(15) }, own)
      .then(ended('v1', day(15))));
  it('takes back a mandate that has not begun, when it ends at its beginning', () =>
    given([...school, mandated('v2', 'deputy', day(20))])
      .when({ mandateId: 'v2', at: day(20) }, own)
      .then(ended('v2', day(20))));
  it.each(['chair', 'vice-chair', 'secretary'])("is no other unit's affair, not the %s's either", (office) =>
    given(school)
      .when({ mandateId: 'v1' }, { ...own, actor: { kind: 'representative', unitId: 'bank', office } })
      .refused('unit-not-yours'),
  );
  it('is possible for the operator', () =>
    given(school)
      .when({ mandateId: 'v1' }, { ...own, actor: { kind: 'operator' } })
      .then(ended('v1', day(10))));
  it('is refused to another unit', () =>
    given(school)
      .when({ mandateId: 'v1' }, { ...own, actor: { kind: 'representative', unitId: 'bank' } })
      .refused('unit-not-yours'));
  it('happens once when it is asked twice', () =>
    given([...school, ended('v1', day(15))])
      .when({ mandateId: 'v1', at: day(15) }, own)
      .nothing());
  it('happens once when it is asked again later, for now', () =>
    given([...school, ended('v1', day(9))])
      .when({ mandateId: 'v1' }, own)
      .nothing());
  it('changes nothing at the instant at which it runs out', () =>
    given(school)
      .when({ mandateId: 'v1', at: day(20) }, own)
      .nothing());
  it('is refused for later than it runs out', () =>
    given(school)
      .when({ mandateId: 'v1', at: day(21) }, own)
      .refused('end-outside-mandate'));
  it('is refused for before it begins', () =>
    given([...school, mandated('v2', 'deputy', day(20))])
      .when({ mandateId: 'v2', at: day(19) }, own)
      .refused('end-outside-mandate'));
  it('is refused for now where it has not begun', () =>
    given([...school, mandated('v2', 'deputy', day(20))])
      .when({ mandateId: 'v2' }, own)
      .refused('end-outside-mandate'));
  it('is refused for a mandate that nobody gave', () =>
    given(school).when({ mandateId: 'v9' }, own).refused('mandate-not-found'));
  it('is refused for a unit that nobody knows', () =>
    given([]).when({ mandateId: 'v1' }, own).refused('unit-not-found'));
});

describe("Ending a delegate's mandate", () => {
  const two = [founded, mandated('d1', 'delegate', day(1), day(15)), mandated('d2', 'delegate', day(15))];
  it('is refused where it is the last', () => given(school).when({ mandateId: 'd1' }, own).refused('last-delegate'));
  it('is refused where the other one is over', () =>
    given([founded, mandated('d0', 'delegate', day(1), day(5)), mandated('d1', 'delegate', day(5))])
      .when({ mandateId: 'd1' }, own)
      .refused('last-delegate'));
  it('is refused where the other one was taken back', () =>
    given([...two, mandated('d3', 'delegate', day(25)), ended('d2', day(25)), ended('d3', day(25))])
      .when({ mandateId: 'd2', at: day(20) }, own)
      .refused('last-delegate'));
  it('is possible where a successor is named', () =>
    given(two)
      .when({ mandateId: 'd1' }, own)
      .then(ended('d1', day(10))));
  it('is refused to the successor, also before it begins', () =>
    given(two)
      .when({ mandateId: 'd2', at: day(15) }, own)
      .refused('last-delegate'));
  it('may run out without one: then there is nothing to end', () =>
    given([founded, mandated('d1', 'delegate', day(1), day(5))])
      .when({ mandateId: 'd1' }, own)
      .nothing());
});
