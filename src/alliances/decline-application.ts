import { decision, StreamCommand } from '#event-sourcing';
import { actorOf } from '../access/actor.js';
import { Optional, Text } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { alliance, isPending } from './alliance.js';
import { unitHappened } from './events.js';
import { refuse } from './refusals.js';
import { unit } from './unit.js';

export class DeclineApplication extends StreamCommand {
  @Optional() @Text(1, 2_000) readonly reason?: string;
  /** Set where the motion about the admission was lost. */
  readonly motionId?: string;
}

/**
 * An application is answered with no: when the motion about it was lost, or by the chair where the charter says so.
 * The unit may apply again.
 */
export const declineApplication = decision(
  DeclineApplication,
  unit,
  ({ subjectId: unitId, reason, motionId }, unit, issue, { alliance }) => {
    if (alliance.status === 'absent') return refuse('alliance-not-found');
    if (unit.status === 'absent') return refuse('unit-not-found');
    if (unit.status === 'declined') return [];
    const byReaction = actorOf(issue).kind === 'reaction';
    refuse.broken(
      !isPending(alliance, unit, unitId) && 'no-application-pending',
      !byReaction && !alliance.charter.chairMayAdmit && 'charter-asks-for-motion',
    );
    const said = { ...(reason !== undefined && { reason }) };
    return [unitHappened('ApplicationDeclined', { ...(motionId !== undefined && { motionId }), sealed: sealed(said) })];
  },
  { alliance: { stream: alliance, id: (_command, _unit, { tenantId }) => tenantId } },
);
