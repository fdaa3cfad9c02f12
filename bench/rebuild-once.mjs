// Rebuilds read models once and tells its parent how long it took, each stage too, and how much memory it held. It runs what
// was built, as the product does: to teach node TypeScript costs each thread seconds, and as much memory again.
import 'reflect-metadata';
import { FormattedEventStore } from '../dist/libs/event-sourcing/src/index.js';
import { logPool, PostgresEventStore } from '../dist/libs/event-store-postgres/src/index.js';
import { inThreads, rebuild } from '../dist/libs/nest-event-sourcing/src/index.js';
import { formats } from '../dist/src/contexts.js';
import { roleOf } from '../dist/src/platform/migrate.js';
import { ownerOptions } from '../dist/src/platform/owner-options.js';
import { rebuiltModels } from './rebuilt-models.mjs';

const [url, ownerUrl, of, workers] = process.argv.slice(2);
const pool = logPool(url);
const log = new FormattedEventStore(new PostgresEventStore(pool), formats);
const role = await roleOf(url);
const stages = {};
const began = performance.now();
const seconds = () => (performance.now() - began) / 1_000;
const { position: events } = await rebuild(log, ownerOptions(ownerUrl), rebuiltModels[of], role, {
  fold: inThreads(import.meta.url, './rebuild-thread', { url, ownerUrl, of }),
  shares: Number(workers),
  progress: ({ stage }) => void (stages[stage] = seconds()),
});
const took = seconds();
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
const resident_mb = maxRSS / 1_024; // of the process, which holds all threads: the most that it ever was
const cpu_s = (userCPUTime + systemCPUTime) / 1_000_000;
process.send?.({ of, events, seconds: took, stages, resident_mb, cpu_s });
await pool.end();
process.disconnect?.();
