import { decision, StreamCommand } from '#event-sourcing';
import { happened } from './events.js';
import { mine, webhook } from './webhook.js';

/** There is nothing to say with it. */
export class PauseWebhook extends StreamCommand {}

/** A webhook rests, because its unit asks for it, or because its unit was suspended: what happens waits for it. */
export const pauseWebhook = decision(PauseWebhook, webhook, (_, webhook, issue) => {
  const { unitId, ...found } = mine(webhook, issue);
  if (issue.actor.kind === 'reaction')
    return found.status === 'active' ? [happened('WebhookPaused', { unitId, because: 'unit-suspended' })] : [];
  return found.status === 'paused' && found.because === 'asked'
    ? []
    : [happened('WebhookPaused', { unitId, because: 'asked' })];
});
