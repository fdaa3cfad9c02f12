import { decision, StreamCommand } from '#event-sourcing';
import { roll } from '../access/standing.js';
import { IsDay, IsId, Optional, Text } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { action, present } from './action.js';
import { charterInForce, charterOf } from './charter-in-force.js';
import { dueOn } from '../platform/due.js';
import { unfit } from './due.js';
import { actionHappened } from './events.js';
import { refuse } from './refusals.js';

export class ReassignAction extends StreamCommand {
  /** The unit that is to do it now. */
  @IsId() readonly unitId: string;
  /** Another last day on which it is on time; needed where the old one is over. */
  @Optional() @IsDay() readonly due?: string;
  @Optional() @Text(1, 2_000) readonly reason?: string;
}

/** An officer gives an action to another unit: it was declined, is overdue, or is better off there. */
export const reassignAction = decision(
  ReassignAction,
  action,
  ({ unitId, reason, ...wanted }, action, issue, { charter, roll }) => {
    const { status, unitId: from, due: before } = present(action);
    const due = wanted.due ?? before;
    if (status === 'given' && unitId === from && due === before) return [];
    const { timeZone } = charterOf(charter);
    refuse.broken(
      status === 'reported' && 'action-reported',
      status === 'done' && 'action-done',
      unitId === from && 'action-there-already',
      roll.units.get(unitId) !== 'admitted' && 'unit-not-on-the-roll',
      unfit(due, timeZone, issue),
    );
    const why = sealed({ ...(reason !== undefined && { reason }) });
    return [actionHappened('ActionReassigned', { from, unitId, ...dueOn(due, timeZone), sealed: why })];
  },
  {
    charter: { stream: charterInForce, id: (_, __, { tenantId }) => tenantId },
    roll: { stream: roll, id: (_, __, { tenantId }) => tenantId },
  },
);
