import { deadline, decision, StreamCommand } from '#event-sourcing';
import { happened, type ResourceEvent } from './events.js';
import { openBooking, present, refOf } from './open-booking.js';
import { resource } from './resource.js';

export class LetBookingRunOut extends StreamCommand {
  /** The booking whose time has run out. */
  readonly deadlineKey: string;
}

/** A booking's time is over: nobody answered it, or it was used. Nobody has to see to it: the clock does. */
export const letBookingRunOut = decision(LetBookingRunOut, resource, ({ deadlineKey }, resource, issue) => {
  const booking = openBooking(present(resource), deadlineKey);
  if (booking.until === undefined || booking.until > issue.at) return [];
  const ref = refOf(deadlineKey, booking);
  switch (booking.status) {
    case 'requested':
      return [happened('BookingExpired', { ...ref, cause: 'unanswered' })];
    case 'confirmed':
      return [happened('BookingUsed', ref)];
  }
});

type About = Readonly<{ data: Readonly<{ bookingId: string }> }>;
const over = ({ data: { bookingId } }: About) => ({ key: bookingId, until: null });

/** For each booking, when its time runs out if nothing happens before. */
export const bookingRunsOut = deadline<ResourceEvent>('resources/booking-runs-out', letBookingRunOut, {
  BookingRequested: ({ data: { bookingId, decideBy } }) => ({ key: bookingId, until: decideBy ?? null }),
  BookingConfirmed: ({ data: { bookingId, to } }) => ({ key: bookingId, until: to ?? null }),
  BookingDeclined: over,
  BookingExpired: over,
  BookingCancelled: over,
  BookingUsed: over,
  ResourceWithdrawn: ({ data: { cancelled = [] } }) =>
    cancelled.map(({ bookingId }) => ({ key: bookingId, until: null })),
});
