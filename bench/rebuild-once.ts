// Rebuilds all read models once and tells its parent how long it took and how much memory it held.
import { FormattedEventStore } from '../libs/event-sourcing/src/index.js';
import { logPool, PostgresEventStore } from '../libs/event-store-postgres/src/index.js';
import { rebuild } from '../libs/nest-event-sourcing/src/index.js';
import { formats, projection } from '../src/contexts.js';
import { roleOf } from '../src/platform/migrate.js';
import { ownerOptions } from '../src/platform/owner-options.js';

const [url, ownerUrl] = process.argv.slice(2) as [string, string];
const resident_mb = () => process.memoryUsage.rss() / 2 ** 20;
const pool = logPool(url);
const log = new FormattedEventStore(new PostgresEventStore(pool), formats);
const before_mb = resident_mb();
const began = performance.now();
const { events } = await rebuild(log, ownerOptions(ownerUrl), projection, await roleOf(url));
const seconds = (performance.now() - began) / 1_000;
process.send?.({ events, seconds, before_mb, resident_mb: process.resourceUsage().maxRSS / 1_024 });
await pool.end();
process.disconnect?.();
