import { decision, StreamCommand, type Seen } from '#event-sourcing';
import { actsFor } from '../access/actor.js';
import { Optional, Text } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { happened, type DeclineCause } from './events.js';
import { openPledge } from './open-pledge.js';
import type { Pledge } from './project-parts.js';
import { present, project } from './project.js';
import { refuse } from './refusals.js';

export class DeclinePledge extends StreamCommand {
  readonly pledgeId: string;
  @Optional() @Text(1, 1_000) readonly reason?: string;
}

/** The receiver says no to what was promised, before it has been accepted; also while it waits for an allocation. */
export const declinePledge = decision(DeclinePledge, project, ({ pledgeId, reason }, project, issue) => {
  const here = present(project);
  const mine = actsFor(issue, here.receiver);
  if (mine && here.pastPledges.get(pledgeId)?.status === 'declined') return [];
  const pledge = openPledge(here, pledgeId);
  refuse.broken(!mine && 'project-not-yours', pledge.status === 'accepted' && 'pledge-already-accepted');
  return [declined(pledgeId, pledge, 'receiver', reason)];
});

export const declined = (pledgeId: string, pledge: Seen<Pledge>, cause: DeclineCause, reason?: string) =>
  happened('PledgeDeclined', {
    pledgeId,
    requirementId: pledge.requirementId,
    ...(pledge.resourceId !== undefined && { resourceId: pledge.resourceId }),
    quantity: pledge.quantity,
    cause,
    sealed: sealed({ ...(reason !== undefined && { reason }) }),
  });
