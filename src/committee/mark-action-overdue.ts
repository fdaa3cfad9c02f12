import { deadline, decision, StreamCommand } from '#event-sourcing';
import { action } from './action.js';
import { actionHappened, type ActionEvent } from './events.js';

/** The clock's: the day on which it was due is over. */
export class MarkActionOverdue extends StreamCommand {}

/** A unit that has said nothing by the end of the day is overdue. It may still report: late is better than never. */
export const markActionOverdue = decision(MarkActionOverdue, action, (_, action, { at }) => {
  if (action.status !== 'given' || at < action.overdueAt) return [];
  const { unitId, due, given } = action;
  return [actionHappened('ActionOverdue', { unitId, motionId: given.motionId, title: given.title, due })];
});

const settled = () => null;

/** An action is overdue at the end of the day on which it is due, in the alliance's time zone. */
export const actionIsOverdue = deadline<ActionEvent>('committee/action-is-overdue', markActionOverdue, {
  ActionGiven: ({ data }) => data.overdueAt,
  ActionExtended: ({ data }) => data.overdueAt,
  ActionReassigned: ({ data }) => data.overdueAt,
  ActionDeclined: settled,
  ActionReported: settled,
  ActionConfirmed: settled,
  ActionOverdue: settled,
});
