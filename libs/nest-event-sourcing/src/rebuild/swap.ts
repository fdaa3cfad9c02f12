import { setTimeout } from 'node:timers/promises';
import { QueryFailedError, type DataSource, type EntityManager } from 'typeorm';
import { lacksMove } from '../faults.js';

/** So long at most whoever asks waits, each time that tables are to take the place of others. */
const stall_ms = 250;
const pause_ms = 500;
const pause_ms_max = 5_000;
/** So long it is tried, unless said otherwise: a backup of some gigabytes. */
const patience_ms_max = 600_000;
const shown_max = 3;
const lockNotAvailable = '55P03';

/** Somebody has held the tables for too long. What was rebuilt stays. */
export class SwapHeld extends Error {
  constructor(live: string, patience_ms: number, by: string) {
    super(`for ${Math.round(patience_ms / 1_000)} s ${live} could not be replaced, since it was held by ${by}; \
run the same again when that is over: it goes on with the swap`);
  }
}

export type SwapOptions = Readonly<{
  /** Is done with it, or neither is. */
  swapped?: (db: EntityManager) => Promise<void>;
  /** How long it is tried again where somebody holds the tables. */
  patience_ms?: number;
  /** Each time that it has to wait. @throws what ends the waiting */
  waits?: (by: string) => void;
}>;

/**
 * Puts the tables of one schema into the place of the live ones, which stay as `…_previous`, in one short transaction:
 * whoever reads has come to an end, whoever asks next sees the new ones. Where a reader takes long, such as a backup, it is
 * tried again, so that nobody waits behind it.
 *
 * @param upTo brings the new tables to where the live ones stand, which do not move meanwhile
 * @throws SwapHeld, naming who holds them
 */
export const swapIn = async (
  database: DataSource,
  { live, next }: Readonly<{ live: string; next: string }>,
  upTo: (position: number) => Promise<void>,
  { swapped = async () => undefined, patience_ms = patience_ms_max, waits = () => undefined }: SwapOptions = {},
): Promise<void> => {
  const since_ms = Date.now();
  for (let pause = pause_ms; ; pause = Math.min(pause_ms_max, 2 * pause)) {
    try {
      return await database.transaction('READ COMMITTED', async (db) => {
        const position = await holdStill(db, live);
        if (position !== undefined) await upTo(position);
        await db.query(`SET LOCAL lock_timeout = ${stall_ms}; LOCK TABLE engine.swap IN ACCESS EXCLUSIVE MODE`);
        await exchange(db, live, next);
        await swapped(db);
      });
    } catch (error) {
      const isHeld = error instanceof QueryFailedError && error.driverError.code === lockNotAvailable;
      if (!isHeld) throw error;
      const by = await holders(database, live);
      if (Date.now() - since_ms > patience_ms) throw new SwapHeld(live, patience_ms, by);
      waits(by);
      await setTimeout(pause);
    }
  }
};

/** Who has a lock that keeps others from the tables' place, in words: `pg_dump (process 4711, postgres)`. */
const holders = async (database: DataSource, live: string): Promise<string> => {
  const found: { name: string; pid: number; role: string | null }[] = await database.query(
    `SELECT DISTINCT coalesce(nullif(application_name, ''), 'a program') AS name, pid, usename AS role
     FROM pg_locks l JOIN pg_stat_activity USING (pid) JOIN pg_class c ON c.oid = l.relation
     WHERE l.granted AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND (c.oid = 'engine.swap'::regclass OR c.relnamespace = to_regnamespace(quote_ident($1)))
     ORDER BY pid LIMIT ${shown_max}`,
    [`${live}_previous`],
  );
  return (
    found.map(({ name, pid, role }) => `${name} (process ${pid}, ${role})`).join(', ') || 'somebody who has just left'
  );
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
