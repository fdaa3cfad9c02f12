import { type EventStore, type StoredLines } from '#event-sourcing';
import type { Following } from '#event-store-kurrentdb';
import { PostgresEventStore, PostgresStoredLines, type Placed } from '#event-store-postgres';
import type { Pool } from 'pg';
import type { Config } from '../config/config.js';

/** Where the log is. */
export type LogPlace = Pick<Config, 'eventStore' | 'kurrentdbUrl' | 'kurrentdbPrefix'>;

/** What a database remembers a log by: its places are those of this one. */
export const placeName = ({ eventStore, kurrentdbPrefix }: Omit<LogPlace, 'kurrentdbUrl'>): string =>
  eventStore === 'kurrentdb' ? `kurrentdb ${kurrentdbPrefix}` : 'postgresql';

/** The log as it is stored, and how it is let go of. */
export type StoredLog = Readonly<{
  store: EventStore & { readonly waiting: number };
  lines: StoredLines;
  /** Where other processes can be heard of at once. */
  follow?: (grown: () => void, onFault: (error: unknown) => void) => Following;
  close: () => Promise<void>;
}>;

/**
 * @param pool of the database, in which the log is unless the settings name a KurrentDB; it stays open
 * @param saw is told of events that are in the log, where that is in PostgreSQL
 */
export const openLog = async (place: LogPlace, pool: Pool, saw?: (event: Placed) => void): Promise<StoredLog> =>
  place.eventStore === 'kurrentdb' && place.kurrentdbUrl !== undefined
    ? inKurrentDb(place.kurrentdbUrl, place.kurrentdbPrefix)
    : inPostgreSql(pool, saw);

/** Its end is looked at before anything else is: readers that are there already read nothing, and know how far they are. */
const inPostgreSql = async (pool: Pool, saw?: (event: Placed) => void): Promise<StoredLog> => {
  const store = new PostgresEventStore(pool, undefined, saw);
  if (saw) await store.head();
  return { store, lines: new PostgresStoredLines(pool), close: async () => undefined };
};

/** Loaded only where it is wanted: half of the client is a native program. */
const inKurrentDb = async (url: string, prefix: string): Promise<StoredLog> => {
  const { connected, KurrentEventStore, NumberedLines, storedEvents } = await import('#event-store-kurrentdb');
  const connection = await connected(url, prefix);
  const store = new KurrentEventStore(connection, {
    prefix,
    conditionsAtomic: await connection.checksConditions(),
  });
  return {
    ...{ store, lines: new NumberedLines(storedEvents(connection, prefix)) },
    follow: (grown, onFault) => store.follow(grown, onFault),
    close: () => store.close(),
  };
};
