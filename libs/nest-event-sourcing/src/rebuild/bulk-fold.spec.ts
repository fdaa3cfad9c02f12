import {
  applyChange,
  change,
  Overloaded,
  put,
  readModelByStream,
  readModelOfEach,
  remove,
  type Change,
  type Recorded,
} from '#event-sourcing';
import fc from 'fast-check';
import { setTimeout } from 'node:timers/promises';
import { Column, DataSource, Entity, PrimaryColumn } from 'typeorm';
import { freshDatabase, type FreshDatabase } from '../../../../test/database.js';
import { engineSchema, faultSchema, rebuildRunSchema, rebuildSchema } from '../tables.js';
import { defaultBounds } from './bulk-fold.js';
import { inThisThread } from './shares-run.js';

@Entity('thing')
class Thing {
  @PrimaryColumn('text') group: string;
  @PrimaryColumn('int') number: number;
  @Column('bigint') count: number;
  @Column('jsonb') more: object | string;
  @Column('text', { nullable: true }) until: string | null;
}

const group = fc.constantFrom('a', 'b\t"', 'c\\');
const number = fc.integer({ min: 0, max: 3 });
const until = '2026-01-01T00:00:00.000Z';
const row = fc.record({
  ...{ group, number, count: fc.integer() },
  more: fc.constantFrom({}, { a: [1, 'x\n\\.'] }, 'a "text"', { 联: null }),
  until: fc.constantFrom(null, until, '\\N', '', '~', '\\~', '~~', 'a\tb\r', '\n'),
});
const count = (thing: Thing): Thing => ({ ...thing, count: thing.count + 1 });
const anyChanges = fc.oneof<fc.Arbitrary<readonly Change<Thing>[]>[]>(
  row.map((each) => [put<Thing>(each)]),
  row.map((each) => [put<Thing>(each), change<Thing>({ group: each.group, number: each.number }, count)]),
  row.map((each) => [put<Thing>(each), remove<Thing>({ group: each.group, number: each.number })]),
  fc.constantFrom<Partial<Thing>>({ group: 'a' }, { group: 'b\t"' }, { until: null }, {}, { number: 2 }, { number: 1, until: '' }).map((where) => [change<Thing>(where, count)]), // prettier-ignore
  fc.constantFrom<Partial<Thing>>({ group: 'a', until: null }, { number: 3 }, { group: 'c\\' }).map((where) => [remove<Thing>(where)]), // prettier-ignore
);
const things = {
  ...readModelByStream<never, Thing>(Thing, ['group', 'number'], {}),
  on: { Changed: ({ data }: Recorded<any>) => data as readonly Change<Thing>[] },
};
/** Of each event, a row that nothing changes. */
@Entity('said')
class Said {
  @Column('text') group: string;
  @PrimaryColumn('bigint') position: number;
  @Column('jsonb') data: object;
}
const ofSaid = { tenant: 'group', position: 'position' } as const;
const said = readModelOfEach(Said, ofSaid, ({ position, data }) => ({ group: 'a', position, data }));
const projection = { name: 'things', version: 1, models: [things, said] };

let database: DataSource;
let fresh: FreshDatabase;
const owner = () => ({ type: 'postgres' as const, url: fresh.ownerUrl });
beforeAll(async () => {
  fresh = await freshDatabase();
  database = await new DataSource({ ...owner(), schema: 'things', entities: [Thing, Said] }).initialize();
  await database.query(`CREATE SCHEMA things; ${engineSchema} ${faultSchema} ${rebuildSchema} ${rebuildRunSchema}`);
  await database.synchronize();
});
afterAll(async () => {
  await database.destroy();
  await fresh.drop();
});

const sorted = (all: readonly object[]) => all.map((each) => JSON.stringify(each, Object.keys(each).sort().concat('a', '联'))).sort(); // prettier-ignore

const bounds = fc.record({
  rows_max: fc.integer({ min: 1, max: 6 }),
  bytes_max: fc.constantFrom(1, 100, 1 << 20),
  characters_max: fc.constantFrom(1, 50, 1 << 20),
  events_max: fc.integer({ min: 1, max: 6 }),
  seen_bytes: fc.constantFrom(4, 8, 1 << 10), // nearly every look at the smallest one says "perhaps"
});

/** Empty tables, and a share of a rebuild that has begun. */
const begun = async () => {
  await database.query(`TRUNCATE things.thing, things.said; DELETE FROM engine.rebuild;
    INSERT INTO engine.rebuild (schema, made_by, stage, head, shares) VALUES ('things', '', 'fold', 0, 1);
    INSERT INTO engine.rebuild_share VALUES ('things', 0, 0)`);
  const [{ run }] = await database.query('SELECT run FROM engine.rebuild');
  return { schema: 'things', run, share: 0, shares: 1 };
};

it('After a long stretch of the log without any event for it, a share still takes no more of them at once than it has room for', async () => {
  const work = await begun();
  const [quiet, head, pages]: [number, number, number[]] = [300_000, 340_000, []];
  const read = async (after: number, upTo: number) => {
    const events = Array.from({ length: Math.max(0, upTo - Math.max(after, quiet)) }, (_, n) => Math.max(after, quiet) + 1 + n);
    pages.push(events.length);
    return events.map((position) => ({ type: 'Changed', data: [], id: `${position}`, position }) as unknown as Recorded);
  }; // prettier-ignore
  const fold = inThisThread({ spacing: 1, readRange: read, read: async () => [] }, owner(), projection);
  await fold({ ...work, upTo: head }, () => undefined, new AbortController().signal);
  expect(pages.reduce((sum, each) => sum + each, 0)).toBe(head - quiet);
  expect(Math.max(...pages)).toBeLessThanOrEqual(2_000);
});

