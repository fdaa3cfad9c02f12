import { setTimeout } from 'node:timers/promises';
import type { Client, TestApp } from './app.js';

type Told = Readonly<{ app: TestApp; owner: Client; guest: Client; other: Client; says: (field: string) => string }>;

const [minute_ms, day_ms] = [60_000, 86_400_000];
const hall = {
  ...{ name: { zh: '大厅', en: 'Hall' }, kind: 'venue', unitOfMeasure: 'seats', quantity: 10 },
  ...{ approval: 'automatic', availability: { rrule: 'FREQ=DAILY', start: '00:00', duration: 'P1D' } },
};

/**
 * What becomes of bookings: each event of one at least once.
 *
 * @returns the id of a resource that is booked, of a booking that is open, and of a series
 */
export const tellOfBookings = async ({ app, owner, guest, other, says }: Told) => {
  const soon = (ms: number): string => new Date(Date.parse(app.clock.now()) + ms).toISOString();
  const resourceId = await owner.created('resources', hall);
  const chairs = await owner.created('resources', { ...hall, availability: undefined });
  const asks = await owner.created('resources', { ...hall, approval: 'owner' });
  const gone = await owner.created('resources', hall);
  const book = async (by: Client, more: object, resource = resourceId) => {
    const id = await by.created(`resources/${resource}/bookings`, { quantity: 10, purpose: says('purpose of a booking'), ...more }); // prettier-ignore
    return `resources/${resource}/bookings/${id}`;
  };
  const time = (from_ms: number, length_ms = minute_ms) => ({ from: soon(from_ms), to: soon(from_ms + length_ms) });
  const until = async (path: string, status: string) => {
    for (const end = Date.now() + 10_000; (await owner.got(path)).status !== status; await setTimeout(20))
      if (Date.now() > end) throw new Error(`it does not come to ${status}`);
  };

  const used = await book(guest, time(2 * minute_ms));
  const unanswered = await book(guest, time(2 * minute_ms), asks);
  const declined = await book(guest, time(day_ms), asks);
  await owner.did(`${declined}/decline`, { reason: says('reason of declining a booking') });
  const moved = await book(guest, time(2 * day_ms), asks);
  await owner.did(`${moved}/confirmation`);
  await guest.did(`${moved}/rescheduling`, time(3 * day_ms));
  const standing = await book(guest, time(30 * minute_ms));
  const waiting = await book(other, { ...time(30 * minute_ms), waitlist: true });
  await guest.did(`${standing}/cancellation`, { reason: says('reason of cancelling a booking') });
  await other.did(`${waiting}/acceptance`);
  const lent = await book(guest, time(60 * minute_ms));
  await owner.did(`${lent}/handover`);
  await owner.did(`${lent}/return`, { condition: 'damaged', damage: says('damage') });
  const eaten = await book(guest, { quantity: 3 }, chairs);
  await owner.did(`${eaten}/handover`);
  await guest.did(`${eaten}/consumption`);
  await book(guest, time(day_ms), gone);
  await owner.did(`resources/${gone}/withdrawal`, { cancelBookings: true, reason: says('reason of a sale') });
  const times = { from: soon(5 * day_ms).slice(0, 10), rrule: 'FREQ=WEEKLY;COUNT=3', start: '19:00', duration: 'PT2H' };
  const seriesId = await guest.created(`resources/${resourceId}/series`, { quantity: 1, times, purpose: says('purpose of a series') }); // prettier-ignore
  const cancelled = await guest.created(`resources/${resourceId}/series`, { quantity: 1, times });
  await owner.did(`resources/${resourceId}/series/${cancelled}/cancellation`, { reason: says('reason of cancelling a series') }); // prettier-ignore

  const blocking = await book(guest, time(10 * minute_ms));
  const late = await book(other, { ...time(10 * minute_ms), waitlist: true });
  await guest.did(`${blocking}/cancellation`);
  app.clock.advance(12 * minute_ms);
  await until(late, 'lapsed');
  await until(unanswered, 'expired');
  await until(used, 'used');
  await owner.did(`${used}/no-show`, { reason: says('reason of a no-show') });
  await app.settled();
  return { resourceId, bookingId: waiting.split('/').at(-1)!, seriesId };
};
