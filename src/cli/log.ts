import { FormattedEventStore, type EventStore, type Recorded } from '#event-sourcing';
import { logPool } from '#event-store-postgres';
import { DataSource } from 'typeorm';
import { erasedBy } from '../access/erase-person.js';
import { Keyring } from '../access/keyring.js';
import { SealingEventStore } from '../access/sealing-event-store.js';
import { config } from '../config/config.js';
import { formats } from '../contexts.js';
import { openLog, placeName } from '../platform/event-log.js';
import { mustGoWith } from '../platform/log-place.js';
import { MasterKeys } from '../platform/master-keys.js';
import { ownerOptions } from '../platform/owner-options.js';
import type { Database } from './database.js';

/** The events with their words open, for who tells them. @throws where the master keys are not those that are set */
export type Opens = (events: readonly Recorded[]) => Promise<readonly Recorded[]>;

/**
 * The log and what stands beside it, without an application that reads or writes. What is sealed stays so, and no key is
 * needed, until words are opened.
 */
export const withLog = async <T>(
  { ownerUrl, url }: Database,
  work: (log: EventStore, owner: DataSource, open: Opens) => Promise<T>,
): Promise<T> => {
  const settings = config(process.env);
  const pool = logPool(url);
  const stored = await openLog(settings, pool);
  const owner = await new DataSource(ownerOptions(ownerUrl)).initialize();
  try {
    await mustGoWith(owner, placeName(settings));
    const log = new FormattedEventStore(stored.store, formats);
    const open: Opens = (events) =>
      new SealingEventStore(log, new Keyring(pool, new MasterKeys(settings), erasedBy(log)), new Set()).opened(events);
    return await work(log, owner, open);
  } finally {
    await Promise.all([stored.close(), pool.end(), owner.destroy()]);
  }
};
