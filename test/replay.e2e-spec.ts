import { applyChange, changesOf, type EventStore } from '#event-sourcing';
import { Faults, installProjection, Projector, rebuild, rebuildsIn, schemaOf } from '#nest-event-sourcing';
import fc from 'fast-check';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { projection } from '../src/contexts.js';
import { roleOf } from '../src/platform/migrate.js';
import { ownerOptions } from '../src/platform/owner-options.js';
import { actAtRandom } from './a-random-history.js';
import { startApp, type TestApp } from './app.js';
import { unexplained } from './explained.js';
import { logSettings } from './log-place.js';
import { rowsOf, steady } from './rows.js';
import { wholeLog } from './whole-log.js';

// Read models are folds: whoever folds the log, whenever and in whatever batches, comes to the same rows.

let app: TestApp;
beforeAll(async () => (app = await startApp()));
afterAll(() => app.close());

const acts = 200;
const seed = 20_261_122;
const lamps = { kind: 'goods', description: { en: 'Lamps' }, unitOfMeasure: 'pieces' };

const whole = () => wholeLog(app.log);

/** The rows of every read model, folded in memory from the log alone. */
const folded = async (): Promise<Readonly<Record<string, readonly string[]>>> => {
  const events = await whole();
  const found: Record<string, readonly string[]> = {};
  for (const model of projection.models) {
    const rows = new Map<string, object>();
    for (const each of changesOf(model, events)) applyChange(model, rows, each);
    const { tableName, columns } = app.database.getMetadata(model.row);
    const stored = (row: any) => Object.fromEntries(columns.map(({ propertyName, databaseName }) => [databaseName, row[propertyName]]));
    found[tableName] = [...rows.values()].map((row) => steady(stored(row))).sort();
  }
  return found;
}; // prettier-ignore
const live = (schema = schemaOf(projection)) => rowsOf((text) => owner.query(text), projection, { schema });

let owner: DataSource;
let role: string;
beforeAll(async () => {
  owner = await new DataSource(ownerOptions(app.ownerUrl)).initialize();
  role = await roleOf(app.databaseUrl);
});
afterAll(() => owner.destroy());

const rebuilt = () => rebuild(app.log, ownerOptions(app.ownerUrl), projection, role);

