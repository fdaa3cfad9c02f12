import { change, put, readModel, remove } from '#event-sourcing';
import { answering, pageOf, TenantQuery, type Page } from '#nest-event-sourcing';
import { Entity, type EntityManager } from 'typeorm';
import { Act, actsOf } from '../access/acts.js';
import type { AskedByAsker } from '../access/principal.js';
import { IdColumn, InstantColumn, KeyColumn, WholeColumn } from '../platform/columns.js';
import { ListOf, Whole, quantity_max } from '../platform/fields.js';
import type { PageQuery } from '../platform/page.js';
import type { ResourceEvent } from './events.js';
import { refuse } from './refusals.js';
import { ResourceRow } from './resource-catalogue.js';

const shown_max = 100;

/** What is set aside of a resource for a pledge. */
@Entity('resource_allocation')
export class AllocationRow {
  @KeyColumn() resourceId: string;
  @KeyColumn() projectId: string;
  @KeyColumn() pledgeId: string;
  @IdColumn() allianceId: string;
  @WholeColumn() quantity: number;
  @InstantColumn() since: string;
}

export const allocationRows = readModel<ResourceEvent, AllocationRow>(
  AllocationRow,
  ['resourceId', 'projectId', 'pledgeId'],
  {
    ResourceAllocated: ({ subjectId: resourceId, issue: { tenantId: allianceId, at: since }, data }) =>
      put({ resourceId, allianceId, ...data, since }),
    AllocationReleased: ({ subjectId: resourceId, data: { projectId, pledgeId, quantity } }) => [
      change({ resourceId, projectId, pledgeId }, (row) => ({ ...row, quantity: row.quantity - quantity })),
      remove({ resourceId, projectId, pledgeId, quantity: 0 }),
    ],
    ResourceWithdrawn: ({ subjectId: resourceId, data: { released } }) =>
      released.map(({ projectId, pledgeId }) => remove({ resourceId, projectId, pledgeId })),
  },
);

/** A resource, what is free of it and what is allocated, and what the caller may do with it now. */
export class ResourceView extends ResourceRow {
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
  return { ...row, free: row.quantity - row.allocated, allocations, acts: actsOn(row, asked) };
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

const resourceOf = async (db: EntityManager, allianceId: string, resourceId: string): Promise<ResourceRow> =>
  (await db.findOneBy(ResourceRow, { resourceId, allianceId })) ?? refuse('resource-not-found');

const actsOn = ({ allianceId, resourceId, unitId, status }: ResourceRow, { asker }: AskedByAsker): readonly Act[] => {
  const mine = asker.principal.kind === 'person' && asker.principal.unitId === unitId;
  return actsOf(asker, `/v1/alliances/${allianceId}/resources/${resourceId}`, [
    ['ReviseResource', 'revision', mine && status !== 'withdrawn'],
    ['PauseResource', 'pause', mine && status === 'offered'],
    ['ResumeResource', 'resumption', mine && status === 'paused'],
    ['WithdrawResource', 'withdrawal', mine && status !== 'withdrawn'],
  ]);
};
