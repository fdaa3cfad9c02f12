// What an append costs as the log grows. It grows by `log.append`, a thousand appends a call, each with an event in a
// stream of its own and random ids, made by the server itself: as the coalescer sends them, without waiting for this
// process. Now and then both the server alone and 64 callers append to the grown log and to an empty one on the same server,
// in alternating turns.
// `--events 10000000 --looks 10 --seconds 2 --rounds 3 --callers 64`.
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { grantLog, logPool, logSchema, PostgresEventStore } from '../libs/event-store-postgres/src/index.js';
import { settingsOf, withDatabase } from './database.js';
import { median, ms, printTable, progressOf, whole } from './figures.js';

const { values: asked } = parseArgs({
  options: {
    events: { type: 'string', default: '10000000' },
    looks: { type: 'string', default: '10' },
    seconds: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '3' },
    callers: { type: 'string', default: '64' },
  },
});
const [events_n, looks_n, seconds] = [Number(asked.events), Number(asked.looks), Number(asked.seconds)];
const perCall = 1_000;
const calls_n = 60;
const fillers = 2; // one makes events while the other appends
const data = {
  ...{ resource: 'crane-7', unit: randomUUID(), from: '2026-01-01', until: '2026-02-01', note: 'x'.repeat(120) },
};
const newIssue = () => ({
  ...{ commandId: randomUUID(), command: 'Pledge', requestHash: 'x'.repeat(43), correlationId: randomUUID() },
  ...{ tenantId: randomUUID(), actor: { kind: 'member', id: randomUUID() }, at: '2026-01-01T00:00:00.000Z' },
});

const body = JSON.stringify({ version: 1, data, issue: { ...newIssue(), commandId: 'ID', correlationId: 'ID' } });
const fill = `SELECT made.base FROM (
  SELECT array_agg('pledge-' || gen_random_uuid()) AS streams, array_agg(gen_random_uuid()) AS ids, array_agg(n) AS n,
    array_agg(0) AS first, array_agg(-1) AS none, array_agg('Pledged'::text) AS types,
    array_agg(replace($1, 'ID', gen_random_uuid()::text)) AS bodies
  FROM generate_series(1, ${perCall}) AS n) AS e,
  log.append(streams, none, ids, n, first, ids, types, bodies) AS made`;

type Log = Readonly<{ store: PostgresEventStore; pool: pg.Pool; database: string }>;
const append = ({ store }: Log) =>
  store.append({ streamId: `pledge-${randomUUID()}`, revision: -1 }, [{ type: 'Pledged', data }], newIssue());

/** Appends a second, of so many callers who each send one after the other. */
const perSecond = async (log: Log): Promise<number> => {
  const began = performance.now();
  let done = 0;
  const call = async () => {
    while (performance.now() - began < seconds * 1_000) await append(log).then(() => done++);
  };
  await Promise.all(Array.from({ length: Number(asked.callers) }, call));
  return (done * 1_000) / (performance.now() - began);
};

await withDatabase(undefined, async ({ superuserUrl }) => {
  const superuser = new pg.Client(superuserUrl);
  await superuser.connect();
  console.log(JSON.stringify(await settingsOf(superuserUrl)));
  const opened = async (database: string): Promise<Log> => {
    await superuser.query(`CREATE DATABASE ${database}`);
    const pool = logPool(Object.assign(new URL(superuserUrl), { pathname: `/${database}` }).href);
    await pool.query(logSchema + grantLog('postgres'));
    return { store: new PostgresEventStore(pool), pool, database };
  };
  const closed = async ({ pool, database }: Log) => {
    await pool.end();
    await superuser.query(`DROP DATABASE ${database} WITH (FORCE)`);
  };
  /** How long the server takes for a thousand appends in one call, with its wait for the disk. */
  const called_ms = async ({ pool }: Log): Promise<number> => {
    const began = performance.now();
    await pool.query({ name: 'fill', text: fill, values: [body] });
    return performance.now() - began;
  };
  /** Medians of alternating turns on the grown log and on one that begins. */
  const look = async (grown: Log, n: number) => {
    const empty = await opened(`empty_${n}`);
    const turns: { grown: number; empty: number }[] = [];
    await perSecond(empty); // its first pages, plans and connections
    for (let round = 0; round < Number(asked.rounds); round++)
      turns.push({ empty: await perSecond(empty), grown: await perSecond(grown) });
    const calls: { grown: number; empty: number }[] = [];
    for (let call = 0; call < calls_n; call++)
      calls.push({ empty: await called_ms(empty), grown: await called_ms(grown) });
    await closed(empty);
    const [here, there] = [median(calls.map((call) => call.grown)), median(calls.map((call) => call.empty))];
    return {
      'a call here, ms': ms(here),
      'to an empty log, ms': ms(there),
      costs: `${(here / there).toFixed(2)}×`,
      '64 callers here, /s': whole(median(turns.map((turn) => turn.grown))),
      'to an empty log, /s': whole(median(turns.map((turn) => turn.empty))),
      'an append costs': `${median(turns.map((turn) => turn.empty / turn.grown)).toFixed(2)}×`,
    };
  };
  const grown = await opened('grown');
  const progress = progressOf('Events');
  const rows: Record<string, string | number>[] = [];
  for (let n = 0; n <= looks_n; n++) {
    const wanted = Math.floor((events_n * n) / looks_n);
    const began = performance.now();
    const head = await grown.store.head();
    let filled = 0;
    const filler = async () => {
      for (; head + filled < wanted; filled += perCall) {
        await grown.pool.query({ name: 'fill', text: fill, values: [body] });
        progress(head + filled, events_n);
      }
    };
    await Promise.all(Array.from({ length: fillers }, filler));
    const took_ms = performance.now() - began;
    const looked = await look(grown, n);
    const until = filled > 0 ? whole((filled * 1_000) / took_ms) : '';
    rows.push({ events: whole(await grown.store.head()), 'until here, /s': until, ...looked });
    console.error(JSON.stringify(rows.at(-1)));
  }
  printTable(rows);
  await closed(grown);
  await superuser.end();
});
