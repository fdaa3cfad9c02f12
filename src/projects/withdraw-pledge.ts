import { decision, StreamCommand } from '#event-sourcing';
import { actsFor } from '../access/actor.js';
import { Optional, Text } from '../platform/fields.js';
import { openPledge } from './open-pledge.js';
import { present, project } from './project.js';
import { refuse } from './refusals.js';
import { release } from './release.js';

export class WithdrawPledge extends StreamCommand {
  readonly pledgeId: string;
  @Optional() @Text(1, 1_000) readonly reason?: string;
}

/**
 * The unit that made a pledge takes back what has not been delivered of it, before the first delivery or between
 * deliveries. A delivery that it has reported is answered by the receiver first: what counts is then beyond doubt.
 */
export const withdrawPledge = decision(WithdrawPledge, project, ({ pledgeId, reason }, project, issue) => {
  const here = present(project);
  const past = here.pastPledges.get(pledgeId);
  if (past?.status === 'released' && actsFor(issue, past.unitId)) return [];
  const pledge = openPledge(here, pledgeId);
  const unconfirmed = pledge.reported - pledge.confirmed;
  refuse.broken(
    !actsFor(issue, pledge.unitId) && 'pledge-not-yours',
    unconfirmed > 0 && ['delivery-unconfirmed', { unconfirmed }],
  );
  return [release(pledgeId, pledge, 'withdrawn', reason)];
});
