import { commandHandlers, queryHandlers } from '#nest-event-sourcing';
import { Module } from '@nestjs/common';
import { faults_max, HealthParts, type PartState } from '../platform/health-parts.js';
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
export class WebhooksModule {
  constructor(parts: HealthParts, couriers: Couriers) {
    parts.add({ name: 'webhooks', state: async () => stateOf(await couriers.backlogs()) });
  }
}

/** That a receiver does not take what is sent to it is no illness of ours: figures say how many wait. */
const stateOf = ({ faults, disabled, webhooks }: Awaited<ReturnType<Couriers['backlogs']>>): PartState => {
  const sum = (figures: readonly number[]) => figures.reduce((a, b) => a + b, 0);
  return {
    status: faults > faults_max ? 'faulty' : 'ok',
    faults,
    disabled,
    failing: webhooks.filter(({ attempts }) => attempts > 0).length,
    behind: sum(webhooks.map(({ behind }) => behind)),
    deadLetters: sum(webhooks.map(({ deadLetters }) => deadLetters)),
  };
};
