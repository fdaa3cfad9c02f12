import { Overloaded, type EventStore } from '#event-sourcing';
import { setTimeout } from 'node:timers/promises';
import { QueryFailedError, type DataSource, type EntityManager } from 'typeorm';
import { Answered } from '../answered.js';
import { schemaOf, type Projection } from '../projector.js';
import { NotYet, question_ms_max, type ReadModels } from '../read-models.js';
import { catchUpTo } from '../rebuild/catch-up.js';
import { programOf } from '../rebuild/state.js';
import { TenantsLog, type Reach, type Reached } from './reach.js';
import { Shelf, type Kept, type Wanted } from './shelf.js';

/** So long a question waits for the state that it is about; then its asker comes again. */
const wait_ms_max = 2_000;
const look_ms = 100;
/** So many states wait here to be filled, one after the other. */
const waiting_max = 8;
const fill_ms_max = 30 * 60_000;
const note_ms = 1_000;
/** So few events are folded at once that whoever asks meanwhile is answered between two pages. */
const page_max = 500;
const tries_max = 3;
const tidy_ms = 10 * 60_000;
/** More than are kept: of some nobody has noticed yet that they are gone. */
const opened_max = 16;
const askedAgain_ms = 10_000;

/** The state of then is being filled. Ask again. */
export class PastNotReady extends NotYet {
  constructor(
    readonly done: number,
    readonly of: number,
  ) {
    super(`${done} of ${of} events are in the past state`);
  }
}

/** @param open connects to the tables of this schema, as to the live ones */
type Parts = Readonly<{ projection: Projection; reach: Reach; open: (schema: string) => Promise<DataSource> }>;
/** What is folded, and how many events that are: of all of the log, about. */
type Folded = Pick<EventStore, 'readAll'> & Readonly<{ events: number }>;
type Opened = Readonly<{ database: Promise<DataSource>; asked_ms: number }>;

/**
 * Answers as of positions of the log: from tables of then, which are filled from the log when they are first asked for, kept
 * beside the live ones, and filled once for all who ask.
 */
export class PastStates {
  readonly #shelf: Shelf;
  readonly #filling = new Map<string, Promise<void>>();
  readonly #opened = new Map<string, Opened>();
  readonly #tidying: NodeJS.Timeout;
  #turn: Promise<unknown> = Promise.resolve();
  readonly #stopping = new AbortController();

  constructor(
    private readonly log: EventStore,
    private readonly database: DataSource,
    private readonly live: ReadModels,
    private readonly parts: Parts,
  ) {
    const { projection } = parts;
    this.#shelf = new Shelf(database, schemaOf(projection), () => programOf(database, projection));
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
    const reached = (db: EntityManager) => this.parts.reach.of(db, tenantId, position);
    const { answer } = await this.live.ask(Math.max(position, after), reached);
    const wanted = { tenantId, last: answer.last };
    for (let tries = 0; tries < tries_max; tries++) {
      const schema = await this.#readied(wanted, answer.tenants);
      const answered = await this.#answer(schema, question);
      if (answered) return new Answered(answered.answer, position);
    }
    throw new PastNotReady(0, 0);
  }

