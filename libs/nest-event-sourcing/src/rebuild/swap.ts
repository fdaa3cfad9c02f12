import { setTimeout } from 'node:timers/promises';
import { lacksMove } from '../faults.js';
import { QueryFailedError, type DataSource, type EntityManager } from 'typeorm';

/** So long at most whoever asks waits, each time that tables are to take the place of others. */
const stall_ms = 250;
const pause_ms = 500;
const tries_max = 40;
const lockNotAvailable = '55P03';

/**
 * Puts the tables of one schema into the place of the live ones, which stay as `…_previous`, in one short transaction:
 * whoever reads has come to an end, whoever asks next sees the new ones. Where a reader takes long it is tried again, so
 * that nobody waits behind it.
 *
 * @param upTo brings the new tables to where the live ones stand, which do not move meanwhile
 * @param swapped is done with it, or neither is
 */
export const swapIn = async (
  database: DataSource,
  { live, next }: Readonly<{ live: string; next: string }>,
  upTo: (position: number) => Promise<void>,
  swapped: (db: EntityManager) => Promise<void> = async () => undefined,
): Promise<void> => {
  for (let n = 1; ; n++) {
    try {
      return await database.transaction('READ COMMITTED', async (db) => {
        const position = await holdStill(db, live);
        if (position !== undefined) await upTo(position);
        await db.query(`SET LOCAL lock_timeout = ${stall_ms}; LOCK TABLE engine.swap IN ACCESS EXCLUSIVE MODE`);
        await exchange(db, live, next);
        await swapped(db);
      });
    } catch (error) {
      const isBusy = error instanceof QueryFailedError && error.driverError.code === lockNotAvailable;
      if (!isBusy || n === tries_max) throw error;
      await setTimeout(pause_ms);
    }
  }
};

/** The live tables do not move while this transaction lasts. @returns where they stand; nothing where there are none */
export const holdStill = async (db: EntityManager, live: string): Promise<number | undefined> => {
  const text = `SELECT position::float8 AS position FROM engine.checkpoint
    WHERE id = $1 AND EXISTS (SELECT FROM engine.projection WHERE schema = $1) FOR UPDATE`;
  return (await db.query(text, [live]))[0]?.position;
};

/** Where tables stand; 0 where there are none. */
export const positionOf = async (db: EntityManager, schema: string): Promise<number> => {
  const text = 'SELECT position::float8 AS position FROM engine.checkpoint WHERE id = $1';
  return (await db.query(text, [schema]))[0]?.position ?? 0;
};

const exchange = async (db: EntityManager, live: string, next: string): Promise<void> => {
  const [previous, aside] = [`${live}_previous`, `${live}_aside`];
  const [{ there }] = await db.query('SELECT to_regnamespace(quote_ident($1)) IS NOT NULL AS there', [live]);
  if (next !== previous) await drop(db, previous);
  if (there) await rename(db, live, aside);
  await rename(db, next, live);
  await db.query('DELETE FROM engine.fault WHERE checkpoint = $1', [next]); // it got over them, or passed them over
  if (there) await rename(db, aside, previous);
};

const rename = async (db: EntityManager, from: string, to: string): Promise<void> => {
  await db.query(`ALTER SCHEMA "${from}" RENAME TO "${to}"`);
  await db.query('UPDATE engine.projection SET schema = $2 WHERE schema = $1', [from, to]);
  await db.query('UPDATE engine.checkpoint SET id = $2 WHERE id = $1', [from, to]);
  await lacksMove(db, from, to);
};

/** Takes tables away, and what is known of them. */
export const drop = async (db: Pick<EntityManager, 'query'>, schema: string): Promise<void> => {
  await db.query(`DROP SCHEMA IF EXISTS "${schema}" CASCADE`);
  await db.query('DELETE FROM engine.projection WHERE schema = $1', [schema]);
  await db.query('DELETE FROM engine.checkpoint WHERE id = $1', [schema]);
  await db.query('DELETE FROM engine.fault WHERE checkpoint = $1', [schema]);
  await db.query('DELETE FROM engine.lack WHERE schema = $1', [schema]);
};
