import type { LineKeeper, StoredLines } from '#event-sourcing';
import { logPool, PostgresLineKeeper, PostgresStoredLines } from '#event-store-postgres';
import type { Pool } from 'pg';
import { database, kurrentdb } from '../config/kinds.js';
import { UsageError } from './run.js';

/** A page of events takes longer than an append may. */
const slow = {
  max: 2,
  connectionTimeoutMillis: 10_000,
  lock_timeout: 10_000,
  statement_timeout: 60_000,
  query_timeout: 65_000,
};

/** A log that is copied, or copied to. `name`: where it is, without a password; `pool`: where it is in PostgreSQL. */
export type Side = Readonly<{
  name: string;
  lines: StoredLines;
  keeper: LineKeeper;
  pool?: Pool;
  close: () => Promise<void>;
}>;

/** Opens the log that an option names. */
export type OpenSide = () => Promise<Side>;

/** @param prefix of the streams' names in KurrentDB. @throws UsageError for an address of neither kind */
export const sideAt = (option: string, url: unknown, prefix: string): OpenSide => {
  if (typeof url !== 'string') throw new UsageError(`say --${option}: where a log lies`);
  const name = url.replace(/\/\/[^@/]*@/, '//').replace(/\?.*$/, '');
  const inPostgres = database.parse(url);
  if (inPostgres !== undefined) return async () => ({ name, ...(await inPostgreSql(inPostgres)) });
  if (kurrentdb.parse(url) === undefined)
    throw new UsageError(`--${option} takes ${database.takes}; or ${kurrentdb.takes}`);
  return async () => ({ name: `${name} ${prefix}*`, ...(await inKurrentDb(url, prefix)) });
};

const inPostgreSql = async (url: string): Promise<Omit<Side, 'name'>> => {
  const pool = logPool(url, slow);
  try {
    const { rows } = await pool.query("SELECT to_regclass('log.event') IS NOT NULL AS there");
    if (!rows[0].there) throw new Error('there is no log in that database: run lianjian migrate on it first');
  } catch (error) {
    await pool.end();
    throw error;
  }
  const lines = new PostgresStoredLines(pool);
  return { lines, keeper: new PostgresLineKeeper(pool), pool, close: () => pool.end() };
};

/** Loaded only where it is wanted: half of the client is a native program. */
const inKurrentDb = async (url: string, prefix: string): Promise<Omit<Side, 'name'>> => {
  const { connected, KurrentLineKeeper, NumberedLines, storedEvents } = await import('#event-store-kurrentdb');
  const connection = await connected(url, prefix);
  const lines = new NumberedLines(storedEvents(connection, prefix));
  return { lines, keeper: new KurrentLineKeeper(connection, prefix), close: () => connection.close() };
};
