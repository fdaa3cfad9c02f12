import { decision, StreamCommand, type Issue, type Seen } from '#event-sourcing';
import { Optional, Text } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { besideCharter } from './booking-charter.js';
import type { Booking } from './bookings.js';
import { cancellerOf, isLate, keepsFromCancelling } from './cancel-booking.js';
import { happened, type CancelledDate } from './events.js';
import { present, refOf } from './open-booking.js';
import { refuse } from './refusals.js';
import { resource } from './resource.js';
import { promotions, without } from './waitlist.js';

export class CancelSeries extends StreamCommand {
  readonly seriesId: string;
  /** The owner of the resource says why. */
  @Optional() @Text(1, 2_000) readonly reason?: string;
}

/**
 * Who booked again and again cancels what is still to come of it in one go; so does the owner, who says why. Each date
 * is cancelled by the rules of one booking, with a verdict of its own: what has begun, or was handed over, stays. Only
 * where nothing is left to cancel the whole is refused.
 */
export const cancelSeries = decision(
  CancelSeries,
  resource,
  ({ seriesId, reason }, resource, issue, { charter }) => {
    const here = present(resource);
    const series = here.bookings.series.get(seriesId) ?? refuse('series-not-found');
    const by = cancellerOf(issue, here, series);
    if (by !== undefined && series.cancelled) return [];
    const open = [...here.bookings.open].filter(([, booking]) => booking.seriesId === seriesId);
    const dates = open.map(([bookingId, booking]) => verdictOn(bookingId, booking, issue));
    const left = open.filter(([, booking]) => keepsFromCancelling(booking, issue).length === 0);
    refuse.broken(
      by === undefined && 'not-your-booking',
      by === 'owner' && reason === undefined && 'reason-needed',
      left.length === 0 && ['series-over', { dates }],
    );
    const said = sealed({ ...(reason !== undefined && { reason }) });
    const whose = { by: by ?? 'booker', sealed: said };
    const ends = left.map(([bookingId, booking]) => {
      return { ...refOf(bookingId, booking), late: by === 'booker' && isLate(booking, here, issue) };
    });
    const change = (now: typeof here) =>
      ends.reduce((then, { bookingId, late }) => without(bookingId, late ? issue.at : undefined)(then), now);
    return [
      happened('SeriesCancelled', { seriesId, unitId: series.unitId, dates, ...whose }),
      ...ends.map((end) => happened('BookingCancelled', { ...end, ...whose })),
      ...promotions(here, issue, charter, change),
    ];
  },
  besideCharter,
);

/** A series is of a resource that is there at certain times, so each of its bookings has one. */
const verdictOn = (bookingId: string, booking: Seen<Booking>, issue: Issue): CancelledDate => {
  const { from = issue.at, to = issue.at } = booking;
  const refusals = keepsFromCancelling(booking, issue);
  if (refusals.length === 0) return { from, to, bookingId, verdict: 'cancelled' };
  return { from, to, bookingId, verdict: 'refused', refusals };
};
