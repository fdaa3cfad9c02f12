import type { Seen } from '#event-sourcing';
import { createHash } from 'node:crypto';
import type { Span } from './availability.js';
import type { Use } from './capacity.js';
import type { PledgeRef } from './events.js';

/** What a unit wants of a resource: the same under the same id is one booking. */
export type Wanted = Readonly<{ unitId: string; quantity: number; from?: string; to?: string; pledge?: PledgeRef }>;

/** A booking of which something may still come. `until`: when its time runs out, if nothing happens before. */
export type Booking = Wanted &
  Readonly<{ status: 'requested' | 'confirmed'; week: string; content: string; until?: string }>;

export type End = 'declined' | 'expired' | 'cancelled' | 'used';

/** A booking that is over, and counts in its week nonetheless. */
type Counted = Readonly<{ unitId: string; week: string; endedAt: string }>;

/** What decisions know of the bookings of a resource. Those that are over leave hardly more than their id. */
export type Bookings = Readonly<{
  /** First come, first. */
  open: Map<string, Booking>;
  /** How each past one ended, and its content: to know a repeat from another booking under its id. */
  past: Map<string, string>;
  /** Those that ended lately and count for their unit's quota. */
  counted: Map<string, Counted>;
}>;

const counted_ms = 14 * 86_400_000; // longer than any week that it can count in

export const noBookings = (): Bookings => ({ open: new Map(), past: new Map(), counted: new Map() });

export const contentOf = ({ unitId, quantity, from, to, pledge }: Wanted): string =>
  createHash('sha256')
    .update(JSON.stringify([unitId, quantity, from, to, pledge?.projectId, pledge?.pledgeId]))
    .digest('base64url')
    .slice(0, 22);

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
export const ended = ({ open, past, counted }: Bookings, bookingId: string, end: End, at?: string): void => {
  const { unitId, week, pledge, content } = open.get(bookingId) ?? lost(bookingId);
  open.delete(bookingId);
  past.set(bookingId, `${end} ${content}`);
  if (at === undefined || pledge) return;
  counted.set(bookingId, { unitId, week, endedAt: at });
  for (const [each, { endedAt }] of counted) {
    if (Date.parse(at) - Date.parse(endedAt) < counted_ms) break;
    counted.delete(each);
  }
};

/** How many bookings a unit has in a week; what fulfils a pledge is not for itself. */
export const bookedInWeek = ({ open, counted }: Seen<Bookings>, unitId: string, week: string): number => {
  const same = (each: Readonly<{ unitId: string; week: string }>) => each.unitId === unitId && each.week === week;
  const standing = [...open.values()].filter((each) => same(each) && !each.pledge).length;
  return standing + [...counted.values()].filter(same).length;
};

export const pledgeKey = ({ projectId, pledgeId }: PledgeRef): string => `${projectId} ${pledgeId}`;

/** What of a resource bookings hold over a span. */
export const usesOf = ({ open }: Pick<Seen<Bookings>, 'open'>, { from, to }: Span): readonly Use[] => {
  const [begin, end] = [new Date(from).toISOString(), new Date(to).toISOString()];
  const uses: Use[] = [];
  for (const booking of open.values())
    if (booking.from === undefined || booking.to === undefined || (booking.from < end && booking.to > begin))
      uses.push(useOf(booking));
  return uses;
};

export const useOf = ({ quantity, from, to, pledge }: Seen<Wanted>): Use => ({
  quantity,
  ...(from !== undefined && to !== undefined && { span: { from: Date.parse(from), to: Date.parse(to) } }),
  ...(pledge && { pledge: pledgeKey(pledge) }),
});

const lost = (bookingId: string): never => {
  throw new Error(`the resource's history lacks booking ${bookingId}`);
};
