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