describe('Of a page of many events', () => {
  const events_n = 100;
  /** Each puts a row; `count` is what the last one of them has. */
  const made = (count: unknown, last = events_n, more = 'x'): readonly Recorded[] =>
    Array.from({ length: events_n }, (_, n) => {
      const row = { group: 'a', number: n, count: n + 1 === last ? count : 1, more, until: null };
      return { type: 'Changed', data: [put(row)], id: crypto.randomUUID(), streamId: 's', position: n + 1, issue: {} } as unknown as Recorded;
    }); // prettier-ignore
  const foldOf = (events: readonly Recorded[], bounds = defaultBounds, readRange = async (after: number, upTo: number) => events.slice(after, upTo)) =>
    inThisThread({ spacing: 1, readRange, read: async () => [] }, owner(), projection, bounds); // prettier-ignore
  const never = new AbortController().signal;
  const reached = async () => (await database.query('SELECT position::int FROM engine.rebuild_share'))[0].position;
  const written = async () => (await database.query('SELECT count(*)::int AS n FROM things.thing'))[0].n;

  it.each([1, 31, 32, 33, 64, 65, 100])('the one that cannot be taken is named, wherever it stands: %i', async (at) => {
    const work = await begun();
    const run = (events: readonly Recorded[]) => foldOf(events)({ ...work, upTo: events_n }, () => undefined, never);
    const [unfit, refused] = [made(undefined, at), made('no number', at)];
    await expect(run(unfit)).rejects.toThrow(`${unfit[at - 1]?.id} at position ${at}`);
    expect(await reached()).toBe(0);
    await expect(run(refused)).rejects.toThrow(`${refused[at - 1]?.id} at position ${at}`); // by the database
    expect(await reached()).toBe(at - 1);
    await run(made(1));
    expect([await reached(), await written()]).toEqual([events_n, events_n]);
  });

  it('so much is held as there is room for, however few rows it is', async () => {
    const [work, events] = [await begun(), made(1, events_n, 'x'.repeat(1_000))];
    const readRange = async (after: number, upTo: number) => {
      if (after < events_n) return events.slice(after, upTo);
      for (const until = Date.now() + 5_000; (await reached()) === 0 && Date.now() < until;) await setTimeout(20);
      throw new Error('there is no more');
    };
    const bounds = { ...defaultBounds, events_max: events_n, characters_max: 50_000 };
    const fold = foldOf(events, bounds, readRange)({ ...work, upTo: 2 * events_n }, () => undefined, never);
    await expect(fold).rejects.toThrow('there is no more');
    expect([await reached(), await written()]).toEqual([64, 64]); // two lots: of three it would have been too much
  });

  it('a part is asked for where all of it is not there in time, or is large', async () => {
    const [work, events, asked]: [Awaited<ReturnType<typeof begun>>, readonly Recorded[], number[]] = [await begun(), made(1), []];
    const readRange = async (after: number, upTo: number) => {
      asked.push(Math.min(upTo, events_n) - after);
      if (upTo - after > 40) throw new Overloaded('it takes too long');
      return Object.assign(events.slice(after, upTo), { bytes: (upTo - after) << 20 });
    };
    await foldOf(events, defaultBounds, readRange)({ ...work, upTo: events_n }, () => undefined, never);
    expect([await reached(), await written()]).toEqual([events_n, events_n]);
    expect(asked.slice(0, 3)).toEqual([100, 50, 25]);
    expect(asked.slice(3).every((each) => each <= 8)).toBe(true);
    const busy = async () => Promise.reject(new Overloaded('whatever is asked'));
    await expect(foldOf(events, defaultBounds, busy)({ ...(await begun()), upTo: events_n }, () => undefined, never)).rejects.toThrow(Overloaded);
  }); // prettier-ignore
});

it('A table holds what the changes say, however little of it was held at once and wherever it was stopped', () =>
  fc.assert(
    fc.asyncProperty(fc.array(anyChanges, { maxLength: 24 }), bounds, fc.nat(24), async (all, bound, stop) => {
      const work = await begun();
      const events = all.map(
        (data, n) => ({ type: 'Changed', data, id: `${n}`, position: n + 1 }) as unknown as Recorded,
      );
      const log = {
        spacing: 1,
        readRange: async (after: number, upTo: number) => events.slice(after, upTo),
        read: async () => [],
      };
      const fold = inThisThread(log, owner(), projection, bound);
      const stopping = new AbortController();
      const stops = (position: number) => position >= stop && stopping.abort(new Error('enough'));
      const upTo = events.length;
      await fold({ ...work, upTo }, stops, stopping.signal).catch((error: Error) =>
        expect(error.message).toBe('enough'),
      );
      await fold({ ...work, upTo }, () => undefined, new AbortController().signal);
      const rows = new Map<string, Thing>();
      for (const each of all.flat()) applyChange(things, rows, each);
      const stored = await database.query(
        "SELECT json_build_object('group', \"group\", 'number', number, 'count', count, 'more', more, 'until', until) AS row FROM things.thing",
      );
      const each = await database.query('SELECT position::int, data FROM things.said ORDER BY position');
      expect(each).toEqual(JSON.parse(JSON.stringify(events.map(({ position, data }) => ({ position, data })))));
      expect(sorted(stored.map(({ row }: { row: Thing }) => row))).toEqual(sorted([...rows.values()]));
    }),
    { numRuns: 60 },
  ));
