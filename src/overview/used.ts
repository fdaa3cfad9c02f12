import { applyDecorators } from '@nestjs/common';
import { IsInt, Min } from 'class-validator';
import type { EntityManager } from 'typeorm';
import { tableOf } from '../alliances/table-of.js';
import { OrNull } from '../platform/fields.js';
import { AllocationRow } from '../resources/allocation-rows.js';
import type { Span } from '../resources/availability.js';
import { BookingRow } from '../resources/booking-rows.js';
import { pledgeKey, useOf } from '../resources/bookings.js';
import { peakOf, type Use } from '../resources/capacity.js';
import type { Availability, ResourceKind } from '../resources/events.js';
import { ResourceRow } from '../resources/resource-catalogue.js';
import { thereWithin, timesWithin, usedWithin, type Aside } from '../resources/used-time.js';

const Count = (): PropertyDecorator => applyDecorators(IsInt(), Min(0));

/** How much of a capacity was used in a time: quantity × minutes of what was booked and set aside, of all that there were. */
export class UsedTime {
  @Count() readonly used: number;
  @Count() readonly available: number;
  /** Rounded down; null where there was nothing to use. */
  @Count() @OrNull() readonly percent: number | null;
}

/** How much of a stock is used now: what is allocated to pledges, booked or used up, of all that there is. */
export class UsedStock {
  @Count() readonly used: number;
  @Count() readonly quantity: number;
  /** Rounded down. */
  @Count() @OrNull() readonly percent: number | null;
}

/** What was used of one kind in one unit of measure: of its capacities in each time, and of its stocks. */
export type Used = Readonly<{ times: readonly (UsedTime | null)[]; stock: UsedStock | null }>;
export const nothingUsed: Used = { times: [], stock: null };

export const measureOf = ({ kind, unitOfMeasure }: Readonly<{ kind: string; unitOfMeasure: string }>): string =>
  `${kind} ${unitOfMeasure}`;

export type Shared = Readonly<{
  resourceId: string;
  kind: ResourceKind;
  unitOfMeasure: string;
  quantity: number;
  consumed: number;
  availability: Availability | null;
  since: string;
}>;
export type Booked = Pick<BookingRow, 'resourceId' | 'unitId' | 'quantity' | 'from' | 'to' | 'projectId' | 'pledgeId'>;
export type Allocated = Pick<AllocationRow, 'resourceId' | 'projectId' | 'pledgeId' | 'quantity' | 'since'>;

/**
 * What is used of what an alliance shares, or one of its units, by kind and unit of measure. A capacity is there at the
 * times that it has now, since it was offered, whether or not it rests; a booking counts that took place, takes place or
 * is to.
 */
export const usedOf = async (
  db: EntityManager,
  { allianceId, timeZone, unitId }: Readonly<{ allianceId: string; timeZone: string; unitId?: string }>,
  spans: readonly Span[],
): Promise<ReadonlyMap<string, Used>> => {
  const whose = unitId === undefined ? [allianceId] : [allianceId, unitId];
  const resources: Shared[] = await db.query(resourcesSql(db, unitId), whose);
  if (resources.length === 0) return new Map();
  const bookings: Booked[] = [...(await db.query(stocksSql(db, unitId), whose)), ...(await during(db, whose, spans))];
  const [bookedOf, asideOf] = [grouped(bookings), grouped<Allocated>(await db.query(allocationsSql(db), [allianceId]))];
  const parts = resources.map((each) => {
    const [booked, aside] = [bookedOf.get(each.resourceId) ?? [], asideOf.get(each.resourceId) ?? []];
    return { measure: measureOf(each), ...partOf(each, { booked, aside, timeZone }, spans) };
  });
  const measures = new Set(parts.map(({ measure }) => measure));
  return new Map([...measures].map((measure) => [measure, summed(parts.filter((part) => part.measure === measure), spans)])); // prettier-ignore
};

/** What is used of one resource: its time in each span, or its stock now. Time is quantity × milliseconds. */
export const partOf = (
  { availability, quantity, consumed, since: offeredAt }: Shared,
  { booked, aside, timeZone }: Readonly<{ booked: readonly Booked[]; aside: readonly Allocated[]; timeZone: string }>,
  spans: readonly Span[],
): Part => {
  const [uses, asides] = [booked.map(asUse), aside.map(asAside)];
  if (!availability) {
    const setAside = new Map(asides.map((each) => [each.pledge, each]));
    return { stock: { used: peakOf([...uses, { quantity: consumed }], setAside, now), there: quantity } };
  }
  const times = spans.map((span) => {
    const open = timesWithin(availability, { timeZone, offeredAt }, span);
    return { used: usedWithin(open, uses, asides), there: thereWithin(open, quantity) };
  });
  return { times };
};

