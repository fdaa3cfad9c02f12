import { decision, StreamCommand } from '#event-sourcing';
import { actsFor } from '../access/actor.js';
import { happened } from './events.js';
import { notAsked, openBooking, present, refOf } from './open-booking.js';
import { refuse } from './refusals.js';
import { resource } from './resource.js';

export class ConfirmBooking extends StreamCommand {
  readonly bookingId: string;
}

/** The owner says yes, as long as there is time to. What was asked for has been kept, so there is room for it. */
export const confirmBooking = decision(ConfirmBooking, resource, ({ bookingId }, resource, issue) => {
  const here = present(resource);
  const booking = openBooking(here, bookingId);
  const mine = actsFor(issue, here.unitId);
  const waits = notAsked(booking) === 'booking-waits';
  if (mine && booking.status !== 'requested' && !waits) return [];
  const { until, to } = booking;
  refuse.broken(
    !mine && 'not-your-resource',
    waits && 'booking-waits',
    until !== undefined && until <= issue.at && ['decision-late', { decideBy: until }],
  );
  return [happened('BookingConfirmed', { ...refOf(bookingId, booking), ...(to !== undefined && { to }) })];
});
