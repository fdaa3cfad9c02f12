import { answer, reaction } from '#event-sourcing';
import type { ResourceEvent } from '../resources/events.js';
import { releasePledges } from './release-pledges.js';

/**
 * A resource was withdrawn: the pledges to which it was allocated are released. One that still waits for an allocation
 * is declined by the answer to that.
 */
export const onResourceWithdrawn = reaction<ResourceEvent>('projects/on-resource-withdrawn', {
  ResourceWithdrawn: ({ subjectId: resourceId, data: { released } }) =>
    [...new Set(released.map(({ projectId }) => projectId))].map((projectId) =>
      answer(releasePledges, projectId, { resourceId, cause: 'resource-withdrawn' }),
    ),
});
