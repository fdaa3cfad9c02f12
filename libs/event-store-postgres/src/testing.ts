import pg from 'pg';
import { freshDatabase } from '../../../test/database.js';
import { logPool } from './log-pool.js';
import { PostgresEventStore } from './postgres-event-store.js';
import { grantLog, grantMoment, logSchema, momentSchema } from './schema.js';

/** An empty log in a database of its own. Everything that it opens ends with it. */
export type FreshLog = Readonly<{
  url: string;
  ownerUrl: string;
  owner: pg.Pool;
  /** A store as the application has it, with a pool of its own. */
  open: (options?: pg.PoolConfig, patience_ms?: number, url?: string) => PostgresEventStore;
  /** Ends one connection of some store, whatever it is doing. */
  cut: () => Promise<void>;
  drop: () => Promise<void>;
}>;

export const freshLog = async (): Promise<FreshLog> => {
  const database = await freshDatabase();
  const owner = poolOf(database.ownerUrl, 2);
  const cutter = poolOf(database.url, 1); // a role may end its own connections
  const pools = [owner, cutter];
  const role = new URL(database.url).username;
  await owner.query(logSchema + momentSchema + grantLog(role) + grantMoment(role));
  return {
    ...database,
    owner,
    open: (options = { max: 4 }, patience_ms, url = database.url) => {
      const pool = logPool(url, options);
      pools.push(pool);
      return new PostgresEventStore(pool, patience_ms);
    },
    cut: async () => {
      await cutter.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'event-log' AND pid <> pg_backend_pid()
        ORDER BY random() LIMIT 1`);
    },
    drop: async () => {
      await Promise.all(pools.map((pool) => pool.end()));
      await database.drop();
    },
  };
};

/** The database is dropped while the last connections of an ended pool are still closing: nobody wants to hear of that. */
const poolOf = (connectionString: string, max: number): pg.Pool =>
  new pg.Pool({ connectionString, max }).on('error', () => undefined);

/** An issue for one command, which is new. */
export const newIssue = (): Parameters<PostgresEventStore['append']>[2] => ({
  commandId: crypto.randomUUID(),
  command: 'Say',
  requestHash: 'h',
  correlationId: crypto.randomUUID(),
  tenantId: crypto.randomUUID(),
  actor: { kind: 'test' },
  at: '2026-01-01T00:00:00.000Z',
});
