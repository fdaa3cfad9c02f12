import { decision, StreamCommand } from '#event-sourcing';
import { actsFor } from '../access/actor.js';
import { roll } from '../access/standing.js';
import { Text } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { happened } from './events.js';
import { lapsesLater, lapsesWithout } from './lapse.js';
import { openPledges_max } from './make-pledge.js';
import { offer } from './offer.js';
import { present, project } from './project.js';
import { refuse } from './refusals.js';
import { releaseAgain } from './release.js';
import { isOver } from './stage.js';

export class ReverseDelivery extends StreamCommand {
  readonly pledgeId: string;
  readonly deliveryId: string;
  @Text(1, 1_000) readonly reason: string;
}

/**
 * A delivery that was recorded wrongly is corrected by another fact. Before it is confirmed, whoever reported it takes
 * it back, or the receiver says that it has not arrived; what the receiver has confirmed only the receiver reverses.
 * What was kept by it is open again, unless nothing can come any more, because the project is over, the unit has left or
 * the resource was withdrawn: then it is released in the same breath. Money leaves the project's fund again, so it must
 * not have been spent.
 */
export const reverseDelivery = decision(
  ReverseDelivery,
  project,
  (command, project, issue, { roll, offer }) => {
    const { pledgeId, deliveryId, reason } = command;
    const here = present(project);
    const delivery = here.deliveries.get(deliveryId);
    if (delivery?.pledgeId !== pledgeId) return refuse('delivery-not-found');
    const past = here.pastPledges.get(pledgeId);
    const pledge = here.pledges.get(pledgeId) ?? past ?? refuse('pledge-not-found');
    const toUs = actsFor(issue, here.receiver);
    const party = toUs || actsFor(issue, pledge.unitId);
    if (party && delivery.status === 'reversed') return [];
    const confirmed = delivery.status === 'confirmed';
    const { requirementId } = pledge;
    const { quantity, currency } = delivery;
    const balance = here.fund.get(currency ?? '') ?? 0;
    const canCome = !isOver(here.status) && roll.units.has(pledge.unitId) && offer.status !== 'withdrawn';
    const reopens = past?.status === 'kept' && canCome;
    refuse.broken(
      !party && 'delivery-not-yours',
      party && confirmed && !toUs && 'project-not-yours',
      past !== undefined && !confirmed && ['pledge-over', { status: past.status }],
      reopens && here.pledges.size >= openPledges_max && ['too-many-open-pledges', { max: openPledges_max }],
      currency !== undefined && quantity > balance && ['delivery-spent', { balance }],
    );
    const lapses = past ? reopens && lapsesLater(past, issue) : lapsesWithout(pledge, confirmed ? 0 : quantity);
    const wrong = {
      deliveryId,
      pledgeId,
      requirementId,
      quantity,
      confirmed,
      ...lapses,
      ...(currency !== undefined && { currency }),
      sealed: sealed({ reason }),
    };
    const reversed = happened('DeliveryReversed', wrong);
    return past && !reopens ? [reversed, releaseAgain(pledgeId, past, quantity)] : [reversed];
  },
  {
    roll: { stream: roll, id: (_, __, { tenantId }) => tenantId },
    offer: {
      stream: offer,
      id: ({ pledgeId }, project) =>
        project.status === 'absent' ? undefined : project.pastPledges.get(pledgeId)?.resourceId,
    },
  },
);
