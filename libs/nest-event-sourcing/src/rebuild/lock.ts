import type { ClientBase } from 'pg';
import { DataSource } from 'typeorm';
import { schemaOf, type Projection } from '../projector.js';
import type { Owner } from './shares-run.js';

/** Somebody else is at it. */
export class RebuildRunning extends Error {
  constructor(live: string) {
    super(`${live} is being rebuilt already`);
  }
}

/**
 * Works at a projection's tables as nobody else does meanwhile. `lost` tells where the lock is gone with its connection: from
 * then on another may be at it. @throws RebuildRunning
 */
export const alone = async <T>(
  database: DataSource,
  live: string,
  work: (lost: AbortSignal) => Promise<T>,
): Promise<T> => {
  const holder = database.createQueryRunner(); // the lock ends with its connection, however that ends
  const losing = new AbortController();
  const isLost = (cause: unknown) => losing.abort(new Error(`the lock of ${live} was lost`, { cause }));
  const connection: ClientBase = await holder.connect(); // TypeORM knows it as any
  connection.on('error', isLost);
  try {
    const [{ taken }] = await holder.query('SELECT pg_try_advisory_lock(hashtext($1)) AS taken', [`rebuild ${live}`]);
    if (!taken) throw new RebuildRunning(live);
    try {
      return await work(losing.signal);
    } finally {
      await holder.query('SELECT pg_advisory_unlock(hashtext($1))', [`rebuild ${live}`]).catch(() => undefined);
    }
  } finally {
    connection.off('error', isLost);
    await holder.release();
  }
};

/** The owner's connections, to the tables of one schema. */
export const withTables = async <T>(
  owner: Owner,
  { models }: Projection,
  schema: string,
  work: (database: DataSource) => Promise<T>,
): Promise<T> => {
  const database = await new DataSource({ ...owner, schema, entities: models.map(({ row }) => row) }).initialize();
  try {
    return await work(database);
  } finally {
    await database.destroy();
  }
};

/**
 * The schemas of a projection: of the tables that are asked, of those that are being built, of those of before, and of those
 * that are only compared.
 */
export type Names = Readonly<Record<'live' | 'next' | 'previous' | 'replayed', string>>;
export const namesOf = (projection: Projection): Names => {
  const live = schemaOf(projection);
  return { live, next: `${live}_next`, previous: `${live}_previous`, replayed: `${live}_replayed` };
};
