import type { Ask, ReadModel } from '#event-sourcing';
import { setTimeout } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';
import { Answered } from './answered.js';

const wait_ms_max = 2_000;
const pause_ms_max = 25;
const question_ms_max = 5_000;
const rows_max = 10_000;
/** So many at once may wait for what nobody has recorded yet: whoever wrote never asks for that. */
const beyond_max = 16;

/** The read models have not reached the position that was asked for. Ask again. */
export class NotYet extends Error {}

/** The tables of the live projection, as those who ask see them. */
export class ReadModels {
  #look: Promise<number> | undefined;
  #beyond = 0;

  /**
   * @param checkpoint its id
   * @param head says how far the log goes; without it every position may be waited for
   */
  constructor(
    private readonly database: DataSource,
    private readonly checkpoint: string,
    private readonly head?: () => Promise<number>,
  ) {}

  /**
   * Asks one moment of all read models, not before they have reached a log position.
   *
   * @throws NotYet after 2 s; an error of the database where the question takes longer than 5 s
   */
  async ask<Answer>(after: number, question: (db: EntityManager) => Promise<Answer>): Promise<Answered<Answer>> {
    await this.#reached(after);
    return this.database.transaction('REPEATABLE READ', async (db) => {
      // The lock comes before the moment that is read: no other tables take the place of these in between.
      await db.query(`SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = ${question_ms_max};
        LOCK TABLE engine.swap IN ACCESS SHARE MODE`);
      const position = await this.#position(db);
      return new Answered(await question(db), position);
    });
  }

  /** The rows that match, once the read models have reached a position: what reactions ask. */
  askAt(position: number): Ask {
    return async <Row extends object>({ row }: ReadModel<Row>, where: Partial<Row>) => {
      const find = (db: EntityManager) => db.find(row, { where: where as object, take: rows_max + 1 });
      const { answer } = await this.ask(position, find);
      if (answer.length > rows_max) throw new Error(`more than ${rows_max} rows of ${row.name} answer one event`);
      return answer;
    };
  }

  /** What is recorded is waited for by all; what is not, by a few, since a wait takes room that others need. */
  async #reached(after: number): Promise<void> {
    if (after === 0 || (await this.#looked()) >= after) return;
    if (!this.head || after <= (await this.head())) return this.#waitFor(after);
    if (this.#beyond >= beyond_max) throw new NotYet(`nobody has recorded position ${after}`);
    this.#beyond++;
    try {
      await this.#waitFor(after);
    } finally {
      this.#beyond--;
    }
  }

  /** Waits without a connection in hand; all who wait look together. */
  async #waitFor(after: number): Promise<void> {
    const until = Date.now() + wait_ms_max;
    for (let pause_ms = 1; after > 0 && (await this.#looked()) < after; pause_ms *= 2) {
      if (Date.now() > until) throw new NotYet(`the read models have not reached position ${after}`);
      await setTimeout(Math.min(pause_ms, pause_ms_max));
    }
  }

  #looked(): Promise<number> {
    return (this.#look ??= this.#position(this.database.manager).finally(() => (this.#look = undefined)));
  }

  async #position(db: EntityManager): Promise<number> {
    const text = 'SELECT position::float8 AS position FROM engine.checkpoint WHERE id = $1';
    return (await db.query(text, [this.checkpoint]))[0]?.position ?? 0;
  }
}
