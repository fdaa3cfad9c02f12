import { spec } from '#event-sourcing/testing';
import { happened, type Offer } from './events.js';
import { offerResource } from './offer-resource.js';

const seats = { name: { zh: '健身场地', en: 'Gym' }, kind: 'venue', unitOfMeasure: 'seats', quantity: 80 } as const;
const mornings = { rrule: 'FREQ=WEEKLY;BYDAY=SA', start: '09:00', duration: 'PT3H' };
const offer: Offer = { ...seats, approval: 'owner' };
const offered = happened('ResourceOffered', { unitId: 'school', ...offer });
const bySchool = { actor: { kind: 'representative', unitId: 'school' } };
const byBank = { actor: { kind: 'representative', unitId: 'bank' } };
const { given } = spec(offerResource);

describe('Offering a resource', () => {
  it('is recorded as the offer of the unit that acts, who approves unless said', () =>
    given([]).when(seats, bySchool).then(offered));
  it('may say when it can be used, its terms, and that anybody may book it', () => {
    const more = { approval: 'automatic', availability: mornings, terms: { en: 'Shoes off' } } as const;
    given([])
      .when({ ...seats, ...more }, bySchool)
      .then(happened('ResourceOffered', { unitId: 'school', ...offer, ...more }));
  });
  it('counts once when sent twice', () => given([offered]).when(seats, bySchool).nothing());
  it('counts once when sent again after the resource was revised', () =>
    given([offered, happened('ResourceRevised', { ...offer, quantity: 60 })])
      .when(seats, bySchool)
      .nothing());
  it('is refused under the id of a resource that is something else', () =>
    given([offered])
      .when({ ...seats, quantity: 90 }, bySchool)
      .refused('resource-id-taken'));
  it('is refused under the id of another unit’s resource', () =>
    given([offered]).when(seats, byBank).refused('resource-id-taken'));
  it('of money names the currency', () => {
    const money = { ...seats, kind: 'money', unitOfMeasure: 'CNY' } as const;
    given([])
      .when(money, bySchool)
      .then(happened('ResourceOffered', { unitId: 'school', ...money, approval: 'owner' }));
    given([])
      .when({ ...money, unitOfMeasure: 'yuan' }, bySchool)
      .refused('money-without-currency');
  });
});
