import { decision, StreamCommand } from '#event-sourcing';
import { besideCharter } from './booking-charter.js';
import { pledgeKey } from './bookings.js';
import { happened } from './events.js';
import { refuse } from './refusals.js';
import { resource } from './resource.js';
import { promotions } from './waitlist.js';

export class ReleaseAllocation extends StreamCommand {
  readonly pledgeId: string;
  readonly projectId: string;
  /** At most this much: what the pledge will not bring any more. */
  readonly quantity: number;
}

/**
 * What a pledge will not bring is free again; what it brought stays allocated, until it turns out that it was not
 * brought. No route leads here: only an event about the pledge does, and each releases once.
 */
export const releaseAllocation = decision(
  ReleaseAllocation,
  resource,
  ({ pledgeId, projectId, quantity }, resource, issue, { charter }) => {
    if (resource.status === 'absent') return refuse('resource-not-found');
    const allocation = resource.allocations.get(pledgeKey({ pledgeId, projectId }));
    if (!allocation || allocation.releasedFor.includes(issue.causationId)) return [];
    const released = Math.min(quantity, allocation.quantity);
    if (released === 0) return [];
    const key = pledgeKey({ pledgeId, projectId });
    const less = { ...allocation, quantity: allocation.quantity - released };
    return [
      happened('AllocationReleased', { pledgeId, projectId, quantity: released }),
      ...promotions(resource, issue, charter, (here) => ({
        ...here,
        allocations: new Map([...here.allocations, [key, less]]),
      })),
    ];
  },
  besideCharter,
);
