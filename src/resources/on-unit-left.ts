import { answer, reaction } from '#event-sourcing';
import type { AllianceEvent } from '../alliances/events.js';
import { resourceRows } from './resource-catalogue.js';
import { withdrawResource } from './withdraw-resource.js';

/** A unit left: what it offered is withdrawn, and what was allocated of it is released. */
export const onUnitLeft = reaction<AllianceEvent>('resources/on-unit-left', {
  UnitLeft: async ({ issue: { tenantId: allianceId }, data: { unitId } }, ask) =>
    (await ask(resourceRows, { allianceId, unitId })).map(({ resourceId }) =>
      answer(withdrawResource, resourceId, { releaseAllocations: true }),
    ),
});
