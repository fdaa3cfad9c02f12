import { EventStore, FormattedEventStore } from '#event-sourcing';
import { logPool, PostgresEventStore } from '#event-store-postgres';
import { Checkpoint, rebuild, schemaOf } from '#nest-event-sourcing';
import { DataSource } from 'typeorm';
import { formats, projection } from '../contexts.js';
import { ownerOptions, roleOf } from '../platform/migrate.js';
import { withDatabase, type Database } from './database.js';
import { progressOf } from './progress.js';
import { UsageError, type CliCommand } from './run.js';

export const projections: CliCommand = {
  name: 'projections',
  summary: 'Say how far the read models are, or rebuild them from the log.',
  usage: 'lianjian projections list | rebuild',
  help: [
    'list     every projection: its version, its position, and how far the log is ahead of it',
    'rebuild  fills new tables beside the live ones and puts them in their place; the system may run meanwhile',
  ],
  run: async ({ words: [what, ...more] }) => {
    if ((what !== 'list' && what !== 'rebuild') || more.length > 0) throw new UsageError('say list or rebuild');
    await withDatabase((database) =>
      withLog(database, (log) => (what === 'list' ? list(database, log) : anew(database, log))),
    );
  },
};

const withLog = async (database: Database, work: (log: EventStore) => Promise<void>): Promise<void> => {
  const pool = logPool(database.url);
  try {
    await work(new FormattedEventStore(new PostgresEventStore(pool), formats));
  } finally {
    await pool.end();
  }
};

const list = async ({ ownerUrl }: Database, log: EventStore): Promise<void> => {
  const owner = await new DataSource(ownerOptions(ownerUrl)).initialize();
  try {
    const [position, head] = await Promise.all([
      new Checkpoint(owner, schemaOf(projection), '').position(),
      log.head(),
    ]);
    console.log(`${projection.name}  version ${projection.version}  position ${position}  behind ${head - position}`);
    for (const { row } of projection.models) console.log(`  ${row.name}`);
  } finally {
    await owner.destroy();
  }
};

const anew = async ({ ownerUrl, url }: Database, log: EventStore): Promise<void> => {
  const began = Date.now();
  const { events } = await rebuild(
    log,
    ownerOptions(ownerUrl),
    projection,
    await roleOf(url),
    progressOf('Rebuilding'),
  );
  console.log(
    `${projection.name}: ${events} events in ${((Date.now() - began) / 1000).toFixed(1)} s; the tables of before are kept as ${schemaOf(projection)}_previous`,
  );
};
