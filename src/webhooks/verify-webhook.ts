import { decision, StreamCommand } from '#event-sourcing';
import { happened } from './events.js';
import { refuse } from './refusals.js';
import { mine, webhook } from './webhook.js';

/** What an address answered to what was sent to it at once; `why` it was not as it must be. */
export type Tried = Readonly<{ targetId: string; why?: string; status?: number }>;

/** There is nothing to say with it. */
export class VerifyWebhook extends StreamCommand {
  /** What came of the challenge; nothing in a dry run, which sends none. */
  readonly tried?: Tried;
}

/** The address gave the challenge back: whoever has it wants what is sent to it. */
export const verifyWebhook = decision(VerifyWebhook, webhook, ({ tried }, webhook, issue) => {
  const { unitId, verified, content } = mine(webhook, issue);
  const { targetId } = content;
  if (verified) return [];
  if (tried) answered(tried, targetId);
  return [happened('WebhookVerified', { unitId, targetId })];
});

/** @throws Refusal unless this very address answered as it must */
export const answered = ({ targetId, why, status }: Tried, wanted: string): void => {
  if (why !== undefined) refuse('webhook-not-answering', { why, ...(status !== undefined && { status }) });
  if (targetId !== wanted) refuse('webhook-not-answering', { why: 'the address was changed meanwhile' });
};
