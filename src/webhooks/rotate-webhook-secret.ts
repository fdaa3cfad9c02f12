import { decision, StreamCommand } from '#event-sourcing';
import { Optional, Whole } from '../platform/fields.js';
import { happened } from './events.js';
import { mine, webhook } from './webhook.js';

const overlap_hours = 24;
const hour_ms = 3_600_000;

export class RotateWebhookSecret extends StreamCommand {
  /** For how many hours the secret before signs as well: 24 unless said, 0 where it has come into wrong hands. */
  @Optional() @Whole(0, 168) readonly overlapHours?: number;
  /** Under which id the new secret is kept. */
  readonly secretId: string;
}

/** A unit wants another secret; both sign until its software knows the new one. */
export const rotateWebhookSecret = decision(RotateWebhookSecret, webhook, (command, webhook, issue) => {
  const { overlapHours = overlap_hours, secretId } = command;
  const { unitId } = mine(webhook, issue);
  const previousUntil = new Date(Date.parse(issue.at) + overlapHours * hour_ms).toISOString();
  return [happened('WebhookSecretRotated', { unitId, secretId, previousUntil })];
});
