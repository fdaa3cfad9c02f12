import { Overloaded, type EventStore } from '#event-sourcing';
import { setTimeout } from 'node:timers/promises';
import { QueryFailedError, type DataSource, type EntityManager } from 'typeorm';
import { Answered } from '../answered.js';
import { schemaOf } from '../projector.js';
import { NotYet, question_ms_max, type ReadModels } from '../read-models.js';
import type { Owner } from '../rebuild/shares-run.js';
import { programOf } from '../rebuild/state.js';
import { Filling, type Fillers } from './filling.js';
import { Opened } from './opened.js';
import type { Reach, Reached } from './reach.js';
import { Shelf, type Kept, type Wanted } from './shelf.js';
import { counted, ofEachIn, Places, type Counted } from './tenants-log.js';

/** So long a question waits for the state that it is about; then its asker comes again. */
const wait_ms_max = 2_000;
const look_ms = 100;
/** So many states wait here to be filled, one after the other. */
const waiting_max = 8;
/** More events are folded as a rebuild folds them: it takes longer to begin with, and is many times quicker. */
const few_max = 5_000;
const tries_max = 3;
const tidy_ms = 10 * 60_000;

/** The state of then is being filled. Ask again. */
export class PastNotReady extends NotYet {
  constructor(
    readonly done: number,
    readonly of: number,
  ) {
    super(`the past state is as far as ${done} of ${of} events of the log`);
  }
}

export type PastParts = Fillers &
  Readonly<{
    reach: Reach;
    /** Connects to the tables of this schema, as to the live ones. */
    open: (schema: string) => Promise<DataSource>;
    /** Connects for statements that may take minutes. */
    patient: Owner;
    /** Is told why a state was not filled: whoever asked may have gone meanwhile. */
    onFault: (error: unknown) => void;
    /** So many events are folded in this thread. */
    few_max?: number;
  }>;

/**
 * Answers as of positions of the log: from tables of then, which are filled from the log when they are first asked for, kept
 * beside the live ones, and filled once for all who ask.
 */
export class PastStates {
  readonly #shelf: Shelf;
  readonly #opened: Opened;
  readonly #filler: Filling;
  readonly #filling = new Map<string, Promise<void>>();
  readonly #tidying: NodeJS.Timeout;
  /** A long one holds up none of few events. */
  readonly #turns: Record<'few' | 'many', Promise<unknown>> = { few: Promise.resolve(), many: Promise.resolve() };
  readonly #stopping = new AbortController();

  constructor(
    private readonly log: EventStore,
    private readonly database: DataSource,
    private readonly live: ReadModels,
    private readonly parts: PastParts,
  ) {
    const { projection, open, patient } = parts;
    const madeBy = () => programOf(database, projection);
    const shelf = new Shelf(database, schemaOf(projection), ofEachIn(projection), madeBy, patient);
    this.#shelf = shelf;
    this.#opened = new Opened(open, (schema) => shelf.asked(schema));
    this.#filler = new Filling(log, database, shelf, parts);
    this.#tidying = setInterval(() => void this.tidy().catch(() => undefined), tidy_ms).unref();
  }

  /**
   * Asks the read models as they were when the log went to a position, where nobody has recorded anything since.
   *
   * @param after the live read models have reached this position too
   * @throws PastNotReady, Overloaded; what `reach` throws
   */
  async ask<Answer>(
    tenantId: string,
    position: number,
    question: (db: EntityManager) => Promise<Answer>,
    after = 0,
  ): Promise<Answered<Answer>> {
    const reached = (db: EntityManager) => this.parts.reach(db, tenantId, position);
    const { answer } = await this.live.ask(Math.max(position, after), reached);
    for (let tries = 0; tries < tries_max; tries++) {
      const schema = await this.#readied({ tenantId, last: answer.last }, answer);
      const answered = await this.#answer(schema, question);
      if (answered) return new Answered(answered.answer, position);
    }
    throw new PastNotReady(0, 0);
  }

