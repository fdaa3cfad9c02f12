import { everySnapshotStore } from '#event-sourcing/testing';
import pg from 'pg';
import { logPool } from './log-pool.js';
import { grantSnapshots, PostgresSnapshotStore, snapshotSchema } from './postgres-snapshot-store.js';
import { freshLog, type FreshLog } from './testing.js';

let log: FreshLog;
let pool: pg.Pool;
beforeAll(async () => {
  log = await freshLog();
  await log.owner.query(snapshotSchema + grantSnapshots(new URL(log.url).username));
  pool = logPool(log.url);
});
afterAll(async () => {
  await pool.end();
  await log.drop();
});

everySnapshotStore('Snapshots in PostgreSQL', () => new PostgresSnapshotStore(pool));

describe('The table of snapshots', () => {
  it('may be emptied by the application, which may do nothing else to it', async () => {
    await pool.query('DELETE FROM snapshot.state');
    for (const text of [
      'DROP TABLE snapshot.state',
      'ALTER TABLE snapshot.state ADD mine int',
      'CREATE TABLE snapshot.mine ()',
      'TRUNCATE snapshot.state',
    ])
      await expect(pool.query(text)).rejects.toThrow(/permission denied|must be owner/);
  });

  it('gives nobody a right in the log', async () => {
    const text = `SELECT count(*)::int AS links FROM pg_depend
      JOIN pg_class ON pg_class.oid = refobjid OR pg_class.oid = objid
      WHERE relnamespace = 'log'::regnamespace AND (objid = 'snapshot.state'::regclass OR refobjid = 'snapshot.state'::regclass)`;
    expect((await log.owner.query(text)).rows).toEqual([{ links: 0 }]);
    await expect(pool.query(`DELETE FROM log.event`)).rejects.toThrow('permission denied');
  });
});
