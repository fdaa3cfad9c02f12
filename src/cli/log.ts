import { FormattedEventStore, type EventStore } from '#event-sourcing';
import { logPool } from '#event-store-postgres';
import { DataSource } from 'typeorm';
import { config } from '../config.js';
import { formats } from '../contexts.js';
import { openLog } from '../event-log.js';
import { ownerOptions } from '../platform/owner-options.js';
import type { Database } from './database.js';

/** The log and what stands beside it, without an application that reads or writes. */
export const withLog = async <T>(
  { ownerUrl, url }: Database,
  work: (log: EventStore, owner: DataSource) => Promise<T>,
): Promise<T> => {
  const pool = logPool(url);
  const stored = await openLog(config(process.env), pool);
  const owner = await new DataSource(ownerOptions(ownerUrl)).initialize();
  try {
    return await work(new FormattedEventStore(stored.store, formats), owner);
  } finally {
    await Promise.all([stored.close(), pool.end(), owner.destroy()]);
  }
};
