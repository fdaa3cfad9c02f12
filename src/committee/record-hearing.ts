import { decision, StreamCommand } from '#event-sourcing';
import { isDeepStrictEqual } from 'node:util';
import { Nested, Optional, Text, Whole } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { happened } from './events.js';
import { beforeVoting, hearingOf } from './hearing.js';
import { motion } from './motion.js';
import { refuse } from './refusals.js';

const people_max = 1_000_000;

/** How many of those who were heard are for it, against it, or neither. It binds nobody. */
export class HearingOpinion {
  @Whole(0, people_max) readonly for: number;
  @Whole(0, people_max) readonly against: number;
  @Whole(0, people_max) readonly neither: number;
}

export class RecordHearing extends StreamCommand {
  readonly hearingId: string;
  /** How many people came. */
  @Whole(0, people_max) readonly present: number;
  /** What was said. */
  @Text(1, 10_000) readonly summary: string;
  @Optional() @Nested(HearingOpinion) readonly opinion?: HearingOpinion;
}

/** An officer writes down what was said at a hearing, once it has begun. */
export const recordHearing = decision(RecordHearing, motion, (command, motion, { at }) => {
  const { hearingId, present, summary, opinion } = command;
  const { called, held, cancelled } = hearingOf(motion, hearingId);
  const now = { hearingId, present, ...(opinion && { opinion: { ...opinion } }), sealed: sealed({ summary }) };
  if (held) return isDeepStrictEqual(held, now) ? [] : refuse('hearing-held');
  beforeVoting(motion);
  refuse.broken(
    cancelled === true && 'hearing-cancelled',
    at < called.from && ['hearing-not-begun', { from: called.from }],
  );
  return [happened('HearingHeld', now)];
});
