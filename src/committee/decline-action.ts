import { decision, StreamCommand } from '#event-sourcing';
import { actsFor } from '../access/actor.js';
import { Text } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { action, present } from './action.js';
import { actionHappened } from './events.js';
import { refuse } from './refusals.js';

export class DeclineAction extends StreamCommand {
  @Text(1, 2_000) readonly reason: string;
}

/** The unit that an action was given to says that it will not do it, and why. Nobody is made to. */
export const declineAction = decision(DeclineAction, action, ({ reason }, action, issue) => {
  const { status, unitId } = present(action);
  refuse.broken(
    !actsFor(issue, unitId) && 'action-not-yours',
    status === 'reported' && 'action-reported',
    status === 'done' && 'action-done',
  );
  if (status === 'declined') return [];
  return [actionHappened('ActionDeclined', { unitId, because: 'unit-declined', sealed: sealed({ reason }) })];
});
