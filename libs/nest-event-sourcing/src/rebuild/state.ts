import { createHash } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { shapeOf } from '../install.js';
import type { Projection } from '../projector.js';

/** What a rebuild is at, in this order. */
export const stages = ['fold', 'indexes', 'catch-up', 'compare', 'swap'] as const;
export type Stage = (typeof stages)[number];

/** How far a rebuild is. `head` is where the log ended when it began; `seenAt` is when somebody last worked at it. */
export type RebuildState = Readonly<{
  schema: string;
  stage: Stage;
  head: number;
  shares: number;
  done: number;
  beganAt: string;
  isRunning: boolean;
  fault: string | null;
}>;

/** Somebody has called the rebuild off. */
export class RebuildAborted extends Error {
  constructor(schema: string) {
    super(`the rebuild of ${schema} was aborted; the live tables are as they were`);
  }
}

/** Who works at a rebuild says so every second. */
const silence = '10 s';

/** All rebuilds that have begun and not ended. */
export const rebuildsIn = async (database: Pick<DataSource, 'query'>): Promise<readonly RebuildState[]> =>
  database.query(`SELECT schema, stage, head::float8 AS head, shares, done::float8 AS done, began_at::text AS "beganAt",
    seen_at > clock_timestamp() - interval '${silence}' AS "isRunning", fault FROM engine.rebuild ORDER BY schema`);

/** What is written down of one rebuild. */
export class RebuildNotes {
  readonly #madeBy: string;

  /** @param database whose entities are the projection's */
  constructor(
    private readonly database: DataSource,
    private readonly schema: string,
    projection: Projection,
  ) {
    this.#madeBy = programOf(database, projection);
  }

  /** What this program began, and may go on with. */
  async begun(): Promise<RebuildState | undefined> {
    const [mine] = await this.database.query('SELECT FROM engine.rebuild WHERE schema = $1 AND made_by = $2', [
      this.schema,
      this.#madeBy,
    ]);
    return mine && (await rebuildsIn(this.database)).find(({ schema }) => schema === this.schema);
  }

  async begin(head: number, shares: number): Promise<void> {
    const text = `INSERT INTO engine.rebuild (schema, made_by, stage, head, shares) VALUES ($1, $2, 'fold', $3, $4)`;
    await this.database.query(text, [this.schema, this.#madeBy, head, shares]);
  }

  /** @throws RebuildAborted */
  async at(stage: Stage, done: number): Promise<void> {
    const text = `UPDATE engine.rebuild SET stage = $2, done = $3, seen_at = clock_timestamp(), fault = NULL
      WHERE schema = $1 RETURNING schema`;
    const [rows] = await this.database.query(text, [this.schema, stage, Math.floor(done)]);
    if (rows.length === 0) throw new RebuildAborted(this.schema);
  }

  async failed(fault: string): Promise<void> {
    const text = `UPDATE engine.rebuild SET fault = $2, seen_at = '-infinity' WHERE schema = $1`;
    await this.database.query(text, [this.schema, fault]);
  }

  /** It has come to its end, in this transaction. @throws RebuildAborted */
  async end(db: EntityManager): Promise<void> {
    const [rows] = await db.query('DELETE FROM engine.rebuild WHERE schema = $1 RETURNING schema', [this.schema]);
    if (rows.length === 0) throw new RebuildAborted(this.schema);
  }

  async forget(): Promise<void> {
    await this.database.query('DELETE FROM engine.rebuild WHERE schema = $1', [this.schema]);
  }
}

/** Tables that one program has begun another one does not fill on: the shape of its rows, and the words of its folds. */
export const programOf = (database: DataSource, { models }: Projection): string => {
  const folds = models.map(({ row, key, on, onEvery }) => [
    row.name,
    key,
    ...Object.values(on).map(String),
    String(onEvery),
  ]);
  return createHash('sha256')
    .update(JSON.stringify([shapeOf(database), folds]))
    .digest('base64url');
};
