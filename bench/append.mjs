// Durable appends per second: the log, with and without conditions, beside unordered inserts of the same rows and beside
// Emmett; all on one server, in alternating rounds. `--seconds 3 --rounds 3 --callers 1,16,64,256 --only log,inserts`;
// DATABASE_URL of a superuser, else a server of its own. KURRENTDB_URL, a connection string of an EventStoreDB or
// KurrentDB that runs somewhere, lets that take its turn. `--cells FILE` keeps what was measured.
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import { jsonEvent, KurrentDBClient, NO_STREAM } from '@kurrent/kurrentdb-client';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { grantLog, logPool, logSchema, PostgresEventStore } from '../libs/event-store-postgres/src/index.ts';
import { startDatabase } from '../src/platform/embedded-database.ts';
import { settingsOf } from './database.ts';
import { keepCells } from './figures.ts';

const { values: asked } = parseArgs({
  options: {
    seconds: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '3' },
    callers: { type: 'string', default: '1,16,64,256' },
    only: { type: 'string', default: '' },
    cells: { type: 'string' },
  },
  args: process.argv.slice(2).filter((each) => each !== 'append'),
});
const [seconds, rounds] = [Number(asked.seconds), Number(asked.rounds)];
const connections_max = 16;
const data = {
  resource: 'crane-7',
  unit: randomUUID(),
  from: '2026-01-01',
  until: '2026-02-01',
  note: 'x'.repeat(120),
};
const noStream = -1;
const poolOf = (connectionString) =>
  new pg.Pool({ connectionString, max: connections_max }).on('error', () => undefined);
const newIssue = () => ({
  ...{ commandId: randomUUID(), command: 'Pledge', requestHash: 'x'.repeat(43), correlationId: randomUUID() },
  ...{ tenantId: randomUUID(), actor: { kind: 'member', id: randomUUID() }, at: '2026-01-01T00:00:00.000Z' },
});

/** The log. Each append writes a stream of its own, on condition of so many others. */
const ours = (name, conditions) => ({
  name,
  open: async (url) => {
    const setup = new pg.Client(url);
    await setup.connect();
    await setup.query(logSchema + grantLog(setup.user));
    await setup.end();
    const pool = logPool(url, { max: connections_max });
    const store = new PostgresEventStore(pool);
    const read = Array.from({ length: 100 }, (_, n) => ({ streamId: `charter-${n}`, revision: 0 }));
    for (const { streamId } of read)
      await store.append({ streamId, revision: noStream }, [{ type: 'Begun', data }], newIssue());
    let n = 0;
    return {
      append: () => {
        const also = Array.from({ length: conditions }, () => read[n++ % read.length]);
        return store.append(
          { streamId: `pledge-${randomUUID()}`, revision: noStream },
          [{ type: 'Pledged', data }],
          newIssue(),
          also,
        );
      },
      close: () => pool.end(),
    };
  },
});

/** The same rows and indexes, each inserted by itself: no order that a reader could follow, no conditions. */
const inserts = {
  name: 'inserts',
  open: async (url) => {
    const pool = poolOf(url);
    await pool.query(`CREATE TABLE event (position bigserial PRIMARY KEY, stream_id text COLLATE "C" NOT NULL,
      revision int NOT NULL, id uuid NOT NULL, type text NOT NULL, recorded_at timestamptz NOT NULL, body json NOT NULL);
      CREATE UNIQUE INDEX ON event (stream_id, revision); CREATE UNIQUE INDEX ON event (id)`);
    const text = 'INSERT INTO event VALUES (DEFAULT, $1, 0, $2, $3, clock_timestamp(), $4) RETURNING position';
    return {
      append: () => {
        const body = JSON.stringify({ version: 1, data, issue: newIssue() });
        return pool.query({ name: 'insert', text, values: [`pledge-${randomUUID()}`, randomUUID(), 'Pledged', body] });
      },
      close: () => pool.end(),
    };
  },
};

const emmett = {
  name: 'Emmett 0.42',
  open: async (url) => {
    const pool = poolOf(url);
    const store = getPostgreSQLEventStore(url, { connectionOptions: { pooled: true, pool } });
    await store.schema.migrate();
    return {
      append: () =>
        store.appendToStream(`pledge-${randomUUID()}`, [{ type: 'Pledged', data, metadata: newIssue() }], {
          expectedStreamVersion: 'STREAM_DOES_NOT_EXIST',
        }),
      close: async () => {
        await store.close();
        await pool.end().catch(() => undefined);
      },
    };
  },
};

