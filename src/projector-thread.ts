// The thread in which `lianjian serve` projects: neither reading nor folding nor saving holds up who is answered.
import 'reflect-metadata';
import { FormattedEventStore } from '#event-sourcing';
import { logPool } from '#event-store-postgres';
import { Faults, projectFor, Projector, schemaOf } from '#nest-event-sourcing';
import { parentPort, workerData } from 'node:worker_threads';
import { DataSource } from 'typeorm';
import { formats, projection } from './contexts.js';
import { openLog, type LogPlace } from './platform/event-log.js';
import { said } from './platform/log-words.js';
import { readModelOptions } from './read-model-options.js';

/** It reads ahead while it saves. */
const connections_max = 2;

if (!parentPort) throw new Error('it runs in a thread');
const { databaseUrl, place }: Readonly<{ databaseUrl: string; place: LogPlace }> = workerData; // who starts it gives it that
const pool = logPool(databaseUrl, { max: connections_max });
const options = readModelOptions(databaseUrl);
const database = new DataSource({
  ...options,
  poolSize: connections_max,
  extra: { ...options.extra, pipeline: true },
});
const stored = await openLog(place, pool);
const log = new FormattedEventStore(stored.store, formats);
const faults = new Faults(log, database);
const projector = new Projector(log, database, projection, faults);
/** It connects when it begins, again and again: a thread that ended where the database is away would have to load anew. */
const connecting = {
  advance: async () => {
    if (!database.isInitialized) await database.initialize();
    return projector.advance();
  },
  get position() {
    return projector.position;
  },
};
await projectFor(parentPort, schemaOf(projection), connecting, faults.aside, said);
if (database.isInitialized) await database.destroy();
await stored.close();
await pool.end();
