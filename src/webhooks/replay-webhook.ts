import { decision, StreamCommand } from '#event-sourcing';
import { Whole } from '../platform/fields.js';
import { happened } from './events.js';
import { refuse } from './refusals.js';
import { mine, webhook } from './webhook.js';

export class ReplayWebhook extends StreamCommand {
  /** The place in the log after which everything is sent, again where it was sent before; 0 is the beginning. */
  @Whole(0, 1_000_000_000_000) readonly after: number;
  /** Where the log ends now. */
  readonly head: number;
}

/** A unit's software wants to hear again what happened since. */
export const replayWebhook = decision(ReplayWebhook, webhook, ({ after, head }, webhook, issue) => {
  const { unitId, verified } = mine(webhook, issue);
  refuse.broken(!verified && 'webhook-not-verified', after > head && ['place-not-reached', { head }]);
  return [happened('WebhookReplayed', { unitId, after })];
});
