import { answer, reaction } from '#event-sourcing';
import type { ProjectEvent } from '../projects/events.js';
import { allocateToPledge } from './allocate-to-pledge.js';
import { moveAllocation } from './move-allocation.js';
import { releaseAllocation } from './release-allocation.js';

/**
 * A pledge that names a resource is allocated its quantity of it; what will not be delivered is free again. One
 * reaction for all, so that a pledge that ends at once is not allocated after its end.
 */
export const onPledge = reaction<ProjectEvent>('resources/on-pledge', {
  PledgeMade: ({ subjectId: projectId, data }) => {
    const { pledgeId, resourceId, quantity, unitOfMeasure, reallocatedFrom: fromPledgeId } = data;
    if (resourceId === undefined) return [];
    const pledge = { pledgeId, projectId, quantity };
    if (fromPledgeId !== undefined) return [answer(moveAllocation, resourceId, { ...pledge, fromPledgeId })];
    const measure = unitOfMeasure !== undefined && { unitOfMeasure };
    return [answer(allocateToPledge, resourceId, { ...pledge, ...measure })];
  },
  PledgeDeclined: ({ subjectId: projectId, data: { pledgeId, resourceId, quantity } }) =>
    resourceId === undefined ? [] : [answer(releaseAllocation, resourceId, { pledgeId, projectId, quantity })],
  // What is reallocated moves with the pledge that takes it over.
  PledgeReleased: ({ subjectId: projectId, data: { pledgeId, resourceId, released, cause } }) =>
    resourceId === undefined || cause === 'reallocated'
      ? []
      : [answer(releaseAllocation, resourceId, { pledgeId, projectId, quantity: released })],
});
