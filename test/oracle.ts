// npm run oracle -- [--operations 20000] [--seed 1] [--instances 3] [--callers 64] [--cut-ms 1000]: callers at random on a
// log of its own, and whether anybody was told what the log does not hold. The last line says what was done and found.
import { consult } from '../libs/event-sourcing/src/oracle/oracle.js'; // without Jest, which the other tools for tests need
import { Unanswered } from '#event-sourcing';
import { grantLog, logPool, logSchema, PostgresEventStore } from '#event-store-postgres';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startDatabase } from '../src/platform/embedded-database.js';

const whole = (name: string, text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new RangeError(`--${name} takes a whole number`);
  return Number(text);
};
const defaults = { operations: '20000', seed: '1', instances: '3', callers: '64', 'cut-ms': '1000' };
const { values } = parseArgs({
  options: Object.fromEntries(
    Object.entries(defaults).map(([name, value]) => [name, { type: 'string', default: value } as const]),
  ),
});
const asked = (name: keyof typeof defaults): number => whole(name, String(values[name]));

const home = await mkdtemp(join(tmpdir(), 'lianjian-oracle-'));
const database = await startDatabase(home);
// A last cut may still be on its way when the server is stopped.
const superuser = new pg.Pool({ connectionString: database.superuserUrl, max: 1 }).on('error', () => undefined);
const pools: pg.Pool[] = [];
let cutting: NodeJS.Timeout | undefined;
try {
  await superuser.query(logSchema + grantLog('postgres'));
  const instances = Array.from({ length: asked('instances') }, () => {
    const pool = logPool(database.superuserUrl, { max: 6 });
    pools.push(pool);
    return new PostgresEventStore(pool);
  });
  const cut = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'event-log' ORDER BY random() LIMIT 1`;
  if (asked('cut-ms') > 0) cutting = setInterval(() => void superuser.query(cut), asked('cut-ms'));
  const start = performance.now();
  const operations = asked('operations');
  const onProgress = (done: number) => done % 10_000 === 0 && process.stderr.write(`\r${done} of ${operations}`);
  const isUnsure = (error: unknown) => error instanceof Unanswered;
  const trial = {
    operations,
    seed: asked('seed'),
    callers: asked('callers'),
    streams: Math.max(100, Math.ceil(operations / 5_000)),
  };
  const verdict = await consult(instances, { ...trial, isUnsure, onProgress });
  const seconds = Math.round((performance.now() - start) / 1_000);
  const told = Object.entries(verdict).map(([what, count]) => `${count} ${what}`);
  console.log(`\nseed ${trial.seed}, ${seconds} s: ${told.join(', ')}; nothing wrong`);
} finally {
  clearInterval(cutting);
  await Promise.allSettled([...pools, superuser].map((pool) => pool.end()));
  await database.stop();
  await rm(home, { recursive: true, force: true });
  if (database.home !== home) await rm(database.home, { recursive: true, force: true });
}
