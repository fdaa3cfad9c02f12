// The thread in which `lianjian serve` projects: neither reading nor folding nor saving holds up who is answered.
import 'reflect-metadata';
import { FormattedEventStore } from '#event-sourcing';
import { logPool, PostgresEventStore } from '#event-store-postgres';
import { Faults, projectFor, Projector, schemaOf } from '#nest-event-sourcing';
import { parentPort, workerData } from 'node:worker_threads';
import { DataSource } from 'typeorm';
import { formats, projection } from './contexts.js';
import { said } from './platform/log-words.js';
import { readModelOptions } from './read-model-options.js';

/** It reads ahead while it saves. */
const connections_max = 2;

if (!parentPort) throw new Error('it runs in a thread');
const databaseUrl: string = workerData; // who starts it gives it that
const pool = logPool(databaseUrl, { max: connections_max });
const options = readModelOptions(databaseUrl);
const database = await new DataSource({
  ...options,
  poolSize: connections_max,
  extra: { ...options.extra, pipeline: true },
}).initialize();
const log = new FormattedEventStore(new PostgresEventStore(pool), formats);
const faults = new Faults(log, database);
const projector = new Projector(log, database, projection, faults);
await projectFor(parentPort, schemaOf(projection), projector, faults.aside, said);
await database.destroy();
await pool.end();
