import { eventsOf, type Event } from '#event-sourcing';

/** One webhook: an address of a unit's software that is told what happens in its alliance. */
export const webhookStream = 'webhook';

/**
 * What is said of a webhook. Its whole address may be a secret, as its signing secret is: both are kept elsewhere,
 * encrypted, and named here. `origin` is the part of the address that everybody may know.
 */
export type WebhookContent = Readonly<{
  label: string;
  origin: string;
  targetId: string;
  /** The events that it wants; all that its unit may see, unless said. */
  eventTypes?: readonly string[];
}>;

export type PausedBecause = 'asked' | 'unit-suspended';
export type DisabledBecause = 'gone' | 'failing';
export type RemovedBecause = 'asked' | 'unit-left';

/** What happens to a webhook. Each fact names its unit, so that others are not shown it. */
export type WebhookEvent =
  /** A unit wants its software to be told. Nothing is sent before the address was verified. */
  | Event<'WebhookRegistered', WebhookContent & { unitId: string; secretId: string }>
  /** The address gave a random challenge back. What happened since the registration is sent from now on. */
  | Event<'WebhookVerified', { unitId: string; targetId: string }>
  /** All that is said of it from now on. Another address is to be verified again. */
  | Event<'WebhookRevised', WebhookContent & { unitId: string }>
  /** It signs with another secret; with the one before as well, until then. */
  | Event<'WebhookSecretRotated', { unitId: string; secretId: string; previousUntil: string }>
  /** Nothing is sent; what happens waits for it. */
  | Event<'WebhookPaused', { unitId: string; because: PausedBecause }>
  /** What waits is sent, and at once. */
  | Event<'WebhookResumed', { unitId: string }>
  /** What happened after this place of the log is sent, again where it was sent before. */
  | Event<'WebhookReplayed', { unitId: string; after: number }>
  /** Its address said that it is gone, or took nothing for days: nothing is sent until its unit resumes it. */
  | Event<'WebhookDisabled', { unitId: string; because: DisabledBecause; since: string }>
  /** What its address had not taken in time, it took when it was sent once more. */
  | Event<'DeadLetterResent', { unitId: string; eventId: string; targetId: string }>
  /** It is over for good; its address and its secrets are forgotten. */
  | Event<'WebhookRemoved', { unitId: string; because: RemovedBecause }>;

export const happened = eventsOf<WebhookEvent>();
