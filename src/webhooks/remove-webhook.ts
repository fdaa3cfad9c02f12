import { decision, StreamCommand } from '#event-sourcing';
import { happened } from './events.js';
import { present, webhook } from './webhook.js';

/** There is nothing to say with it. */
export class RemoveWebhook extends StreamCommand {}

/** A webhook is over for good, because its unit asks for it, or has left. */
export const removeWebhook = decision(RemoveWebhook, webhook, (_, webhook, issue) => {
  const { unitId, status } = present(webhook, issue);
  if (status === 'removed') return [];
  return [happened('WebhookRemoved', { unitId, because: issue.actor.kind === 'reaction' ? 'unit-left' : 'asked' })];
});
