import type { EventStore, LogPage, Recorded } from '#event-sourcing';
import pg from 'pg';
import { QueryFailedError, type DataSource, type EntityManager } from 'typeorm';
import { isPassing } from './passing.js';
import { SetAside, type Aside } from './set-aside.js';
import type { Statements } from './statements.js';

const error_characters_max = 1_000;
const page_max = 500;

/** An event that a reader of the log cannot take, and stands still at. */
export type Fault = Aside &
  Readonly<{
    /** What stands still by it: the projection, the reaction, or the clock, which goes on with all others. */
    checkpoint: string;
    type: string;
    position: number;
    error: string;
    /** When it was met first and last (ISO 8601, UTC), and how often, by whichever instance. */
    since: string;
    lastAt: string;
    times: number;
  }>;

/** A read model whose tables lack events that were set aside. */
export type Lack = Readonly<{ reader: string; events: number }>;

type Met = Readonly<{ reader: string; checkpoint: string; event: Recorded; error: unknown; stands?: number }>;

/** What stands for a reader and an event. */
const keyOf = ({ reader, eventId }: Aside): string => `${reader} ${eventId}`;

/**
 * What readers cannot take, written down where every instance and the command line see it, and what was set aside for
 * them. What stops a reader in passing, such as a database that is gone, is no fault of an event and is not written down.
 */
export class Faults {
  readonly aside: SetAside;

  constructor(
    private readonly log: Pick<EventStore, 'read'>,
    private readonly database: DataSource,
  ) {
    this.aside = new SetAside(log);
  }

  /**
   * A reader failed at an event. `stands`: the position at which it stands still; without it, it goes on with others.
   *
   * @returns whether it is the event's fault, and nobody has set that aside meanwhile
   */
  async met({ reader, checkpoint, event, error, stands }: Met): Promise<boolean> {
    if (isPassing(error)) return false;
    await this.aside.refresh(); // it tries again, and by then somebody may have dealt with it
    const { id: eventId, type, position } = event;
    const isAside = this.aside.holds(reader, event);
    if (stands !== undefined) await this.over(checkpoint, isAside ? [] : [{ reader, eventId }]);
    if (isAside) return false;
    const what = wordsOf(error).slice(0, error_characters_max);
    await this.database.query(
      `INSERT INTO engine.fault AS known (reader, event_id, checkpoint, type, position, stands, error)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (checkpoint, reader, event_id) DO UPDATE SET stands = EXCLUDED.stands,
        error = EXCLUDED.error, last_at = clock_timestamp(), times = known.times + 1`,
      [reader, eventId, checkpoint, type, position, stands ?? null, what],
    );
    return true;
  }

  /** The event of a stream that has this id. */
  async eventIn(streamId: string, eventId: string): Promise<Recorded | undefined> {
    for (let page: LogPage, from = 0; (page = await this.log.read(streamId, from, page_max)).length > 0;) {
      const found = page.find(({ id }) => id === eventId);
      if (found) return found;
      from += page.length;
    }
    return undefined;
  }

  /** Whoever has this checkpoint has got over all of its faults, but for these. */
  async over(checkpoint: string, but: readonly Aside[] = []): Promise<void> {
    const text = `DELETE FROM engine.fault WHERE checkpoint = $1 AND reader || ' ' || event_id <> ALL($2)`;
    await this.database.query(text, [checkpoint, but.map(keyOf)]);
  }

  /** The faults that nobody has got over and that are not set aside, the oldest first. */
  async standing(): Promise<readonly Fault[]> {
    await this.aside.refresh();
    const iso = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
    const found: readonly Fault[] = await this.database.query(
      `SELECT reader, event_id AS "eventId", f.checkpoint, type, f.position::float8 AS position, error, times,
          ${iso('since')} AS since, ${iso('last_at')} AS "lastAt"
        FROM engine.fault f LEFT JOIN engine.checkpoint c ON c.id = f.checkpoint
        WHERE stands IS NULL OR stands > coalesce(c.position, 0) ORDER BY since, reader, event_id LIMIT 1000`,
    );
    const aside = new Set(this.aside.all().map(keyOf));
    return found.filter((fault) => !aside.has(keyOf(fault)));
  }

  /** Remembers, with the rows and the checkpoint, which events these tables lack. */
  async lacks(
    db: Pick<Statements, 'query'>,
    schema: string,
    reader: string,
    events: readonly Recorded[],
  ): Promise<void> {
    const passed = events.flatMap((event) => (this.aside.holds(reader, event) ? [event.id] : []));
    if (passed.length === 0) return;
    const text = `INSERT INTO engine.lack SELECT $1, $2, unnest($3::uuid[]) ON CONFLICT DO NOTHING`;
    await db.query(text, [schema, reader, passed]);
  }

  /** Whether tables lack an event that their reader is to take again: they were filled while it was set aside. */
  async lacksReadmitted(schema: string): Promise<boolean> {
    await this.aside.refresh();
    const events = this.aside.readmitted();
    const text = `SELECT FROM engine.lack JOIN unnest($2::text[], $3::uuid[]) AS again (reader, event_id)
      USING (reader, event_id) WHERE schema = $1 LIMIT 1`;
    const values = [schema, events.map(({ reader }) => reader), events.map(({ eventId }) => eventId)];
    return events.length > 0 && (await this.database.query(text, values)).length > 0;
  }

  /** The read models of a schema that lack events. */
  lacking(schema: string): Promise<readonly Lack[]> {
    const text = 'SELECT reader, count(*)::int AS events FROM engine.lack WHERE schema = $1 GROUP BY reader ORDER BY 1';
    return this.database.query(text, [schema]);
  }
}

/** Why, without the values that a message of the database repeats: its code and its place say enough. */
const wordsOf = (error: unknown): string => {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  if (!(cause instanceof pg.DatabaseError)) return String(cause);
  const { code, schema, table, column, constraint } = cause;
  return ['the database refused it:', 'SQLSTATE', code, schema, table, column, constraint].filter(Boolean).join(' ');
};

/** Tables take the place of others: what these lack is what the live ones lack from now on. */
export const lacksMove = async (db: EntityManager, from: string, to: string): Promise<void> => {
  await db.query('DELETE FROM engine.lack WHERE schema = $1', [to]);
  await db.query('UPDATE engine.lack SET schema = $1 WHERE schema = $2', [to, from]);
};
