import { decision, StreamCommand } from '#event-sourcing';
import { isDeepStrictEqual } from 'node:util';
import { actsFor, unitOf } from '../access/actor.js';
import { IsId, Optional, Text } from '../platform/fields.js';
import { happened, type WebhookContent } from './events.js';
import { refuse } from './refusals.js';
import { Address, EventTypes } from './wanted.js';
import { webhook } from './webhook.js';

export class RegisterWebhook extends StreamCommand {
  /** The caller's own id for the webhook. */
  @Optional() @IsId() readonly webhookId?: string;
  /** Where events are sent. It may hold secrets: only its origin is ever shown. */
  @Address() readonly url: string;
  /** What your unit calls it. */
  @Text(1, 100) readonly label: string;
  /** Which events are sent; all that your unit may see, unless said. */
  @Optional() @EventTypes() readonly eventTypes?: readonly string[];
  /** What the edge knows: the part of the address to show, and under which ids address and secret are kept. */
  readonly kept: Readonly<{ origin: string; targetId: string; secretId: string }>;
}

/** What a body says of a webhook, as facts hold it. */
export const contentOf = (
  { label, eventTypes }: Readonly<{ label: string; eventTypes?: readonly string[] }>,
  { origin, targetId }: Readonly<{ origin: string; targetId: string }>,
): WebhookContent => ({ label, origin, targetId, ...(eventTypes && { eventTypes: [...eventTypes].sort() }) });

/** A unit wants its software to be told what happens. */
export const registerWebhook = decision(RegisterWebhook, webhook, (command, webhook, issue) => {
  const content = contentOf(command, command.kept);
  if (webhook.status !== 'absent') {
    const same = actsFor(issue, webhook.unitId) && isDeepStrictEqual(webhook.first, content);
    return same ? [] : refuse('webhook-id-taken');
  }
  const { secretId } = command.kept;
  return [happened('WebhookRegistered', { unitId: unitOf(issue), ...content, secretId })];
});
