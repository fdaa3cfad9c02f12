import { answer, reaction } from '#event-sourcing';
import { actionRows } from './action-rows.js';
import { addToAgenda } from './add-to-agenda.js';
import { decisionRegister } from './decision-register.js';
import type { AgendaItem, MeetingEvent } from './events.js';
import { findingsBeforeUs } from './findings-before-us.js';

/** A meeting was convened: whatever waits for the committee comes on its agenda. */
export const onMeetingConvened = reaction<MeetingEvent>('committee/on-meeting-convened', {
  MeetingConvened: async ({ subjectId: meetingId, issue: { tenantId: allianceId } }, ask) => {
    const missed = await ask(decisionRegister, { allianceId, status: 'quorum-missed' });
    const tabled = await ask(decisionRegister, { allianceId, status: 'tabled' });
    const overdue = await ask(actionRows, { allianceId, status: 'overdue' });
    const declined = await ask(actionRows, { allianceId, status: 'declined' });
    const unanswered = await ask(findingsBeforeUs, { allianceId, isOverdue: true });
    const reviews = await ask(decisionRegister, { allianceId, reviewDue: true });
    const motions = [...missed, ...tabled.toSorted(by('tabledAt'))];
    const actions = [...overdue.toSorted(by('due')), ...declined.toSorted(by('due'))];
    const items: readonly AgendaItem[] = [
      ...reviews.map(({ motionId }) => ({ kind: 'review' as const, motionId })),
      ...motions.map(({ motionId }) => ({ kind: 'motion' as const, motionId })),
      ...actions.map(({ actionId }) => ({ kind: 'action' as const, actionId })),
      ...unanswered.toSorted(by('due')).map(({ findingId }) => ({ kind: 'finding' as const, findingId })),
    ];
    return items.length > 0 ? [answer(addToAgenda, meetingId, { items })] : [];
  },
});

const by =
  <Field extends string>(field: Field) =>
  (one: Readonly<Record<Field, string>>, other: Readonly<Record<Field, string>>): number =>
    one[field] < other[field] ? -1 : 1;
