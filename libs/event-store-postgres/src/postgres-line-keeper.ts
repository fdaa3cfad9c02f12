import { contentOf, LineKeeper, type StoredLine } from '#event-sourcing';
import type { Pool, PoolClient } from 'pg';
import { ints, texts, uuids } from './binary-arrays.js';

/** So that nobody appends between the look at the log's end and the lines behind it. */
const turn = 'LOCK TABLE log.turn IN EXCLUSIVE MODE';
const last = 'SELECT position::float8 AS position FROM log.head';
const insert = `INSERT INTO log.event (position, stream_id, revision, id, type, recorded_at, body)
  SELECT $1::bigint + n, stream_id, revision, id, type, recorded_at::timestamptz, body::json
  FROM unnest($2::text[], $3::int[], $4::uuid[], $5::text[], $6::text[], $7::text[])
    WITH ORDINALITY AS line (stream_id, revision, id, type, recorded_at, body, n)`;

/** Keeps a copied log in PostgreSQL, where an event's position is its number. */
export class PostgresLineKeeper extends LineKeeper {
  /** @param pool of the database's owner: nobody else may say when an event was recorded */
  constructor(private readonly pool: Pool) {
    super();
  }

  override async keep(lines: readonly StoredLine[]): Promise<void> {
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN');
      await insertBehind(client, lines);
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }
}

const insertBehind = async (client: PoolClient, lines: readonly StoredLine[]): Promise<void> => {
  await client.query(turn);
  const before = (lines[0]?.position ?? 1) - 1;
  const { rows } = await client.query<{ position: number }>(last);
  if (rows[0]?.position !== before) throw new Error(`somebody else writes there: after ${before} it has ${rows[0]?.position}`); // prettier-ignore
  const contents = lines.map(contentOf);
  await client.query(insert, [
    before,
    texts(contents.map(({ streamId }) => streamId)),
    ints(contents.map(({ revision }) => revision)),
    uuids(lines.map(({ id }) => id)),
    texts(lines.map(({ type }) => type)),
    texts(contents.map(({ recordedAt }) => recordedAt)),
    texts(contents.map(({ body }) => body)),
  ]);
};
