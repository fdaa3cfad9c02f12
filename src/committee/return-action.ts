import { decision, StreamCommand } from '#event-sourcing';
import { sealed } from '../platform/sealed.js';
import { action } from './action.js';
import { actionHappened } from './events.js';

/** A reaction's: this unit left the alliance. */
export class ReturnAction extends StreamCommand {
  readonly unitId: string;
}

/** What a unit that left had still to do comes back to the committee. What it has reported stays. */
export const returnAction = decision(ReturnAction, action, ({ unitId }, action) => {
  if (action.status !== 'given' && action.status !== 'overdue') return [];
  if (action.unitId !== unitId) return [];
  return [actionHappened('ActionDeclined', { unitId, because: 'unit-left', sealed: sealed({}) })];
});
