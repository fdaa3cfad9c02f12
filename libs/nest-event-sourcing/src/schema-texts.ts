import type { DataSource } from 'typeorm';

const gin = /\bUSING "?gin"? \(("[^"]+")\)/;
/**
 * Hashes of what stands in the JSON instead of the texts: half of the room and of the time, and all that `@>` needs. And each
 * entry is put in its place at once: else one row in some thousands waits until those of all others are.
 */
const ginOfJson = 'USING gin ($1 jsonb_path_ops) WITH (fastupdate = off)';

/** The statements that make what the entities say and the schema lacks: its tables, or only their indexes. */
export const schemaTexts = async (database: DataSource): Promise<readonly string[]> => {
  const { upQueries } = await database.driver.createSchemaBuilder().log();
  return upQueries.map(({ query }) => query.replace(gin, ginOfJson)); // TypeORM has no words for these
};
