import { decision, StreamCommand } from '#event-sourcing';
import { actsFor } from '../access/actor.js';
import { isOut } from './bookings.js';
import { happened } from './events.js';
import { openBooking, present, refOf } from './open-booking.js';
import { refuse } from './refusals.js';
import { resource } from './resource.js';

export class HandOverBooking extends StreamCommand {
  readonly bookingId: string;
}

/** The owner hands over what was booked, or its key; of a stock it issues it. From then on it is to come back. */
export const handOverBooking = decision(HandOverBooking, resource, ({ bookingId }, resource, issue) => {
  const here = present(resource);
  const booking = openBooking(here, bookingId);
  const mine = actsFor(issue, here.unitId);
  const { status } = booking;
  if (mine && isOut(booking)) return [];
  refuse.broken(!mine && 'not-your-resource', status !== 'confirmed' && ['booking-not-confirmed', { status }]);
  const ref = refOf(bookingId, booking);
  return [happened(booking.from === undefined ? 'BookingIssued' : 'BookingHandedOver', ref)];
});
