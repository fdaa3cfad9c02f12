import type { DataSource, EntityManager } from 'typeorm';

const lease_ms = 5_000;

/**
 * Waits for no disk: what a crash takes back is done again. An append before it is on the disk, and stays before it.
 */
const quick = `WITH quick AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))`;

/**
 * How far a reader of the log is. One instance at a time holds its lease; who holds it no longer does no harm, since
 * what a reader does it may do twice.
 */
export class Checkpoint {
  constructor(
    private readonly database: DataSource,
    private readonly id: string,
    private readonly holder: string,
  ) {}

  async position(db: EntityManager = this.database.manager): Promise<number> {
    const [row] = await db.query('SELECT position::float8 AS position FROM engine.checkpoint WHERE id = $1', [this.id]);
    return row?.position ?? 0;
  }

  /** Takes or renews the lease. False where another instance holds it. */
  async hold(): Promise<boolean> {
    return (await this.take()) !== undefined;
  }

  /** Takes or renews the lease, and says how far it is. Nothing where another instance holds it. */
  async take(): Promise<number | undefined> {
    const text = `${quick} INSERT INTO engine.checkpoint AS held (id, holder, held_until)
      SELECT $1, $2, clock_timestamp() + $3 * interval '1 ms' FROM quick
      ON CONFLICT (id) DO UPDATE SET holder = EXCLUDED.holder, held_until = EXCLUDED.held_until
      WHERE held.holder IS NULL OR held.holder = EXCLUDED.holder OR held.held_until < clock_timestamp()
      RETURNING position::float8 AS position`;
    return (await this.database.query(text, [this.id, this.holder, lease_ms]))[0]?.position;
  }

  async release(): Promise<void> {
    const text = 'UPDATE engine.checkpoint SET holder = NULL, held_until = NULL WHERE id = $1 AND holder = $2';
    await this.database.query(text, [this.id, this.holder]);
  }

  /** Never back. */
  async moveTo(position: number): Promise<void> {
    const text = `${quick} INSERT INTO engine.checkpoint AS held (id, position) SELECT $1, $2 FROM quick
      ON CONFLICT (id) DO UPDATE SET position = greatest(held.position, EXCLUDED.position)`;
    await this.database.query(text, [this.id, position]);
  }
}

/** How often a lease is to be renewed. */
export const renew_ms = lease_ms / 3;
