import { decision, StreamCommand } from '#event-sourcing';
import { isDeepStrictEqual } from 'node:util';
import { Optional, Text } from '../platform/fields.js';
import { happened } from './events.js';
import { contentOf } from './register-webhook.js';
import { Address, EventTypes } from './wanted.js';
import { mine, webhook } from './webhook.js';

/** All that is said of the webhook from now on. */
export class ReviseWebhook extends StreamCommand {
  /** Where events are sent from now on, if elsewhere; then the address is to be verified again. */
  @Optional() @Address() readonly url?: string;
  @Text(1, 100) readonly label: string;
  /** Which events are sent; all that your unit may see, unless said. */
  @Optional() @EventTypes() readonly eventTypes?: readonly string[];
  /** What the edge knows of a new address. */
  readonly kept?: Readonly<{ origin: string; targetId: string }>;
}

/** A unit says anew what its webhook is for, or where it goes. What was passed over stays so, unless it is replayed. */
export const reviseWebhook = decision(ReviseWebhook, webhook, (command, webhook, issue) => {
  const { unitId, content: before } = mine(webhook, issue);
  const content = contentOf(command, command.kept ?? before);
  return isDeepStrictEqual(before, content) ? [] : [happened('WebhookRevised', { unitId, ...content })];
});
