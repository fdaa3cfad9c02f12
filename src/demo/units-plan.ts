import { applyForMembership } from '../alliances/apply-for-membership.js';
import type { Charter } from '../alliances/events.js';
import { foundAlliance } from '../alliances/found-alliance.js';
import { tableMotion } from '../committee/table-motion.js';
import { offerResource } from '../resources/offer-resource.js';
import { later } from './calendar.js';
import { ballotsIn, writtenVote } from './committee-plan.js';
import type { DemoUnit } from './demo-file.js';
import { day, hour, type Planner } from './planner.js';

/**
 * The alliance is founded; the units that did not found it apply, and are admitted by motions within its first days.
 * Then resources are offered. When is not told in a file.
 */
export const planUnits = (plan: Planner): void => {
  const { alliance, units, resources, applications } = plan.file;
  found(plan);
  units.filter(({ key }) => !alliance.foundingUnits.includes(key)).forEach((unit, n) => join(plan, unit, n));
  resources.forEach(({ key, unit, origin: _origin, ...body }, n) =>
    plan
      .in('resources')
      .at(later(plan.foundedAt, 8 * day + n))
      .by(unit)
      .does(`offer ${key}`, offerResource, plan.idOf('resource', key), { body }),
  );
  for (const { unit, at } of applications) apply(plan, 'applications', unit, plan.calendar.at(at));
};

/** Owners take their time, so that whenever in its week a file is loaded some booking awaits its owner. */
const bookingApprovalHours = 240;

const found = (plan: Planner): void => {
  const { name, area, charter, chair, timeZone, currency, foundingUnits } = plan.file.alliance;
  const founders = plan.file.units.filter(({ key }) => foundingUnits.includes(key));
  const body = {
    name,
    area: { level: area.level, name: area.name, ...(area.population !== undefined && { population: area.population }) },
    charter: { ...charter, timeZone, currency, bookingApprovalHours } satisfies Charter,
    units: founders.map(({ key, name: called, kind }) => ({
      ...{ unitId: plan.idOf('unit', key), name: called, kind },
      delegate: { personId: plan.idOf('person', key), from: plan.foundedAt },
    })),
    chair: plan.holder(chair),
    secretary: plan.holder(plan.secretary),
  };
  const founding = plan.in('alliance').at(plan.foundedAt).by(undefined);
  founding.does('found', foundAlliance, plan.allianceId, { body, settles: true });
};

const apply = (plan: Planner, section: string, { key, name, kind }: DemoUnit, at: string): void => {
  const body = { name, kind, delegate: { personId: plan.idOf('person', key), from: at } };
  plan.in(section).at(at).by(key).does(`apply ${key}`, applyForMembership, plan.idOf('unit', key), { body });
};

const join = (plan: Planner, unit: DemoUnit, n: number): void => {
  const { foundedAt, file } = plan;
  const [motion, { zh, en }] = [`admit-${unit.key}`, unit.name];
  const about = { kind: 'admission', unitId: plan.idOf('unit', unit.key) };
  const body = { title: { ...(zh && { zh: `接纳${zh}` }), ...(en && { en: `Admit ${en}` }) }, about };
  apply(plan, 'units', unit, later(foundedAt, day + n));
  const tabling = plan
    .in('units')
    .at(later(foundedAt, 2 * day + n))
    .by(plan.secretary);
  tabling.does(motion, tableMotion, plan.idOf('motion', motion), { body });
  const from = later(foundedAt, 3 * day + n * hour);
  writtenVote(plan, 'units', motion, from, later(from, 2 * day));
  ballotsIn(plan, 'units', motion, later(from, 30), { for: file.alliance.foundingUnits });
};
