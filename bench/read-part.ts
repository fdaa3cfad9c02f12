// A thread that reads its part of the whole log, whenever it is told to: every n-th page of it, in order, the next one on its
// way while one is looked at.
import { parentPort, workerData } from 'node:worker_threads';
import { logPool, PostgresEventStore } from '../libs/event-store-postgres/src/index.js';

/** `part` counts from 0, and is one of `parts`. */
export type Reading = Readonly<{ url: string; page_n: number; part: number; parts: number }>;
/** A page's time is that from asking for it until it is there. */
export type Read = Readonly<{ events: number; took_ms: readonly number[] }>;

const { url, page_n, part, parts } = workerData as Reading;
const pool = logPool(url, { max: 2 });
const log = new PostgresEventStore(pool);

const readPart = async (): Promise<Read> => {
  const took_ms: number[] = [];
  const page = async (after: number) => {
    const before = performance.now();
    const read = [...(await log.readRange(after, after + page_n))]; // an event is made when it is its turn
    took_ms.push(performance.now() - before);
    return read;
  };
  let events = 0;
  let after = part * page_n;
  for (let next = page(after), read; (read = await next).length > 0;) {
    next = page((after += parts * page_n));
    events += read.length;
  }
  return { events, took_ms };
};

parentPort?.on('message', async (asked: 'read' | 'end') => {
  if (asked === 'read') return parentPort?.postMessage(await readPart());
  await pool.end();
  return parentPort?.close();
});
