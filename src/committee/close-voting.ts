import { decision, StreamCommand } from '#event-sourcing';
import { actorOf } from '../access/actor.js';
import { charterInForce, charterOf } from './charter-in-force.js';
import { startOf } from '../platform/days.js';
import { happened, type MotionEvent } from './events.js';
import { entitledIn, motion } from './motion.js';
import { refuse } from './refusals.js';
import { resultOf, tallyOf } from './result.js';

/** Who closes says nothing of the result: it is computed. */
export class CloseVoting extends StreamCommand {}

/**
 * Voting in writing is closed by an officer or by the clock, at its deadline or when every entitled unit has cast its
 * ballot; voting in a meeting by an officer, and at the end of the sitting at the latest.
 * The ballots decide, by the charter's rule as it was when voting opened.
 */
export const closeVoting = decision(
  CloseVoting,
  motion,
  (_, motion, issue, { charter }): readonly MotionEvent[] => {
    const { at } = issue;
    switch (motion.status) {
      case 'absent':
        return refuse('motion-not-found');
      case 'withdrawn':
        return refuse('motion-withdrawn');
      case 'tabled':
        return refuse('voting-not-open');
      case 'quorum-missed':
      case 'carried':
      case 'lost':
        return [];
    }
    // A sitting that ended before this vote was opened has nothing to do with it.
    if (actorOf(issue).kind === 'reaction' && at < motion.openedAt) return [];
    const { matter, closesAt, ballots } = motion;
    const { about, reviewOn } = matter;
    const tally = tallyOf(entitledIn(motion).length, ballots.values());
    const waits = closesAt !== undefined && at < closesAt;
    refuse.broken(waits && tally.ballots < tally.entitled && ['voting-still-open', { closesAt }]);
    switch (resultOf(motion, tally)) {
      case 'carried':
        return [
          happened('MotionCarried', {
            about,
            tally,
            ...(reviewOn !== undefined && { reviewOn, reviewAt: startOf(reviewOn, charterOf(charter).timeZone) }),
          }),
        ];
      case 'lost':
        return [happened('MotionLost', { about, tally })];
      case 'quorum-missed':
        return [happened('QuorumMissed', { about, tally })];
    }
  },
  { charter: { stream: charterInForce, id: (_, __, { tenantId }) => tenantId } },
);
