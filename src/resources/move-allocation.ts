import { decision, StreamCommand } from '#event-sourcing';
import { besideCharter } from './booking-charter.js';
import { usedFrom } from './booking-rules.js';
import { pledgeKey } from './bookings.js';
import { happened } from './events.js';
import { refuse } from './refusals.js';
import { resource, type Allocation } from './resource.js';
import { promotions } from './waitlist.js';

export class MoveAllocation extends StreamCommand {
  /** The pledge that takes over what was open of the other one. */
  readonly pledgeId: string;
  readonly projectId: string;
  readonly fromPledgeId: string;
  readonly quantity: number;
}

/**
 * What was set aside for a pledge is set aside for the one that takes over its open remainder, in one fact, so that
 * nobody comes between. Where it cannot be, because what was booked for the first one keeps it or the resource is gone,
 * it is released, and the other pledge hears a no. No route leads here: only a reallocation does.
 */
export const moveAllocation = decision(
  MoveAllocation,
  resource,
  ({ pledgeId, projectId, fromPledgeId, quantity }, resource, issue, { charter }) => {
    if (resource.status === 'absent') return refuse('resource-not-found');
    const [to, from] = [
      { pledgeId, projectId },
      { pledgeId: fromPledgeId, projectId },
    ];
    if (resource.answered.has(pledgeKey(to))) return [];
    const before = resource.allocations.get(pledgeKey(from));
    const released = Math.min(quantity, before?.quantity ?? 0);
    const less = new Map<string, Pick<Allocation, 'quantity'>>(resource.allocations);
    if (before) less.set(pledgeKey(from), { quantity: before.quantity - released });
    const moved = new Map(less).set(pledgeKey(to), { quantity });
    const used = (allocations: typeof moved) => usedFrom(issue.at, { ...resource, allocations });
    if (released === quantity && used(moved) <= resource.offer.quantity)
      return [happened('AllocationMoved', { ...to, fromPledgeId, quantity })];
    const gone = resource.status !== 'offered';
    const free = gone ? 0 : resource.offer.quantity - used(less);
    const no = happened('AllocationRefused', { ...to, quantity, reason: gone ? 'not-offered' : 'not-enough', free });
    if (released === 0) return [no];
    return [
      happened('AllocationReleased', { ...from, quantity: released }),
      no,
      ...promotions(resource, issue, charter, (here) => ({
        ...here,
        allocations: new Map([...here.allocations].map(([key, each]) => [key, { ...each, ...less.get(key) }])),
      })),
    ];
  },
  besideCharter,
);
