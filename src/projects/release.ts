import type { Seen } from '#event-sourcing';
import { sealed } from '../platform/sealed.js';
import { happened, type ReleaseCause } from './events.js';
import type { PastPledge, Pledge } from './project-parts.js';
import type { PresentProject } from './project.js';

/** What of a pledge has not been confirmed will not come. */
export const release = (pledgeId: string, pledge: Seen<Pledge>, cause: ReleaseCause, reason?: string) => {
  const { requirementId, unitId, resourceId, quantity, confirmed, status } = pledge;
  return happened('PledgeReleased', {
    pledgeId,
    requirementId,
    ...(resourceId !== undefined && { resourceId }),
    unitId,
    released: quantity - confirmed,
    accepted: status === 'accepted',
    cause,
    sealed: sealed({ ...(reason !== undefined && { reason }) }),
  });
};

/** What of a pledge turned out not to have arrived will not come either. */
export const releaseAgain = (pledgeId: string, pledge: Seen<PastPledge>, quantity: number) =>
  happened('PledgeReleased', {
    ...release(pledgeId, { ...pledge, status: 'accepted' }, 'delivery-reversed').data,
    released: quantity,
  });

/** Releases the open pledges that match, all of them in one breath. */
export const releaseAll = (
  { pledges }: PresentProject,
  cause: ReleaseCause,
  which: (pledge: Seen<Pledge>) => boolean = () => true,
) => [...pledges].filter(([, pledge]) => which(pledge)).map(([id, pledge]) => release(id, pledge, cause));
