import type { EventStore } from '#event-sourcing';
import { Checkpoint, rebuild, schemaOf } from '#nest-event-sourcing';
import type { DataSource } from 'typeorm';
import { projection } from '../contexts.js';
import { ownerOptions, roleOf } from '../platform/migrate.js';
import { withDatabase, type Database } from './database.js';
import { withLog } from './log.js';
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
      withLog(database, (log, owner) => (what === 'list' ? list(log, owner) : anew(database, log))),
    );
  },
};

const list = async (log: EventStore, owner: DataSource): Promise<void> => {
  const [position, head] = await Promise.all([new Checkpoint(owner, schemaOf(projection), '').position(), log.head()]);
  console.log(`${projection.name}  version ${projection.version}  position ${position}  behind ${head - position}`);
  for (const { row } of projection.models) console.log(`  ${row.name}`);
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
