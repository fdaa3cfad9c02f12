import { decision, StreamCommand } from '#event-sourcing';
import { usedFrom } from './booking-rules.js';
import { pledgeKey } from './bookings.js';
import { happened } from './events.js';
import { refuse } from './refusals.js';
import { resource } from './resource.js';

export class AllocateToPledge extends StreamCommand {
  readonly pledgeId: string;
  readonly projectId: string;
  readonly quantity: number;
  /** In which it was promised. */
  readonly unitOfMeasure?: string;
}

/**
 * A pledge gets what it asks for, or hears why not and how much is free: always one of the two, and once, because the
 * project waits for it. What has been revised since, and is counted otherwise now, is not what was promised. No route leads here: only a pledge does.
 */
export const allocateToPledge = decision(
  AllocateToPledge,
  resource,
  ({ pledgeId, projectId, quantity, unitOfMeasure }, resource, issue) => {
    if (resource.status === 'absent') return refuse('resource-not-found');
    const asked = { pledgeId, projectId, quantity };
    if (resource.answered.has(pledgeKey(asked))) return [];
    const { offer, status } = resource;
    const isOther = unitOfMeasure !== undefined && unitOfMeasure !== offer.unitOfMeasure;
    if (status !== 'offered' || isOther)
      return [happened('AllocationRefused', { ...asked, reason: 'not-offered', free: 0 })];
    const free = offer.quantity - usedFrom(issue.at, resource);
    if (quantity > free) return [happened('AllocationRefused', { ...asked, reason: 'not-enough', free })];
    return [happened('ResourceAllocated', asked)];
  },
);
