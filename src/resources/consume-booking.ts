import { decision, StreamCommand } from '#event-sourcing';
import { actsFor } from '../access/actor.js';
import { endOf } from './bookings.js';
import { happened } from './events.js';
import { openBooking, present, refOf } from './open-booking.js';
import { refuse } from './refusals.js';
import { resource } from './resource.js';

export class ConsumeBooking extends StreamCommand {
  readonly bookingId: string;
}

/** All that was issued of a stock has been used up: who had it says so, or who gave it. */
export const consumeBooking = decision(ConsumeBooking, resource, ({ bookingId }, resource, issue) => {
  const here = present(resource);
  if (endOf(here.bookings, bookingId) === 'consumed') return [];
  const booking = openBooking(here, bookingId);
  const { status, unitId, pledge } = booking;
  refuse.broken(
    !actsFor(issue, here.unitId) && !actsFor(issue, unitId) && 'not-your-booking',
    status !== 'issued' && ['booking-not-issued', { status }],
  );
  return [happened('BookingConsumed', { ...refOf(bookingId, booking), ...(pledge && { pledge }) })];
});
