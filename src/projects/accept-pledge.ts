import { decision, StreamCommand } from '#event-sourcing';
import { actsFor } from '../access/actor.js';
import { happened } from './events.js';
import { openPledge } from './open-pledge.js';
import { present, project } from './project.js';
import { refuse } from './refusals.js';
import { roomFor } from './requirements.js';

export class AcceptPledge extends StreamCommand {
  readonly pledgeId: string;
}

/**
 * The receiver, which is the unit that proposed the project, accepts what was promised, as long as the requirement has
 * room for it. A pledge of a resource is accepted by the resource's allocation instead.
 */
export const acceptPledge = decision(AcceptPledge, project, ({ pledgeId }, project, issue) => {
  const here = present(project);
  const { requirementId, quantity, resourceId, status } = openPledge(here, pledgeId);
  const mine = actsFor(issue, here.receiver);
  if (mine && status === 'accepted') return [];
  const remaining = roomFor(here, requirementId) ?? 0;
  refuse.broken(
    !mine && 'project-not-yours',
    resourceId !== undefined && status === 'made' && 'pledge-awaits-allocation',
    status === 'made' && quantity > remaining && ['requirement-exceeded', { remaining }],
  );
  return [happened('PledgeAccepted', { pledgeId, requirementId, quantity })];
});
