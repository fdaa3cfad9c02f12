import type { VotingRule } from '../alliances/events.js';
import type { Choice, Tally } from './events.js';

/** The rule by which a result is computed: the charter's, as it was when voting opened. */
export type Rules = Readonly<{ votingRule: VotingRule; quorumPercent: number }>;
export type Result = 'carried' | 'lost' | 'quorum-missed';

/** How the ballots stand. @param entitled how many units may cast one */
export const tallyOf = (entitled: number, ballots: Iterable<Choice>): Tally => {
  const counts = { for: 0, against: 0, abstain: 0 };
  for (const choice of ballots) counts[choice] += 1;
  return { entitled, ballots: counts.for + counts.against + counts.abstain, ...counts };
};

/** Whether so many are enough to meet or to decide. Where nobody is entitled, nobody can. */
export const isQuorum = (there: number, entitled: number, quorumPercent: number): boolean =>
  entitled > 0 && 100 * there >= quorumPercent * entitled;

/** A result is computed, never entered: without a quorum nothing is decided, and what is not carried is lost. */
export const resultOf = ({ votingRule, quorumPercent }: Rules, tally: Tally): Result => {
  if (!isQuorum(tally.ballots, tally.entitled, quorumPercent)) return 'quorum-missed';
  return carries[votingRule](tally) ? 'carried' : 'lost';
};

/** Abstentions count for the quorum only. A tie is lost, and nothing is carried without a voice for it. */
const carries: Readonly<Record<VotingRule, (tally: Tally) => boolean>> = {
  'simple-majority': (tally) => tally.for > tally.against,
  'two-thirds': (tally) => tally.for > 0 && 3 * tally.for >= 2 * (tally.for + tally.against),
  unanimity: (tally) => tally.for > 0 && tally.against === 0,
};
