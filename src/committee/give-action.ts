import { decision, StreamCommand } from '#event-sourcing';
import { isDeepStrictEqual } from 'node:util';
import { roll } from '../access/standing.js';
import { IsDay, IsId, LocalText, Optional, Words } from '../platform/fields.js';
import { action } from './action.js';
import { charterInForce, charterOf } from './charter-in-force.js';
import { dueOn } from '../platform/due.js';
import { unfit } from './due.js';
import { actionHappened } from './events.js';
import { motion } from './motion.js';
import { refuse } from './refusals.js';

export class GiveAction extends StreamCommand {
  /** The caller's own id for the action. */
  @Optional() @IsId() readonly actionId?: string;
  /** The carried motion from which it follows. */
  @IsId() readonly motionId: string;
  /** What is to be done. */
  @Words() readonly title: LocalText;
  /** The unit that is to do it. */
  @IsId() readonly unitId: string;
  /** The last day on which it is on time. */
  @IsDay() readonly due: string;
}

/** What the committee decided is given to a unit to do, by a day. No decision, no action. */
export const giveAction = decision(
  GiveAction,
  action,
  ({ motionId, title, unitId, due }, action, issue, { motion, charter, roll }) => {
    const what = { title, motionId, unitId, due };
    if (action.status !== 'absent') {
      const { overdueAt: _, ...given } = action.given;
      return isDeepStrictEqual(given, what) ? [] : refuse('action-id-taken');
    }
    if (motion.status === 'absent') return refuse('motion-not-found');
    const { timeZone } = charterOf(charter);
    refuse.broken(
      motion.status !== 'carried' && 'motion-not-carried',
      roll.units.get(unitId) !== 'admitted' && 'unit-not-on-the-roll',
      unfit(due, timeZone, issue),
    );
    return [actionHappened('ActionGiven', { title, motionId, unitId, ...dueOn(due, timeZone) })];
  },
  {
    motion: { stream: motion, id: ({ motionId }) => motionId },
    charter: { stream: charterInForce, id: (_, __, { tenantId }) => tenantId },
    roll: { stream: roll, id: (_, __, { tenantId }) => tenantId },
  },
);
