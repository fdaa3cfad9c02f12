import { decision, newId, StreamCommand } from '#event-sourcing';
import { actsFor, unitOf } from '../access/actor.js';
import { IsId, Nested, Optional, Quantity } from '../platform/fields.js';
import { deliveryContent } from './contents.js';
import { Evidence, happened } from './events.js';
import { openPledge } from './open-pledge.js';
import { present, project } from './project.js';
import { refuse } from './refusals.js';

export class ReportDelivery extends StreamCommand {
  readonly pledgeId: string;
  /** The caller's own id for the delivery. */
  @Optional() @IsId() readonly deliveryId?: string;
  /** In the requirement's unit of measure. */
  @Quantity() readonly quantity: number;
  @Nested(Evidence) readonly evidence: Evidence;
}

/**
 * The unit that made a pledge says that a part of it, or all, has arrived, and where the evidence is. It never reports
 * more than it promised; the receiver confirms.
 */
export const reportDelivery = decision(ReportDelivery, project, (command, project, issue) => {
  const { pledgeId, quantity, evidence } = command;
  const here = present(project);
  const deliveryId = newId(issue, 'delivery', command.deliveryId);
  const before = here.deliveries.get(deliveryId);
  if (before) return before.content === deliveryContent(unitOf(issue), command) ? [] : refuse('delivery-id-taken');
  const pledge = openPledge(here, pledgeId);
  const remaining = pledge.quantity - pledge.reported;
  refuse.broken(
    !actsFor(issue, pledge.unitId) && 'pledge-not-yours',
    pledge.status === 'made' && 'pledge-not-accepted',
    quantity > remaining && ['delivery-exceeds-pledge', { remaining }],
  );
  const { requirementId } = pledge;
  return [happened('DeliveryReported', { deliveryId, pledgeId, requirementId, quantity, evidence })];
});
