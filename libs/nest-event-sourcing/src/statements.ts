import { createHash } from 'node:crypto';
import pg, { type PoolClient } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';

/** What PostgreSQL says to everything that follows a failure within a transaction. */
const aborted = '25P02';
/** PostgreSQL cuts longer names. */
const name_characters = 60;

const names = new Map<string, string>();

/** One name for each text; there are as many texts as the program has statements. */
const nameOf = (text: string): string => {
  const name = names.get(text) ?? createHash('sha256').update(text).digest('hex').slice(0, name_characters);
  names.set(text, name);
  return name;
};

type Work = () => Promise<unknown>;

/** A transaction is begun and ended by statements like others, so that they go together with the first and the last of it. */
export const begin = 'BEGIN ISOLATION LEVEL READ COMMITTED';
export const commit = 'COMMIT';
export const rollback = 'ROLLBACK';

/**
 * The statements of one transaction. A connection plans each of them once; and one that was opened with `pipeline`
 * is sent many together, so that all of them take the time of one.
 */
export class Statements {
  private constructor(private readonly client: PoolClient & Readonly<{ pipeline?: boolean }>) {}

  static async of(db: EntityManager): Promise<Statements> {
    return new Statements((await db.queryRunner?.connect()) as PoolClient); // TypeORM knows it as any
  }

  /** On a connection of their own. What they begin, they end; where they fail it is taken back. */
  static async apart<T>(database: DataSource, work: (db: Statements) => Promise<T>): Promise<T> {
    const runner = database.createQueryRunner();
    try {
      const db = new Statements((await runner.connect()) as PoolClient); // TypeORM knows it as any
      return await work(db).catch(async (error: unknown) => {
        await db.query(rollback).catch(() => undefined); // a connection that broke has taken it back
        throw error;
      });
    } finally {
      await runner.release();
    }
  }

  async query<Row = any>(text: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    return (await this.client.query({ name: nameOf(text), text, values: [...values] })).rows as Row[];
  }

  /** All of these, in order; none is under way any more when it returns. @throws what failed first */
  async together(works: readonly Work[]): Promise<void> {
    if (!this.client.pipeline) {
      for (const work of works) await work();
      return;
    }
    const outcomes = await Promise.allSettled(works.map((work) => work()));
    const failed = outcomes.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
    if (failed.length > 0) throw failed.find((each) => !isAborted(each)) ?? failed[0];
  }
}

/** Whether it only failed because something before it did. */
const isAborted = (error: unknown): boolean => {
  if (error instanceof pg.DatabaseError) return error.code === aborted;
  return error instanceof Error && error.cause !== undefined && isAborted(error.cause);
};
