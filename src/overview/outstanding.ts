import { answering, TenantQuery } from '#nest-event-sourcing';
import { In, type EntityManager } from 'typeorm';
import { Act, actsOf } from '../access/acts.js';
import type { AskedByAsker } from '../access/principal.js';
import { holdsChair } from '../alliances/alliance.js';
import { AllianceRow } from '../alliances/alliance-row.js';
import { OfficeHolder } from '../alliances/events.js';
import { MandateRow } from '../alliances/mandate-row.js';
import { refuse } from '../alliances/refusals.js';
import { UnitRow, unitStatuses, type UnitStatus } from '../alliances/unit-row.js';
import { ActionRow } from '../committee/action-rows.js';
import { MotionRow } from '../committee/decision-register.js';
import { FindingRow } from '../findings/finding-rows.js';
import { IsId, ListOf, OneOf } from '../platform/fields.js';
import { PledgeRow } from '../projects/pledge-rows.js';
import { ProjectRow } from '../projects/project-rows.js';
import { isOver, stages } from '../projects/stage.js';
import { BookingRow } from '../resources/booking-rows.js';
import { ResourceRow } from '../resources/resource-catalogue.js';

const outstanding_max = 200;
const UpTo = (of: new () => object): PropertyDecorator => ListOf([of], { min: 0, max: outstanding_max });

/** What a unit has not finished: at most the first 200 of each. */
export class Outstanding {
  @IsId() readonly unitId: string;
  @OneOf(unitStatuses) readonly status: UnitStatus;
  /** What it promised and has not kept; released when it leaves. */
  @UpTo(PledgeRow) readonly pledges: readonly PledgeRow[];
  /** What it shares, with what of it is allocated to pledges, the most first; withdrawn when it leaves. */
  @UpTo(ResourceRow) readonly resources: readonly ResourceRow[];
  /** What it booked, and what others booked of what it shares, as far as something may still come of it; cancelled when it leaves. */
  @UpTo(BookingRow) readonly bookings: readonly BookingRow[];
  /** What it proposed and what is not over: others may have pledged to it. */
  @UpTo(ProjectRow) readonly projects: readonly ProjectRow[];
  /** What it tabled and what is not decided; it stays before the committee. */
  @UpTo(MotionRow) readonly motions: readonly MotionRow[];
  /** What it was given to do; it goes back to the committee when the unit leaves. */
  @UpTo(ActionRow) readonly actions: readonly ActionRow[];
  /** What auditors found, and it has not answered; it stays open when the unit leaves, until an auditor closes it. */
  @UpTo(FindingRow) readonly findings: readonly FindingRow[];
  /** Vacant when it leaves; the chair's passes to a successor before. */
  @UpTo(OfficeHolder) readonly offices: readonly OfficeHolder[];
  /** In force, or to come. */
  @UpTo(MandateRow) readonly mandates: readonly MandateRow[];
  /** To leave, where that is possible now. */
  @ListOf([Act], { min: 0, max: 100 }) readonly acts: readonly Act[];
}

/** What has a unit not finished, and what would become of it if it left now? */
export class GetOutstanding extends TenantQuery<Outstanding> {
  constructor(
    asked: AskedByAsker,
    readonly unitId: string,
  ) {
    super(asked);
  }
}

export const getOutstanding = answering(GetOutstanding, async (db, { asked, unitId }) => {
  const { tenantId: allianceId, asker, now } = asked;
  const { status } = (await db.findOneBy(UnitRow, { allianceId, unitId })) ?? refuse('unit-not-found');
  const alliance = (await db.findOneBy(AllianceRow, { allianceId })) ?? refuse('alliance-not-found');
  const offices = alliance.offices.filter((each) => each.unitId === unitId);
  const isOwn = asker.principal.kind === 'person' && asker.principal.unitId === unitId;
  const onRoll = status === 'admitted' || status === 'suspended';
  const acts = actsOf(asker, `/v1/alliances/${allianceId}/units/${unitId}`, [
    ['LeaveAlliance', 'leave', onRoll && isOwn && !holdsChair(alliance.offices, unitId)],
  ]);
  return { unitId, status, ...(await unfinished(db, allianceId, unitId, now)), offices, acts };
});

const notOver = stages.filter((stage) => !isOver(stage));

const unfinished = async (db: EntityManager, allianceId: string, unitId: string, now: string) => {
  const own = { allianceId, unitId };
  const take = outstanding_max;
  const pledges = await db.find(PledgeRow, {
    where: { ...own, status: In(['made', 'accepted']) },
    order: { madeAt: 'ASC', pledgeId: 'ASC' },
    take,
  });
  const resources = await db.find(ResourceRow, {
    where: { ...own, status: In(['offered', 'paused']) },
    order: { allocated: 'DESC', since: 'ASC', resourceId: 'ASC' },
    take,
  });
  const bookings = await db.find(BookingRow, {
    where: [
      { ...own, open: true },
      { allianceId, ownerId: unitId, open: true },
    ],
    order: { requestedAt: 'ASC', resourceId: 'ASC', bookingId: 'ASC' },
    take,
  });
  const projects = await db.find(ProjectRow, {
    where: { allianceId, receiver: unitId, stage: In(notOver) },
    order: { proposedAt: 'ASC', projectId: 'ASC' },
    take,
  });
  const motions = await db.find(MotionRow, {
    where: { allianceId, tabledBy: unitId, status: In(['tabled', 'voting']) },
    order: { tabledAt: 'ASC', motionId: 'ASC' },
    take,
  });
  const actions = await db.find(ActionRow, {
    where: { ...own, status: In(['given', 'overdue', 'reported']) },
    order: { due: 'ASC', actionId: 'ASC' },
    take,
  });
  const findings = await db.find(FindingRow, {
    where: { ...own, status: In(['raised', 'overdue']) },
    order: { due: 'ASC', findingId: 'ASC' },
    take,
  });
  const mandates = await inForceOrToCome(db, own, now);
  return { pledges, resources, bookings, projects, motions, actions, findings, mandates };
};

/** One that was taken back before it began ends where it begins: it is neither. */
const inForceOrToCome = (db: EntityManager, own: Readonly<{ allianceId: string; unitId: string }>, now: string) =>
  db
    .createQueryBuilder(MandateRow, 'row')
    .where(own)
    .andWhere('(row.until IS NULL OR (row.until > :now AND row.until > row.from))', { now })
    .orderBy({ 'row.from': 'ASC', 'row.mandateId': 'ASC' })
    .take(outstanding_max)
    .getMany();
