import { Brackets, In, type EntityManager } from 'typeorm';
import type { Span } from './availability.js';
import { BookingRow } from './booking-rows.js';
import { pledgeKey, useOf } from './bookings.js';
import type { SetAside, Use } from './capacity.js';
import { AllocationRow } from './allocation-rows.js';
import type { ResourceRow } from './resource-catalogue.js';

/** What of a resource is taken over a span, as the rows say: by bookings, and set aside for pledges. */
export const takenOf = async (
  db: EntityManager,
  { resourceId, allocated, consumed }: Pick<ResourceRow, 'resourceId' | 'allocated' | 'consumed'>,
  span: Span,
): Promise<Readonly<{ uses: readonly Use[]; setAside: SetAside }>> => {
  const [begin, end] = [new Date(span.from).toISOString(), new Date(span.to).toISOString()];
  const bookings = await db
    .createQueryBuilder(BookingRow, 'row')
    .select(['resourceId', 'bookingId', 'unitId', 'quantity', 'from', 'to', 'projectId', 'pledgeId'].map(of))
    .where({ resourceId, open: true })
    .andWhere("row.status <> 'waitlisted'")
    .andWhere(new Brackets((or) => or.where('row.to IS NULL').orWhere('row.to > :begin AND row.from < :end')))
    .setParameters({ begin, end })
    .getMany();
  const forPledges = await db
    .createQueryBuilder(BookingRow, 'row')
    .where({ resourceId })
    .andWhere('row.pledgeId IS NOT NULL AND row.consumed > 0')
    .getMany();
  const usedUp = forPledges.map((row): Use => ({
    ...bookingUse({ ...row, from: null, to: null }),
    quantity: row.consumed,
  }));
  const pledgeIds = [...new Set([...bookings, ...forPledges].flatMap(({ pledgeId }) => pledgeId ?? []))];
  const named = pledgeIds.length === 0 ? [] : await db.findBy(AllocationRow, { resourceId, pledgeId: In(pledgeIds) });
  const rest = allocated - named.reduce((sum, { quantity }) => sum + quantity, 0);
  return {
    uses: [...bookings.map(bookingUse), ...usedUp, { quantity: consumed }],
    setAside: new Map<string, { quantity: number }>([
      ...named.map((each) => [pledgeKey(each), each] as const),
      ['', { quantity: rest }],
    ]),
  };
};

/** What is read of a booking: as little as counts. */
type Used = Pick<BookingRow, 'unitId' | 'quantity' | 'from' | 'to' | 'projectId' | 'pledgeId'>;
const of = (column: string): string => `row.${column}`;

const bookingUse = ({ unitId, quantity, from, to, projectId, pledgeId }: Used): Use =>
  useOf({
    ...{ unitId, quantity },
    ...(from !== null && to !== null && { from, to }),
    ...(projectId !== null && pledgeId !== null && { pledge: { projectId, pledgeId } }),
  });
