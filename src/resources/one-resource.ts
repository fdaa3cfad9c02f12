import { answering, pageOf, TenantQuery, type Page } from '#nest-event-sourcing';
import type { EntityManager } from 'typeorm';
import { Act, actsOf } from '../access/acts.js';
import type { AskedByAsker } from '../access/principal.js';
import { ListOf, Whole, quantity_max } from '../platform/fields.js';
import type { PageQuery } from '../platform/page.js';
import { AllocationRow } from './allocation-rows.js';
import { peakOf } from './capacity.js';
import { refuse } from './refusals.js';
import { ResourceRow } from './resource-catalogue.js';
import { takenOf } from './taken.js';

const shown_max = 100;

/** A resource, what is free of it and what is allocated, and what the caller may do with it now. */
export class ResourceView extends ResourceRow {
  /** What is booked of it now and set aside for pledges; what is booked for one of these is counted once. */
  @Whole(0, quantity_max) used: number;
  @Whole(0, quantity_max) free: number;
  /** The first of them; all are under `allocations`. */
  @ListOf([AllocationRow], { min: 0, max: shown_max }) allocations: readonly AllocationRow[];
  @ListOf([Act], { min: 0, max: 20 }) acts: readonly Act[];
}

/** What is this resource, and what may be done with it now? */
export class GetResource extends TenantQuery<ResourceView> {
  constructor(
    override readonly asked: AskedByAsker,
    readonly resourceId: string,
  ) {
    super(asked);
  }
}

export const getResource = answering(GetResource, async (db, { asked, resourceId }) => {
  const row = await resourceOf(db, asked.tenantId, resourceId);
  const allocations = await db.find(AllocationRow, {
    where: { resourceId },
    order: { projectId: 'ASC', pledgeId: 'ASC' },
    take: shown_max,
  });
  const now = { from: Date.parse(asked.now), to: Date.parse(asked.now) + 1 };
  const { uses, setAside } = await takenOf(db, row, now);
  const used = peakOf(uses, setAside, now);
  return { ...row, used, free: row.quantity - used, allocations, acts: actsOn(row, asked) };
});

/** For which pledges is it set aside? */
export class GetAllocations extends TenantQuery<Page<AllocationRow>> {
  constructor(
    asked: AskedByAsker,
    readonly resourceId: string,
    readonly filter: PageQuery,
  ) {
    super(asked);
  }
}

export const getAllocations = answering(GetAllocations, async (db, { asked, resourceId, filter }) => {
  await resourceOf(db, asked.tenantId, resourceId);
  return pageOf(db, AllocationRow, ['projectId', 'pledgeId'], filter, (rows) => rows.where({ resourceId }));
});

export const resourceOf = async (db: EntityManager, allianceId: string, resourceId: string): Promise<ResourceRow> =>
  (await db.findOneBy(ResourceRow, { resourceId, allianceId })) ?? refuse('resource-not-found');

const actsOn = (row: ResourceRow, { asker }: AskedByAsker): readonly Act[] => {
  const { allianceId, resourceId, unitId, status, bookableBy, availability, allocated } = row;
  const asks = asker.principal.kind === 'person' ? asker.principal.unitId : undefined;
  const mine = asks === unitId;
  const offered = asks !== undefined && status === 'offered';
  const forUs = offered && !mine && (bookableBy === null || bookableBy.includes(asks));
  return actsOf(asker, `/v1/alliances/${allianceId}/resources/${resourceId}`, [
    ['BookResource', 'bookings', forUs || (offered && mine && allocated > 0)],
    ['BookSeries', 'series', forUs && availability !== null],
    ['ReviseResource', 'revision', mine && status !== 'withdrawn'],
    ['PauseResource', 'pause', mine && status === 'offered'],
    ['ResumeResource', 'resumption', mine && status === 'paused'],
    ['WithdrawResource', 'withdrawal', mine && status !== 'withdrawn'],
  ]);
};
