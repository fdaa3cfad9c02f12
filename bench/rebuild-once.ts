// Rebuilds read models once and tells its parent how long it took, each stage too, and how much memory it held.
import { FormattedEventStore } from '../libs/event-sourcing/src/index.js';
import { logPool, PostgresEventStore } from '../libs/event-store-postgres/src/index.js';
import { inThreads, rebuild } from '../libs/nest-event-sourcing/src/index.js';
import { formats } from '../src/contexts.js';
import { roleOf } from '../src/platform/migrate.js';
import { ownerOptions } from '../src/platform/owner-options.js';
import { rebuiltModels } from './rebuilt-models.js';

const [url, ownerUrl, of, workers] = process.argv.slice(2) as [string, string, string, string];
const pool = logPool(url);
const log = new FormattedEventStore(new PostgresEventStore(pool), formats);
const role = await roleOf(url);
const stages: Record<string, number> = {};
const began = performance.now();
const seconds = () => (performance.now() - began) / 1_000;
const { events } = await rebuild(log, ownerOptions(ownerUrl), rebuiltModels[of]!, role, {
  fold: inThreads(import.meta.url, './rebuild-thread', { url, ownerUrl, of }),
  shares: Number(workers),
  progress: ({ stage }) => void (stages[stage] = seconds()),
});
const took = seconds();
process.send?.({ of, events, seconds: took, stages, resident_mb: process.resourceUsage().maxRSS / 1_024 });
await pool.end();
process.disconnect?.();
