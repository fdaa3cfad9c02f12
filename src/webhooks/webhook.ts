import { stream, type Issue, type Seen } from '#event-sourcing';
import { actsFor } from '../access/actor.js';
import {
  webhookStream,
  type DisabledBecause,
  type PausedBecause,
  type WebhookContent,
  type WebhookEvent,
} from './events.js';
import { refuse } from './refusals.js';

/** A webhook that was registered. */
type Registered = Readonly<{
  unitId: string;
  /** As it was registered: what says the same under its id is the same registration. */
  first: WebhookContent;
  content: WebhookContent;
  verified: boolean;
  /** What it signs with, by the ids under which that is kept. */
  secrets: Readonly<{ current: string; previous?: Readonly<{ id: string; until: string }> }>;
}>;
export type LivingWebhook = Registered &
  (
    | Readonly<{ status: 'unverified' | 'active' }>
    | Readonly<{ status: 'paused'; because: PausedBecause }>
    | Readonly<{ status: 'disabled'; because: DisabledBecause }>
  );
export type Webhook = { readonly status: 'absent' } | (Registered & Readonly<{ status: 'removed' }>) | LivingWebhook;

export const webhook = stream<WebhookEvent, Webhook>(webhookStream, () => ({ status: 'absent' }), {
  WebhookRegistered: (_, { unitId, secretId, ...content }) => ({
    ...{ unitId, content, first: content, verified: false, secrets: { current: secretId } },
    status: 'unverified',
  }),
  WebhookVerified: (webhook) => {
    const before = living(webhook);
    if (before.status === 'paused') return { ...before, verified: true };
    return { ...registered(before), verified: true, status: 'active' };
  },
  WebhookRevised: (webhook, data) => {
    const { unitId: _, ...content } = data;
    const before = living(webhook);
    if (content.targetId === before.content.targetId) return { ...before, content };
    if (before.status === 'paused') return { ...before, content, verified: false };
    return { ...registered(before), content, verified: false, status: 'unverified' };
  },
  WebhookSecretRotated: (webhook, { secretId, previousUntil: until }) => {
    const before = living(webhook);
    return { ...before, secrets: { current: secretId, previous: { id: before.secrets.current, until } } };
  },
  WebhookPaused: (webhook, { because }) => ({ ...registered(webhook), status: 'paused', because }),
  WebhookResumed: (webhook) => {
    const before = registered(webhook);
    return { ...before, status: before.verified ? 'active' : 'unverified' };
  },
  WebhookReplayed: (webhook) => webhook,
  WebhookDisabled: (webhook, { because }) => ({ ...registered(webhook), status: 'disabled', because }),
  DeadLetterResent: (webhook) => webhook,
  WebhookRemoved: (webhook) => ({ ...registered(webhook), status: 'removed' }),
});

/** The webhook, where the actor's unit has it, or a reaction asks; of others nobody hears. */
export const present = (webhook: Seen<Webhook>, issue: Issue): Exclude<Seen<Webhook>, { status: 'absent' }> => {
  if (webhook.status === 'absent') return refuse('webhook-not-found');
  return issue.actor.kind === 'reaction' || actsFor(issue, webhook.unitId) ? webhook : refuse('webhook-not-found');
};

/** The same, where it was not removed. */
export const mine = (webhook: Seen<Webhook>, issue: Issue): Seen<LivingWebhook> => {
  const found = present(webhook, issue);
  return found.status === 'removed' ? refuse('webhook-removed') : found;
};

const living = (webhook: Webhook): LivingWebhook => {
  if (webhook.status === 'absent' || webhook.status === 'removed') throw new Error('this happens to a living webhook');
  return webhook;
};
const registered = (webhook: Webhook): Registered => {
  const { unitId, first, content, verified, secrets } = living(webhook);
  return { unitId, first, content, verified, secrets };
};
