import { decision, StreamCommand } from '#event-sourcing';
import { actorOf } from '../access/actor.js';
import { alliance, isPending, sameOrganisation, standingOn } from './alliance.js';
import { allianceHappened } from './events.js';
import { refuse } from './refusals.js';
import { unit } from './unit.js';

export class AdmitUnit extends StreamCommand {
  readonly unitId: string;
  /** Set where a carried motion admits. */
  readonly motionId?: string;
}

/**
 * A unit that has applied comes on the roll: when the motion about it was carried, or by the chair where the charter
 * says so.
 */
export const admitUnit = decision(
  AdmitUnit,
  alliance,
  ({ unitId, motionId }, alliance, issue, { unit }) => {
    if (alliance.status === 'absent') return refuse('alliance-not-found');
    const standing = standingOn(alliance, unit, unitId);
    if (standing === 'admitted') return [];
    const { registeredCode } = unit.status === 'applied' ? unit.application : {};
    const same = sameOrganisation(alliance, unitId, registeredCode);
    const byReaction = actorOf(issue).kind === 'reaction';
    refuse.broken(
      standing === 'suspended' && 'unit-on-roll',
      standing !== 'suspended' && !isPending(alliance, unit, unitId) && 'no-application-pending',
      same !== undefined && ['organisation-on-roll', { unitId: same }],
      !byReaction && !alliance.charter.chairMayAdmit && 'charter-asks-for-motion',
    );
    return [
      allianceHappened('UnitAdmitted', {
        unitId,
        ...(motionId !== undefined && { motionId }),
        ...(registeredCode !== undefined && { registeredCode }),
      }),
    ];
  },
  { unit: { stream: unit, id: ({ unitId }) => unitId } },
);
