import { decision, StreamCommand } from '#event-sourcing';
import { actsFor } from '../access/actor.js';
import { awaitsOwner } from './book-resource.js';
import { besideCharter, charterOf } from './booking-charter.js';
import { happened } from './events.js';
import { openBooking, present, refOf } from './open-booking.js';
import { refuse } from './refusals.js';
import { resource } from './resource.js';
import { hoursAfter } from './weeks.js';

export class AcceptPromotion extends StreamCommand {
  readonly bookingId: string;
}

/** Who has waited in line takes the place that is kept for it, in time; where the owner decides, that is next. */
export const acceptPromotion = decision(
  AcceptPromotion,
  resource,
  ({ bookingId }, resource, issue, others) => {
    const here = present(resource);
    const booking = openBooking(here, bookingId);
    const { status, until, from, to } = booking;
    const mine = actsFor(issue, booking.unitId);
    if (mine && status !== 'promoted' && status !== 'waitlisted') return [];
    refuse.broken(
      !mine && 'not-your-booking',
      status !== 'promoted' && 'booking-not-promoted',
      until !== undefined && until <= issue.at && ['decision-late', { confirmBy: until }],
    );
    const ref = refOf(bookingId, booking);
    if (awaitsOwner(here, issue)) {
      const decideBy = hoursAfter(issue.at, charterOf(others.charter).approvalHours, from);
      return [happened('PromotionAccepted', { ...ref, decideBy })];
    }
    const confirmed = happened('BookingConfirmed', { ...ref, ...(to !== undefined && { to }) });
    return [happened('PromotionAccepted', ref), confirmed];
  },
  besideCharter,
);
