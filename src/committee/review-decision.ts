import { decision, StreamCommand } from '#event-sourcing';
import { isDeepStrictEqual } from 'node:util';
import { IsDay, Optional, Text } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { charterInForce, charterOf } from './charter-in-force.js';
import { dayOf, startOf } from '../platform/days.js';
import { happened } from './events.js';
import { motion } from './motion.js';
import { refuse } from './refusals.js';

export class ReviewDecision extends StreamCommand {
  /** What the committee found. */
  @Text(1, 10_000) readonly words: string;
  /** On which day it is to look at it again. */
  @Optional() @IsDay() readonly reviewOn?: string;
}

/** An officer writes down what the committee found when it looked again at what it had decided, when it is due or before. */
export const reviewDecision = decision(
  ReviewDecision,
  motion,
  ({ words, reviewOn }, motion, { at }, { charter }) => {
    if (motion.status === 'absent') return refuse('motion-not-found');
    if (motion.status !== 'carried') return refuse('motion-not-carried');
    const { timeZone } = charterOf(charter);
    const next = reviewOn === undefined ? {} : { reviewOn, reviewAt: startOf(reviewOn, timeZone) };
    const review = { ...next, sealed: sealed({ words }) };
    if (isDeepStrictEqual(motion.reviewed, review)) return [];
    const today = dayOf(at, timeZone);
    refuse.broken(reviewOn !== undefined && reviewOn <= today && ['review-not-later', { after: today }]);
    return [happened('DecisionReviewed', review)];
  },
  { charter: { stream: charterInForce, id: (_, __, { tenantId }) => tenantId } },
);
