import { SnapshotStore } from '#event-sourcing';
import pg, { type Pool } from 'pg';
import { copiedBytes } from './copied-bytes.js';

const timeout_ms = 5_000;

/** Whoever loses one reads events instead: the table may be emptied, and is no part of a backup that matters. */
export const snapshotSchema = `
CREATE SCHEMA snapshot;
CREATE TABLE snapshot.state (
  stream_id text COLLATE "C", fold text COLLATE "C", content bytea NOT NULL,
  kept_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (stream_id, fold)
);
ALTER TABLE snapshot.state ALTER content SET STORAGE EXTERNAL; -- ids and hashes: there is little to compress
`;

export const dropSnapshots = 'DROP SCHEMA snapshot CASCADE';

/** What the application's role may do there. It gains nothing by it in the log. */
export const grantSnapshots = (role: string): string => `
GRANT USAGE ON SCHEMA snapshot TO "${role.replaceAll('"', '""')}";
GRANT SELECT, INSERT, UPDATE, DELETE ON snapshot.state TO "${role.replaceAll('"', '""')}";
`;

/** Nobody waits for the disk: a crash takes back a cache's last entry. */
const keep = {
  name: 'keep-snapshot',
  text: `INSERT INTO snapshot.state (stream_id, fold, content)
    SELECT $1, $2, $3 FROM set_config('synchronous_commit', 'off', true)
    ON CONFLICT (stream_id, fold) DO UPDATE SET content = excluded.content, kept_at = clock_timestamp()`,
};
/** Snapshots in PostgreSQL. */
export class PostgresSnapshotStore extends SnapshotStore {
  /** @param pool made by `logPool` */
  constructor(private readonly pool: Pool) {
    super();
  }

  override async find(streamId: string, fold: string): Promise<Uint8Array | undefined> {
    const [stream, name] = [pg.escapeLiteral(streamId), pg.escapeLiteral(fold)];
    const select = `SELECT content FROM snapshot.state WHERE stream_id = ${stream} AND fold = ${name}`;
    return copiedBytes(this.pool, select, this.pool.options.query_timeout ?? timeout_ms);
  }

  override async keep(streamId: string, fold: string, content: Uint8Array): Promise<void> {
    await this.pool.query({ ...keep, values: [streamId, fold, content] });
  }
}
