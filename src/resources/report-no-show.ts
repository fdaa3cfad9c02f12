import { decision, StreamCommand } from '#event-sourcing';
import { actsFor } from '../access/actor.js';
import { Optional, Text } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { endOf } from './bookings.js';
import { happened } from './events.js';
import { openBooking, present, refOf } from './open-booking.js';
import { refuse } from './refusals.js';
import { resource } from './resource.js';

export class ReportNoShow extends StreamCommand {
  readonly bookingId: string;
  @Optional() @Text(1, 2_000) readonly reason?: string;
}

/** Nobody came: the owner says so once the booking has begun, and up to two weeks after it was taken for used. */
export const reportNoShow = decision(ReportNoShow, resource, ({ bookingId, reason }, resource, issue) => {
  const here = present(resource);
  const mine = actsFor(issue, here.unitId);
  const end = endOf(here.bookings, bookingId);
  if (mine && end === 'no-show') return [];
  const used = end === 'used' ? here.bookings.recent.get(bookingId) : undefined;
  const booking = used ?? openBooking(here, bookingId);
  const [status, from] = 'status' in booking ? [booking.status, booking.from] : (['confirmed', undefined] as const);
  refuse.broken(
    !mine && 'not-your-resource',
    status !== 'confirmed' && ['booking-not-confirmed', { status }],
    !used && (from === undefined || from > issue.at) && 'booking-not-begun',
  );
  const said = sealed({ ...(reason !== undefined && { reason }) });
  return [happened('BookingNoShow', { ...refOf(bookingId, booking), sealed: said })];
});
