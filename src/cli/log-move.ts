import pg from 'pg';
import type { Copied } from '../audit/log-copy.js';
import type { Config } from '../config/config.js';
import { projection } from '../contexts.js';
import { placeName } from '../platform/event-log.js';
import { openDatabase } from './database.js';
import type { Side } from './log-side.js';

type Route = Readonly<{ from: Side; to: Side; copied: Copied }>;

/** Tables and columns that hold places in the log, but for those that are filled from it. */
const places = [
  ['engine.checkpoint', 'position'],
  ['webhooks.progress', 'position'],
  ['webhooks.progress', 'begun_at'],
  ['webhooks.progress', 'tried_anew_at'],
  ['webhooks.delivery', 'position'],
  ['webhooks.dead_letter', 'position'],
] as const;

/** What is filled from the log, and is filled anew from the copy. What a reader cannot take, it meets again. */
const forget = `
DO $$ DECLARE name name; BEGIN
  FOR name IN SELECT nspname FROM pg_namespace WHERE nspname ~ '^past_[0-9]+$' LOOP PERFORM engine.drop_past(name); END LOOP;
  FOR name IN SELECT nspname FROM pg_namespace WHERE nspname ~ current_setting('lianjian.filled') LOOP
    EXECUTE format('DROP SCHEMA %I CASCADE', name);
    DELETE FROM engine.checkpoint WHERE id = name;
  END LOOP;
END $$;
DELETE FROM engine.projection; DELETE FROM engine.rebuild; DELETE FROM engine.fault; DELETE FROM engine.lack;
DELETE FROM snapshot.state;`;

/**
 * Lets the copy take the log's place for the application: what readers have reached, and others remember, becomes places of the
 * copy, in one transaction. The application must be stopped, and must not have recorded anything that was not copied.
 *
 * @returns what is to be done next
 */
export const moveBeside = async (settings: Config, { from, to, copied }: Route): Promise<string> => {
  if ((await from.lines.size()) !== copied.size) throw new Error('something was recorded meanwhile: stop the application, and run it again'); // prettier-ignore
  const beside = await openDatabase(settings, false);
  const owner = new pg.Client({ connectionString: beside.ownerUrl });
  try {
    await owner.connect();
    await owner.query('BEGIN');
    await mustStandStill(owner);
    if (to.pool) await mustHold(owner, copied.size);
    await takePlace(owner, nameOf(from, settings), nameOf(to, settings));
    await owner.query("SELECT set_config('lianjian.filled', $1, true)", [`^${projection.name}_v[0-9]+(_[a-z]+)?$`]);
    await owner.query(forget);
    const moved = await movePlaces(owner, from, to);
    await owner.query('COMMIT');
    const start = to.pool ? 'EVENT_STORE=postgresql' : 'EVENT_STORE=kurrentdb and its KURRENTDB_URL';
    return `${beside.where}: ${moved} places are those of the copy by now. Start the application with ${start}.`;
  } finally {
    await owner.end(); // what is not committed is undone
    await beside.stop();
  }
};

const nameOf = ({ pool }: Side, { kurrentdbPrefix }: Config): string =>
  placeName({ eventStore: pool ? 'postgresql' : 'kurrentdb', kurrentdbPrefix });

/** Whoever reads the log holds a lease, and renews it every few seconds. */
const mustStandStill = async (owner: pg.Client): Promise<void> => {
  const { rows } = await owner.query('SELECT id FROM engine.checkpoint WHERE held_until > clock_timestamp() LIMIT 1');
  if (rows.length > 0)
    throw new Error(`${rows[0].id} is at work: stop the application first, and wait for ten seconds`);
};

/** The log in PostgreSQL lies where all else does. */
const mustHold = async (owner: pg.Client, size: number): Promise<void> => {
  const { rows } = await owner.query('SELECT position::float8 AS position FROM log.head');
  if (rows[0].position !== size) throw new Error('the copy lies in another database than DATABASE_URL names');
};

const takePlace = async (owner: pg.Client, was: string, is: string): Promise<void> => {
  const { rows } = await owner.query('SELECT place FROM engine.log_place');
  if (rows.length > 0 && rows[0].place !== was)
    throw new Error(`what stands there goes with the log in ${rows[0].place}`);
  const text = `INSERT INTO engine.log_place (place) VALUES ($1) ON CONFLICT (only_one) DO UPDATE SET place = EXCLUDED.place`;
  await owner.query(text, [is]);
};

/** By way of negative numbers: a new place may be an old one of another row. @returns how many places there were */
const movePlaces = async (owner: pg.Client, from: Side, to: Side): Promise<number> => {
  const all = places.map(([table, column]) => `SELECT ${column} AS place FROM ${table} WHERE ${column} > 0`);
  const { rows } = await owner.query<{ place: string }>(`SELECT place FROM (${all.join(' UNION ')}) p ORDER BY place`);
  const old = rows.map(({ place }) => Number(place));
  const moved: number[] = [];
  for (const place of old) moved.push(await to.lines.positionOf(await from.lines.numberAt(place)));
  const text = (table: string, column: string) => `UPDATE ${table} SET ${column} = -${column} WHERE ${column} > 0;
    UPDATE ${table} SET ${column} = m."is" FROM moved m WHERE ${column} = -m.was`;
  await owner.query('CREATE TEMP TABLE moved (was bigint PRIMARY KEY, "is" bigint NOT NULL) ON COMMIT DROP');
  await owner.query('INSERT INTO moved SELECT * FROM unnest($1::bigint[], $2::bigint[])', [old, moved]);
  await owner.query(places.map(([table, column]) => text(table, column)).join(';'));
  return old.length;
};
