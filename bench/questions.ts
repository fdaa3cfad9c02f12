import type { IQuery } from '@nestjs/cqrs';
import type { DataSource } from 'typeorm';
import type { AskedByAsker } from '../src/access/principal.js';
import { AllianceRow, GetAlliance } from '../src/alliances/alliance-row.js';
import { GetMandates, MandateRow } from '../src/alliances/mandate-row.js';
import { GetMandate } from '../src/alliances/one-mandate.js';
import { GetUnit } from '../src/alliances/one-unit.js';
import { GetUnits } from '../src/alliances/unit-row.js';
import { GetDecisionRegister, MotionRow } from '../src/committee/decision-register.js';
import { GetMotion } from '../src/committee/one-motion.js';
import { entryKinds } from '../src/overview/calendar-entry.js';
import { GetCalendar } from '../src/overview/calendar.js';
import { GetDashboard } from '../src/overview/dashboard.js';
import { GetAct, GetHistory, HistoryRow } from '../src/overview/history.js';
import { GetLoad } from '../src/overview/load.js';
import { allianceMatters, unitMatters } from '../src/overview/matter.js';
import { GetOpenMatters, GetUnitMatters } from '../src/overview/open-matters.js';
import { GetStatement } from '../src/overview/statement.js';
import { DeliveryRow } from '../src/projects/delivery-rows.js';
import { GetDelivery, GetPledge, GetPledges } from '../src/projects/one-pledge.js';
import { GetProject } from '../src/projects/one-project.js';
import { PledgeRow } from '../src/projects/pledge-rows.js';
import { GetProjectBoard } from '../src/projects/project-board.js';
import { ProjectRow } from '../src/projects/project-rows.js';
import { AllocationRow } from '../src/resources/allocation-rows.js';
import { GetAllocations, GetResource } from '../src/resources/one-resource.js';
import { GetResources, ResourceRow } from '../src/resources/resource-catalogue.js';

export type Question = Readonly<{ name: string; ask: () => IQuery }>;

/** Each question that the API answers, about what this database holds, with each of its filters. */
export const questionsOf = async (db: DataSource): Promise<readonly Question[]> => {
  const known = await knownIn(db);
  const { asked, project, resource, motion, delivery, act, middle } = known;
  const { unitId, personId, projectId, allianceId, subjectId } = known;
  const all: Question[] = [];
  const ask = (name: string, ...asks: readonly (() => IQuery)[]) => all.push(...asks.map((ask) => ({ name, ask })));
  const list = (name: string, of: (filter: object) => IQuery, ...filters: readonly (readonly [string, object])[]) => {
    for (const [said, filter] of filters) ask(said ? `${name}, ${said}` : name, () => of(filter));
  };
  const cursor = (...place: readonly unknown[]) => ({
    cursor: Buffer.from(JSON.stringify(place)).toString('base64url'),
  });

  ask('dashboard', () => new GetDashboard(asked));
  list(
    'history',
    (filter) => new GetHistory(asked, filter),
    ['', {}],
    ['200', { limit: 200 }],
    ['from its middle', cursor(middle.at, Number(middle.position))],
    ['of a project', { subjectId: projectId }],
    ['of a ballot-rich motion', { subjectId: motion.motionId }],
    ['of the alliance', { subjectId: allianceId }],
    ['of a unit that acts', { unitId }],
    ['of a person', { personId }],
    ['of a frequent type', { type: 'BallotCast' }],
    ['of a rare type', { type: 'ProjectCancelled' }],
    ['of an old type', { type: 'UnitAdmitted' }],
    ['of a type that never was', { type: 'CharterAmended' }],
    ['of a day long ago', { from: middle.at, until: later(middle.at, 1) }],
    ['until long ago', { until: middle.at }],
    ['since lately', { from: later(act.at, -30) }],
    ['of a unit and a type', { unitId, type: 'PledgeMade' }],
    ['of a unit and a rare type', { unitId, type: 'ProjectCancelled' }],
    ['of a unit long ago', { unitId, from: middle.at, until: later(middle.at, 30) }],
    ['of a type long ago', { type: 'BallotCast', from: middle.at, until: later(middle.at, 30) }],
    ['of a project and a type', { subjectId: projectId, type: 'PledgeAccepted' }],
    ['of a stranger', { subjectId }],
  );
  list(
    'projects',
    (filter) => new GetProjectBoard(asked, filter),
    ['', {}],
    ['200', { limit: 200 }],
    ['from the middle', cursor(project.proposedAt, projectId)],
    ['of a frequent stage', { stage: 'completed' }],
    ['of a rare stage', { stage: 'proposed' }],
    ['of a unit', { proposedBy: project.proposedBy }],
    ['of a unit and a stage', { proposedBy: project.proposedBy, stage: 'completed' }],
  );
  list(
    'pledges to a project',
    (filter) => new GetPledges(asked, projectId, filter),
    ['', {}],
    ['of a status', { status: 'kept' }],
    ['of a unit', { unitId }],
  );
  list(
    'resources',
    (filter) => new GetResources(asked, filter),
    ['', {}],
    ['200', { limit: 200 }],
    ['from the middle', cursor(resource.since, resource.resourceId)],
    ['of a kind', { kind: 'money' }],
    ['of a unit', { unitId }],
    ['of a status', { status: 'offered' }],
    ['of a rare status', { status: 'withdrawn' }],
    ['of a kind and a rare status', { kind: 'venue', status: 'paused' }],
  );
  list('allocations of a resource', (filter) => new GetAllocations(asked, resource.resourceId, filter), ['', {}]);
  list(
    'motions',
    (filter) => new GetDecisionRegister(asked, filter),
    ['', {}],
    ['200', { limit: 200 }],
    ['from the middle', cursor(motion.tabledAt, motion.motionId)],
    ['of a status', { status: 'carried' }],
    ['of a rare status', { status: 'voting' }],
    ['of a kind', { aboutKind: 'other' }],
    ['of a kind that never was', { aboutKind: 'charter' }],
    ['about a project', { aboutId: projectId }],
    ['of a unit', { tabledBy: motion.tabledBy }],
  );
  list(
    'units',
    (filter) => new GetUnits(asked, filter),
    ['', {}],
    ['of a kind', { kind: 'school' }],
    ['of a status', { status: 'admitted' }],
  );
  list('mandates of a unit', (filter) => new GetMandates(asked, unitId, filter), ['', {}]);
  list(
    'open matters',
    (filter) => new GetOpenMatters(asked, filter),
    ['', {}],
    ['200', { limit: 200 }],
    ...allianceMatters.map((kind) => [kind, { kind }] as const),
  );
  list(
    'open matters of a unit',
    (filter) => new GetUnitMatters(asked, unitId, filter),
    ['', {}],
    ...unitMatters.map((kind) => [kind, { kind }] as const),
  );
  const [year, ever] = [{ from: later(act.at, -365) }, { from: later(act.at, -3_650) }];
  list(
    'statement of a unit',
    (filter) => new GetStatement(asked, unitId, filter),
    ['', {}],
    ['of a year', year],
    ['of all its time', ever],
  );
  list(
    'calendar',
    (filter) => new GetCalendar(asked, filter),
    ['', {}],
    ['200', { limit: 200 }],
    ['of 92 days long ago', { from: middle.at, until: later(middle.at, 92), limit: 200 }],
    ...entryKinds.map((kind) => [kind, { kind }] as const),
  );
  list(
    'load',
    (filter) => new GetLoad(asked, filter),
    ['', {}],
    ['200', { limit: 200 }],
    ['of a year', { ...year, limit: 200 }],
  );
  ask('one alliance', () => new GetAlliance(asked));
  ask('one unit', () => new GetUnit(asked, unitId));
  ask('one mandate', () => new GetMandate(asked, unitId, known.mandateId));
  ask('one project', () => new GetProject(asked, projectId));
  ask('one pledge', () => new GetPledge(asked, delivery.projectId, delivery.pledgeId));
  ask('one delivery', () => new GetDelivery(asked, delivery.projectId, delivery.pledgeId, delivery.deliveryId));
  ask('one resource', () => new GetResource(asked, resource.resourceId));
  ask('one motion', () => new GetMotion(asked, motion.motionId));
  ask('one act', () => new GetAct(asked, Number(act.position)));
  return all;
};

