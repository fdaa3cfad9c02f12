import type { Issue, Seen } from '#event-sourcing';
import { charterOf } from './booking-charter.js';
import { isFree, isQuotaSpent } from './booking-rules.js';
import { ended, type Bookings } from './bookings.js';
import { happened, type ResourceEvent } from './events.js';
import { refOf } from './open-booking.js';
import type { KnownResource } from './resource.js';
import { hoursAfter } from './weeks.js';

/** How long a place is kept for who has waited for it. */
const confirmation_hours = 24;
/** Every time that something becomes free all of them are looked at. */
export const waiting_max = 100;

type Here = Seen<KnownResource>;
type InForce = Parameters<typeof charterOf>[0];

export const waitingIn = ({ bookings }: Here): number => {
  let waiting = 0;
  for (const { status } of bookings.open.values()) if (status === 'waitlisted') waiting++;
  return waiting;
};

/**
 * Who comes off the waitlist when something is free again: first come, first served, each whose wish fits as a whole.
 * The place is kept for a day, or until it begins.
 *
 * @param change makes of the resource what it is after the fact that is about to be recorded
 */
export const promotions = (
  before: Here,
  { at }: Pick<Issue, 'at'>,
  inForce: InForce,
  change: (resource: Here) => Here,
): readonly ResourceEvent[] => {
  if (waitingIn(before) === 0) return [];
  const here = change({ ...before, bookings: copied(before.bookings) });
  const charter = charterOf(inForce);
  if (here.status !== 'offered') return [];
  const open = new Map(here.bookings.open);
  const now = { ...here, bookings: { ...here.bookings, open } };
  return [...open].flatMap(([bookingId, booking]) => {
    const { status, unitId, from, week } = booking;
    if (status !== 'waitlisted' || (from !== undefined && from <= at)) return [];
    if (isQuotaSpent(booking, now, week) || !isFree(booking, now, charter)) return [];
    if (here.offer.bookableBy && unitId !== here.unitId && !here.offer.bookableBy.includes(unitId)) return [];
    open.set(bookingId, { ...booking, status: 'promoted' });
    const confirmBy = hoursAfter(at, confirmation_hours, from);
    return [happened('BookingPromoted', { ...refOf(bookingId, booking), confirmBy })];
  });
};

/** The resource once a booking of it is over. @param countedAt when, if the booking still counts in its week */
export const without =
  (bookingId: string, countedAt?: string) =>
  (resource: Here): Here => {
    const bookings = copied(resource.bookings);
    ended(bookings as Bookings, bookingId, 'cancelled', countedAt);
    return { ...resource, bookings };
  };

/** Past bookings are many, and nobody who waits asks for them. */
export const copied = ({ open, recent, consumed }: Here['bookings']): Here['bookings'] => ({
  open: new Map(open),
  past: new Map(),
  recent: new Map(recent),
  consumed,
  series: new Map(),
});
