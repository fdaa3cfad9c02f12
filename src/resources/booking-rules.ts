import type { Issue, Seen } from '#event-sourcing';
import { covers, windowsOf, type Span } from './availability.js';
import type { BookingCharter } from './booking-charter.js';
import { bookedInWeek, pledgeKey, useOf, usesOf, type Wanted } from './bookings.js';
import { levelsOf, peakOf, type SetAside } from './capacity.js';
import { nearestFree, searched } from './free-times.js';
import type { refuse } from './refusals.js';
import type { KnownResource } from './resource.js';
import { weekOf } from './weeks.js';

const [hour_ms, day_ms] = [3_600_000, 86_400_000];
/** So far ahead a booking begins at the latest. */
export const aheadDays_max = 400;
const length_days_max = 92;
/** Of one resource, at one time: what is counted at every booking stays countable. */
const openBookings_max = 5_000;

type Code = keyof typeof refuse.rules;
export type Broken = readonly [Code, object];
export type Books = Seen<Pick<KnownResource, 'status' | 'unitId' | 'offer' | 'offeredAt' | 'allocations' | 'bookings'>>;
/** What counts against the quantity. */
type Counted = Pick<Books, 'offer' | 'bookings'> & { readonly allocations: SetAside };
type Rule = Broken | false;

/** Every rule that a booking breaks; none: it can be. */
export const brokenBy = (
  wanted: Wanted,
  resource: Books,
  { at }: Pick<Issue, 'at'>,
  charter: BookingCharter,
): readonly Broken[] => {
  const shape = shapeRules(wanted, resource, at);
  const rules: readonly Rule[] = [
    ...whoRules(wanted, resource),
    ...shape,
    ...(shape.some(Boolean) ? [] : timeRules(wanted, resource, at, charter)),
  ];
  return rules.filter((rule) => rule !== false);
};

/** Whether a booking would stand in nobody's way and inside the availability; nothing else is asked. */
export const isFree = (wanted: Wanted, resource: Books, charter: BookingCharter): boolean =>
  !isOutside(wanted, resource, charter) && freeFor(wanted, resource) >= 0;

const whoRules = (
  { unitId, pledge }: Wanted,
  { status, unitId: ownerId, offer: { bookableBy }, allocations, bookings }: Books,
): readonly Rule[] => [
  status !== 'offered' && ['resource-not-offered', { status }],
  unitId === ownerId && !pledge && ['own-resource', {}],
  unitId !== ownerId && bookableBy !== undefined && !bookableBy.includes(unitId) && ['not-for-your-unit', {}],
  pledge !== undefined && !allocations.has(pledgeKey(pledge)) && ['pledge-not-allocated', pledge],
  bookings.open.size >= openBookings_max && ['too-many-bookings', { max: openBookings_max }],
];

const shapeRules = ({ quantity, from, to }: Wanted, { offer }: Books, at: string): readonly Rule[] => {
  const tooMuch: Rule = quantity > offer.quantity && ['more-than-there-is', { quantity: offer.quantity }];
  const untimed = from === undefined || to === undefined;
  if (!offer.availability) return [(from !== undefined || to !== undefined) && ['no-time-of-stock', {}], tooMuch];
  if (untimed) return [['time-needed', {}], tooMuch];
  const [begins, ends, now] = [Date.parse(from), Date.parse(to), Date.parse(at)];
  return [
    begins >= ends && ['time-empty', {}],
    begins < now && ['time-past', { now: at }],
    begins > now + aheadDays_max * day_ms && ['time-too-far', { days: aheadDays_max }],
    ends - begins > length_days_max * day_ms && ['time-too-long', { days: length_days_max }],
    tooMuch,
  ];
};

const timeRules = (wanted: Wanted, resource: Books, at: string, charter: BookingCharter): readonly Rule[] => {
  const { quotaPerWeek } = resource.offer;
  const outside = isOutside(wanted, resource, charter);
  const missing = -freeFor(wanted, resource);
  const week = weekOf(wanted.from ?? at, charter.timeZone);
  const spent = isQuotaSpent(wanted, resource, week);
  if (!outside && missing <= 0 && !spent) return [];
  const nearest = nearestTo(wanted, resource, at, charter);
  const booked = spent ? bookedInWeek(resource.bookings, wanted.unitId, week) : 0;
  return [
    outside && ['outside-availability', { nearest }],
    missing > 0 && ['not-free', { free: Math.max(0, wanted.quantity - missing), nearest }],
    spent && ['quota-spent', { quotaPerWeek: quotaPerWeek ?? 0, booked, week, nearest }],
  ];
};

/** What a unit books for a pledge is not for itself: no quota counts it. */
export const isQuotaSpent = ({ unitId, pledge }: Wanted, { offer, bookings }: Books, week: string): boolean =>
  offer.quotaPerWeek !== undefined && !pledge && bookedInWeek(bookings, unitId, week) >= offer.quotaPerWeek;

const isOutside = (wanted: Wanted, { offer: { availability }, offeredAt }: Books, { timeZone }: BookingCharter) => {
  const { span } = useOf(wanted);
  return span !== undefined && availability !== undefined && !covers(windowsOf(availability, { timeZone, offeredAt }, span), span); // prettier-ignore
};

/** How much would be left beside it at its fullest instant; below nothing, so much is missing. */
const freeFor = (wanted: Wanted, { offer, allocations, bookings }: Books): number => {
  const { span = anyTime } = useOf(wanted);
  return offer.quantity - peakOf([...usesOf(bookings, span), useOf(wanted)], allocations, span);
};

/** A stock knows no times: what is used of it is used at any. */
const anyTime: Span = { from: 0, to: 1 };

const nearestTo = (
  wanted: Wanted,
  resource: Books,
  at: string,
  { timeZone }: BookingCharter,
): readonly Readonly<{ from: string; to: string }>[] => {
  const { availability, quantity } = resource.offer;
  const { span, ...use } = useOf(wanted);
  if (!span || !availability) return [];
  const within = searched(span, Math.ceil(Date.parse(at) / hour_ms) * hour_ms);
  const windows = windowsOf(availability, { timeZone, offeredAt: resource.offeredAt }, within);
  const uses = usesOf(resource.bookings, within);
  const spent = new Map<string, boolean>();
  const isAllowed = (from: number) => {
    const week = weekOf(from, timeZone);
    if (!spent.has(week)) spent.set(week, isQuotaSpent(wanted, resource, week));
    return !spent.get(week);
  };
  return nearestFree({ ...use, span }, quantity, uses, resource.allocations, windows, within, isAllowed).map(
    ({ from, to }) => ({ from: new Date(from).toISOString(), to: new Date(to).toISOString() }),
  );
};

/** The most that is used of a resource at any instant from now on. */
export const usedFrom = (at: string, { offer, allocations, bookings }: Counted): number => {
  if (!offer.availability) return peakOf(usesOf(bookings, anyTime), allocations, anyTime);
  const span = { from: Date.parse(at), to: Date.parse(at) + (aheadDays_max + length_days_max + 1) * day_ms };
  return levelsOf(usesOf(bookings, span), allocations, span).reduce((peak, { used }) => Math.max(peak, used), 0);
};
