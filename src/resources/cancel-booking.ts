import { decision, StreamCommand, type Issue, type Seen } from '#event-sourcing';
import { actorOf, actsFor } from '../access/actor.js';
import { Optional, Text } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { besideCharter } from './booking-charter.js';
import { endOf, isOut, type Booking } from './bookings.js';
import { happened, type Canceller } from './events.js';
import { openBooking, present, refOf } from './open-booking.js';
import { refuse } from './refusals.js';
import { resource, type KnownResource } from './resource.js';
import { promotions, without } from './waitlist.js';
import { hoursAfter } from './weeks.js';

export class CancelBooking extends StreamCommand {
  readonly bookingId: string;
  /** The owner of the resource says why. */
  @Optional() @Text(1, 2_000) readonly reason?: string;
}

/**
 * Who booked cancels until the booking begins: in good time, or late by the terms of the resource; then it still counts
 * in the unit's week. So does the owner, who says why. What a unit booked is cancelled when it leaves.
 */
export const cancelBooking = decision(
  CancelBooking,
  resource,
  ({ bookingId, reason }, resource, issue, { charter }) => {
    const here = present(resource);
    if (endOf(here.bookings, bookingId) === 'cancelled') return [];
    const booking = openBooking(here, bookingId);
    const by = cancellerOf(issue, here, booking);
    if (isOut(booking) && by === 'unit-left') return []; // what it has is still to come back
    refuse.broken(
      by === undefined && 'not-your-booking',
      by === 'owner' && reason === undefined && 'reason-needed',
      ...(by === 'unit-left' ? [] : keepsFromCancelling(booking, issue)),
    );
    const late = by === 'booker' && isLate(booking, here, issue);
    return [
      happened('BookingCancelled', {
        ...refOf(bookingId, booking),
        ...{ by: by ?? 'booker', late },
        sealed: sealed({ ...(reason !== undefined && { reason }) }),
      }),
      ...promotions(here, issue, charter, without(bookingId, late ? issue.at : undefined)),
    ];
  },
  besideCharter,
);

/** The rules that keep a booking from being cancelled, whoever asks. */
export const keepsFromCancelling = (booking: Seen<Booking>, { at }: Pick<Issue, 'at'>) => {
  const begun = booking.status === 'confirmed' && booking.from !== undefined && booking.from <= at;
  return [...(begun ? ['booking-begun' as const] : []), ...(isOut(booking) ? ['booking-handed-over' as const] : [])];
};

/** As whom somebody cancels, if at all. */
export const cancellerOf = (
  issue: Issue,
  { unitId }: Seen<KnownResource>,
  booking: Readonly<Pick<Booking, 'unitId'>>,
): Canceller | undefined => {
  if (actorOf(issue).kind === 'reaction') return 'unit-left';
  if (actsFor(issue, booking.unitId)) return 'booker';
  return actsFor(issue, unitId) ? 'owner' : undefined;
};

export const isLate = ({ status, from }: Seen<Booking>, { offer }: Seen<KnownResource>, { at }: Issue): boolean =>
  status === 'confirmed' && from !== undefined && hoursAfter(at, offer.noticeHours ?? 0) > from;
