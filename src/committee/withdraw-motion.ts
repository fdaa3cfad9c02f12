import { decision, StreamCommand } from '#event-sourcing';
import { actsFor } from '../access/actor.js';
import { Optional, Text } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { happened } from './events.js';
import { isDecided, motion } from './motion.js';
import { refuse } from './refusals.js';

export class WithdrawMotion extends StreamCommand {
  @Optional() @Text(1, 2_000) readonly reason?: string;
}

/** The unit that tabled a motion may withdraw it, as long as the committee is not voting and has not decided. */
export const withdrawMotion = decision(WithdrawMotion, motion, ({ reason }, motion, issue) => {
  if (motion.status === 'absent') return refuse('motion-not-found');
  refuse.broken(
    !actsFor(issue, motion.matter.tabledBy) && 'motion-not-yours',
    motion.status === 'voting' && 'voting-under-way',
    isDecided(motion) && 'motion-decided',
  );
  if (motion.status === 'withdrawn') return [];
  return [happened('MotionWithdrawn', { sealed: sealed({ ...(reason !== undefined && { reason }) }) })];
});
