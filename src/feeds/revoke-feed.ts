import { decision, StreamCommand } from '#event-sourcing';
import { happened } from './events.js';
import { feed, ours } from './feed.js';

export class RevokeFeed extends StreamCommand {}

/** A feed has no address any more. */
export const revokeFeed = decision(RevokeFeed, feed, (_, feed, issue) => {
  const { unitId, status } = ours(feed, issue);
  return status === 'revoked' ? [] : [happened('FeedRevoked', { unitId })];
});