  /** Takes away what is asked no more. */
  async tidy(): Promise<void> {
    await this.#shelf.tidy();
    for (const [schema, { asked_ms }] of this.#opened)
      if (performance.now() - asked_ms > tidy_ms) await this.#close(schema);
  }

  /** Leaves off filling, and closes what it has opened. */
  async stop(): Promise<void> {
    clearInterval(this.#tidying);
    this.#stopping.abort(new Error('it is stopping'));
    await Promise.allSettled(this.#filling.values());
    for (const schema of [...this.#opened.keys()]) await this.#close(schema);
  }

  /** The name of the state, once it is there. @throws PastNotReady where that takes longer than a question waits */
  async #readied(wanted: Wanted, tenants: Reached['tenants']): Promise<string> {
    let kept: Kept | undefined;
    for (const until_ms = performance.now() + wait_ms_max; performance.now() < until_ms;) {
      kept = await this.#shelf.find(wanted);
      if (kept?.ready) return kept.schema;
      const filling = kept ? undefined : this.#fill(wanted, tenants);
      await Promise.race([filling, setTimeout(look_ms)].filter((each) => each !== undefined));
    }
    throw new PastNotReady(kept?.done ?? 0, kept?.events ?? 0);
  }

  /** Once for all who ask here, one after the other. */
  #fill(wanted: Wanted, tenants: Reached['tenants']): Promise<void> {
    const key = `${wanted.tenantId} ${wanted.last}`;
    const before = this.#filling.get(key);
    if (before) return before;
    if (this.#filling.size >= waiting_max) throw new Overloaded(`${waiting_max} past states wait to be filled`);
    const filled = Promise.all([this.#log(tenants, wanted.last), this.#turn])
      .then(([log]) => this.#filled(wanted, log))
      .finally(() => this.#filling.delete(key));
    filled.catch(() => undefined); // whoever waits for it hears of it
    this.#turn = Promise.allSettled([this.#turn, filled]);
    this.#filling.set(key, filled);
    return filled;
  }

  async #filled(wanted: Wanted, { events, readAll }: Folded): Promise<void> {
    this.#stopping.signal.throwIfAborted();
    const { projection } = this.parts;
    const schema = await this.#shelf.begin(wanted, events);
    if (schema === undefined) return;
    let done = 0;
    const noting = setInterval(() => void this.#shelf.at(schema, done).catch(() => undefined), note_ms);
    try {
      const stop = AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(fill_ms_max)]);
      const noted = async (after: number, events_max: number) => {
        stop.throwIfAborted();
        const page = await readAll(after, Math.min(events_max, page_max));
        done += page.length;
        return page;
      };
      const log = { readAll: noted, read: this.log.read.bind(this.log) };
      await catchUpTo(wanted.last, log, await this.#open(schema), projection, schema);
      await this.#shelf.filled(schema);
    } catch (error) {
      await this.#close(schema);
      await this.#shelf.drop(schema).catch(() => undefined); // who tidies finds it
      throw error;
    } finally {
      clearInterval(noting);
    }
  }

  /** @throws what `reach` throws where they are too many */
  async #log(tenants: Reached['tenants'], last: number): Promise<Folded> {
    const [{ reach }, db] = [this.parts, this.database.manager];
    const counted = tenants === 'all' ? Math.ceil(last / this.log.spacing) : await reach.count(db, tenants, last);
    const events = reach.bounded(counted);
    if (tenants === 'all') return { events, readAll: this.log.readAll.bind(this.log) };
    const positions = (after: number, upTo: number, positions_max: number) =>
      reach.positions(db, tenants, { after, upTo, positions_max });
    const theirs = new TenantsLog(this.log, positions, last);
    return { events, readAll: theirs.readAll.bind(theirs) };
  }

  /** Nothing where the state is gone by now. */
  async #answer<Answer>(schema: string, question: (db: EntityManager) => Promise<Answer>) {
    const database = await this.#open(schema);
    try {
      return await database.transaction('REPEATABLE READ', async (db) => {
        await db.query(`SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = ${question_ms_max}`);
        const [kept] = await db.query('SELECT FROM engine.past WHERE schema = $1 AND ready', [schema]);
        return kept && { answer: await question(db) };
      });
    } catch (error) {
      if (!isGone(error)) throw error;
      await this.#close(schema);
      return undefined;
    }
  }

  #open(schema: string): Promise<DataSource> {
    const known = this.#opened.get(schema);
    const now_ms = performance.now();
    if (known && now_ms - known.asked_ms < askedAgain_ms) return known.database;
    if (known) this.#shelf.asked(schema).catch(() => undefined); // it may be taken away a little early
    const database = known?.database ?? this.parts.open(schema);
    database.catch(() => this.#opened.delete(schema));
    this.#opened.delete(schema);
    this.#opened.set(schema, { database, asked_ms: now_ms }); // behind all that were asked before
    const [oldest] = this.#opened.keys();
    if (oldest !== undefined && this.#opened.size > opened_max) void this.#close(oldest);
    return database;
  }

  async #close(schema: string): Promise<void> {
    const opened = this.#opened.get(schema);
    this.#opened.delete(schema);
    await opened?.database.then((database) => database.destroy()).catch(() => undefined);
  }
}

const undefinedTable = '42P01';
const invalidSchema = '3F000';

const isGone = (error: unknown): boolean =>
  error instanceof QueryFailedError && [undefinedTable, invalidSchema].includes(error.driverError.code);
