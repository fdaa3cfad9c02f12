import { setTimeout } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { isDatabaseUnavailable } from '../passing.js';

/** So many past states are kept, of so many bytes together, for so long after somebody has asked them. */
const [states_max, bytes_max, idle] = [8, 4 * 2 ** 30, '1 hour'];
/** Whoever fills one says so every second. */
const silence = '15 seconds';

/** Which past state it is: of a tenant, at the newest of the events that make it up. */
export type Wanted = Readonly<{ tenantId: string; last: number }>;
/** A past state that is there, or is being filled: with `done` of so many events by now. */
export type Kept = Readonly<{ schema: string; ready: boolean; events: number; done: number }>;

/** The past states of all instances, as the database knows them. */
export class Shelf {
  /** @param madeBy another program folds otherwise, and has others @param live the schema of the live tables */
  constructor(
    private readonly database: DataSource,
    private readonly live: string,
    private readonly madeBy: () => string,
  ) {}

  async find({ tenantId, last }: Wanted): Promise<Kept | undefined> {
    const text = `SELECT schema, ready, events::float8 AS events, done::float8 AS done FROM engine.past
      WHERE tenant = $1 AND position = $2 AND made_by = $3 AND (ready OR seen_at > clock_timestamp() - interval '${silence}')`;
    return (await this.database.query(text, [tenantId, last, this.madeBy()]))[0];
  }

  /** An empty state under a new name, once there is room; nothing where another instance is at it. */
  async begin({ tenantId, last }: Wanted, events: number): Promise<string | undefined> {
    await this.tidy(states_max - 1);
    const text = 'SELECT engine.begin_past($1, $2, $3, $4, $5) AS schema';
    const [begun] = await this.database.query(text, [this.live, tenantId, last, this.madeBy(), events]);
    return begun.schema ?? undefined;
  }

  /** So many events are in it by now. */
  async at(schema: string, done: number): Promise<void> {
    const text = 'UPDATE engine.past SET done = $2, seen_at = clock_timestamp() WHERE schema = $1';
    await this.database.query(text, [schema, done]);
  }

  /** It holds all its events: the server learns what is in it, and it may be asked. */
  async filled(schema: string): Promise<void> {
    const tables: readonly { name: string }[] = await this.database.query(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = to_regnamespace($1) AND relkind = 'r'
       AND pg_relation_size(oid) > 0`,
      [schema],
    );
    for (const { name } of tables) await this.database.query('SELECT engine.analyze_past($1, $2)', [schema, name]);
    await this.database.query(
      `UPDATE engine.past SET ready = true, done = events, seen_at = clock_timestamp(), bytes =
        (SELECT coalesce(sum(pg_total_relation_size(oid)), 0) FROM pg_class
         WHERE relnamespace = to_regnamespace(schema) AND relkind = 'r') WHERE schema = $1`,
      [schema],
    );
  }

  async asked(schema: string): Promise<void> {
    await this.database.query('UPDATE engine.past SET seen_at = clock_timestamp() WHERE schema = $1', [schema]);
  }

  async drop(schema: string): Promise<void> {
    await this.database.query('SELECT engine.drop_past($1)', [schema]);
  }

  /**
   * Takes away what nobody asks any more, what nobody fills any more, and schemas that nobody knows of, since the database has
   * crashed; then the least recently asked, until so many are left and they take no more room than they may.
   */
  async tidy(keep_max = states_max): Promise<void> {
    for (const { schema } of await this.#superfluous(keep_max))
      await this.drop(schema).catch(async (error: unknown) => {
        if (!isDatabaseUnavailable(error)) throw error;
        await setTimeout(0); // somebody reads it still: the next one who tidies takes it away
      });
  }

  #superfluous(keep_max: number): Promise<readonly { schema: string }[]> {
    return this.database.query(
      `SELECT nspname AS schema FROM pg_namespace WHERE nspname ~ '^past_[0-9]+$' AND nspname NOT IN (SELECT schema FROM engine.past)
       UNION
       SELECT schema FROM engine.past
       WHERE NOT ready AND seen_at < clock_timestamp() - interval '${silence}' OR seen_at < clock_timestamp() - interval '${idle}'
       UNION
       SELECT schema FROM (
         SELECT schema, ready, row_number() OVER newest AS place, sum(bytes) OVER newest AS bytes
         FROM engine.past WINDOW newest AS (ORDER BY ready, seen_at DESC ROWS UNBOUNDED PRECEDING)) each
       WHERE ready AND (place > $1 OR bytes > $2)`,
      [keep_max, bytes_max],
    );
  }
}