type Part = Readonly<{ times?: readonly Sum[]; stock?: Sum }>;
type Sum = Readonly<{ used: number; there: number }>;
/** A stock is used at any time. */
const now: Span = { from: 0, to: 1 };
export const minute_ms = 60_000;
export const bookingDays_max = 93;

const summed = (parts: readonly (Part & Readonly<{ measure: string }>)[], spans: readonly Span[]): Used => {
  const times = spans.map((_, n): UsedTime | null => {
    const sum = sumOf(parts.flatMap(({ times }) => times?.[n] ?? []));
    if (!sum) return null;
    const [used, available] = [Math.round(sum.used / minute_ms), Math.round(sum.there / minute_ms)];
    return { used, available, percent: percentOf(used, available) };
  });
  const stock = sumOf(parts.flatMap((part) => part.stock ?? []));
  if (!stock) return { times, stock: null };
  return { times, stock: { used: stock.used, quantity: stock.there, percent: percentOf(stock.used, stock.there) } };
};

const sumOf = (all: readonly Sum[]): Sum | undefined =>
  all.length === 0
    ? undefined
    : all.reduce((sum, { used, there }) => ({ used: sum.used + used, there: sum.there + there }));

const percentOf = (used: number, there: number): number | null =>
  there === 0 ? null : Math.floor((100 * used) / there);

const grouped = <Row extends { readonly resourceId: string }>(rows: readonly Row[]): ReadonlyMap<string, Row[]> => {
  const all = new Map<string, Row[]>();
  for (const row of rows) {
    const some = all.get(row.resourceId);
    if (some) some.push(row);
    else all.set(row.resourceId, [row]);
  }
  return all;
};

const asUse = ({ unitId, quantity, from, to, projectId, pledgeId }: Booked): Use =>
  useOf({
    ...{ unitId, quantity },
    ...(from !== null && to !== null && { from, to }),
    ...(projectId !== null && pledgeId !== null && { pledge: { projectId, pledgeId } }),
  });
const asAside = ({ quantity, since, ...pledge }: Allocated): Aside => ({
  ...{ pledge: pledgeKey(pledge), quantity },
  since: Date.parse(since),
});

const resourcesSql = (db: EntityManager, unitId: string | undefined): string => `
  SELECT "resourceId", kind, "unitOfMeasure", quantity, consumed, availability, since FROM ${tableOf(db, ResourceRow)}
  WHERE "allianceId" = $1 AND status <> 'withdrawn'${unitId === undefined ? '' : ' AND "unitId" = $2'}`;

const columns = '"resourceId", "unitId", "from", "to", "projectId", "pledgeId"';
const ofOwner = (unitId: string | undefined): string => (unitId === undefined ? '' : ' AND "ownerId" = $2');

/** What is booked of stocks, and what was used up of those for pledges. */
const stocksSql = (db: EntityManager, unitId: string | undefined): string => `
  SELECT ${columns}, CASE WHEN open THEN quantity ELSE consumed END AS quantity FROM ${tableOf(db, BookingRow)}
  WHERE "allianceId" = $1 AND "from" IS NULL${ofOwner(unitId)}
    AND (open AND status <> 'waitlisted' OR consumed > 0 AND "pledgeId" IS NOT NULL)`;

/** What took place, takes place or is to, in these times. No booking is longer than 92 days. */
const during = async (db: EntityManager, whose: readonly string[], spans: readonly Span[]): Promise<Booked[]> => {
  if (spans.length === 0) return [];
  const [from, to] = [Math.min(...spans.map((span) => span.from)), Math.max(...spans.map((span) => span.to))];
  const text = `
    SELECT ${columns}, quantity FROM ${tableOf(db, BookingRow)}
    WHERE "allianceId" = $1 AND status IN ('confirmed', 'handed-over', 'used', 'returned')${ofOwner(whose[1])}
      AND "from" >= $${whose.length + 1} AND "from" < $${whose.length + 2} AND "to" > $${whose.length + 3}`;
  const [earliest, end, begin] = [from - bookingDays_max * 86_400_000, to, from].map((ms) =>
    new Date(ms).toISOString(),
  );
  return db.query(text, [...whose, earliest, end, begin]);
};

const allocationsSql = (db: EntityManager): string => `
  SELECT "resourceId", "projectId", "pledgeId", quantity, since FROM ${tableOf(db, AllocationRow)}
  WHERE "allianceId" = $1`;
