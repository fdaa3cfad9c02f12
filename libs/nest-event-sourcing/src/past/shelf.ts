import { setTimeout } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { isDatabaseUnavailable } from '../passing.js';
import type { Owner } from '../rebuild/shares-run.js';
import type { Reached } from './reach.js';
import type { OfEachModel } from './tenants-log.js';

/** So many past states are kept, for so long after somebody has asked them; */
const [states_max, idle] = [8, '1 hour'];
/** of so many bytes together, but for two, which may be as large as they are: who compares two moments asks both. */
const [bytes_max, large_max] = [4 * 2 ** 30, 2];
/** So many tables are indexed side by side. */
const indexed_n = 2;
/** Whoever fills one says so every second. */
const silence = '15 seconds';

/** Which past state it is: of a tenant, at the newest of the events that make it up. */
export type Wanted = Readonly<{ tenantId: string; last: number }>;
/** A past state that is there, or is being filled: with `done` of so many events by now. */
export type Kept = Readonly<{ schema: string; ready: boolean; events: number; done: number }>;

/** The past states of all instances, as the database knows them. */
export class Shelf {
  /**
   * @param live the schema of the live tables @param madeBy another program folds otherwise, and has others
   * @param patient connects for statements that may take minutes
   */
  constructor(
    private readonly database: DataSource,
    private readonly live: string,
    private readonly ofEach: OfEachModel,
    private readonly madeBy: () => string,
    private readonly patient: Owner,
  ) {}

  async find({ tenantId, last }: Wanted): Promise<Kept | undefined> {
    const text = `SELECT schema, ready, events::float8 AS events, done::float8 AS done FROM engine.past
      WHERE tenant = $1 AND position = $2 AND made_by = $3 AND (ready OR seen_at > clock_timestamp() - interval '${silence}')`;
    return (await this.database.query(text, [tenantId, last, this.madeBy()]))[0];
  }

  /** An empty state under a new name, once there is room; nothing where another instance is at it. */
  async begin(tenantId: string, { tenants, last }: Reached, events: number): Promise<string | undefined> {
    await this.tidy(1);
    const { row, once } = this.ofEach;
    const views = JSON.stringify([{ name: this.database.getMetadata(row).tableName, ...once }]);
    const text = 'SELECT engine.begin_past($1, $2, $3, $4, $5, $6, $7) AS schema';
    const whose = [tenantId, last, this.madeBy(), events, tenants === 'all' ? null : tenants];
    const [begun] = await this.database.query(text, [this.live, ...whose, views]);
    return begun.schema ?? undefined;
  }

  /** So many events are in it by now. */
  async at(schema: string, done: number): Promise<void> {
    const text = 'UPDATE engine.past SET done = $2, seen_at = clock_timestamp() WHERE schema = $1';
    await this.database.query(text, [schema, done]);
  }

  /** It holds all its events: its tables are indexed, the server learns what is in them, and it may be asked. */
  async filled(schema: string, moved: () => void, stopping: AbortSignal): Promise<void> {
    await this.#indexed(schema, moved, stopping);
    await this.database.query(
      `UPDATE engine.past SET ready = true, done = events, seen_at = clock_timestamp(), bytes =
        (SELECT coalesce(sum(pg_total_relation_size(oid)), 0) FROM pg_class
         WHERE relnamespace = to_regnamespace(schema) AND relkind = 'r') WHERE schema = $1`,
      [schema],
    );
  }

  /** Those that are not empty, the largest first. */
  async #indexed(schema: string, moved: () => void, stopping: AbortSignal): Promise<void> {
    const tables: { name: string }[] = await this.database.query(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = to_regnamespace($1) AND relkind = 'r'
       AND pg_relation_size(oid) > 0 ORDER BY pg_relation_size(oid) DESC`,
      [schema],
    );
    const named = { ...this.patient, applicationName: schema, poolSize: indexed_n };
    const indexing = await new DataSource(named).initialize();
    const cancel = () => void this.#cancel(schema).catch(() => undefined); // its schema goes once it is through
    stopping.addEventListener('abort', cancel);
    try {
      const work = async (): Promise<void> => {
        for (let table; (table = tables.shift()) !== undefined; moved()) {
          stopping.throwIfAborted();
          await indexing.query('SELECT engine.index_past($1, $2, $3)', [this.live, schema, table.name]);
        }
      };
      await Promise.all(Array.from({ length: indexed_n }, work));
    } catch (error) {
      await this.#cancel(schema); // or the other table is waited for before the schema can go
      throw error;
    } finally {
      stopping.removeEventListener('abort', cancel);
      await indexing.destroy();
    }
  }

  /** What its indexes are made by. */
  async #cancel(schema: string): Promise<void> {
    const text = `SELECT pg_cancel_backend(pid) FROM pg_stat_activity
      WHERE application_name = $1 AND datname = current_database()`;
    await this.database.query(text, [schema]);
  }

  async asked(schema: string): Promise<void> {
    await this.database.query('UPDATE engine.past SET seen_at = clock_timestamp() WHERE schema = $1', [schema]);
  }

  async drop(schema: string): Promise<void> {
    await this.database.query('SELECT engine.drop_past($1)', [schema]);
  }

  /**
   * Takes away what nobody asks any more, what nobody fills any more, and schemas that nobody knows of, since the database has
   * crashed; then the least recently asked, until those that are left take no more room than they may. @param coming so many are
   * to come
   */
  async tidy(coming = 0): Promise<void> {
    for (const { schema } of await this.#superfluous(coming))
      await this.drop(schema).catch(async (error: unknown) => {
        if (!isDatabaseUnavailable(error)) throw error;
        await setTimeout(0); // somebody reads it still: the next one who tidies takes it away
      });
  }

  #superfluous(coming: number): Promise<readonly { schema: string }[]> {
    return this.database.query(
      `SELECT nspname AS schema FROM pg_namespace WHERE nspname ~ '^past_[0-9]+$' AND nspname NOT IN (SELECT schema FROM engine.past)
       UNION
       SELECT schema FROM engine.past
       WHERE NOT ready AND seen_at < clock_timestamp() - interval '${silence}' OR seen_at < clock_timestamp() - interval '${idle}'
       UNION
       SELECT schema FROM (
         SELECT schema, ready, row_number() OVER newest AS place, sum(bytes) OVER newest AS bytes
         FROM engine.past WINDOW newest AS (ORDER BY ready, seen_at DESC ROWS UNBOUNDED PRECEDING)) each
       WHERE ready AND (place > $1 OR place > $2 AND bytes > $3)`,
      [states_max - coming, large_max - coming, bytes_max],
    );
  }
}
