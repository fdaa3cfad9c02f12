import { deadline } from '#event-sourcing';
import { closeVoting } from './close-voting.js';
import type { MotionEvent } from './events.js';

const closed = () => null;

/** Voting in writing closes at its deadline, if nobody has closed it before. */
export const votingCloses = deadline<MotionEvent>('committee/voting-closes', closeVoting, {
  VotingOpened: ({ data }) => data.closesAt ?? null,
  MotionCarried: closed,
  MotionLost: closed,
  QuorumMissed: closed,
  MotionWithdrawn: closed,
});
