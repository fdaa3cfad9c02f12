import { commandHandlers, queryHandlers } from '#nest-event-sourcing';
import { Module } from '@nestjs/common';
import { Couriers } from './couriers.js';
import { WebhookEdge } from './edge.js';
import { Outside } from './outside.js';
import { pauseWebhook } from './pause-webhook.js';
import { Progress } from './progress.js';
import { removeWebhook } from './remove-webhook.js';
import { resumeWebhook } from './resume-webhook.js';
import { Sender } from './sender.js';
import { Vault } from './vault.js';
import { WebhooksController } from './webhooks.controller.js';
import { getDeadLetters, getWebhook, getWebhookDeliveries, getWebhooks } from './webhooks.js';

@Module({
  controllers: [WebhooksController],
  providers: [
    ...commandHandlers(pauseWebhook, resumeWebhook, removeWebhook),
    ...queryHandlers(getWebhooks, getWebhook, getWebhookDeliveries, getDeadLetters),
    ...[WebhookEdge, Couriers, Progress, Sender, Outside, Vault],
  ],
})
export class WebhooksModule {}
