import type { Seen } from '#event-sourcing';
import { createHash } from 'node:crypto';
import type { Span } from './availability.js';
import type { Use } from './capacity.js';
import type { PledgeRef, SeriesTimes } from './events.js';

/** What a unit wants of a resource: the same under the same id is one booking. */
export type Wanted = Readonly<{ unitId: string; quantity: number; from?: string; to?: string; pledge?: PledgeRef }>;

/** A booking of which something may still come. `until`: when its time runs out, if nothing happens before. */
export type Booking = Wanted &
  Readonly<{ status: OpenStatus; week: string; content: string; until?: string; seriesId?: string }>;
export type OpenStatus = 'requested' | 'confirmed' | 'waitlisted' | 'promoted' | 'handed-over' | 'issued';

export type End = 'declined' | 'expired' | 'cancelled' | 'used' | 'lapsed' | 'returned' | 'consumed' | 'no-show';

/** A booking that took place, or was cancelled late: it still counts in its week, if it was not for a pledge. */
type Recent = Readonly<{ unitId: string; quantity: number; week: string; counts: boolean; endedAt: string }>;

/** What decisions know of the bookings of a resource. Those that are over leave hardly more than their id. */
export type Bookings = Readonly<{
  /** First come, first. */
  open: Map<string, Booking>;
  /** How each past one ended, and its content: to know a repeat from another booking under its id. */
  past: Map<string, string>;
  /** Those that ended lately and count for their unit's quota, or whose end can still be corrected. */
  recent: Map<string, Recent>;
  /** What of a stock was used up, for each pledge, or for none. */
  consumed: Map<string, number>;
  /** What was asked for under the id of each series. */
  series: Map<string, Series>;
}>;

/** A series: whose, its content, and whether what was to come of it was cancelled. */
export type Series = Readonly<{ unitId: string; content: string; cancelled: boolean }>;

/** So long after its end it is still known who did not come. */
export const recent_ms = 14 * 86_400_000; // longer than any week that it can count in

export const noBookings = (): Bookings => ({
  open: new Map(),
  past: new Map(),
  recent: new Map(),
  consumed: new Map(),
  series: new Map(),
});

export const contentOf = ({ unitId, quantity, from, to, pledge }: Wanted): string =>
  hashOf([unitId, quantity, from, to, pledge?.projectId, pledge?.pledgeId]);

export const seriesContentOf = (
  unitId: string,
  quantity: number,
  { from, rrule, start, duration }: SeriesTimes,
): string => hashOf([unitId, quantity, from, rrule, start, duration]);

/** 72 bits, to tell two contents under one id apart: it is kept of every booking that ever was. */
const hashOf = (content: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 12);

/** The content under an id, whether it is over or not. */
export const contentUnder = ({ open, past }: Seen<Bookings>, bookingId: string): string | undefined =>
  open.get(bookingId)?.content ?? past.get(bookingId)?.split(' ')[1];

export const endOf = ({ past }: Seen<Bookings>, bookingId: string): string | undefined =>
  past.get(bookingId)?.split(' ')[0];

/** Changes an open booking. @throws where there is none: the history is not whole */
export const moved = ({ open }: Bookings, bookingId: string, change: Partial<Booking>): void => {
  const { until: _, ...booking } = open.get(bookingId) ?? lost(bookingId);
  open.set(bookingId, { ...booking, ...change });
};

/** Ends a booking. @param at when, if it still counts in its week */
export const ended = ({ open, past, recent }: Bookings, bookingId: string, end: End, at?: string): void => {
  const { unitId, quantity, week, pledge, content } = open.get(bookingId) ?? lost(bookingId);
  open.delete(bookingId);
  past.set(bookingId, `${end} ${content}`);
  if (at === undefined) return;
  recent.set(bookingId, { unitId, quantity, week, counts: !pledge, endedAt: at });
  for (const [each, { endedAt }] of recent) {
    if (Date.parse(at) - Date.parse(endedAt) < recent_ms) break;
    recent.delete(each);
  }
};

/** Says otherwise how a booking ended. */
export const endedOtherwise = ({ past }: Bookings, bookingId: string, end: End): void => {
  const [, content] = past.get(bookingId)?.split(' ') ?? lost(bookingId);
  past.set(bookingId, `${end} ${content}`);
};

export const consumedOf = ({ consumed }: Bookings, pledge: PledgeRef | undefined, quantity: number): void => {
  const key = pledge ? pledgeKey(pledge) : '';
  if (quantity > 0) consumed.set(key, (consumed.get(key) ?? 0) + quantity);
};

/** How many bookings a unit has in a week; what fulfils a pledge is not for itself. */
export const bookedInWeek = ({ open, recent }: Seen<Bookings>, unitId: string, week: string): number => {
  const same = (each: Readonly<{ unitId: string; week: string }>) => each.unitId === unitId && each.week === week;
  let booked = 0;
  for (const each of open.values()) if (same(each) && holds(each) && !each.pledge) booked++;
  for (const each of recent.values()) if (same(each) && each.counts) booked++;
  return booked;
};

export const pledgeKey = ({ projectId, pledgeId }: PledgeRef): string => `${projectId} ${pledgeId}`;

/** What of a resource bookings hold over a span. */
export const usesOf = (
  { open, consumed }: Pick<Seen<Bookings>, 'open' | 'consumed'>,
  { from, to }: Span,
): readonly Use[] => {
  const [begin, end] = [new Date(from).toISOString(), new Date(to).toISOString()];
  const uses: Use[] = [...consumed].map(([pledge, quantity]) => ({ quantity, ...(pledge !== '' && { pledge }) }));
  for (const booking of open.values()) if (holds(booking) && overlaps(booking, begin, end)) uses.push(useOf(booking));
  return uses;
};

/** Who waits in line has nothing yet. */
export const holds = ({ status }: Pick<Booking, 'status'>): boolean => status !== 'waitlisted';

/** What was handed over is to come back. */
export const isOut = ({ status }: Pick<Booking, 'status'>): boolean => status === 'handed-over' || status === 'issued';

const overlaps = ({ from, to }: Seen<Wanted>, begin: string, end: string): boolean =>
  from === undefined || to === undefined || (from < end && to > begin);

export const useOf = ({ quantity, from, to, pledge }: Seen<Wanted>): Use => ({
  quantity,
  ...(from !== undefined && to !== undefined && { span: { from: Date.parse(from), to: Date.parse(to) } }),
  ...(pledge && { pledge: pledgeKey(pledge) }),
});

const lost = (bookingId: string): never => {
  throw new Error(`the resource's history lacks booking ${bookingId}`);
};
