import { decision, StreamCommand } from '#event-sourcing';
import { actsFor } from '../access/actor.js';
import { Text } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { happened } from './events.js';
import { present, project } from './project.js';
import { refuse } from './refusals.js';

export class ReverseSpending extends StreamCommand {
  readonly spendingId: string;
  @Text(1, 1_000) readonly reason: string;
}

/** The receiver corrects a spending that was recorded wrongly, or of which the money came back, and says why. */
export const reverseSpending = decision(ReverseSpending, project, ({ spendingId, reason }, project, issue) => {
  const here = present(project);
  const { currency, amountMinor, reversed } = here.spendings.get(spendingId) ?? refuse('spending-not-found');
  refuse.broken(!actsFor(issue, here.receiver) && 'project-not-yours');
  if (reversed) return [];
  return [happened('SpendingReversed', { spendingId, currency, amountMinor, sealed: sealed({ reason }) })];
});
