import { decision, StreamCommand } from '#event-sourcing';
import type { AllocationRefusal } from '../resources/events.js';
import { declined } from './decline-pledge.js';
import { happened } from './events.js';
import { present, project } from './project.js';
import { roomFor } from './requirements.js';

export class SettlePledge extends StreamCommand {
  readonly pledgeId: string;
  readonly allocated: boolean;
  /** Why it was not allocated. */
  readonly cause?: AllocationRefusal;
}

/**
 * What was asked of a resource for a pledge has been answered. Allocated, the pledge is accepted if the requirement
 * still has room for it; else it is declined with the reason, which frees the resource again. A pledge that has been
 * settled, withdrawn or released in the meantime stays as it is: whoever released it has freed the resource.
 */
export const settlePledge = decision(SettlePledge, project, ({ pledgeId, allocated, cause }, project) => {
  const here = present(project);
  const pledge = here.pledges.get(pledgeId);
  if (pledge?.status !== 'made') return [];
  const { requirementId, quantity } = pledge;
  if (!allocated) return [declined(pledgeId, pledge, cause ?? 'not-offered')];
  if (quantity > (roomFor(here, requirementId) ?? 0)) return [declined(pledgeId, pledge, 'requirement-met')];
  return [happened('PledgeAccepted', { pledgeId, requirementId, quantity })];
});
