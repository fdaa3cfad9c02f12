import { decision, StreamCommand } from '#event-sourcing';
import { happened } from './events.js';
import { mine, webhook } from './webhook.js';

/** There is nothing to say with it. */
export class ResumeWebhook extends StreamCommand {}

/** What rests, or was disabled, goes on, at once. What rests because of a suspension goes on when that is over. */
export const resumeWebhook = decision(ResumeWebhook, webhook, (_, webhook, issue) => {
  const found = mine(webhook, issue);
  const suspended = found.status === 'paused' && found.because === 'unit-suspended';
  const rests = issue.actor.kind === 'reaction' ? suspended : found.status === 'paused' || found.status === 'disabled';
  return rests ? [happened('WebhookResumed', { unitId: found.unitId })] : [];
});
