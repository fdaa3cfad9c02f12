import { decision, newId, StreamCommand } from '#event-sourcing';
import { actsFor } from '../access/actor.js';
import { Currency, IsId, Nested, Optional, Quantity, Text } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { spendingContent } from './contents.js';
import { brokenByDecision, decisionTaken } from './decision-taken.js';
import { Evidence, happened } from './events.js';
import { present, project } from './project.js';
import { refuse } from './refusals.js';

export class SpendFund extends StreamCommand {
  /** The caller's own id for the spending. */
  @Optional() @IsId() readonly spendingId?: string;
  @Currency() readonly currency: string;
  /** In the minor unit of the currency. */
  @Quantity() readonly amountMinor: number;
  /** What for. */
  @Text(1, 1_000) readonly purpose: string;
  /** The carried motion that allows it: the one that approved the project, or a free one. */
  @IsId() readonly motionId: string;
  /** Where the receipt is. */
  @Nested(Evidence) readonly evidence: Evidence;
}

/**
 * The receiver spends money of the project's fund and names the decision that allows it. The fund never goes below zero,
 * in no currency.
 */
export const spendFund = decision(
  SpendFund,
  project,
  (command, project, issue, { decided }) => {
    const { currency, amountMinor, purpose, motionId, evidence, subjectId: projectId } = command;
    const here = present(project);
    const mine = actsFor(issue, here.receiver);
    const spendingId = newId(issue, 'spending', command.spendingId);
    const before = here.spendings.get(spendingId);
    if (before) return mine && before.content === spendingContent(command) ? [] : refuse('spending-id-taken');
    const balance = here.fund.get(currency) ?? 0;
    refuse.broken(
      !mine && 'project-not-yours',
      amountMinor > balance && ['fund-exceeded', { currency, balance }],
      brokenByDecision(decided, projectId),
    );
    const spent = { spendingId, currency, amountMinor, motionId, evidence, sealed: sealed({ purpose }) };
    return [happened('FundSpent', spent)];
  },
  { decided: { stream: decisionTaken, id: ({ motionId }) => motionId } },
);
