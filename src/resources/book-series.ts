import { decision, derivedId, newId, StreamCommand, type Issue, type Seen } from '#event-sourcing';
import { IsBoolean } from 'class-validator';
import { unitOf } from '../access/actor.js';
import { IsId, Nested, Optional, Quantity, Text } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { isReadable, timesOf, type Span } from './availability.js';
import { requested, waitlisted } from './book-resource.js';
import { besideCharter, charterOf, type BookingCharter } from './booking-charter.js';
import { aheadDays_max, brokenBy } from './booking-rules.js';
import { contentOf, contentUnder, seriesContentOf, type OpenStatus } from './bookings.js';
import { happened, SeriesTimes, type ResourceEvent, type SeriesDate } from './events.js';
import { refuse } from './refusals.js';
import { resource, type KnownResource } from './resource.js';
import { copied, waiting_max, waitingIn } from './waitlist.js';
import { weekOf } from './weeks.js';

const dates_max = 100;

export class BookSeries extends StreamCommand {
  /** The caller's own id for the series. */
  @Optional() @IsId() readonly seriesId?: string;
  /** Of each booking, in the resource's unit of measure. */
  @Quantity() readonly quantity: number;
  @Nested(SeriesTimes) readonly times: SeriesTimes;
  /** What for. */
  @Optional() @Text(1, 2_000) readonly purpose?: string;
  /** Whether to wait in line at dates on which so much is not free. */
  @Optional() @IsBoolean() readonly waitlist?: boolean;
}

/**
 * A unit books a resource again and again, every Tuesday until June: at most a hundred dates, of which each is a
 * booking by the rules of one, after those before it. What each came to is one fact; only where none is possible the
 * series is refused.
 */
export const bookSeries = decision(
  BookSeries,
  resource,
  (command, resource, issue, others) => {
    if (resource.status === 'absent') return refuse('resource-not-found');
    const { quantity, times, purpose } = command;
    const seriesId = newId(issue, 'series', command.seriesId);
    const unitId = unitOf(issue);
    const before = resource.bookings.series.get(seriesId);
    if (before !== undefined)
      return before.content === seriesContentOf(unitId, quantity, times) ? [] : refuse('series-id-taken');
    const spans = datesOf(command, resource, issue, charterOf(others.charter));
    const { dates, events } = verdictsOn(spans, seriesId, command, resource, issue, charterOf(others.charter));
    if (events.length === 0) refuse('series-refused', { dates });
    const said = sealed({ ...(purpose !== undefined && { purpose }) });
    return [
      happened('SeriesBooked', { seriesId, unitId, quantity, times: { ...times }, dates, sealed: said }),
      ...events,
    ];
  },
  besideCharter,
);

const datesOf = (
  { times }: BookSeries,
  { offer, offeredAt }: Seen<KnownResource>,
  { at }: Issue,
  { timeZone }: BookingCharter,
): readonly Span[] => {
  refuse.broken(!offer.availability && 'no-time-of-stock', !isReadable(times) && 'availability-unreadable');
  const begins = Date.parse(`${times.from}T00:00:00.000Z`);
  const reach = (aheadDays_max + 1) * 86_400_000;
  const [from, to] = [Math.max(begins - 86_400_000, Date.parse(at) - reach), Date.parse(at) + reach];
  const spans = from < to ? timesOf(times, { timeZone, offeredAt }, { from, to }) : [];
  refuse.broken(
    spans.length === 0 && 'series-empty',
    spans.length > dates_max && ['series-too-long', { dates: spans.length, max: dates_max }],
  );
  return spans;
};

/** One date after the other, each on top of those before it. */
const verdictsOn = (
  spans: readonly Span[],
  seriesId: string,
  { quantity, purpose, waitlist }: BookSeries,
  resource: Seen<KnownResource>,
  issue: Issue,
  charter: BookingCharter,
): Readonly<{ dates: readonly SeriesDate[]; events: readonly ResourceEvent[] }> => {
  const open = new Map(resource.bookings.open);
  const here = { ...resource, bookings: { ...copied(resource.bookings), open } };
  const [dates, events]: [SeriesDate[], ResourceEvent[]] = [[], []];
  for (const [n, span] of spans.entries()) {
    const [from, to] = [new Date(span.from).toISOString(), new Date(span.to).toISOString()];
    const wanted = { unitId: unitOf(issue), quantity, from, to };
    const bookingId = derivedId({ commandId: seriesId }, n);
    if (contentUnder(resource.bookings, bookingId) !== undefined) refuse('booking-id-taken', { bookingId });
    const refusals = brokenBy(wanted, here, issue, charter).map(([code]) => code);
    const waits = waitlist && refusals.join() === 'not-free' && waitingIn(here) < waiting_max;
    if (refusals.length > 0 && !waits) {
      dates.push({ from, to, verdict: 'refused', refusals });
      continue;
    }
    const comes = (waits ? waitlisted : requested)(bookingId, wanted, here, issue, charter, purpose, seriesId);
    const verdict = waits ? 'waitlisted' : comes.length > 1 ? 'confirmed' : 'requested';
    const status: OpenStatus = verdict;
    open.set(bookingId, { ...wanted, status, week: weekOf(from, charter.timeZone), content: contentOf(wanted) });
    dates.push({ from, to, verdict, bookingId });
    events.push(...comes);
  }
  return { dates, events };
};
