import { answer, reaction, type Ask, type Recorded } from '#event-sourcing';
import { addToAgenda } from './add-to-agenda.js';
import type { FindingEvent } from '../findings/events.js';
import type { ActionEvent, AgendaItem, MotionEvent } from './events.js';
import { meetingRows } from './meeting-rows.js';

/**
 * An action is overdue, a unit has declined it, a finding was not answered in time, or a decision is to be looked at
 * again: it comes on the agenda of the next meeting. Where none is convened yet, it waits for the next one that is.
 */
export const onMatterDue = reaction<ActionEvent | MotionEvent | FindingEvent>('committee/on-matter-due', {
  ActionOverdue: (event, ask) => onNextAgenda(event, ask, { kind: 'action', actionId: event.subjectId }),
  DecisionReviewDue: (event, ask) => onNextAgenda(event, ask, { kind: 'review', motionId: event.subjectId }),
  FindingOverdue: (event, ask) => onNextAgenda(event, ask, { kind: 'finding', findingId: event.subjectId }),
  ActionDeclined: (event, ask) => onNextAgenda(event, ask, { kind: 'action', actionId: event.subjectId }),
});

const onNextAgenda = async ({ issue: { tenantId: allianceId } }: Recorded, ask: Ask, item: AgendaItem) => {
  const convened = await ask(meetingRows, { allianceId, status: 'convened' });
  const [next] = convened.toSorted((one, other) => (one.from < other.from ? -1 : 1));
  return next ? [answer(addToAgenda, next.meetingId, { items: [item] })] : [];
};
