import { stream } from '#event-sourcing';
import { resourceStream, type Offer, type ResourceEvent } from './events.js';

/**
 * What is set aside for a pledge. `releasedFor` holds the events that released a part: a pledge's end, and later each
 * delivery that was recorded wrongly. Each releases once.
 */
export type Allocation = Readonly<{
  projectId: string;
  pledgeId: string;
  quantity: number;
  releasedFor: readonly (string | undefined)[];
}>;

/** A pledge is known by its project and its id: callers bring ids, and may bring one to two projects. */
export const pledgeKey = ({ projectId, pledgeId }: Readonly<{ projectId: string; pledgeId: string }>): string =>
  `${projectId} ${pledgeId}`;

type Known = Readonly<{
  unitId: string;
  /** As the unit first offered it: by this an offer that is sent again is known. */
  firstOffer: Offer;
  offer: Offer;
  /** The sum of the allocations, which are kept by `pledgeKey`. */
  allocated: number;
  allocations: Map<string, Allocation>;
  /** Every pledge that was told yes or no: each is told once. */
  answered: Set<string>;
}>;

export type Resource =
  { readonly status: 'absent' } | (Known & { readonly status: 'offered' | 'paused' | 'withdrawn' });

export const resource = stream<ResourceEvent, Resource>(resourceStream, () => ({ status: 'absent' }), {
  ResourceOffered: (_, { unitId, ...offer }) => ({
    status: 'offered',
    unitId,
    firstOffer: offer,
    offer,
    allocated: 0,
    allocations: new Map(),
    answered: new Set(),
  }),
  ResourceRevised: (resource, offer) => ({ ...known(resource), offer }),
  ResourcePaused: (resource) => ({ ...known(resource), status: 'paused' }),
  ResourceResumed: (resource) => ({ ...known(resource), status: 'offered' }),
  ResourceWithdrawn: (resource) => ({ ...known(resource), status: 'withdrawn', allocated: 0, allocations: new Map() }),
  ResourceAllocated: (resource, pledge) => {
    const { allocated, allocations, answered } = known(resource);
    allocations.set(pledgeKey(pledge), { ...pledge, releasedFor: [] });
    answered.add(pledgeKey(pledge));
    return { ...known(resource), allocated: allocated + pledge.quantity };
  },
  AllocationRefused: (resource, pledge) => {
    known(resource).answered.add(pledgeKey(pledge));
    return resource;
  },
  AllocationReleased: (resource, { quantity, ...pledge }, { issue }) => {
    const key = pledgeKey(pledge);
    const { allocated, allocations } = known(resource);
    const before = allocations.get(key);
    if (before && before.quantity > quantity) {
      const releasedFor = [...before.releasedFor, issue.causationId];
      allocations.set(key, { ...before, quantity: before.quantity - quantity, releasedFor });
    } else allocations.delete(key);
    return { ...known(resource), allocated: allocated - quantity };
  },
});

const known = (resource: Resource): Exclude<Resource, { status: 'absent' }> => {
  if (resource.status === 'absent') throw new Error('a resource begins with ResourceOffered');
  return resource;
};
