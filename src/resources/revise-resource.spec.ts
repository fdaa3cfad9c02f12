import { fold, Refusal } from '#event-sourcing';
import { spec } from '#event-sourcing/testing';
import { happened, type Offer } from './events.js';
import { reviseResource } from './revise-resource.js';

const seats = { name: { en: 'Gym' }, kind: 'venue', unitOfMeasure: 'seats', quantity: 80 } as const;
const offer: Offer = { ...seats, approval: 'owner' };
const offered = happened('ResourceOffered', { unitId: 'school', ...offer, terms: { en: 'Shoes off' } });
const allocated = happened('ResourceAllocated', { pledgeId: 'p1', projectId: 'j1', quantity: 50 });
const released = happened('AllocationReleased', { pledgeId: 'p1', projectId: 'j1', quantity: 50 });
const withdrawn = happened('ResourceWithdrawn', { released: [], sealed: { plain: {} } });
const bySchool = { actor: { kind: 'representative', unitId: 'school' } };
const byBank = { actor: { kind: 'representative', unitId: 'bank' } };
const { given } = spec(reviseResource);

describe('Revising a resource', () => {
  it('says all of it anew: what is left out is said no more', () =>
    given([offered]).when(seats, bySchool).then(happened('ResourceRevised', offer)));
  it('changes nothing when it says what is so', () =>
    given([offered, happened('ResourceRevised', offer)])
      .when(seats, bySchool)
      .nothing());
  it('is refused for a resource that nobody offered', () =>
    given([]).when(seats, bySchool).refused('resource-not-found'));
  it('is refused to another unit, also where it would change nothing', () =>
    given([offered, happened('ResourceRevised', offer)])
      .when(seats, byBank)
      .refused('not-your-resource'));
  it('is refused once it was withdrawn', () =>
    given([offered, withdrawn]).when(seats, bySchool).refused('resource-withdrawn'));
  it('leaves money its currency', () =>
    given([offered])
      .when({ ...seats, kind: 'money' }, bySchool)
      .refused('money-without-currency'));
  it('may change the measure while nothing is allocated', () => {
    const revised = { ...seats, kind: 'equipment', unitOfMeasure: 'mats' } as const;
    given([offered, allocated, released])
      .when(revised, bySchool)
      .then(happened('ResourceRevised', { ...revised, approval: 'owner' }));
  });
  it.each([{ kind: 'equipment' }, { unitOfMeasure: 'mats' }] as const)(
    'is refused while something is allocated, with %j',
    (other) =>
      given([offered, allocated])
        .when({ ...seats, ...other }, bySchool)
        .refused('measure-fixed'),
  );
  it('goes down to what is allocated, and not below', () => {
    given([offered, allocated])
      .when({ ...seats, quantity: 50 }, bySchool)
      .then(happened('ResourceRevised', { ...offer, quantity: 50 }));
    given([offered, allocated])
      .when({ ...seats, quantity: 49 }, bySchool)
      .refused('less-than-allocated');
  });
  it('names every rule that it breaks', () => {
    const { decide, command, stream } = reviseResource;
    const other = { ...seats, kind: 'money', quantity: 1 };
    const at = { at: '2026-01-01T00:00:00.000Z' };
    const asked = Object.assign(new command(), other).for('s1', { issue: { ...byBank, ...at } } as never);
    const state = fold(stream, [{ ...offered, issue: at }, allocated]);
    const broken = [];
    try {
      decide(asked, state, asked.issue, { charter: {} });
    } catch (error) {
      if (error instanceof Refusal) broken.push(error.code, ...error.also.map(({ code }) => code));
    }
    expect(broken).toEqual(['not-your-resource', 'money-without-currency', 'measure-fixed', 'less-than-allocated']);
  });
});