const later = (at: string, days: number): string => new Date(Date.parse(at) + days * 86_400_000).toISOString();

/** Of each kind the thing with the most to it. */
const knownIn = async (db: DataSource) => {
  const busiest = (row: new () => object, column: string, more = 'TRUE'): Promise<{ id: string } | undefined> =>
    db.manager
      .createQueryBuilder(row, 'row')
      .select(`row.${column}`, 'id')
      .where(more)
      .groupBy(`row.${column}`)
      .orderBy('count(*)', 'DESC')
      .limit(1)
      .getRawOne();
  const { allianceId, offices } = await db.manager.findOneByOrFail(AllianceRow, {});
  const [chair] = offices;
  const project = await db.manager.findOneByOrFail(ProjectRow, {
    projectId: (await busiest(PledgeRow, 'projectId'))!.id,
  });
  const resource = await db.manager.findOneByOrFail(ResourceRow, {
    resourceId: (await busiest(AllocationRow, 'resourceId'))!.id,
  });
  const motions = await db.manager.find(MotionRow, { order: { ballots: 'DESC' }, take: 1 });
  const deliveries = await db.manager.find(DeliveryRow, { take: 1 });
  const acts = await db.manager.find(HistoryRow, { order: { position: 'DESC' }, take: 1 });
  const [motion, delivery, act] = [motions[0]!, deliveries[0]!, acts[0]!];
  const middle = await db.manager.findOneByOrFail(HistoryRow, { position: Math.floor(Number(act.position) / 2) });
  const unitId = (await busiest(HistoryRow, 'unitId', 'row.unitId IS NOT NULL'))!.id;
  const { mandateId } = await db.manager.findOneByOrFail(MandateRow, { unitId });
  const { personId } = (await db.manager.findOneByOrFail(HistoryRow, { unitId })) as { personId: string };
  const { unitId: chairId, personId: chairing } = chair!;
  const client = { clientId: chairing, scopes: ['read'] } as const;
  const principal = { kind: 'person', ...client, unitId: chairId, personId: chairing, allianceId } as const;
  const standing = {
    unit: 'admitted',
    mandateId,
    office: 'chair',
    roles: ['delegate', 'member', 'chair'],
  } as const;
  const asked: AskedByAsker = { tenantId: allianceId, now: new Date().toISOString(), asker: { principal, standing } };
  return {
    ...{
      asked,
      allianceId,
      project,
      projectId: project.projectId,
      resource,
      motion,
      delivery,
      act,
      middle,
      unitId,
      personId,
    },
    ...{ mandateId, subjectId: '00000000-0000-4000-8000-000000000000' },
  };
};
