import { decision, StreamCommand } from '#event-sourcing';
import { Text } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { alliance, holdsChair, standingOn } from './alliance.js';
import { allianceHappened } from './events.js';
import { refuse } from './refusals.js';
import { unit } from './unit.js';

export class SuspendUnit extends StreamCommand {
  readonly unitId: string;
  @Text(1, 2_000) readonly reason: string;
}

/** A unit's rights rest until it is reinstated. It stays on the roll. */
export const suspendUnit = decision(
  SuspendUnit,
  alliance,
  ({ unitId, reason }, alliance, _issue, { unit }) => {
    if (alliance.status === 'absent') return refuse('alliance-not-found');
    const standing = standingOn(alliance, unit, unitId);
    if (standing === 'suspended') return [];
    refuse.broken(
      standing !== 'admitted' && 'unit-not-on-roll',
      holdsChair(alliance.offices, unitId) && 'unit-holds-office',
    );
    return [allianceHappened('UnitSuspended', { unitId, sealed: sealed({ reason }) })];
  },
  { unit: { stream: unit, id: ({ unitId }) => unitId } },
);
