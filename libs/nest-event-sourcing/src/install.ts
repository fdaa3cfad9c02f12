import { createHash } from 'node:crypto';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { schemaOf, type Projection } from './projector.js';
import { schemaTexts } from './schema-texts.js';

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The columns of a projection's tables: tables of another shape are not those that the program fills. */
export const shapeOf = (database: DataSource): string => {
  const tables = database.entityMetadatas
    .map(({ tableName, columns, indices }) => ({
      tableName,
      columns: columns.map(({ databaseName, type, isNullable, isPrimary }) => [
        databaseName,
        String(type),
        isNullable,
        isPrimary,
      ]),
      indices: indices.map(({ columns: of }) => of.map(({ databaseName }) => databaseName)),
    }))
    .sort((a, b) => (a.tableName < b.tableName ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(tables)).digest('base64url');
};

/** The tables of this schema were made by another version of the program. */
export class ShapeChanged extends Error {}

/**
 * Makes the tables of a projection, empty, where they are not there; the owner's work. A new version of a projection
 * is another schema. @param schema its own, or that of a rebuild beside it
 * @throws ShapeChanged when the tables are there in another shape: a new version, or a rebuild, is needed
 */
export const installProjection = async (
  owner: DataSourceOptions & { type: 'postgres' },
  projection: Projection,
  applicationRole: string,
  schema = schemaOf(projection),
): Promise<void> => {
  const entities = projection.models.map(({ row }) => row);
  const database = await new DataSource({ ...owner, entities, schema }).initialize();
  try {
    const shape = shapeOf(database);
    const [known] = await database.query('SELECT shape FROM engine.projection WHERE schema = $1', [schema]);
    if (known?.shape === shape) return;
    if (known) throw new ShapeChanged(`the tables of ${schema} have another shape; run: lianjian projections rebuild`);
    const [role, of] = [quoted(applicationRole), quoted(schema)];
    await database.query(`DROP SCHEMA IF EXISTS ${of} CASCADE; CREATE SCHEMA ${of}`);
    for (const text of await schemaTexts(database)) await database.query(text);
    await database.query(`GRANT USAGE ON SCHEMA ${of} TO ${role};
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${of} TO ${role}`);
    await database.transaction(async (db) => {
      const begin = `INSERT INTO engine.checkpoint (id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET position = 0`;
      await db.query(begin, [schema]);
      await db.query('DELETE FROM engine.lack WHERE schema = $1', [schema]);
      await db.query('DELETE FROM engine.fault WHERE checkpoint = $1', [schema]);
      await db.query('INSERT INTO engine.projection VALUES ($1, $2)', [schema, shape]);
    });
  } finally {
    await database.destroy();
  }
};
