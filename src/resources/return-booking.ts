import { decision, StreamCommand } from '#event-sourcing';
import { actsFor } from '../access/actor.js';
import { OneOf, Optional, Quantity, Text } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { besideCharter } from './booking-charter.js';
import { consumedOf, endOf, isOut, type Bookings } from './bookings.js';
import { conditions, happened, type Condition } from './events.js';
import { openBooking, present, refOf } from './open-booking.js';
import { refuse } from './refusals.js';
import { resource } from './resource.js';
import { promotions, without } from './waitlist.js';

export class ReturnBooking extends StreamCommand {
  readonly bookingId: string;
  @OneOf(conditions) readonly condition: Condition;
  /** What is damaged or missing. */
  @Optional() @Text(1, 2_000) readonly damage?: string;
  /** How much came back; all unless said. What of a stock did not was used up. */
  @Optional() @Quantity() readonly quantity?: number;
}

/** The owner has back what it had handed over, and says in what condition. What is left of its time is free again. */
export const returnBooking = decision(
  ReturnBooking,
  resource,
  ({ bookingId, condition, damage, quantity }, resource, issue, { charter }) => {
    const here = present(resource);
    const mine = actsFor(issue, here.unitId);
    if (mine && endOf(here.bookings, bookingId) === 'returned') return [];
    const booking = openBooking(here, bookingId);
    const { status, pledge } = booking;
    const returned = quantity ?? booking.quantity;
    refuse.broken(
      !mine && 'not-your-resource',
      !isOut(booking) && ['booking-not-handed-over', { status }],
      returned > booking.quantity && ['more-than-handed-over', { quantity: booking.quantity }],
    );
    const back = happened('BookingReturned', {
      ...refOf(bookingId, booking),
      ...{ returned, condition },
      ...(pledge && { pledge }),
      sealed: sealed({ ...(damage !== undefined && { damage }) }),
    });
    const next = promotions(here, issue, charter, (now) => {
      const consumed = new Map(now.bookings.consumed);
      if (status === 'issued')
        consumedOf({ ...now.bookings, consumed } as Bookings, pledge, booking.quantity - returned);
      return without(bookingId, issue.at)({ ...now, bookings: { ...now.bookings, consumed } });
    });
    return [back, ...next];
  },
  besideCharter,
);
