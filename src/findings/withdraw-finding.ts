import { decision, StreamCommand } from '#event-sourcing';
import { actingClient } from '../access/actor.js';
import { Text } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { happened } from './events.js';
import { finding, present } from './finding.js';
import { refuse } from './refusals.js';

export class WithdrawFinding extends StreamCommand {
  /** Why it is not as it was found. */
  @Text(1, 4_000) readonly reason: string;
}

/** The auditor who raised a finding takes it back, with the reason, before it is closed. No other auditor can: they close it. */
export const withdrawFinding = decision(WithdrawFinding, finding, ({ reason }, finding, issue) => {
  const { status, raised, raisedBy } = present(finding);
  refuse.broken(
    actingClient(issue) !== raisedBy && 'finding-of-another-auditor',
    status === 'closed' && 'finding-closed',
  );
  if (status === 'withdrawn') return [];
  return [happened('FindingWithdrawn', { unitId: raised.unitId, sealed: sealed({ reason }) })];
});
