import { stream, type Issue, type Seen } from '#event-sourcing';
import { actsFor, inOffice } from '../access/actor.js';
import { offices } from '../alliances/events.js';
import { feedStream, type FeedEvent, type FeedScope, type Language } from './events.js';
import { refuse } from './refusals.js';

type Content = Readonly<{ unitId: string; shows: FeedScope; language: Language; label: string }>;
export type Feed = { readonly status: 'absent' } | (Content & { readonly status: 'active' | 'revoked' });

export const feed = stream<FeedEvent, Feed>(feedStream, () => ({ status: 'absent' }), {
  FeedCreated: (_, content) => ({ ...content, status: 'active' }),
  FeedRotated: (feed) => feed,
  FeedRevoked: (feed) => (feed.status === 'absent' ? feed : { ...feed, status: 'revoked' }),
});

/** The feed, where it is the acting unit's, or an officer asks; of others' nobody hears. */
export const ours = (feed: Seen<Feed>, issue: Issue): Exclude<Seen<Feed>, { status: 'absent' }> => {
  if (feed.status === 'absent') return refuse('feed-not-found');
  return actsFor(issue, feed.unitId) || inOffice(issue, ...offices) ? feed : refuse('feed-not-found');
};
