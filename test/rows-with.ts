import pg from 'pg';
import type { DataSource } from 'typeorm';

/** Every table of every schema, but those of the database itself. */
export const tablesOf = async (database: DataSource): Promise<readonly string[]> => {
  const tables: { name: string }[] = await database.query(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
  );
  return tables.map(({ name }) => name);
};

/** Which of these words stand in a table, as text or as the bytes of one. */
export const rowsWith = async (
  database: DataSource,
  table: string,
  words: readonly string[],
): Promise<readonly string[]> => {
  const found: { words: string }[] = await database.query(
    `SELECT words FROM unnest($1::text[]) AS words WHERE EXISTS (
       SELECT FROM ${table} AS row WHERE strpos(row::text, words) > 0
         OR strpos(row::text, encode(convert_to(words, 'UTF8'), 'hex')) > 0)`,
    [words],
  );
  return found.map((each) => each.words);
};

/** What lies beside the rows: all that a database's server keeps of it, its tables' and indexes' files to the byte. */
export const beneath = async (databaseUrl: string) => {
  const { pathname } = new URL(databaseUrl);
  const address = Object.assign(new URL(process.env['TEST_DATABASE_URL'] ?? ''), { pathname });
  const superuser = new pg.Client({ connectionString: address.href });
  await superuser.connect();
  const since = (await superuser.query('SELECT pg_current_wal_lsn() AS lsn')).rows[0].lsn as string;
  return {
    superuser,
    /** The files, of rows that are gone as well, the log of writes since then, and the statistics that have this word. */
    with: async (word: string): Promise<readonly string[]> => {
      await superuser.query('ANALYZE');
      await superuser.query('CHECKPOINT');
      const { rows } = await superuser.query(
        `WITH file AS (
           SELECT format('base/%s/%s', oid, name) AS path FROM pg_database, pg_ls_dir(format('base/%s', oid)) AS name
             WHERE datname = current_database()
           UNION ALL SELECT 'pg_wal/' || name FROM pg_ls_waldir()
             WHERE name BETWEEN pg_walfile_name($2) AND pg_walfile_name(pg_current_wal_lsn()))
         SELECT path FROM file WHERE position(convert_to($1, 'UTF8') IN pg_read_binary_file(path, true)) > 0
         UNION ALL SELECT format('statistics of %s.%s', tablename, attname) FROM pg_stats
           WHERE strpos(concat(most_common_vals, histogram_bounds, most_common_elems), $1) > 0`,
        [word, since],
      );
      return rows.map(({ path }) => path);
    },
    close: () => superuser.end(),
  };
};
