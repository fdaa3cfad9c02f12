import { FormattedEventStore, type EventStore } from '#event-sourcing';
import { logPool, PostgresEventStore } from '#event-store-postgres';
import { DataSource } from 'typeorm';
import { formats } from '../contexts.js';
import { ownerOptions } from '../platform/owner-options.js';
import type { Database } from './database.js';

/** The log and what stands beside it, without an application that reads or writes. */
export const withLog = async <T>(
  { ownerUrl, url }: Database,
  work: (log: EventStore, owner: DataSource) => Promise<T>,
): Promise<T> => {
  const pool = logPool(url);
  const owner = await new DataSource(ownerOptions(ownerUrl)).initialize();
  try {
    return await work(new FormattedEventStore(new PostgresEventStore(pool), formats), owner);
  } finally {
    await Promise.all([pool.end(), owner.destroy()]);
  }
};
