import type { ContextParts } from '../platform/context-parts.js';
import { onUnitStanding } from './on-unit-standing.js';
import { webhookRows } from './webhook-rows.js';
import { webhook } from './webhook.js';

export const webhooksParts = {
  streams: [webhook],
  models: [webhookRows],
  reactions: [onUnitStanding],
  deadlines: [],
} satisfies ContextParts;
