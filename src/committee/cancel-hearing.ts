import { decision, StreamCommand } from '#event-sourcing';
import { Text } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { happened } from './events.js';
import { beforeVoting, hearingOf } from './hearing.js';
import { motion } from './motion.js';
import { refuse } from './refusals.js';

export class CancelHearing extends StreamCommand {
  readonly hearingId: string;
  @Text(1, 2_000) readonly reason: string;
}

/** An officer calls a hearing off that was not held, and says why. */
export const cancelHearing = decision(CancelHearing, motion, ({ hearingId, reason }, motion) => {
  const { held, cancelled } = hearingOf(motion, hearingId);
  if (cancelled) return [];
  beforeVoting(motion);
  refuse.broken(held !== undefined && 'hearing-held');
  return [happened('HearingCancelled', { hearingId, sealed: sealed({ reason }) })];
});
