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

/** Somebody else has gone on with the rebuild: the lock of whoever worked at it was lost with its connection. */
export class RebuildOvertaken extends Error {
  constructor(schema: string) {
    super(`another has gone on with the rebuild of ${schema}`);
  }
}

/** What was built lacks an event that is to be taken again by now. */
export class Readmitted extends Error {
  constructor(schema: string) {
    super(
      `while ${schema} was built an event was readmitted that it passed over; the next rebuild begins anew, with it`,
    );
  }
}

/** Why a run has no rebuild to work at any more; nothing where it has. */
export const lossOf = async (
  ask: (text: string, values: unknown[]) => Promise<readonly { run: string }[]>,
  schema: string,
  run: string,
): Promise<RebuildAborted | RebuildOvertaken | undefined> => {
  const [begun] = await ask('SELECT run FROM engine.rebuild WHERE schema = $1', [schema]);
  if (!begun) return new RebuildAborted(schema);
  return begun.run === run ? undefined : new RebuildOvertaken(schema);
};

/** Who works at a rebuild says so every second. */
const silence = '10 s';

/** All rebuilds that have begun and not ended. */
export const rebuildsIn = async (database: Pick<DataSource, 'query'>): Promise<readonly RebuildState[]> =>
  database.query(`SELECT schema, stage, head::float8 AS head, shares, done::float8 AS done, began_at::text AS "beganAt",
    seen_at > clock_timestamp() - interval '${silence}' AS "isRunning", fault FROM engine.rebuild ORDER BY schema`);

/** What is written down of one rebuild. Each run that works at it has an id; one that was overtaken can write nothing. */
export class RebuildNotes {
  readonly #madeBy: string;
  #run = '';

  /** @param database whose entities are the projection's @param program see `RebuildOptions` */
  constructor(
    private readonly database: DataSource,
    private readonly schema: string,
    projection: Projection,
    program: string | undefined,
  ) {
    this.#madeBy = programOf(database, projection, program);
  }

  /** The id of the run that has begun or taken up the rebuild by this. */
  get run(): string {
    return this.#run;
  }

  /** Takes up what this program began, from whoever else is at it. */
  async takeUp(): Promise<RebuildState | undefined> {
    const text = 'UPDATE engine.rebuild SET run = gen_random_uuid() WHERE schema = $1 AND made_by = $2 RETURNING run';
    const [[taken]] = await this.database.query(text, [this.schema, this.#madeBy]);
    if (!taken) return undefined;
    this.#run = taken.run;
    return (await rebuildsIn(this.database)).find(({ schema }) => schema === this.schema);
  }

  /** @param all how many shares there are, the one of what streams have in common too */
  async begin(head: number, shares: number, all: number): Promise<void> {
    await this.database.transaction(async (db) => {
      const text = `INSERT INTO engine.rebuild (schema, made_by, stage, head, shares)
        VALUES ($1, $2, 'fold', $3, $4) RETURNING run`;
      const [{ run }] = await db.query(text, [this.schema, this.#madeBy, head, shares]);
      const each = 'INSERT INTO engine.rebuild_share SELECT $1, share, 0 FROM generate_series(0, $2 - 1) share';
      await db.query(each, [this.schema, all]);
      this.#run = run;
    });
  }

  /** @throws RebuildAborted, RebuildOvertaken */
  async at(stage: Stage, done: number): Promise<void> {
    const text = `UPDATE engine.rebuild SET stage = $3, done = $4, seen_at = clock_timestamp(), fault = NULL
      WHERE schema = $1 AND run = $2 RETURNING run`;
    const [rows] = await this.database.query(text, [this.schema, this.#run, stage, Math.floor(done)]);
    if (rows.length === 0) await this.#gone();
  }

  /** Why there is nothing more to work at, where that is so. */
  lost(): Promise<RebuildAborted | RebuildOvertaken | undefined> {
    return lossOf((text, values) => this.database.query(text, values), this.schema, this.#run);
  }

  async #gone(): Promise<never> {
    throw (await this.lost()) ?? new RebuildOvertaken(this.schema);
  }

  async failed(fault: string): Promise<void> {
    const text = `UPDATE engine.rebuild SET fault = $3, seen_at = '-infinity' WHERE schema = $1 AND run = $2`;
    await this.database.query(text, [this.schema, this.#run, fault]);
  }

  /** It has come to its end, in this transaction. @throws RebuildAborted, RebuildOvertaken */
  async end(db: EntityManager): Promise<void> {
    const text = 'DELETE FROM engine.rebuild WHERE schema = $1 AND run = $2 RETURNING run';
    const [rows] = await db.query(text, [this.schema, this.#run]);
    if (rows.length === 0) await this.#gone();
  }

  async forget(): Promise<void> {
    await this.database.query('DELETE FROM engine.rebuild WHERE schema = $1', [this.schema]);
  }
}

/**
 * Tables that one program has begun another one does not fill on. What a program is its build says, where it is known;
 * elsewhere the shape of its rows and the words of its folds, which do not show what those call.
 */
export const programOf = (database: DataSource, { models }: Projection, program?: string): string => {
  const folds = models.map(({ row, key, on, onEvery }) => [
    row.name,
    key,
    ...Object.values(on).map(String),
    String(onEvery),
  ]);
  return createHash('sha256')
    .update(JSON.stringify([program ?? folds, shapeOf(database)]))
    .digest('base64url');
};
