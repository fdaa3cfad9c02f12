import { confidentialStream, type EventOf } from '#event-sourcing';
import { motionStream, type Choice, type MotionEvent } from './events.js';
import type { Rules } from './result.js';

/** What was put before the committee, as it was tabled. */
type Matter = EventOf<MotionEvent, 'MotionTabled'>['data'];
type Said<Type extends MotionEvent['type']> = EventOf<MotionEvent, Type>['data'];
/** A hearing on a motion, as it was called, and what became of it. */
export type Hearing = Readonly<{
  called: Said<'HearingCalled'>;
  held?: Said<'HearingHeld'>;
  cancelled?: true;
}>;
type Undecided = {
  readonly matter: Matter;
  readonly recused: Set<string>;
  readonly hearings: Map<string, Hearing>;
  readonly statements: Map<string, Said<'StatementMade'>['sealed']>;
};
/** A decision that may be looked at again: when it is awaited, until the day has come, and what was found the last time. */
type Decision = {
  readonly awaits?: Readonly<{ reviewOn: string; reviewAt: string }>;
  readonly reviewed?: Said<'DecisionReviewed'>;
};
type Vote = Rules & {
  readonly openedAt: string;
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
  | (Decision & { readonly status: 'carried'; readonly matter: Matter })
  | { readonly status: 'lost' | 'withdrawn'; readonly matter: Matter };

export const motion = confidentialStream<MotionEvent, Motion>(motionStream, () => ({ status: 'absent' }), {
  MotionTabled: (_, matter) => ({
    status: 'tabled',
    matter,
    recused: new Set(),
    hearings: new Map(),
    statements: new Map(),
  }),
  MotionWithdrawn: (motion) => ({ status: 'withdrawn', matter: undecided(motion).matter }),
  VotingOpened: (motion, { recused, ...vote }, { issue }) => ({
    ...undecided(motion),
    status: 'voting',
    openedAt: issue.at,
    recused: new Set(recused),
    ...vote,
    ballots: new Map(),
  }),
  InterestDeclared: (motion, { unitId }) => {
    undecided(motion).recused.add(unitId);
    if (motion.status === 'voting') motion.ballots.delete(unitId);
    return motion;
  },
  HearingCalled: (motion, called) => {
    undecided(motion).hearings.set(called.hearingId, { called });
    return motion;
  },
  HearingHeld: (motion, held) => {
    const { hearings } = undecided(motion);
    hearings.set(held.hearingId, { ...calledIn(hearings, held.hearingId), held });
    return motion;
  },
  HearingCancelled: (motion, { hearingId }) => {
    const { hearings } = undecided(motion);
    hearings.set(hearingId, { ...calledIn(hearings, hearingId), cancelled: true });
    return motion;
  },
  StatementMade: (motion, { unitId, sealed }) => {
    undecided(motion).statements.set(unitId, sealed);
    return motion;
  },
  BallotCast: (motion, { unitId, choice }) => {
    voting(motion).ballots.set(unitId, choice);
    return motion;
  },
  MotionCarried: (motion, { reviewOn, reviewAt }) => ({
    status: 'carried',
    matter: voting(motion).matter,
    ...awaiting(reviewOn, reviewAt),
  }),
  MotionLost: (motion) => ({ status: 'lost', matter: voting(motion).matter }),
  QuorumMissed: (motion) => {
    const { matter, recused, hearings, statements } = voting(motion);
    return { status: 'quorum-missed', matter, recused, hearings, statements };
  },
  DecisionReviewDue: (motion) => {
    const { awaits: _, ...decision } = carried(motion);
    return decision;
  },
  DecisionReviewed: (motion, reviewed) => {
    const { matter } = carried(motion);
    return { status: 'carried', matter, ...awaiting(reviewed.reviewOn, reviewed.reviewAt), reviewed };
  },
});

/** The units whose ballots count: the roll less the recused. */
export const entitledIn = ({ roll, recused }: Readonly<{ roll: readonly string[]; recused: ReadonlySet<string> }>) =>
  roll.filter((unitId) => !recused.has(unitId));

/** Whether the ballots have decided on a motion, one way or the other. */
export const isDecided = ({ status }: { readonly status: Motion['status'] }) =>
  status === 'carried' || status === 'lost';

const awaiting = (reviewOn: string | undefined, reviewAt: string | undefined): Decision =>
  reviewOn !== undefined && reviewAt !== undefined ? { awaits: { reviewOn, reviewAt } } : {};

const calledIn = (hearings: ReadonlyMap<string, Hearing>, hearingId: string): Hearing => {
  const hearing = hearings.get(hearingId);
  if (hearing) return hearing;
  throw new Error(`nobody called the hearing ${hearingId}`);
};

const carried = (motion: Motion) => {
  if (motion.status === 'carried') return motion;
  throw new Error(`this happens to a motion that was carried, and it is ${motion.status}`);
};

const undecided = (motion: Motion): Undecided => {
  if ('recused' in motion) return motion;
  throw new Error(`this happens to a motion that is not decided, and it is ${motion.status}`);
};

const voting = (motion: Motion): Undecided & Vote => {
  if (motion.status === 'voting') return motion;
  throw new Error(`this happens while voting is open, and the motion is ${motion.status}`);
};
