import type { EventStore } from '#event-sourcing';
import type { DataSource, EntityManager, EntityMetadata } from 'typeorm';
import type { Lack } from './faults.js';
import { installProjection, shapeOf } from './install.js';
import { readerOf, type Projection } from './projector.js';
import { buildIndexes, stripIndexes } from './rebuild/bare-tables.js';
import { catchUpTo } from './rebuild/catch-up.js';
import { differencesBetween, TablesDiffer, type TableDifference } from './rebuild/compare.js';
import { alone, namesOf, withTables } from './rebuild/lock.js';
import { sharesOf } from './rebuild/share.js';
import { foldShares, inThisThread, type FoldShare, type Owner } from './rebuild/shares-run.js';
import { RebuildAborted, RebuildNotes, type Stage } from './rebuild/state.js';
import { drop, holdStill, positionOf, swapIn } from './rebuild/swap.js';

const streamShares = 3;
const note_ms = 1_000;
/** Live tables that are further behind are not waited for, and not compared. */
const behind_max = 100_000;

/** What a rebuild is at; `done` of `of` counts events, or in between indexes or tables. */
export type RebuildProgress = Readonly<{ stage: Stage; done: number; of: number }>;

export type RebuildOptions = Readonly<{
  /** Who folds a share of the log; without it this thread does. */
  fold?: FoldShare;
  /** In how many shares the streams are folded; what was begun keeps its own. */
  shares?: number;
  /** What was begun before is thrown away. */
  anew?: boolean;
  /** Tables that differ from the live ones take their place all the same: it is the live ones that are wrong. */
  acceptDifferences?: boolean;
  progress?: (progress: RebuildProgress) => void;
  /** Leaves off soon; what was done stays, and the next rebuild goes on from there. */
  stopping?: AbortSignal;
}>;

/** `from`: the position that it went on from. `compared`: whether there were live tables that promise the same rows. */
export type Rebuilt = Readonly<{
  events: number;
  from: number;
  compared: boolean;
  differences: readonly TableDifference[];
}>;

/**
 * Builds a projection anew beside the live one, in shares of the log that are folded side by side, and puts it in its place
 * in one short transaction. Readers go on all the while; the tables of before stay as `…_previous`. Stopped at any moment
 * it leaves the live one as it was, and is gone on with the next time. One at a time: a second one is refused.
 *
 * @throws naming the event that cannot be folded; RebuildRunning; RebuildAborted; TablesDiffer where they should be equal:
 *   what was built then stays for who looks into it
 */
export const rebuild = (
  log: EventStore,
  owner: Owner,
  projection: Projection,
  applicationRole: string,
  options: RebuildOptions = {},
): Promise<Rebuilt> => {
  const { live, next } = namesOf(projection);
  return withTables(owner, projection, next, (database) =>
    alone(database, live, () => new Rebuild(log, owner, projection, database, options).run(applicationRole)),
  );
};

class Rebuild {
  readonly #names: ReturnType<typeof namesOf>;
  readonly #notes: RebuildNotes;
  readonly #calledOff = new AbortController();
  readonly #stopping: AbortSignal;
  #at: RebuildProgress = { stage: 'fold', done: 0, of: 0 };

  constructor(
    private readonly log: EventStore,
    private readonly owner: Owner,
    private readonly projection: Projection,
    private readonly database: DataSource,
    private readonly options: RebuildOptions,
  ) {
    this.#names = namesOf(projection);
    this.#notes = new RebuildNotes(database, this.#names.next, projection);
    this.#stopping = AbortSignal.any([this.#calledOff.signal, ...(options.stopping ? [options.stopping] : [])]);
  }

  async run(applicationRole: string): Promise<Rebuilt> {
    const begun = await this.#begun(applicationRole);
    this.#at = { stage: begun.stage, done: begun.done, of: begun.head };
    const noting = setInterval(() => void this.#note(), note_ms);
    try {
      return await this.#through(begun);
    } catch (error) {
      if (this.#calledOff.signal.aborted || !(await this.#notes.begun())) throw new RebuildAborted(this.#names.live);
      await this.#notes.failed(String(error));
      throw error;
    } finally {
      clearInterval(noting);
    }
  }

  async #through({ stage, head, shares, from }: Begun): Promise<Rebuilt> {
    if (stage === 'fold') await this.#fold(head, shares);
    if (stage === 'fold' || stage === 'indexes') await this.#index(head);
    await this.#catchUp();
    const { compared, differences } = await this.#compare();
    const events = await this.#swap();
    return { events, from, compared, differences };
  }

  /** What this program began, or new tables. */
  async #begun(applicationRole: string): Promise<Begun> {
    const { next } = this.#names;
    const before = this.options.anew ? undefined : await this.#notes.begun();
    if (before) return { ...before, from: before.stage === 'fold' ? before.done : before.head };
    await this.#notes.forget();
    await drop(this.database, next);
    await installProjection(this.owner, this.projection, applicationRole, next);
    await stripIndexes(this.database, next);
    const [head, shares] = [await this.log.head(), this.options.shares ?? streamShares];
    await this.#notes.begin(head, shares);
    return { stage: 'fold', head, shares, done: 0, from: 0 };
  }