/** Somebody else's server, on its own disk and with its own settings. */
const eventStoreDb = {
  name: 'EventStoreDB',
  open: async () => {
    const client = KurrentDBClient.connectionString(process.env.KURRENTDB_URL);
    return {
      append: () =>
        client.appendToStream(`pledge-${randomUUID()}`, [jsonEvent({ type: 'Pledged', data, metadata: newIssue() })], {
          streamState: NO_STREAM,
        }),
      close: () => client.dispose(),
    };
  },
};

const contenders = [
  ...[ours('log', 0), ours('log with 2 conditions', 2), inserts, emmett],
  ...(process.env.KURRENTDB_URL ? [eventStoreDb] : []),
].filter(({ name }) => !asked.only || asked.only.split(',').includes(name));

/** Appends per second, and the times that 50 and 99 of 100 stayed under. */
const measure = async ({ append }, callers) => {
  const took_ms = [];
  const start = performance.now();
  const end = start + seconds * 1_000;
  const call = async () => {
    for (let now = performance.now(); now < end;) {
      const before = now;
      await append();
      now = performance.now();
      took_ms.push(now - before);
    }
  };
  await Promise.all(Array.from({ length: callers }, call));
  const perSecond = (took_ms.length * 1_000) / (performance.now() - start);
  took_ms.sort((a, b) => a - b);
  const [p50_ms, p99_ms] = [0.5, 0.99].map((part) => took_ms[Math.floor(took_ms.length * part)]);
  return { perSecond, p50_ms, p99_ms };
};

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

const run = async (superuserUrl) => {
  const superuser = new pg.Client(superuserUrl);
  await superuser.connect();
  const settings = await settingsOf(superuserUrl);
  console.log(JSON.stringify(settings));
  if (settings.fsync !== 'on' || settings.synchronous_commit !== 'on')
    throw new Error('these appends would not be durable');
  const opened = [];
  for (const [n, { name, open }] of contenders.entries()) {
    const database = `bench_${process.pid}_${n}`;
    await superuser.query(`CREATE DATABASE ${database}`);
    const store = await open(Object.assign(new URL(superuserUrl), { pathname: `/${database}` }).href);
    opened.push({ name, database, ...store });
  }
  const cells = [];
  const callersOf = asked.callers.split(',').map(Number);
  for (let round = 0; round < rounds; round++)
    for (const callers of callersOf)
      for (const store of round % 2 ? opened.toReversed() : opened) {
        await superuser.query('CHECKPOINT');
        cells.push({ name: store.name, callers, ...(await measure(store, callers)) });
      }
  for (const { close, database } of opened) {
    await close();
    await superuser.query(`DROP DATABASE ${database} WITH (FORCE)`);
  }
  await superuser.end();
  report(cells, callersOf);
  if (asked.cells) await keepCells(asked.cells, settings, cells);
};

/** Medians of the rounds; ratios are medians of each round's ratio to the inserts of that round. */
const report = (cells, callersOf) => {
  const of = (name, callers, field) =>
    cells.filter((cell) => cell.name === name && cell.callers === callers).map((cell) => cell[field]);
  const table = {};
  for (const { name } of contenders)
    for (const callers of callersOf) {
      const [mine, base] = [of(name, callers, 'perSecond'), of(inserts.name, callers, 'perSecond')];
      const ratio = base.length ? `, ${median(mine.map((each, n) => each / base[n])).toFixed(2)}×` : '';
      const p99_ms = median(of(name, callers, 'p99_ms')).toFixed(1);
      (table[name] ??= {})[`${callers} callers`] = `${Math.round(median(mine))}/s${ratio}, p99 ${p99_ms} ms`;
    }
  console.table(table);
};

if (process.env.DATABASE_URL) await run(process.env.DATABASE_URL);
else {
  const home = await mkdtemp(join(tmpdir(), 'lianjian-bench-'));
  const database = await startDatabase(home);
  try {
    await run(database.superuserUrl);
  } finally {
    await database.stop();
    if (database.home !== home) await rm(database.home, { recursive: true, force: true });
    await rm(home, { recursive: true, force: true });
  }
}
