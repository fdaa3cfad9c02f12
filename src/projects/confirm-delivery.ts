import { decision, StreamCommand } from '#event-sourcing';
import { actsFor } from '../access/actor.js';
import { happened } from './events.js';
import { lapsesWithout } from './lapse.js';
import { openPledge } from './open-pledge.js';
import { present, project } from './project.js';
import { refuse } from './refusals.js';
import { currencyOf } from './requirements.js';

export class ConfirmDelivery extends StreamCommand {
  readonly pledgeId: string;
  readonly deliveryId: string;
}

/**
 * The receiver says that what was reported has arrived. A pledge of which all has arrived is kept; money is paid into the
 * project's fund. What was reported and not confirmed before its pledge was released does not count any more.
 */
export const confirmDelivery = decision(ConfirmDelivery, project, ({ pledgeId, deliveryId }, project, issue) => {
  const here = present(project);
  const delivery = here.deliveries.get(deliveryId);
  if (delivery?.pledgeId !== pledgeId) return refuse('delivery-not-found');
  const mine = actsFor(issue, here.receiver);
  if (mine && delivery.status === 'confirmed') return [];
  refuse.broken(!mine && 'project-not-yours', delivery.status === 'reversed' && 'delivery-reversed');
  const pledge = openPledge(here, pledgeId);
  const { requirementId, quantity, confirmed } = pledge;
  const part = { deliveryId, pledgeId, requirementId, quantity: delivery.quantity, ...currencyOf(here, requirementId) };
  if (confirmed + delivery.quantity < quantity)
    return [happened('DeliveryConfirmed', { ...part, ...lapsesWithout(pledge, delivery.quantity) })];
  const arrived = happened('DeliveryConfirmed', part);
  return [arrived, happened('PledgeKept', { pledgeId, requirementId, quantity })];
});
