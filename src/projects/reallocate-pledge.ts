import { decision, newId, StreamCommand } from '#event-sourcing';
import { actsFor } from '../access/actor.js';
import { IsDay, IsId, Optional } from '../platform/fields.js';
import { happened } from './events.js';
import { lapsesAt, outOfBounds } from './lapse.js';
import { brokenByResource } from './make-pledge.js';
import { offer } from './offer.js';
import { openPledge } from './open-pledge.js';
import { present, project, type PresentProject } from './project.js';
import { refuse } from './refusals.js';
import { release } from './release.js';
import { requirementOf, roomFor } from './requirements.js';
import { timeZone } from './time-zone.js';

export class ReallocatePledge extends StreamCommand {
  readonly pledgeId: string;
  /** Another requirement of the project, counted in the same unit of measure. */
  @IsId() readonly requirementId: string;
  /** The caller's own id for the pledge that takes over what is open. */
  @Optional() @IsId() readonly newPledgeId?: string;
  /** The last day on which it stands: unless said, as before, or the day by which the other requirement is needed. */
  @Optional() @IsDay() readonly until?: string;
}

/**
 * The unit that made a pledge moves what is open of it to another requirement. What it delivered stays where it is, and
 * the rest is a pledge of its own: it counts at once, because the receiver has asked for both; one of a resource waits
 * for its allocation once more. A delivery that was reported is answered first.
 */
export const reallocatePledge = decision(
  ReallocatePledge,
  project,
  (command, project, issue, { offer, zone }) => {
    const { pledgeId, requirementId, newPledgeId, until } = command;
    const here = present(project);
    if (isDone(here, command) && actsFor(issue, here.pastPledges.get(pledgeId)?.unitId ?? '')) return [];
    const pledge = openPledge(here, pledgeId);
    const id = newId(issue, 'pledge', newPledgeId);
    const { unitId, resourceId, quantity, confirmed, reported } = pledge;
    const [from, to] = [requirementOf(here, pledge.requirementId), requirementOf(here, requirementId)];
    const [rest, remaining] = [quantity - confirmed, roomFor(here, requirementId)];
    const day = until ?? pledge.until;
    const moved = {
      ...{ requirementId, unitId, quantity: rest, reallocatedFrom: pledgeId },
      ...(resourceId !== undefined && { resourceId }),
      ...(day !== undefined && { until: day }),
    };
    refuse.broken(
      !actsFor(issue, unitId) && 'pledge-not-yours',
      (here.pledges.has(id) || here.pastPledges.has(id)) && 'pledge-id-taken',
      pledge.status === 'made' && 'pledge-not-accepted',
      reported > confirmed && ['delivery-unconfirmed', { unconfirmed: reported - confirmed }],
      to === undefined && 'requirement-unknown',
      from === to && 'pledge-already-there',
      to !== undefined && from?.unitOfMeasure !== to.unitOfMeasure && ['unit-of-measure-differs', { needed: to.unitOfMeasure, offered: from?.unitOfMeasure }], // prettier-ignore
      from !== to && remaining !== undefined && rest > remaining && ['requirement-exceeded', { remaining }],
      ...brokenByResource(here, { ...moved, requirementId: pledge.requirementId }, offer),
      outOfBounds(until, zone, issue),
    );
    const made = { pledgeId: id, ...moved, ...lapsesAt(day, to?.due, zone, issue) };
    const taken = [release(pledgeId, pledge, 'reallocated'), happened('PledgeMade', made)];
    if (resourceId !== undefined) return taken;
    return [...taken, happened('PledgeAccepted', { pledgeId: id, requirementId, quantity: rest })];
  },
  {
    offer: {
      stream: offer,
      id: ({ pledgeId }, project) =>
        project.status === 'absent' ? undefined : project.pledges.get(pledgeId)?.resourceId,
    },
    zone: { stream: timeZone, id: (_, __, { tenantId }) => tenantId },
  },
);

/** Whether just this was done before. */
const isDone = (here: PresentProject, { pledgeId, requirementId, newPledgeId }: ReallocatePledge): boolean => {
  const id = here.pastPledges.get(pledgeId)?.becameId;
  if (id === undefined || (newPledgeId !== undefined && newPledgeId !== id)) return false;
  return (here.pledges.get(id) ?? here.pastPledges.get(id))?.requirementId === requirementId;
};
