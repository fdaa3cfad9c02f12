import { stream, type EventOf } from '#event-sourcing';
import { motionStream, type Choice, type MotionEvent } from './events.js';
import type { Rules } from './result.js';

/** What was put before the committee, as it was tabled. */
type Matter = EventOf<MotionEvent, 'MotionTabled'>['data'];
type Undecided = { readonly matter: Matter; readonly recused: Set<string> };
type Vote = Rules & {
  readonly roll: readonly string[];
  /** Of a vote in writing. */
  readonly closesAt?: string;
  /** Of a vote in a meeting, with the units that were there as it began. */
  readonly meetingId?: string;
  readonly attending?: readonly string[];
  readonly ballots: Map<string, Choice>;
};

/**
 * Only what decisions need. `recused` holds the units that declared an interest and, once voting has opened, the
 * others that cast no ballot. Ballots leave with the vote.
 */
export type Motion =
  | { readonly status: 'absent' }
  | (Undecided & { readonly status: 'tabled' | 'quorum-missed' })
  | (Undecided & Vote & { readonly status: 'voting' })
  | { readonly status: 'carried' | 'lost' | 'withdrawn'; readonly matter: Matter };

export const motion = stream<MotionEvent, Motion>(motionStream, () => ({ status: 'absent' }), {
  MotionTabled: (_, matter) => ({ status: 'tabled', matter, recused: new Set() }),
  MotionWithdrawn: (motion) => ({ status: 'withdrawn', matter: undecided(motion).matter }),
  VotingOpened: (motion, { recused, ...vote }) => ({
    status: 'voting',
    matter: undecided(motion).matter,
    recused: new Set(recused),
    ...vote,
    ballots: new Map(),
  }),
  InterestDeclared: (motion, { unitId }) => {
    undecided(motion).recused.add(unitId);
    if (motion.status === 'voting') motion.ballots.delete(unitId);
    return motion;
  },
  BallotCast: (motion, { unitId, choice }) => {
    voting(motion).ballots.set(unitId, choice);
    return motion;
  },
  MotionCarried: (motion) => ({ status: 'carried', matter: voting(motion).matter }),
  MotionLost: (motion) => ({ status: 'lost', matter: voting(motion).matter }),
  QuorumMissed: (motion) => {
    const { matter, recused } = voting(motion);
    return { status: 'quorum-missed', matter, recused };
  },
});

/** The units whose ballots count: the roll less the recused. */
export const entitledIn = ({ roll, recused }: Readonly<{ roll: readonly string[]; recused: ReadonlySet<string> }>) =>
  roll.filter((unitId) => !recused.has(unitId));

/** Whether the ballots have decided on a motion, one way or the other. */
export const isDecided = ({ status }: { readonly status: Motion['status'] }) =>
  status === 'carried' || status === 'lost';

const undecided = (motion: Motion): Undecided => {
  if ('recused' in motion) return motion;
  throw new Error(`this happens to a motion that is not decided, and it is ${motion.status}`);
};

const voting = (motion: Motion): Undecided & Vote => {
  if (motion.status === 'voting') return motion;
  throw new Error(`this happens while voting is open, and the motion is ${motion.status}`);
};
