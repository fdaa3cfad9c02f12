import { answer, reaction } from '#event-sourcing';
import type { AllianceEvent } from '../alliances/events.js';
import { actionRows } from './action-rows.js';
import { returnAction } from './return-action.js';

/** A unit left the alliance: what it had still to do comes back to the committee. */
export const onUnitLeft = reaction<AllianceEvent>('committee/on-unit-left', {
  UnitLeft: async ({ subjectId: allianceId, data: { unitId } }, ask) => {
    const given = await ask(actionRows, { allianceId, unitId, status: 'given' });
    const overdue = await ask(actionRows, { allianceId, unitId, status: 'overdue' });
    return [...given, ...overdue].map(({ actionId }) => answer(returnAction, actionId, { unitId }));
  },
});
