// Reading the whole log: as those do who follow it, a page at a time, the next one on its way while one is looked at; and
// by threads that each read every n-th page, as those may who fold streams by themselves. In alternating rounds.
// `--events 200000 --rounds 5 --page 5000 --threads 1,2`; `--cells FILE` keeps what was measured.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import type { Worker } from 'node:worker_threads';
import type { EventStore } from '../libs/event-sourcing/src/index.js';
import { logPool, PostgresEventStore } from '../libs/event-store-postgres/src/index.js';
import { settingsOf, withDatabase } from './database.js';
import { startThread } from '../libs/nest-event-sourcing/src/index.js';
import { keepCells, median, ms, printTable, progressOf, quantile, whole } from './figures.js';
import type { Read, Reading } from './read-part.js';

const { values: asked } = parseArgs({
  options: {
    events: { type: 'string', default: '200000' },
    rounds: { type: 'string', default: '5' },
    page: { type: 'string', default: '5000' },
    threads: { type: 'string', default: '1,2' },
    cells: { type: 'string' },
  },
});
const [events_n, page_n] = [Number(asked.events), Number(asked.page)];
const perAppend = 50;

const filled = async (log: EventStore): Promise<void> => {
  const progress = progressOf('Events');
  const note = 'x'.repeat(120);
  const data = { resource: 'crane-7', unit: randomUUID(), from: '2026-01-01', until: '2026-02-01', note };
  const events = Array.from({ length: perAppend }, () => ({ type: 'Pledged', data }));
  let left = Math.ceil(events_n / perAppend);
  const write = async () => {
    while (left-- > 0) {
      const issue = {
        ...{ commandId: randomUUID(), command: 'Pledge', requestHash: 'x'.repeat(43), correlationId: randomUUID() },
        ...{ tenantId: randomUUID(), actor: { kind: 'member', id: randomUUID() }, at: '2026-01-01T00:00:00.000Z' },
      };
      await log.append({ streamId: `pledge-${randomUUID()}`, revision: -1 }, events, issue);
      progress(events_n - left * perAppend, events_n);
    }
  };
  await Promise.all(Array.from({ length: 32 }, write));
};

type Timed = Readonly<{ perSecond: number; p50_ms: number; p99_ms: number }>;
type Cell = Timed & Readonly<{ threads: number }>;

const timed = (events: number, began: number, took_ms: readonly number[]): Timed => {
  if (events < events_n) throw new Error(`${events} events were read`);
  const perSecond = (events * 1_000) / (performance.now() - began);
  return { perSecond, p50_ms: quantile(took_ms, 0.5), p99_ms: quantile(took_ms, 0.99) };
};

/** Everything, once, in order. A page's time is that from asking for it until it is there. */
const readAll = async (log: EventStore): Promise<Timed> => {
  const took_ms: number[] = [];
  const page = async (after: number) => {
    const before = performance.now();
    const events = await log.readAll(after, page_n);
    took_ms.push(performance.now() - before);
    return events;
  };
  const began = performance.now();
  let events = 0;
  for (let next = page(0), read; (read = await next).length > 0;) {
    next = page(read.at(-1)!.position);
    events += read.length;
  }
  return timed(events, began, took_ms);
};

/** Everything, once, by threads that stand by. */
const readByThreads = async (threads: readonly Worker[]): Promise<Timed> => {
  const began = performance.now();
  const parts = await Promise.all(
    threads.map(async (thread) => {
      thread.postMessage('read');
      return ((await once(thread, 'message')) as [Read])[0];
    }),
  );
  const events = parts.reduce((sum, part) => sum + part.events, 0);
  return timed(
    events,
    began,
    parts.flatMap((part) => part.took_ms),
  );
};

await withDatabase(undefined, async ({ url, superuserUrl }) => {
  const pool = logPool(url);
  const log = new PostgresEventStore(pool);
  await filled(log);
  const contenders = asked.threads
    .split(',')
    .map(Number)
    .map((parts) => {
      const threads = Array.from({ length: parts > 1 ? parts : 0 }, (_, part) => {
        const workerData: Reading = { url, page_n, part, parts };
        return startThread(import.meta.url, './read-part', { workerData });
      });
      return { parts, threads, read: () => (parts > 1 ? readByThreads(threads) : readAll(log)) };
    });
  for (const { read } of contenders) await read(); // to warm up
  const cells: Cell[] = [];
  for (let round = 0; round < Number(asked.rounds); round++)
    for (const { parts, read } of round % 2 ? contenders.toReversed() : contenders)
      cells.push({ threads: parts, ...(await read()) });
  printTable(
    contenders.map(({ parts }) => {
      const of = (field: keyof Timed) =>
        median(cells.filter(({ threads }) => threads === parts).map((each) => each[field]));
      return {
        ...{ threads: parts, 'events a page': page_n, 'events a second': whole(of('perSecond')) },
        ...{ 'a page, p50 ms': ms(of('p50_ms')), 'p99 ms': ms(of('p99_ms')) },
      };
    }),
  );
  if (asked.cells) await keepCells(asked.cells, await settingsOf(superuserUrl), cells);
  for (const thread of contenders.flatMap(({ threads }) => threads)) {
    thread.postMessage('end');
    await once(thread, 'exit');
  }
  await pool.end();
});
