import { eventsOf, type Event } from '#event-sourcing';

export const feedStream = 'feed';

/** What a feed shows: what is when in the whole alliance, or what concerns its unit. */
export const feedScopes = ['alliance', 'unit'] as const;
export type FeedScope = (typeof feedScopes)[number];
export const languages = ['zh', 'en'] as const;
export type Language = (typeof languages)[number];

/** Facts about a calendar feed. None holds the secret in its address, nor a trace of it. */
export type FeedEvent =
  /** A unit wants to see in its calendars what is when. */
  | Event<'FeedCreated', { unitId: string; shows: FeedScope; language: Language; label: string }>
  /** The feed has another address; the one before leads nowhere. */
  | Event<'FeedRotated', { unitId: string }>
  /** The feed has no address any more. */
  | Event<'FeedRevoked', { unitId: string }>;

export const happened = eventsOf<FeedEvent>();
