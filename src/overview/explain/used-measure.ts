import type { Span } from '../../resources/availability.js';
import { AllocationRow, allocationRows } from '../../resources/allocation-rows.js';
import { BookingRow, bookingRows } from '../../resources/booking-rows.js';
import { ResourceRow, resourceRows } from '../../resources/resource-catalogue.js';
import { bookingDays_max, partOf, type Booked } from '../used.js';
import { beside, type Measure } from './measure.js';
import type { ThingRows } from './thing-rows.js';

const taking = ['confirmed', 'handed-over', 'used', 'returned'];

/** Whether a booking takes of a capacity within a span. */
const takesTime = ({ status, from, to }: BookingRow, span: Span): boolean => {
  if (from === null || to === null || !taking.includes(status)) return false;
  const [begin, end] = [Date.parse(from), Date.parse(to)];
  return begin >= span.from - bookingDays_max * 86_400_000 && begin < span.to && end > span.from;
};

/** What a booking takes of a stock. */
const ofStock = ({ from, open, status, quantity, consumed, pledgeId }: BookingRow): number => {
  if (from !== null) return 0;
  if (open && status !== 'waitlisted') return quantity;
  return consumed > 0 && pledgeId !== null ? consumed : 0;
};

type Wanted = Readonly<{
  isOf: (row: ResourceRow) => boolean;
  timeZone: string;
  /** Of which time; without it, of stocks. */
  span?: Span;
  what: 'used' | 'there';
}>;

/** How much of a resource is used, or is there to be used. */
export const usedMeasure = ({ isOf, timeZone, span, what }: Wanted): Measure => {
  const taken = (row: BookingRow): Booked | undefined => {
    if (span) return takesTime(row, span) ? row : undefined;
    const quantity = ofStock(row);
    return quantity > 0 ? { ...row, quantity } : undefined;
  };
  return {
    beside: [
      beside<ResourceRow>(resourceRows, (row) => JSON.stringify({ ...row, revision: 0, allocated: 0 })),
      beside<AllocationRow>(allocationRows, (row) => JSON.stringify(row)),
      beside<BookingRow>(bookingRows, (row) => {
        const booked = taken(row);
        return booked ? JSON.stringify([booked.quantity, booked.from, booked.to]) : '';
      }),
    ],
    whole: (rows: ThingRows) => {
      const [resource] = rows.all<ResourceRow>(resourceRows);
      if (!resource || !isOf(resource)) return 0;
      const booked = rows.all<BookingRow>(bookingRows).flatMap((row) => taken(row) ?? []);
      const there = { booked, aside: rows.all<AllocationRow>(allocationRows), timeZone };
      const { times, stock } = partOf(resource, there, span ? [span] : []);
      return (span ? times?.[0] : stock)?.[what] ?? 0;
    },
  };
};
