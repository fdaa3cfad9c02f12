import type { Seen } from '#event-sourcing';
import type { Booking } from './bookings.js';
import type { BookingRef } from './events.js';
import { refuse } from './refusals.js';
import type { KnownResource, Resource } from './resource.js';

/** A resource that somebody offered; else the command is refused. */
export const present = (resource: Seen<Resource>): Seen<KnownResource> =>
  resource.status === 'absent' ? refuse('resource-not-found') : resource;

/** A booking of which something may still come; else the command is refused. */
export const openBooking = ({ bookings }: Seen<KnownResource>, bookingId: string): Seen<Booking> => {
  const booking = bookings.open.get(bookingId);
  if (booking) return booking;
  return bookings.past.has(bookingId) ? refuse('booking-over') : refuse('booking-not-found');
};

/** Why its owner has nothing to decide about a booking: it is in line, or has been confirmed. */
export const notAsked = ({ status }: Pick<Booking, 'status'>) =>
  status === 'waitlisted' || status === 'promoted' ? 'booking-waits' : 'booking-confirmed';

/** What every fact about a booking repeats. */
export const refOf = (bookingId: string, { unitId, quantity }: Pick<Booking, 'unitId' | 'quantity'>): BookingRef => ({
  bookingId,
  unitId,
  quantity,
});
