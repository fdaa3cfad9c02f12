// Reading the whole log, as those do who follow it: a page at a time, the next one on its way while one is looked at.
// `--events 200000 --rounds 5 --page 5000`; `--cells FILE` keeps what was measured.
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { EventStore } from '../libs/event-sourcing/src/index.js';
import { logPool, PostgresEventStore } from '../libs/event-store-postgres/src/index.js';
import { settingsOf, withDatabase } from './database.js';
import { keepCells, median, ms, printTable, progressOf, quantile, whole } from './figures.js';

const { values: asked } = parseArgs({
  options: {
    events: { type: 'string', default: '200000' },
    rounds: { type: 'string', default: '5' },
    page: { type: 'string', default: '5000' },
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

/** Everything, once. A page's time is that from asking for it until it is there. */
const readAll = async (log: EventStore) => {
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
  const perSecond = (events * 1_000) / (performance.now() - began);
  return { perSecond, p50_ms: quantile(took_ms, 0.5), p99_ms: quantile(took_ms, 0.99) };
};

await withDatabase(undefined, async ({ url, superuserUrl }) => {
  const pool = logPool(url);
  const log = new PostgresEventStore(pool);
  await filled(log);
  await readAll(log); // to warm up
  const cells: Awaited<ReturnType<typeof readAll>>[] = [];
  for (let round = 0; round < Number(asked.rounds); round++) cells.push(await readAll(log));
  const of = (field: 'perSecond' | 'p50_ms' | 'p99_ms') => median(cells.map((each) => each[field]));
  printTable([
    {
      ...{ 'events a page': page_n, 'events a second': whole(of('perSecond')) },
      ...{ 'a page, p50 ms': ms(of('p50_ms')), 'p99 ms': ms(of('p99_ms')) },
    },
  ]);
  if (asked.cells) await keepCells(asked.cells, await settingsOf(superuserUrl), cells);
  await pool.end();
});
