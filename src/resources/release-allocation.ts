import { decision, StreamCommand } from '#event-sourcing';
import { happened } from './events.js';
import { refuse } from './refusals.js';
import { pledgeKey, resource } from './resource.js';

export class ReleaseAllocation extends StreamCommand {
  readonly pledgeId: string;
  readonly projectId: string;
  /** At most this much: what the pledge will not bring any more. */
  readonly quantity: number;
}

/**
 * What a pledge will not bring is free again; what it brought stays allocated. A pledge ends once, so it is released
 * once. No route leads here: only a pledge's end does.
 */
export const releaseAllocation = decision(
  ReleaseAllocation,
  resource,
  ({ pledgeId, projectId, quantity }, resource) => {
    if (resource.status === 'absent') return refuse('resource-not-found');
    const allocation = resource.allocations.get(pledgeKey({ pledgeId, projectId }));
    if (!allocation || allocation.settled) return [];
    const released = Math.min(quantity, allocation.quantity);
    if (released === 0) return [];
    return [happened('AllocationReleased', { pledgeId, projectId, quantity: released })];
  },
);
