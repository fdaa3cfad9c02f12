import type { EventStore } from '#event-sourcing';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { Faults, lacksMove } from './faults.js';
import { installProjection } from './install.js';
import { Projector, schemaOf, type Projection } from './projector.js';

/**
 * Builds a projection anew beside the live one, and puts it in its place in one short transaction. Readers go on all
 * the while; the tables of before stay as `…_previous`. Stopped halfway, it leaves the live one as it was. One at a
 * time: a second one is refused.
 *
 * @param progress is told the position that was reached and the log's head
 */
export const rebuild = async (
  log: EventStore,
  owner: DataSourceOptions & { type: 'postgres' },
  projection: Projection,
  applicationRole: string,
  progress: (position: number, head: number) => void = () => undefined,
): Promise<{ events: number }> => {
  const live = schemaOf(projection);
  const next = `${live}_next`;
  const database = new DataSource({ ...owner, schema: next, entities: projection.models.map(({ row }) => row) });
  await database.initialize();
  const rebuilder = database.createQueryRunner(); // the lock ends with its connection
  try {
    const [{ taken }] = await rebuilder.query('SELECT pg_try_advisory_lock(hashtext($1)) AS taken', [next]);
    if (!taken) throw new Error(`${live} is being rebuilt already`);
    await database.query('DELETE FROM engine.projection WHERE schema = $1', [next]);
    await installProjection(owner, projection, applicationRole, next);
    const projector = new Projector(log, database, projection, new Faults(log, database), next);
    let events = 0;
    const catchUp = async () => {
      for (let more; (more = await projector.advance()) > 0;) progress((events += more), await log.head());
    };
    await catchUp();
    // Else questions are planned blindly until the server gets to it by itself: fifteen times slower, seen on the dashboard.
    for (const { tablePath } of database.entityMetadatas)
      await database.query(`ANALYZE "${tablePath.replace('.', '"."')}"`);
    await database.transaction('READ COMMITTED', async (db) => {
      await db.query('SELECT 1 FROM engine.checkpoint WHERE id = $1 FOR UPDATE', [live]); // the live projector waits
      await catchUp();
      await db.query('LOCK TABLE engine.swap IN ACCESS EXCLUSIVE MODE'); // whoever reads is done, within its time-out
      await db.query(`DROP SCHEMA IF EXISTS "${live}_previous" CASCADE; ALTER SCHEMA "${live}" RENAME TO "${live}_previous";
        ALTER SCHEMA "${next}" RENAME TO "${live}"`);
      const position = '(SELECT position FROM engine.checkpoint WHERE id = $2)';
      await db.query(`UPDATE engine.checkpoint SET position = ${position} WHERE id = $1`, [live, next]);
      await db.query('DELETE FROM engine.checkpoint WHERE id = $1', [next]);
      await lacksMove(db, next, live);
      await db.query('DELETE FROM engine.projection WHERE schema = $1', [live]);
      await db.query('UPDATE engine.projection SET schema = $1 WHERE schema = $2', [live, next]);
    });
    return { events };
  } finally {
    await rebuilder.release();
    await database.destroy();
  }
};
