import type { DataSource } from 'typeorm';
import { schemaTexts } from '../schema-texts.js';

const connections_max = 3;
/** For one index that is built: the server's memory, not ours. */
const memory = '256MB';
/** So long the server may be at a table itself, to clear it up after so many rows: an owner's connection gives up sooner. */
const patience = '30min';

/**
 * A new index is written ahead by whole pages, and to compress them (`pglz`) takes a quarter of the time in which it is made. A
 * server that lets its owner say so writes them as they are, until the connection ends; by default it does anyway.
 */
export const uncompressed = `SELECT set_config('wal_compression', 'off', false)
  WHERE has_parameter_privilege('wal_compression', 'SET')`;

/** Tables as they are filled: without what is for those that are asked. `tend` gives them back what `buildIndexes` does not. */
export const stripTables = async (database: DataSource, schema: string): Promise<void> => {
  await stripIndexes(database, schema);
  await alterEach(database, '(autovacuum_enabled = off, toast.autovacuum_enabled = off)', 'SET');
};

/**
 * Autovacuum comes to them from now on, as to any other table. While they are filled it would again and again: there is nothing to
 * clear up, and it writes each page that it looks at to the log of changes, whole.
 */
export const tend = (database: DataSource): Promise<void> =>
  alterEach(database, '(autovacuum_enabled, toast.autovacuum_enabled)', 'RESET');

const alterEach = async (database: DataSource, options: string, how: 'SET' | 'RESET'): Promise<void> => {
  const texts = tablesOf(database).map((table) => `ALTER TABLE ${table} ${how} ${options}`);
  await database.query(texts.join(';'));
};

/** Takes away every index but the keys': to fill a table first and to index it then is several times quicker. */
const stripIndexes = async (database: DataSource, schema: string): Promise<void> => {
  const text = `SELECT format('%I.%I', $1::text, c.relname) AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE c.relnamespace = to_regnamespace(quote_ident($1)) AND NOT i.indisprimary`;
  for (const { name } of await database.query(text, [schema])) await database.query(`DROP INDEX ${name}`);
};

/** Makes the indexes that the entities say, several at a time, and lets the server learn what the tables hold. */
export const buildIndexes = async (
  database: DataSource,
  progress: (done: number, of: number) => void = () => undefined,
): Promise<void> => {
  const texts = [...(await schemaTexts(database)).toSorted(longestFirst), ...analyses(database)];
  const of = texts.length;
  let done = 0;
  const work = async (): Promise<void> => {
    const runner = database.createQueryRunner();
    try {
      await runner.query(`SET maintenance_work_mem = '${memory}'; SET lock_timeout = '${patience}'`);
      await runner.query(uncompressed);
      for (let text; (text = texts.shift()) !== undefined; progress(++done, of)) await runner.query(text);
    } finally {
      await runner.query('RESET maintenance_work_mem; RESET lock_timeout').catch(() => undefined);
      await runner.release();
    }
  };
  await Promise.all(Array.from({ length: connections_max }, work));
};

/** An index of what stands in JSON takes as long as all others of its table: begun last, it would be waited for alone. */
const longestFirst = (one: string, other: string): number => Number(isGin.test(other)) - Number(isGin.test(one));
const isGin = /\bUSING "?gin\b/i;

/** Else questions are planned blindly until the server gets to it by itself: fifteen times slower, seen on the dashboard. */
const analyses = (database: DataSource): readonly string[] => tablesOf(database).map((table) => `ANALYZE ${table}`);

const tablesOf = ({ entityMetadatas }: DataSource): readonly string[] =>
  entityMetadatas.map(({ tablePath }) => `"${tablePath.replace('.', '"."')}"`);
