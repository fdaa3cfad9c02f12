import { deadline, decision, StreamCommand } from '#event-sourcing';
import { besideCharter } from './booking-charter.js';
import { happened, type ResourceEvent } from './events.js';
import { openBooking, present, refOf } from './open-booking.js';
import { resource } from './resource.js';
import { promotions, without } from './waitlist.js';

export class LetBookingRunOut extends StreamCommand {
  /** The booking whose time has run out. */
  readonly deadlineKey: string;
}

/** A booking's time is over: nobody answered it, nobody made room for it, its place was not taken, or it was used. Nobody has to see to it: the clock does. */
export const letBookingRunOut = decision(
  LetBookingRunOut,
  resource,
  ({ deadlineKey }, resource, issue, { charter }) => {
    const here = present(resource);
    const booking = openBooking(here, deadlineKey);
    if (booking.until === undefined || booking.until > issue.at) return [];
    const ref = refOf(deadlineKey, booking);
    const next = () => promotions(here, issue, charter, without(deadlineKey));
    switch (booking.status) {
      case 'requested':
        return [happened('BookingExpired', { ...ref, cause: 'unanswered' }), ...next()];
      case 'waitlisted':
        return [happened('BookingExpired', { ...ref, cause: 'never-free' })];
      case 'promoted':
        return [happened('PromotionLapsed', ref), ...next()];
      case 'confirmed':
        return [happened('BookingUsed', ref)];
      case 'handed-over':
      case 'issued':
        return []; // it has all the time that its owner gives it
    }
  },
  besideCharter,
);

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
  BookingWaitlisted: ({ data: { bookingId, until } }) => ({ key: bookingId, until: until ?? null }),
  BookingPromoted: ({ data: { bookingId, confirmBy } }) => ({ key: bookingId, until: confirmBy }),
  PromotionAccepted: ({ data: { bookingId, decideBy } }) => ({ key: bookingId, until: decideBy ?? null }),
  PromotionLapsed: over,
  BookingRescheduled: ({ data: { bookingId, to, decideBy } }) => ({ key: bookingId, until: decideBy ?? to ?? null }),
  BookingHandedOver: over,
  BookingIssued: over,
  BookingReturned: over,
  BookingConsumed: over,
  BookingNoShow: over,
  ResourceWithdrawn: ({ data: { cancelled = [] } }) =>
    cancelled.map(({ bookingId }) => ({ key: bookingId, until: null })),
});
