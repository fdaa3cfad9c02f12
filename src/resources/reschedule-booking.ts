import { decision, StreamCommand, type Seen } from '#event-sourcing';
import { actsFor } from '../access/actor.js';
import { IsInstant, Optional, Quantity } from '../platform/fields.js';
import { awaitsOwner } from './book-resource.js';
import { besideCharter, charterOf } from './booking-charter.js';
import { brokenBy } from './booking-rules.js';
import { isOut, type Booking } from './bookings.js';
import { isLate } from './cancel-booking.js';
import { happened } from './events.js';
import { openBooking, present, refOf } from './open-booking.js';
import { refuse } from './refusals.js';
import { resource } from './resource.js';
import { promotions, without } from './waitlist.js';
import { hoursAfter, weekOf } from './weeks.js';

export class RescheduleBooking extends StreamCommand {
  readonly bookingId: string;
  @Optional() @IsInstant() readonly from?: string;
  @Optional() @IsInstant() readonly to?: string;
  /** As it was unless said. */
  @Optional() @Quantity() readonly quantity?: number;
}

/**
 * Who booked moves it to another time, or changes its quantity: by all the rules of a new booking, less itself, and in
 * good time by the terms of the resource. What it held is free at once, for who waits; what it wants its owner decides
 * about anew.
 */
export const rescheduleBooking = decision(
  RescheduleBooking,
  resource,
  (command, resource, issue, others) => {
    const here = present(resource);
    const { bookingId } = command;
    const booking = openBooking(here, bookingId);
    const wanted = changed(booking, command);
    const mine = actsFor(issue, booking.unitId);
    if (mine && isSame(booking, wanted)) return [];
    const { status } = booking;
    const begun = status === 'confirmed' && booking.from !== undefined && booking.from <= issue.at;
    refuse.broken(
      !mine && 'not-your-booking',
      (status === 'waitlisted' || status === 'promoted') && 'booking-waits',
      isOut(booking) && 'booking-handed-over',
      begun && 'booking-begun',
      !begun && isLate(booking, here, issue) && ['notice-over', { noticeHours: here.offer.noticeHours ?? 0 }],
      ...(mine ? brokenBy(wanted, without(bookingId)(here), issue, charterOf(others.charter)) : []),
    );
    const { timeZone, approvalHours } = charterOf(others.charter);
    const { quantity, from, to } = wanted;
    const week = weekOf(from ?? issue.at, timeZone);
    const decideBy = awaitsOwner(here, issue) && { decideBy: hoursAfter(issue.at, approvalHours, from) };
    const times = { ...(from !== undefined && { from }), ...(to !== undefined && { to }), week };
    return [
      happened('BookingRescheduled', { ...refOf(bookingId, booking), quantity, ...times, ...decideBy }),
      ...promotions(here, issue, others.charter, (now) => ({
        ...now,
        bookings: {
          ...now.bookings,
          open: new Map([...now.bookings.open, [bookingId, { ...booking, ...wanted, week }]]),
        },
      })),
    ];
  },
  besideCharter,
);

const changed = ({ unitId, pledge, quantity, from, to }: Seen<Booking>, asked: RescheduleBooking) => ({
  unitId,
  quantity: asked.quantity ?? quantity,
  ...((asked.from ?? from) !== undefined && { from: asked.from ?? from }),
  ...((asked.to ?? to) !== undefined && { to: asked.to ?? to }),
  ...(pledge && { pledge }),
});

const isSame = (
  a: Seen<Booking>,
  b: Readonly<{ quantity: number; from?: string | undefined; to?: string | undefined }>,
) => a.quantity === b.quantity && a.from === b.from && a.to === b.to;
