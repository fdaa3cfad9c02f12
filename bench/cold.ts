// What the first decision on a long stream waits for after a start: a resource with so many events, read from a snapshot
// and from its beginning, in alternating rounds, each by a process that begins. `--events 100000 --rounds 5`.
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { FormattedEventStore, MemorySnapshotStore, Snapshots, States } from '../libs/event-sourcing/src/index.js';
import { logPool, PostgresEventStore, PostgresSnapshotStore } from '../libs/event-store-postgres/src/index.js';
import { formats } from '../src/contexts.js';
import { happened, resourceStream } from '../src/resources/events.js';
import { resource } from '../src/resources/resource.js';
import { withDatabase } from './database.js';
import { median, ms, printTable, whole } from './figures.js';

const key = Buffer.alloc(32, 'bench');
const perAppend = 498;
const years_ms = 4 * 365 * 86_400_000;
const [task = '', url = '', id = ''] = process.argv[2] === 'load' ? process.argv.slice(3) : [];

const statesOn = (databaseUrl: string, kept: string) => {
  const pool = logPool(databaseUrl);
  const log = new FormattedEventStore(new PostgresEventStore(pool), formats);
  const onFault = (error: unknown) => console.error(error);
  const store = kept === 'snapshot' ? new PostgresSnapshotStore(pool) : new MemorySnapshotStore();
  return { pool, log, states: new States(log, new Snapshots(store, key, onFault)) };
};

/** A short stream first, so that a connection is there and the code was used once. */
const load = async (): Promise<void> => {
  const { pool, states } = statesOn(url, task);
  await states.load(resource, `${id}-short`, false);
  const began = performance.now();
  const { revision } = await states.load(resource, id, false);
  const took_ms = performance.now() - began;
  process.send?.({ took_ms, revision });
  await states.stop();
  await pool.end();
};

/** How long it took in a process that began just now. */
const began = async (kept: string, databaseUrl: string, resourceId: string): Promise<number> => {
  const child = fork(fileURLToPath(import.meta.url), ['load', kept, databaseUrl, resourceId]);
  const [[said]] = await Promise.all([once(child, 'message'), once(child, 'exit')]);
  return (said as { took_ms: number }).took_ms;
};

const fill = async (databaseUrl: string, resourceId: string, events_n: number): Promise<void> => {
  const { pool, log } = statesOn(databaseUrl, 'none');
  /** The bookings lie over four years. */
  const instant = (n: number) => new Date(Date.UTC(2022, 0, 1) + Math.floor((n / events_n) * years_ms)).toISOString();
  const issue = (at = instant(0)) => {
    const ids = { commandId: randomUUID(), correlationId: randomUUID(), tenantId: randomUUID() };
    return { ...ids, command: 'Bench', requestHash: 'x'.repeat(43), actor: { kind: 'bench' }, at };
  };
  const [streamId, unitId] = [`${resourceStream}-${resourceId}`, randomUUID()];
  const offer = { name: { en: 'Hall' }, kind: 'venue', unitOfMeasure: 'seats', quantity: 80, approval: 'automatic' } as const; // prettier-ignore
  const offered = happened('ResourceOffered', { unitId, ...offer });
  await log.append({ streamId: `${streamId}-short`, revision: -1 }, [offered], issue());
  let { revision } = await log.append({ streamId, revision: -1 }, [offered], issue());
  const append = async () => {
    const bookings = Array.from({ length: perAppend / 3 }, () => {
      const ref = { bookingId: randomUUID(), unitId, quantity: 1 };
      const [from, to] = [instant(revision), instant(revision + 5)];
      const asked = { ...ref, from, to, week: '2026-W05', ownerId: unitId, sealed: { plain: { purpose: 'Choir' } } };
      return [happened('BookingRequested', asked), happened('BookingConfirmed', { ...ref, to }), happened('BookingUsed', ref)]; // prettier-ignore
    });
    ({ revision } = await log.append({ streamId, revision }, bookings.flat(), issue(instant(revision))));
  };
  while (revision < events_n - perAppend) await append();
  await began('snapshot', databaseUrl, resourceId); // leaves one behind
  while (revision < events_n - 1) await append(); // nearly as many as call for the next one
  await pool.end();
};

const run = async (databaseUrl: string, events_n: number, rounds: number): Promise<void> => {
  const resourceId = randomUUID();
  await fill(databaseUrl, resourceId, events_n);
  const took: Record<string, number[]> = { snapshot: [], beginning: [] };
  for (let round = 0; round < rounds; round++)
    for (const [kept, all] of Object.entries(took)) all.push(await began(kept, databaseUrl, resourceId));
  const pool = logPool(databaseUrl, { max: 1 });
  const { rows } = await pool.query('SELECT octet_length(content) AS bytes FROM snapshot.state');
  await pool.end();
  printTable(
    Object.entries(took).map(([kept, all]) => ({
      ...{ 'read from': kept, events: whole(events_n), 'median ms': ms(median(all)), 'least ms': ms(Math.min(...all)) },
      'snapshot, kB': kept === 'snapshot' ? whole(rows[0].bytes / 1_000) : '',
    })),
  );
};

if (task) await load();
else {
  const options = { events: { type: 'string', default: '100000' }, rounds: { type: 'string', default: '5' } } as const;
  const { values: asked } = parseArgs({ options });
  await withDatabase(undefined, ({ url: databaseUrl }) => run(databaseUrl, Number(asked.events), Number(asked.rounds)));
}
