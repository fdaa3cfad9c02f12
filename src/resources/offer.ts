import type { Issue, Seen } from '#event-sourcing';
import { covers, isReadable, windowsOf } from './availability.js';
import { charterOf } from './booking-charter.js';
import { usedFrom } from './booking-rules.js';
import { holds, useOf, type Booking } from './bookings.js';
import type { Offer } from './events.js';
import { refOf } from './open-booking.js';
import type { KnownResource } from './resource.js';

const named_max = 100;

/** Money is counted in the minor unit of a currency (ISO 4217), or nobody knows how much it is. */
const withoutCurrency = ({ kind, unitOfMeasure }: Offer): boolean =>
  kind === 'money' && !/^[A-Z]{3}$/.test(unitOfMeasure);

type Rule = 'money-without-currency' | 'availability-unreadable' | readonly ['booked', object] | false;

export const brokenByOffer = (offer: Offer): readonly Rule[] => [
  withoutCurrency(offer) && 'money-without-currency',
  offer.availability !== undefined && !isReadable(offer.availability) && 'availability-unreadable',
];

/** Who has booked keeps the kind of thing, the quantity and the time. */
export const brokenUnderBookings = (
  resource: Seen<KnownResource>,
  offer: Offer,
  { at }: Issue,
  charter: Parameters<typeof charterOf>[0],
): readonly Rule[] => {
  const held = [...resource.bookings.open].filter(
    ([, booking]) => holds(booking) && (booking.to === undefined || booking.to > at),
  );
  if (held.length === 0 && resource.bookings.consumed.size === 0) return [];
  const { kind, unitOfMeasure, availability } = resource.offer;
  const otherThing =
    kind !== offer.kind || unitOfMeasure !== offer.unitOfMeasure || !availability !== !offer.availability;
  const used = usedFrom(at, resource);
  const outside = otherThing || held.length === 0 ? [] : outsideOf(held, resource, offer, charter);
  return [
    otherThing && held.length > 0 && ['booked', { kind, unitOfMeasure, count: held.length }],
    used > offer.quantity && ['booked', { used }],
    outside.length > 0 && ['booked', { bookings: outside.slice(0, named_max), count: outside.length }],
  ];
};

const outsideOf = (
  held: readonly (readonly [string, Seen<Booking>])[],
  { offeredAt }: Seen<KnownResource>,
  { availability }: Offer,
  charter: Parameters<typeof charterOf>[0],
): readonly object[] => {
  if (!availability || !isReadable(availability)) return [];
  const timed = held.map(([bookingId, booking]) => ({ ref: refOf(bookingId, booking), span: useOf(booking).span }));
  const spans = timed.flatMap(({ span }) => span ?? []);
  const all = { from: Math.min(...spans.map(({ from }) => from)), to: Math.max(...spans.map(({ to }) => to)) };
  const windows = windowsOf(availability, { timeZone: charterOf(charter).timeZone, offeredAt }, all);
  return timed.filter(({ span }) => span && !covers(windows, span)).map(({ ref }) => ref);
};
