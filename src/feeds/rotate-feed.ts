import { decision, StreamCommand } from '#event-sourcing';
import { happened } from './events.js';
import { feed, ours } from './feed.js';
import { refuse } from './refusals.js';

export class RotateFeed extends StreamCommand {}

/** A feed gets another address, and the one before leads nowhere: whoever had it sees nothing any more. */
export const rotateFeed = decision(RotateFeed, feed, (_, feed, issue) => {
  const { unitId, status } = ours(feed, issue);
  return status === 'revoked' ? refuse('feed-revoked') : [happened('FeedRotated', { unitId })];
});
