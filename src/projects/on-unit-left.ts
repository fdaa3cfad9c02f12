import { answer, reaction } from '#event-sourcing';
import type { AllianceEvent } from '../alliances/events.js';
import { pledgeRows } from './pledge-rows.js';
import { releasePledges } from './release-pledges.js';

/** A unit left the alliance: what it had promised, and not delivered, is released in every project. */
export const onUnitLeft = reaction<AllianceEvent>('projects/on-unit-left', {
  UnitLeft: async ({ subjectId: allianceId, data: { unitId } }, ask) => {
    const made = await ask(pledgeRows, { allianceId, unitId, status: 'made' });
    const accepted = await ask(pledgeRows, { allianceId, unitId, status: 'accepted' });
    const projects = new Set([...made, ...accepted].map(({ projectId }) => projectId));
    return [...projects].map((projectId) => answer(releasePledges, projectId, { unitId, cause: 'unit-left' }));
  },
});
