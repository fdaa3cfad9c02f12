import { decision, StreamCommand } from '#event-sourcing';
import { happened, type DisabledBecause } from './events.js';
import { mine, webhook } from './webhook.js';

export class DisableWebhook extends StreamCommand {
  readonly because: DisabledBecause;
  /** Since when its address takes nothing. */
  readonly since: string;
  /** The address that was tried. */
  readonly targetId: string;
}

/** Nothing more is sent to an address that says it is gone, or that took nothing for days. */
export const disableWebhook = decision(DisableWebhook, webhook, ({ because, since, targetId }, webhook, issue) => {
  const { unitId, status, content } = mine(webhook, issue);
  const isThis = status === 'active' && content.targetId === targetId;
  return isThis ? [happened('WebhookDisabled', { unitId, because, since })] : [];
});