  async #fold(head: number, streams_n: number): Promise<void> {
    const { fold = inThisThread(this.log, this.owner, this.projection) } = this.options;
    const schema = this.#names.next;
    const works = sharesOf(this.projection, streams_n).map(({ number: share }) => {
      return { schema, share, shares: streams_n, upTo: head };
    });
    await foldShares(fold, works, (position) => this.#reached('fold', position, head), this.#stopping);
    await this.database.query('UPDATE engine.checkpoint SET position = $2 WHERE id = $1', [schema, head]);
  }

  async #index(head: number): Promise<void> {
    await this.#enter('indexes', head);
    await buildIndexes(this.database, (done, of) => this.#reached('indexes', done, of));
  }

  /** To where the live ones are, which go on meanwhile; what is left then is little. */
  async #catchUp(): Promise<void> {
    const live = (await this.#isLive())
      ? await positionOf(this.database.manager, this.#names.live)
      : await this.log.head();
    const target = Math.max(live, await this.#position());
    await this.#enter('catch-up', target);
    await this.#upTo(target, (position) => this.#reached('catch-up', position, target));
  }

  /** The live ones stand still until both are at one position, and that moment is looked at; then they go on. */
  async #compare(): Promise<Pick<Rebuilt, 'compared' | 'differences'>> {
    const { live, next } = this.#names;
    if (!(await this.#isLive()) || !(await this.#liveCatchesUp())) return { compared: false, differences: [] };
    await this.#enter('compare', 0);
    const differences = await this.database.transaction('REPEATABLE READ', async (moment) => {
      await this.database.transaction('READ COMMITTED', async (db) => {
        await this.#upTo((await holdStill(db, live)) ?? 0);
        await moment.query('SET TRANSACTION READ ONLY; SELECT');
      });
      const looked = (done: number, of: number) => this.#reached('compare', done, of);
      return differencesBetween(moment, await this.#comparable(), live, next, looked);
    });
    if (differences.length > 0 && !this.options.acceptDifferences) throw new TablesDiffer(differences);
    return { compared: true, differences };
  }

  /** Tables that lack an event which the others do not lack, since it was set aside or readmitted, need not be equal. */
  async #comparable(): Promise<readonly EntityMetadata[]> {
    const { live, next } = this.#names;
    const text = `SELECT reader FROM engine.lack WHERE schema IN ($1, $2) GROUP BY reader, event_id HAVING count(*) = 1`;
    const lacking = new Set((await this.database.query(text, [live, next])).map(({ reader }: Lack) => reader));
    const equal = this.projection.models.filter((model) => !lacking.has(readerOf(this.projection, model)));
    return equal.map(({ row }) => this.database.getMetadata(row));
  }

  /** Whether there are live tables of this shape: these promise the same rows. */
  async #isLive(): Promise<boolean> {
    const text = 'SELECT shape FROM engine.projection WHERE schema = $1';
    const [known] = await this.database.query(text, [this.#names.live]);
    return known?.shape === shapeOf(this.database);
  }

  /** Where nobody else brings the live ones to where these are. Those that cannot be brought there are not compared. */
  async #liveCatchesUp(): Promise<boolean> {
    const { owner, projection, log } = this;
    const position = await this.#position();
    if (position - (await positionOf(this.database.manager, this.#names.live)) > behind_max) return false;
    return withTables(owner, projection, this.#names.live, async (database) => {
      return catchUpTo(position, log, database, projection, this.#names.live).then(
        () => true,
        () => false,
      );
    });
  }

  async #swap(): Promise<number> {
    const { live, next } = this.#names;
    await this.#catchUp();
    await this.#enter('swap', await this.#position());
    let events = 0;
    const swapped = async (db: EntityManager): Promise<void> => {
      await this.#notes.end(db);
      events = await positionOf(db, live);
    };
    await swapIn(this.database, { live, next }, (position) => this.#upTo(position), swapped);
    return events;
  }

  async #upTo(position: number, progress?: (position: number) => void): Promise<void> {
    this.#stopping.throwIfAborted();
    await catchUpTo(position, this.log, this.database, this.projection, this.#names.next, progress);
  }

  #position(): Promise<number> {
    return positionOf(this.database.manager, this.#names.next);
  }

  async #enter(stage: Stage, of: number): Promise<void> {
    this.#stopping.throwIfAborted();
    this.#at = { stage, done: 0, of };
    await this.#notes.at(stage, 0);
  }

  #reached(stage: Stage, done: number, of: number): void {
    this.#stopping.throwIfAborted();
    this.#at = { stage, done, of };
    this.options.progress?.(this.#at);
  }

  /** That somebody is at it, and how far; and whether it is to go on. */
  async #note(): Promise<void> {
    try {
      await this.#notes.at(this.#at.stage, this.#at.done);
    } catch (error) {
      if (error instanceof RebuildAborted) this.#calledOff.abort(error);
    }
  }
}

type Begun = Readonly<{ stage: Stage; head: number; shares: number; done: number; from: number }>;
