import { decision, StreamCommand } from '#event-sourcing';
import { action, present } from './action.js';
import { actionHappened } from './events.js';
import { refuse } from './refusals.js';

/** There is nothing to say with it. */
export class ConfirmAction extends StreamCommand {}

/** An officer says that what was reported is what was to be done: the action is done. */
export const confirmAction = decision(ConfirmAction, action, (_, action) => {
  const { status, unitId } = present(action);
  if (status === 'done') return [];
  refuse.broken(status !== 'reported' && 'action-not-reported');
  return [actionHappened('ActionConfirmed', { unitId })];
});
