import { DeadLetterRow, WebhookDeliveryRow } from './delivery-rows.js';

/** Tables that are no read models: they are migrated. */
export const webhookTables = [WebhookDeliveryRow, DeadLetterRow];
