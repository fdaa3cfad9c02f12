import { FormattedEventStore, type EventStore } from '#event-sourcing';
import { logPool } from '#event-store-postgres';
import { DataSource } from 'typeorm';
import { Keyring } from '../access/keyring.js';
import { SealingEventStore } from '../access/sealing-event-store.js';
import { config } from '../config.js';
import { formats } from '../contexts.js';
import { openLog } from '../event-log.js';
import { MasterKeys } from '../platform/master-keys.js';
import { ownerOptions } from '../platform/owner-options.js';
import { readersStream } from '../readers/events.js';
import type { Database } from './database.js';

/** Of these it is told what was said. */
const verdicts = new Set([readersStream]);

/** The log and what stands beside it, without an application that reads or writes. */
export const withLog = async <T>(
  { ownerUrl, url }: Database,
  work: (log: EventStore, owner: DataSource) => Promise<T>,
): Promise<T> => {
  const pool = logPool(url);
  const stored = await openLog(config(process.env), pool);
  const owner = await new DataSource(ownerOptions(ownerUrl)).initialize();
  try {
    const keyring = new Keyring(pool, new MasterKeys(config(process.env)));
    const log = new FormattedEventStore(stored.store, formats);
    return await work(new SealingEventStore(log, keyring, verdicts), owner);
  } finally {
    await Promise.all([stored.close(), pool.end(), owner.destroy()]);
  }
};
