import { answer, reaction } from '#event-sourcing';
import { enrolFoundingUnit } from './enrol-founding-unit.js';
import type { AllianceEvent } from './events.js';

/** An alliance was founded: each of its first units gets its own history, which begins with its first delegate. */
export const onAllianceFounded = reaction<AllianceEvent>('alliances/on-alliance-founded', {
  AllianceFounded: ({ data: { units } }) => units.map(({ unitId, ...unit }) => answer(enrolFoundingUnit, unitId, unit)),
});
