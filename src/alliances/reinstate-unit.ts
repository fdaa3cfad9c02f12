import { decision, StreamCommand } from '#event-sourcing';
import { alliance, standingOn } from './alliance.js';
import { allianceHappened } from './events.js';
import { refuse } from './refusals.js';
import { unit } from './unit.js';

export class ReinstateUnit extends StreamCommand {
  readonly unitId: string;
}

/** A suspended unit has its rights again. */
export const reinstateUnit = decision(
  ReinstateUnit,
  alliance,
  ({ unitId }, alliance, _issue, { unit }) => {
    switch (standingOn(alliance, unit, unitId)) {
      case 'admitted':
        return [];
      case 'suspended':
        return [allianceHappened('UnitReinstated', { unitId })];
      case 'left':
      case 'never':
        return refuse('unit-not-on-roll');
    }
  },
  { unit: { stream: unit, id: ({ unitId }) => unitId } },
);
