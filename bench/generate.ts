import type { INestApplicationContext } from '@nestjs/common';
import { Engine } from '../libs/nest-event-sourcing/src/index.js';
import { People } from '../src/access/people.js';
import { admitUnit } from '../src/alliances/admit-unit.js';
import { applyForMembership } from '../src/alliances/apply-for-membership.js';
import { unitKinds } from '../src/alliances/events.js';
import { foundAlliance } from '../src/alliances/found-alliance.js';
import { giveMandate } from '../src/alliances/give-mandate.js';
import { offerResource } from '../src/resources/offer-resource.js';
import { pauseResource } from '../src/resources/pause-resource.js';
import { resumeResource } from '../src/resources/resume-resource.js';
import { Acts, type Unit } from './acts.js';
import { freeMotion, ProjectStory } from './project-story.js';
import { measures, type Resource, type World } from './world.js';
import { Random } from './random.js';

export type Wanted = Readonly<{ acts: number; units: number; seed: string }>;
export type Generated = Readonly<{ allianceId: string; acts: number; seconds: number }>;

const years = 4;
const founders_max = 100;
const projectsAtOnce = 40;
const settle_ms_max = 120_000;
const year_ms = 365.25 * 86_400_000;

/**
 * An alliance's years as its units' acts, all through the executor: the same ones for the same seed. Forty projects
 * live at once, and what is over is forgotten, so memory is bounded by the units and their resources.
 */
export const generate = async (
  app: INestApplicationContext,
  { acts: acts_max, units: count, seed }: Wanted,
  progress: (done: number, of: number) => void,
): Promise<Generated> => {
  const began = performance.now();
  const random = new Random(seed);
  const acts = new Acts(app, seed, count, () => progress(acts.issued, acts_max));
  const engine = app.get(Engine);
  const settled = () => engine.settled(settle_ms_max);
  const now_ms = Date.now();
  const at = () => new Date(now_ms - years * year_ms * (1 - Math.min(1, acts.issued / acts_max)));

  await engine.withClockHeld(async () => {
    await founded(app, acts, at, settled);
    const world: World = { units: acts.units, chair: acts.units[0]!, resources: await offered(acts, random, at()) };
    for (let n = 0; acts.issued < acts_max; n += projectsAtOnce) {
      const [from, age] = [at(), acts.issued / acts_max];
      const stories = Array.from(
        { length: projectsAtOnce },
        (_, k) => new ProjectStory(acts, world, `${n + k}`, new Random(`${seed} ${n + k}`), from, age),
      );
      await Promise.all([
        ...stories.map((story) => story.isDecided()),
        rested(acts, random.of(world.resources), n, from),
        ...Array.from({ length: 4 }, (_, k) =>
          freeMotion(acts, world, `${n} ${k}`, new Random(`${seed} ${n} ${k}`), from),
        ),
      ]);
      await settled();
      await Promise.all(stories.map((story) => story.isPledgedTo()));
      await settled();
      await Promise.all(stories.map((story) => story.isDelivered()));
    }
    await settled();
  });
  return { allianceId: acts.allianceId, acts: acts.issued, seconds: (performance.now() - began) / 1_000 };
};

/** Half of the units found the alliance, at most 100; the others apply and are admitted by the chair. */
const founded = async (
  app: INestApplicationContext,
  acts: Acts,
  at: () => Date,
  settled: () => Promise<unknown>,
): Promise<void> => {
  const [chair, secretary] = acts.units as [Unit, Unit];
  for (const { personId, n } of acts.units)
    await app.get(People).add(acts.allianceId, personId, { name: `Delegate ${n}` });
  const charter = { timeZone: 'Asia/Shanghai', currency: 'CNY', votingRule: 'simple-majority', quorumPercent: 25 };
  const [founders, joiners] = [acts.units.slice(0, founders_max), acts.units.slice(founders_max)];
  await acts.issue('found', foundAlliance, acts.allianceId, 'operator', at(), {
    name: { en: 'Bench alliance', zh: '测试联建' },
    area: { level: 'district', name: { en: 'Benchmark' }, population: 200_000 },
    charter: { ...charter, noticeDays: 7, meetingEveryMonths: 2, chairMayAdmit: true },
    units: founders.map((unit) => ({ unitId: unit.unitId, ...asUnit(unit) })),
    chair: { unitId: chair.unitId, personId: chair.personId },
    secretary: { unitId: secretary.unitId, personId: secretary.personId },
  });
  await settled();
  for (const unit of joiners) {
    await acts.issue(`apply ${unit.n}`, applyForMembership, unit.unitId, unit, at(), asUnit(unit));
    await acts.issue(`admit ${unit.n}`, admitUnit, acts.allianceId, chair, at(), {}, { unitId: unit.unitId });
  }
  for (const unit of acts.units.filter(({ n }) => n % 2 === 0))
    await acts.issue(`deputy ${unit.n}`, giveMandate, unit.unitId, unit, at(), {
      ...{ personId: acts.idOf(`deputy ${unit.n}`), kind: 'deputy', from: before },
    });
};

const before = '2015-01-01T00:00:00.000Z';
const asUnit = ({ n, personId }: Unit) => ({
  name: { en: `Unit ${n}`, zh: `单位${n}` },
  kind: unitKinds[n % unitKinds.length],
  delegate: { personId, from: before },
});

/** Every unit shares ten things. */
const offered = async (acts: Acts, random: Random, at: Date): Promise<readonly Resource[]> => {
  const all = acts.units.flatMap((unit) =>
    Array.from({ length: 10 }, (_, n): Resource => {
      const [kind, unitOfMeasure] = random.of(measures);
      const name = `resource ${unit.n} ${n}`;
      const quantity = random.whole(50, 5_000) * (kind === 'money' ? 1_000 : 1);
      return { resourceId: acts.idOf(name), unit, name, kind, unitOfMeasure, quantity, free: quantity };
    }),
  );
  await acts.inParallel(all, ({ resourceId, name, unit, kind, unitOfMeasure, quantity }) =>
    acts.issue(name, offerResource, resourceId, unit, at, {
      ...{ resourceId, name: { en: name, zh: '共享资源' }, kind, unitOfMeasure, quantity, approval: 'owner' },
      ...(kind === 'money' && { terms: { en: 'Spent as the committee decides.' } }),
    }),
  );
  return all;
};

/** Now and then something cannot be used for a while. */
const rested = async (acts: Acts, { resourceId, unit, name }: Resource, n: number, at: Date): Promise<void> => {
  await acts.issue(`${name} rests ${n}`, pauseResource, resourceId, unit, at, { reason: 'Repairs' });
  await acts.issue(`${name} is back ${n}`, resumeResource, resourceId, unit, at, {});
};
