import { decision, StreamCommand } from '#event-sourcing';
import { actsFor } from '../access/actor.js';
import { Optional, Text } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { alliance, holdsChair, standingOn } from './alliance.js';
import { allianceHappened } from './events.js';
import { refuse } from './refusals.js';
import { unit } from './unit.js';

export class LeaveAlliance extends StreamCommand {
  readonly unitId: string;
  @Optional() @Text(1, 2_000) readonly reason?: string;
}

/** A unit leaves of its own will, also while it is suspended; not while it is in the chair. It may apply again. */
export const leaveAlliance = decision(
  LeaveAlliance,
  alliance,
  ({ unitId, reason }, alliance, issue, { unit }) => {
    if (alliance.status === 'absent') return refuse('alliance-not-found');
    const standing = standingOn(alliance, unit, unitId);
    if (standing === 'left' && actsFor(issue, unitId)) return [];
    refuse.broken(
      !actsFor(issue, unitId) && 'unit-not-yours',
      (standing === 'never' || standing === 'left') && 'unit-not-on-roll',
      holdsChair(alliance.offices, unitId) && 'unit-holds-office',
    );
    return [allianceHappened('UnitLeft', { unitId, sealed: sealed({ ...(reason !== undefined && { reason }) }) })];
  },
  { unit: { stream: unit, id: ({ unitId }) => unitId } },
);
