import { decision, StreamCommand } from '#event-sourcing';
import { IsDay, Optional, Text } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { action, present } from './action.js';
import { charterInForce, charterOf } from './charter-in-force.js';
import { dueOn } from '../platform/due.js';
import { unfit } from './due.js';
import { actionHappened } from './events.js';
import { refuse } from './refusals.js';

export class ExtendAction extends StreamCommand {
  /** The new last day on which it is on time. */
  @IsDay() readonly due: string;
  @Optional() @Text(1, 2_000) readonly reason?: string;
}

/** An officer gives a unit more time, also where it is overdue, or where what it reported is not enough. */
export const extendAction = decision(
  ExtendAction,
  action,
  ({ due, reason }, action, issue, { charter }) => {
    const { status, unitId, due: before } = present(action);
    if (status === 'given' && due === before) return [];
    const { timeZone } = charterOf(charter);
    refuse.broken(
      status === 'declined' && 'action-declined',
      status === 'done' && 'action-done',
      due <= before && ['due-not-later', { due: before }],
      unfit(due, timeZone, issue),
    );
    const why = sealed({ ...(reason !== undefined && { reason }) });
    return [actionHappened('ActionExtended', { unitId, ...dueOn(due, timeZone), sealed: why })];
  },
  { charter: { stream: charterInForce, id: (_, __, { tenantId }) => tenantId } },
);
