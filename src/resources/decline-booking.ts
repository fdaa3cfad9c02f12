import { decision, StreamCommand } from '#event-sourcing';
import { actsFor } from '../access/actor.js';
import { Text } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { besideCharter } from './booking-charter.js';
import { endOf } from './bookings.js';
import { happened } from './events.js';
import { notAsked, openBooking, present, refOf } from './open-booking.js';
import { refuse } from './refusals.js';
import { resource } from './resource.js';
import { promotions, without } from './waitlist.js';

export class DeclineBooking extends StreamCommand {
  readonly bookingId: string;
  @Text(1, 2_000) readonly reason: string;
}

/** The owner says no, and why. */
export const declineBooking = decision(
  DeclineBooking,
  resource,
  ({ bookingId, reason }, resource, issue, { charter }) => {
    const here = present(resource);
    const mine = actsFor(issue, here.unitId);
    if (mine && endOf(here.bookings, bookingId) === 'declined') return [];
    const booking = openBooking(here, bookingId);
    refuse.broken(!mine && 'not-your-resource', booking.status !== 'requested' && notAsked(booking));
    const declined = happened('BookingDeclined', { ...refOf(bookingId, booking), sealed: sealed({ reason }) });
    return [declined, ...promotions(here, issue, charter, without(bookingId))];
  },
  besideCharter,
);
