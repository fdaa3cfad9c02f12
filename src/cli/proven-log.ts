import { FormattedEventStore, type EventStore, type StoredLines } from '#event-sourcing';
import { logPool } from '#event-store-postgres';
import { Time } from '#nest-event-sourcing';
import { DataSource } from 'typeorm';
import { Sequencer } from '../audit/sequencer.js';
import { SigningKeys } from '../audit/signing-keys.js';
import { TreeStore } from '../audit/tree-store.js';
import { config } from '../config/config.js';
import { formats, projection } from '../contexts.js';
import { openLog, placeName } from '../platform/event-log.js';
import { migrate } from '../platform/migrate.js';
import { readModelOptions } from '../read-model-options.js';
import type { Database } from './database.js';

const connections_max = 4;

/** The log as it is stored, its tree, who makes that, and its keys. The sequencer stands still until it is told to advance. */
export type ProvenLog = Readonly<{
  log: EventStore;
  lines: StoredLines;
  trees: TreeStore;
  keys: SigningKeys;
  sequencer: Sequencer;
}>;

/** The log with its proofs, on a migrated database, without an application that follows it or answers. */
export const withProvenLog = async <T>(
  { ownerUrl, url }: Pick<Database, 'ownerUrl' | 'url'>,
  work: (proven: ProvenLog) => Promise<T>,
): Promise<T> => {
  const settings = config(process.env);
  await migrate(ownerUrl, url, projection, placeName(settings));
  const pool = logPool(url);
  const stored = await openLog(settings, pool);
  const options = { ...readModelOptions(url), entities: [], poolSize: connections_max };
  const database = await new DataSource(options).initialize();
  try {
    const trees = new TreeStore(database);
    const keys = new SigningKeys(settings, database, trees);
    const sequencer = new Sequencer(stored.lines, trees, keys, new Time(), settings, database);
    const log = new FormattedEventStore(stored.store, formats);
    try {
      return await work({ log, lines: stored.lines, trees, keys, sequencer });
    } finally {
      await sequencer.stop();
    }
  } finally {
    await Promise.all([stored.close(), pool.end(), database.destroy()]);
  }
};
