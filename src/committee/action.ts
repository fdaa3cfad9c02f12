import { confidentialStream, type EventOf, type Seen } from '#event-sourcing';
import { actionStream, type ActionEvent } from './events.js';
import { refuse } from './refusals.js';

/** An action as it was given at first. */
type Given = EventOf<ActionEvent, 'ActionGiven'>['data'];
type Report = EventOf<ActionEvent, 'ActionReported'>['data']['sealed'];

/** Who is to do it now, and until when. */
type Task = Readonly<{ given: Given; unitId: string; due: string; overdueAt: string }>;

/** An action that somebody gave. */
export type GivenAction = Task &
  (
    | { readonly status: 'given' | 'overdue' | 'declined' | 'done' }
    | { readonly status: 'reported'; readonly report: Report }
  );
export type Action = { readonly status: 'absent' } | GivenAction;

export const action = confidentialStream<ActionEvent, Action>(actionStream, () => ({ status: 'absent' }), {
  ActionGiven: (_, { unitId, due, overdueAt, ...what }) => ({
    status: 'given',
    given: { unitId, due, overdueAt, ...what },
    unitId,
    due,
    overdueAt,
  }),
  ActionDeclined: (action) => ({ ...taskOf(action), status: 'declined' }),
  ActionExtended: (action, { due, overdueAt }) => ({ ...taskOf(action), due, overdueAt, status: 'given' }),
  ActionReassigned: (action, { unitId, due, overdueAt }) => ({
    ...taskOf(action),
    unitId,
    due,
    overdueAt,
    status: 'given',
  }),
  ActionReported: (action, { sealed }) => ({ ...taskOf(action), status: 'reported', report: sealed }),
  ActionConfirmed: (action) => ({ ...taskOf(action), status: 'done' }),
  ActionOverdue: (action) => ({ ...taskOf(action), status: 'overdue' }),
});

/** The action, if somebody gave it; else the command is refused. */
export const present = (action: Seen<Action>): Seen<GivenAction> =>
  action.status === 'absent' ? refuse('action-not-found') : action;

const taskOf = (action: Action): Task => {
  if (action.status === 'absent') throw new Error('this happens to an action that was given');
  const { given, unitId, due, overdueAt } = action;
  return { given, unitId, due, overdueAt };
};
