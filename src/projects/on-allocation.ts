import { answer, reaction } from '#event-sourcing';
import type { ResourceEvent } from '../resources/events.js';
import { settlePledge } from './settle-pledge.js';

/** A resource was allocated to a pledge, or could not be: the pledge is settled. */
export const onAllocation = reaction<ResourceEvent>('projects/on-allocation', {
  ResourceAllocated: ({ data: { projectId, pledgeId } }) => [
    answer(settlePledge, projectId, { pledgeId, allocated: true }),
  ],
  AllocationMoved: ({ data: { projectId, pledgeId } }) => [
    answer(settlePledge, projectId, { pledgeId, allocated: true }),
  ],
  AllocationRefused: ({ data: { projectId, pledgeId, reason } }) => [
    answer(settlePledge, projectId, { pledgeId, allocated: false, cause: reason }),
  ],
});
