import { decision, StreamCommand } from '#event-sourcing';
import { happened } from './events.js';
import { refuse } from './refusals.js';
import { answered, type Tried } from './verify-webhook.js';
import { mine, webhook } from './webhook.js';

/** There is nothing to say with it. */
export class ResendDeadLetter extends StreamCommand {
  /** The event that it holds. */
  readonly eventId: string;
  /** What came of sending it; nothing in a dry run, which sends nothing. */
  readonly tried?: Tried;
}

/** What was given up is sent once more, and taken. */
export const resendDeadLetter = decision(ResendDeadLetter, webhook, ({ eventId, tried }, webhook, issue) => {
  const { unitId, verified, content } = mine(webhook, issue);
  if (!verified) refuse('webhook-not-verified');
  if (tried) answered(tried, content.targetId);
  return [happened('DeadLetterResent', { unitId, eventId, targetId: content.targetId })];
});
