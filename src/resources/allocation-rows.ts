import { change, put, readModelByStream, remove } from '#event-sourcing';
import { Entity } from 'typeorm';
import { IdColumn, InstantColumn, KeyColumn, WholeColumn } from '../platform/columns.js';
import type { ResourceEvent } from './events.js';

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

export const allocationRows = readModelByStream<ResourceEvent, AllocationRow>(
  AllocationRow,
  ['resourceId', 'projectId', 'pledgeId'],
  {
    ResourceAllocated: ({ subjectId: resourceId, issue: { tenantId: allianceId, at: since }, data }) =>
      put({ resourceId, allianceId, ...data, since }),
    AllocationMoved: ({ subjectId: resourceId, issue, data: { fromPledgeId: pledgeId, ...data } }) => [
      change({ resourceId, projectId: data.projectId, pledgeId }, (row) => {
        return { ...row, quantity: row.quantity - data.quantity };
      }),
      remove({ resourceId, projectId: data.projectId, pledgeId, quantity: 0 }),
      put({ resourceId, allianceId: issue.tenantId, ...data, since: issue.at }),
    ],
    AllocationReleased: ({ subjectId: resourceId, data: { projectId, pledgeId, quantity } }) => [
      change({ resourceId, projectId, pledgeId }, (row) => ({ ...row, quantity: row.quantity - quantity })),
      remove({ resourceId, projectId, pledgeId, quantity: 0 }),
    ],
    ResourceWithdrawn: ({ subjectId: resourceId, data: { released } }) =>
      released.map(({ projectId, pledgeId }) => remove({ resourceId, projectId, pledgeId })),
  },
);