  /** Takes away what is asked no more. */
  async tidy(): Promise<void> {
    await this.#shelf.tidy();
    await this.#opened.closeIdle();
  }

  /** Leaves off filling, and closes what it has opened. */
  async stop(): Promise<void> {
    clearInterval(this.#tidying);
    this.#stopping.abort(new Error('it is stopping'));
    await Promise.allSettled(this.#filling.values());
    await this.#opened.closeAll();
  }

  /** The name of the state, once it is there. @throws PastNotReady where that takes longer than a question waits */
  async #readied(wanted: Wanted, reached: Reached): Promise<string> {
    let kept: Kept | undefined;
    for (const until_ms = performance.now() + wait_ms_max; performance.now() < until_ms;) {
      kept = await this.#shelf.find(wanted);
      if (kept?.ready) return kept.schema;
      const filling = kept ? undefined : this.#fill(wanted, reached);
      await Promise.race([filling, setTimeout(look_ms)].filter((each) => each !== undefined));
    }
    throw new PastNotReady(kept?.done ?? 0, kept?.events ?? 0);
  }

  /** Once for all who ask here; of those of few events and of those of many, one after the other. */
  #fill(wanted: Wanted, reached: Reached): Promise<void> {
    const key = `${wanted.tenantId} ${wanted.last}`;
    const before = this.#filling.get(key);
    if (before) return before;
    if (this.#filling.size >= waiting_max) throw new Overloaded(`${waiting_max} past states wait to be filled`);
    const filled = this.#inTurn(wanted.tenantId, reached).finally(() => this.#filling.delete(key));
    filled.catch(() => undefined); // whoever waits for it hears of it
    this.#filling.set(key, filled);
    return filled;
  }

  async #inTurn(tenantId: string, reached: Reached): Promise<void> {
    const { projection, few_max: few = few_max } = this.parts;
    const places = new Places(this.database, ofEachIn(projection));
    const theirs = await counted(reached, places, this.log.spacing, few);
    const lane = theirs.isLong ? 'many' : 'few';
    const filled = this.#turns[lane].then(() => this.#filled(tenantId, theirs));
    this.#turns[lane] = Promise.allSettled([filled]);
    await filled;
  }

  async #filled(tenantId: string, theirs: Counted): Promise<void> {
    this.#stopping.signal.throwIfAborted();
    const schema = await this.#shelf.begin(tenantId, theirs, Math.ceil(theirs.last / this.log.spacing));
    if (schema === undefined) return;
    try {
      await this.#filler.fill(schema, theirs, () => this.#opened.open(schema), this.#stopping.signal);
    } catch (error) {
      if (!this.#stopping.signal.aborted) this.parts.onFault(error);
      await this.#thrownAway(schema);
      throw error;
    }
  }

  async #thrownAway(schema: string): Promise<void> {
    await this.#opened.close(schema);
    await this.#shelf.drop(schema).catch(() => undefined); // who tidies finds it
  }

  /** Nothing where the state is gone by now; or one of its tables, since the live one of which it was a view is. */
  async #answer<Answer>(schema: string, question: (db: EntityManager) => Promise<Answer>) {
    const database = await this.#opened.open(schema);
    try {
      return await database.transaction('REPEATABLE READ', async (db) => {
        await db.query(`SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = ${question_ms_max}`);
        const [kept] = await db.query('SELECT FROM engine.past WHERE schema = $1 AND ready', [schema]);
        return kept && { answer: await question(db) };
      });
    } catch (error) {
      if (!isGone(error)) throw error;
      await this.#thrownAway(schema);
      return undefined;
    }
  }
}

const undefinedTable = '42P01';
const invalidSchema = '3F000';

const isGone = (error: unknown): boolean =>
  error instanceof QueryFailedError && [undefinedTable, invalidSchema].includes(error.driverError.code);
