import { answering, pageOf, TenantQuery, type Page } from '#nest-event-sourcing';
import type { EntityManager } from 'typeorm';
import { Act, actsOf, type Candidate } from '../access/acts.js';
import type { Asker, AskedByAsker } from '../access/principal.js';
import { IsId, ListOf, OneOf, Optional } from '../platform/fields.js';
import { PageQuery } from '../platform/page.js';
import { DeliveryRow } from './delivery-rows.js';
import { asks, hrefOf, parts_max, projectOf } from './one-project.js';
import { PledgeRow, pledgeStatuses, type PledgeStatus } from './pledge-rows.js';
import type { ProjectRow } from './project-rows.js';
import { refuse } from './refusals.js';
import { requirementsOf, type RequirementOnBoard } from './project-board.js';

/** A pledge with its deliveries, and what the one who asks may do with it now. Its revision is the project's. */
export class PledgeView extends PledgeRow {
  /** The newest 500. */
  @ListOf([DeliveryRow], { min: 0, max: parts_max }) readonly deliveries: readonly DeliveryRow[];
  @ListOf([Act], { min: 0, max: 100 }) readonly acts: readonly Act[];
}

/** A delivery, and what the one who asks may do with it now. Its revision is the project's. */
export class DeliveryView extends DeliveryRow {
  @ListOf([Act], { min: 0, max: 100 }) readonly acts: readonly Act[];
}

/** Which pledges are wanted. */
export class PledgeFilter extends PageQuery {
  @Optional() @OneOf(pledgeStatuses) readonly status?: PledgeStatus;
  @Optional() @IsId() readonly requirementId?: string;
  /** The unit that promised. */
  @Optional() @IsId() readonly unitId?: string;
}

/** What was promised to one project? */
export class GetPledges extends TenantQuery<Page<PledgeRow>> {
  constructor(
    asked: AskedByAsker,
    readonly projectId: string,
    readonly filter: PledgeFilter,
  ) {
    super(asked);
  }
}

export const getPledges = answering(GetPledges, async (db, { asked, projectId, filter }) => {
  await projectOf(db, asked.tenantId, projectId);
  const { status, requirementId, unitId } = filter;
  const narrowed = { ...(status && { status }), ...(requirementId && { requirementId }), ...(unitId && { unitId }) };
  return pageOf(db, PledgeRow, ['madeAt', 'pledgeId'], filter, (rows) => rows.where({ projectId, ...narrowed }));
});

/** How does one pledge stand, and what can be done with it? */
export class GetPledge extends TenantQuery<PledgeView> {
  constructor(
    asked: AskedByAsker,
    readonly projectId: string,
    readonly pledgeId: string,
  ) {
    super(asked);
  }
}

export const getPledge = answering(GetPledge, async (db, { asked, projectId, pledgeId }): Promise<PledgeView> => {
  const project = await projectOf(db, asked.tenantId, projectId);
  const pledge = await pledgeOf(db, projectId, pledgeId);
  const requirements = (await requirementsOf(db, projectId)).get(projectId) ?? [];
  const deliveries = await db.find(DeliveryRow, {
    where: { projectId, pledgeId },
    order: { reportedAt: 'DESC', deliveryId: 'DESC' },
    take: parts_max,
  });
  const possible = candidates(project, requirements, pledge, asked.asker);
  const acts = actsOf(asked.asker, `${hrefOf(project)}/pledges/${pledgeId}`, possible);
  return { ...pledge, revision: project.revision, deliveries, acts };
});

/** What was delivered, and was it confirmed? */
export class GetDelivery extends TenantQuery<DeliveryView> {
  constructor(
    asked: AskedByAsker,
    readonly projectId: string,
    readonly pledgeId: string,
    readonly deliveryId: string,
  ) {
    super(asked);
  }
}

export const getDelivery = answering(GetDelivery, async (db, query): Promise<DeliveryView> => {
  const { asked, projectId, pledgeId, deliveryId } = query;
  const project = await projectOf(db, asked.tenantId, projectId);
  const { status, unitId } = await pledgeOf(db, projectId, pledgeId);
  const found = await db.findOneBy(DeliveryRow, { projectId, deliveryId, pledgeId });
  const delivery = found ?? refuse('delivery-not-found');
  const mine = asks(asked.asker, project.receiver);
  const [pending, arrived] = [delivery.status === 'reported' && status === 'accepted', delivery.status === 'confirmed'];
  const acts = actsOf(asked.asker, `${hrefOf(project)}/pledges/${pledgeId}/deliveries/${deliveryId}`, [
    ['ConfirmDelivery', 'confirmation', mine && pending],
    ['ReverseDelivery', 'reversal', pending ? mine || asks(asked.asker, unitId) : mine && arrived],
  ]);
  return { ...delivery, revision: project.revision, acts };
});

const pledgeOf = async (db: EntityManager, projectId: string, pledgeId: string): Promise<PledgeRow> =>
  (await db.findOneBy(PledgeRow, { projectId, pledgeId })) ?? refuse('pledge-not-found');

const candidates = (
  { receiver }: ProjectRow,
  requirements: readonly RequirementOnBoard[],
  { requirementId, unitId, resourceId, status, quantity, reported, delivered }: PledgeRow,
  asker: Asker,
): readonly Candidate[] => {
  const [toUs, ours] = [asks(asker, receiver), asks(asker, unitId)];
  const own = requirements.find((each) => each.requirementId === requirementId);
  const takes = (each: RequirementOnBoard | undefined, more: number) =>
    each !== undefined && (each.allowsSurplus || more <= each.short);
  const others = requirements.filter((each) => each !== own && each.unitOfMeasure === own?.unitOfMeasure);
  const moves = others.some((each) => takes(each, quantity - delivered));
  const open = status === 'made' || status === 'accepted';
  return [
    ['AcceptPledge', 'acceptance', toUs && status === 'made' && resourceId === null && takes(own, quantity)],
    ['DeclinePledge', 'decline', toUs && status === 'made'],
    ['ReportDelivery', 'deliveries', ours && status === 'accepted' && reported < quantity],
    ['ReallocatePledge', 'reallocation', ours && status === 'accepted' && reported === delivered && moves],
    ['WithdrawPledge', 'withdrawal', ours && open && reported === delivered],
  ];
};
