import { deadline, decision, StreamCommand } from '#event-sourcing';
import { happened, type MotionEvent } from './events.js';
import { motion } from './motion.js';

/** The clock's: the day of the review has come. */
export class MarkReviewDue extends StreamCommand {}

/** A decision that the committee wanted to look at again is a matter for its next meeting, from that day on. */
export const markReviewDue = decision(MarkReviewDue, motion, (_, motion, { at }) => {
  if (motion.status !== 'carried' || !motion.awaits || at < motion.awaits.reviewAt) return [];
  const { reviewOn } = motion.awaits;
  return [happened('DecisionReviewDue', { reviewOn, title: motion.matter.title })];
});

/** A decision is to be looked at again on a day, which begins where the alliance is. */
export const reviewIsDue = deadline<MotionEvent>('committee/review-is-due', markReviewDue, {
  MotionCarried: ({ data }) => data.reviewAt ?? null,
  DecisionReviewed: ({ data }) => data.reviewAt ?? null,
  DecisionReviewDue: () => null,
});
