import type { Ask, ReadModel } from '#event-sourcing';
import type { DataSource, EntityManager } from 'typeorm';
import { Answered } from './answered.js';
import { Progress } from './progress.js';

const wait_ms_max = 2_000;
export const question_ms_max = 5_000;
const rows_max = 10_000;
/** So many at once may wait for what nobody has recorded yet: whoever wrote never asks for that. */
const beyond_max = 16;

/** The read models have not reached the position that was asked for. Ask again. */
export class NotYet extends Error {}

/** The tables of the live projection, as those who ask see them. */
export class ReadModels {
  /** How far they are. Who projects tells it. */
  readonly progress = new Progress(() => this.#position(this.database.manager));
  #recorded = 0;
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

  /** The log goes so far: who waits for that waits for something. */
  recorded(position: number): void {
    this.#recorded = Math.max(this.#recorded, position);
  }

  /**
   * Asks one moment of all read models, not before they have reached a log position.
   *
   * @throws NotYet after 2 s; an error of the database where the question takes longer than 5 s
   */
  async ask<Answer>(after: number, question: (db: EntityManager) => Promise<Answer>): Promise<Answered<Answer>> {
    const until_ms = performance.now() + wait_ms_max;
    for (let left_ms = wait_ms_max; left_ms > 0; left_ms = until_ms - performance.now()) {
      await this.#reached(after, left_ms);
      const answered = await this.#answer(after, question);
      if (answered) return answered;
    }
    throw notYet(after);
  }

  /** Nothing where the rows are not there yet, in spite of what was heard: a crash of the database took them back. */
  #answer<Answer>(after: number, question: (db: EntityManager) => Promise<Answer>) {
    return this.database.transaction('REPEATABLE READ', async (db) => {
      // The lock comes before the moment that is read: no other tables take the place of these in between.
      await db.query(`SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = ${question_ms_max};
        LOCK TABLE engine.swap IN ACCESS SHARE MODE`);
      const position = await this.#position(db);
      if (position >= after) return new Answered(await question(db), position);
      this.progress.tell(position);
      return undefined;
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
  async #reached(after: number, ms_max: number): Promise<void> {
    if (after <= this.progress.position) return;
    if (after <= this.#recorded || (await this.#isRecorded(after))) return this.#waitFor(after, ms_max);
    if (this.#beyond >= beyond_max) throw new NotYet(`nobody has recorded position ${after}`);
    this.#beyond++;
    try {
      await this.#waitFor(after, ms_max);
    } finally {
      this.#beyond--;
    }
  }

  async #isRecorded(after: number): Promise<boolean> {
    if (!this.head) return true;
    this.recorded(await this.head());
    return after <= this.#recorded;
  }

  /** Waits without a connection in hand. */
  async #waitFor(after: number, ms_max: number): Promise<void> {
    if (await this.progress.reaches(after, ms_max)) return;
    throw notYet(after);
  }

  async #position(db: EntityManager): Promise<number> {
    const text = 'SELECT position::float8 AS position FROM engine.checkpoint WHERE id = $1';
    return (await db.query(text, [this.checkpoint]))[0]?.position ?? 0;
  }
}

const notYet = (after: number): NotYet => new NotYet(`the read models have not reached position ${after}`);
