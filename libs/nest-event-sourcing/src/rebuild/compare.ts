import type { EntityManager, EntityMetadata } from 'typeorm';

const shown_max = 5;

/** Where two tables that should be equal are not. */
export type TableDifference = Readonly<{
  table: string;
  rows: Readonly<{ live: number; next: number }>;
  /** The first rows that differ, by their keys, and in which columns: all of them where a row is on one side only. */
  first: readonly Readonly<{ key: object; only?: 'live' | 'next'; columns: readonly string[] }>[];
}>;

/** How many rows a table has, and the checksum of them all, which does not depend on their order. */
export type Sum = Readonly<{ rows: number; sum: string }>;
/** A table as it is and as it was built anew; `first`: where they differ, if they do. */
export type Compared = Readonly<{ table: string; live: Sum; next: Sum; first: TableDifference['first'] }>;

/** The rebuilt tables are not what the live ones are, though the version promises it. */
export class TablesDiffer extends Error {
  constructor(readonly differences: readonly TableDifference[]) {
    super(`the rebuilt tables differ from the live ones: ${differences.map(sentence).join('; ')}`);
  }
}

/**
 * Compares each table of two schemas in one moment of the database, by the number of its rows and a checksum that does not
 * depend on their order. @param db in a transaction that sees one moment
 */
export const compared = async (
  db: EntityManager,
  tables: readonly EntityMetadata[],
  live: string,
  next: string,
  progress: (done: number, of: number) => void = () => undefined,
): Promise<readonly Compared[]> => {
  const found: Compared[] = [];
  for (const [n, metadata] of tables.entries()) {
    const sums = { live: await sumOf(db, metadata, live), next: await sumOf(db, metadata, next) };
    const first = isEqual(sums) ? [] : await firstOf(db, metadata, live, next);
    found.push({ table: metadata.tableName, ...sums, first });
    progress(n + 1, tables.length);
  }
  return found;
};

export const isEqual = ({ live, next }: Pick<Compared, 'live' | 'next'>): boolean =>
  live.rows === next.rows && live.sum === next.sum;

export const differencesIn = (tables: readonly Compared[]): readonly TableDifference[] =>
  tables
    .filter((each) => !isEqual(each))
    .map(({ table, live, next, first }) => ({ table, rows: { live: live.rows, next: next.rows }, first }));

const quoted = (names: readonly string[], of = ''): string => names.map((name) => `${of}"${name}"`).join(', ');
const columnsOf = ({ columns }: EntityMetadata) => columns.map(({ databaseName }) => databaseName);
const keyOf = ({ primaryColumns }: EntityMetadata) => primaryColumns.map(({ databaseName }) => databaseName);

/** The sum of every row's 64-bit hash: one row more, less or otherwise changes it, but for one case in 2^64. */
const sumOf = async (db: EntityManager, metadata: EntityMetadata, schema: string): Promise<Sum> => {
  const [summed] = await db.query(
    `SELECT count(*)::float8 AS rows, coalesce(sum(hash_record_extended(ROW(${quoted(columnsOf(metadata))}), 0)), 0)::text AS sum
     FROM "${schema}"."${metadata.tableName}"`,
  );
  return summed;
};

const firstOf = async (
  db: EntityManager,
  metadata: EntityMetadata,
  live: string,
  next: string,
): Promise<TableDifference['first']> => {
  const [key, columns, table] = [keyOf(metadata), columnsOf(metadata), metadata.tableName];
  const differ = columns.map((name) => `CASE WHEN l."${name}" IS DISTINCT FROM n."${name}" THEN '${name}' END`);
  const isThere = (side: string) => `${side}."${key[0]}" IS NOT NULL`;
  const rows: { key: object; live: boolean; next: boolean; columns: string[] }[] = await db.query(
    `SELECT json_build_object(${key.map((name) => `'${name}', "${name}"`).join(', ')}) AS key,
       ${isThere('l')} AS live, ${isThere('n')} AS next, array_remove(ARRAY[${differ.join(', ')}], NULL) AS columns
     FROM "${live}"."${table}" l FULL JOIN "${next}"."${table}" n USING (${quoted(key)})
     WHERE ROW(${quoted(columns, 'l.')}) IS DISTINCT FROM ROW(${quoted(columns, 'n.')}) ORDER BY ${quoted(key)} LIMIT ${shown_max}`,
  );
  return rows.map(({ key: of, columns: names, ...there }) => ({
    key: of,
    ...(!there.next && { only: 'live' as const }),
    ...(!there.live && { only: 'next' as const }),
    columns: there.live && there.next ? names : columns,
  }));
};

const sentence = ({ table, rows, first }: TableDifference): string => {
  const each = first.map(({ key, only, columns }) =>
    only ? `${JSON.stringify(key)} is only in the ${only} one` : `${JSON.stringify(key)} in ${columns.join(', ')}`,
  );
  return `${table} (${rows.live} rows live, ${rows.next} rebuilt): ${each.join(', ')}`;
};
