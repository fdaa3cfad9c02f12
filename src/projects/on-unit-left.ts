import { answer, reaction } from '#event-sourcing';
import type { AllianceEvent } from '../alliances/events.js';
import { markReceiverLeft } from './mark-receiver-left.js';
import { pledgeRows } from './pledge-rows.js';
import { projectRows } from './project-rows.js';
import { releasePledges } from './release-pledges.js';
import { isOver } from './stage.js';

/**
 * A unit left the alliance: what it had promised, and not delivered, is released in every project. What it proposed
 * needs another receiver, as long as it is not over.
 */
export const onUnitLeft = reaction<AllianceEvent>('projects/on-unit-left', {
  UnitLeft: async ({ subjectId: allianceId, data: { unitId } }, ask) => {
    const made = await ask(pledgeRows, { allianceId, unitId, status: 'made' });
    const accepted = await ask(pledgeRows, { allianceId, unitId, status: 'accepted' });
    const projects = new Set([...made, ...accepted].map(({ projectId }) => projectId));
    const received = await ask(projectRows, { allianceId, receiver: unitId });
    return [
      ...[...projects].map((projectId) => answer(releasePledges, projectId, { unitId, cause: 'unit-left' })),
      ...received
        .filter(({ stage }) => !isOver(stage))
        .map(({ projectId }) => answer(markReceiverLeft, projectId, { unitId })),
    ];
  },
});