/** `lianjian …` as a process of its own. */
const lianjian = (...args: readonly string[]) => {
  const source = ['--conditions=@lianjian/source', '--import', './test/typescript.mjs', 'src/cli.ts'];
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [...source, ...args], {
    cwd: join(import.meta.dirname, '..'),
    env: {
      PATH,
      HOME,
      DATABASE_URL: app.databaseUrl,
      DATABASE_OWNER_URL: app.ownerUrl,
      ...logSettings(app.databaseUrl),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return { child, said: () => said, ended: once(child, 'close').then(([code]) => code as number | null) };
};
const sizes = (rows: Readonly<Record<string, readonly string[]>>) =>
  Object.fromEntries(Object.entries(rows).map(([name, all]) => [name, all.length]));

describe('After a random history', () => {
  it('every read model is what a fold of the log in memory is, row by row', async () => {
    const history = fc.array(fc.noBias(fc.nat(10_000)), { minLength: 997, maxLength: 997 });
    for (const choices of fc.sample(history, { seed, numRuns: 2 })) {
      const answers = await actAtRandom(app, choices, acts);
      expect((answers[201] ?? 0) + (answers[200] ?? 0)).toBeGreaterThan(acts / 3);
      expect((answers[409] ?? 0) + (answers[403] ?? 0) + (answers[404] ?? 0)).toBeGreaterThan(acts / 5); // refused ones are in it, too
    }
    const rows = await live();
    expect(rows).toEqual(await folded());
    const empty = Object.entries(sizes(rows)).filter(([name, n]) => n < 1 && filled.has(name));
    expect(empty).toEqual([]); // or it has compared nothing
  }); // prettier-ignore

  it('every figure of every answer is made up of events that add up to it', async () => {
    for (const { allianceId } of await owner.query(`SELECT "allianceId" FROM ${schemaOf(projection)}.alliance`)) {
      const { looked, wrong, events } = await unexplained(app.operator, `/v1/alliances/${allianceId}`, app.clock.now(), 3);
      expect(wrong).toEqual([]);
      expect(events).toBeGreaterThan(300);
      expect(Object.keys(looked)).toEqual(expect.arrayContaining(['units', 'resources', 'projects', 'requirements', 'matters', 'gave', 'promises']));
    }
  }); // prettier-ignore

  const filled = new Set([
    'alliance',
    'deadline',
    'decision_register',
    'delivery',
    'history',
    'mandate',
    'member_unit',
    'pledge',
    'project',
    'requirement',
    'resource',
    'resource_allocation',
  ]);

  it('it is rebuilt to the same rows', async () => {
    const before = await live();
    const { position } = await rebuilt();
    expect(position).toBe(await app.log.head());
    await app.settled();
    expect(await live()).toEqual(before);
    expect(await live(`${schemaOf(projection)}_previous`)).toEqual(before);
  });

  it('it is rebuilt by threads; killed in the middle of it, what was done is gone on with', async () => {
    const before = await live();
    const next = `${schemaOf(projection)}_next`;
    const killed = lianjian('projections', 'rebuild', '--workers', '2');
    const holder = owner.createQueryRunner();
    try {
      while ((await rebuildsIn(owner)).length === 0) await setTimeout(5); // its threads take longer to begin
      await holder.startTransaction(); // nobody writes the history until it is over
      await holder.query(`LOCK TABLE "${next}".history IN SHARE MODE`);
      const waits = `SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted AND relation = '${next}.history'::regclass`;
      while ((await owner.query(waits))[0].n < 2) await setTimeout(20);
      killed.child.kill('SIGKILL');
      expect(await killed.ended).toBe(null);
    } finally {
      await holder.rollbackTransaction();
      await holder.release();
    }
    expect(await rebuildsIn(owner)).toMatchObject([{ schema: next, stage: 'fold', head: await app.log.head() }]);
    expect(await live()).toEqual(before);
    const again = lianjian('projections', 'rebuild', '--workers', '2');
    expect([await again.ended, again.said()]).toEqual([
      0,
      expect.stringContaining('compared with those of before: equal'),
    ]);
    expect(await live()).toEqual(before);
    expect(await rebuildsIn(owner)).toEqual([]);
  });

  it('it is rebuilt while others write and read, and nobody notices', async () => {
    const alliance = await app.found({ units: ['residents', 'school'] });
    const school = alliance.as('school');
    let over = false;
    let least = 0;
    const writing = async () => {
      for (let n = 0; !over; n++) {
        const { status, body, headers } = await school.post('projects', {
          title: { en: `Number ${n}` },
          requirements: [{ ...lamps, quantity: 1 }],
        });
        expect(status).toBe(201);
        const after = { 'lianjian-after': headers.get('lianjian-position')! };
        expect((await school.get(`projects/${body.id}`, after)).status).toBe(200);
      }
    };
    const reading = async () => {
      while (!over) {
        const { status, body } = await app.operator.get(`${alliance.path}/projects?limit=200`);
        expect([status, body.items.length >= Math.min(200, least)]).toEqual([200, true]);
        least = Math.max(least, body.items.length);
        await setTimeout(5);
      }
    };
    const others = [writing(), writing(), reading()];
    for (let n = 0; n < 3; n++) await rebuilt();
    over = true;
    await Promise.all(others);
    await app.settled();
    expect(least).toBeGreaterThan(10);
    expect(await live()).toEqual(await folded());
  });

  it('is the same in batches of any size, by whoever is quicker', async () => {
    const schema = `${schemaOf(projection)}_race`;
    await installProjection(ownerOptions(app.ownerUrl), projection, role, schema);
    const entities = projection.models.map(({ row }) => row);
    const race = await new DataSource({ ...ownerOptions(app.ownerUrl), schema, entities }).initialize();
    try {
      const limited = (events_max: number, before: () => Promise<unknown> = async () => undefined): EventStore =>
        Object.create(app.log, {
          readAll: {
            value: async (after: number) => {
              const events = await app.log.readAll(after, events_max);
              await before();
              return events;
            },
          },
        });
      const projector = (log: EventStore) => new Projector(log, race, projection, new Faults(log, race), schema);
      const quick = projector(limited(3));
      const overtaken = projector(limited(7, () => quick.advance())); // what it has read is old when it comes to it
      const all = [quick, overtaken, ...[1, 2, 11, 50].map((events_max) => projector(limited(events_max)))];
      const overtaking: number[] = [];
      for (let n = 0; n < 5; n++) overtaking.push(await overtaken.advance());
      expect(overtaking).toEqual([0, 0, 0, 0, 0]);
      const head = await app.log.head();
      const position = async () => Number((await race.query('SELECT position FROM engine.checkpoint WHERE id = $1', [schema]))[0].position); // prettier-ignore
      for (let n = 0; (await position()) < head && n < 2_000; n++) await Promise.all(all.map((each) => each.advance()));
      expect(await position()).toBe(head);
      expect(await live(schema)).toEqual(await live());
    } finally {
      await race.destroy();
    }
  });
});
