import type { EventStore } from '#event-sourcing';
import type { DataSource, EntityManager, EntityMetadata } from 'typeorm';
import type { Lack } from './faults.js';
import { installProjection, shapeOf } from './install.js';
import { readerOf, type Projection } from './projector.js';
import { buildIndexes, stripIndexes } from './rebuild/bare-tables.js';
import { catchUpTo } from './rebuild/catch-up.js';
import { compared, differencesIn, TablesDiffer, type Compared, type TableDifference } from './rebuild/compare.js';
import { alone, namesOf, withTables, type Names } from './rebuild/lock.js';
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
  const names = namesOf(projection);
  return withTables(owner, projection, names.next, (database) =>
    alone(database, names.live, () =>
      new Rebuild(log, owner, projection, database, options, names).run(applicationRole),
    ),
  );
};

/** As of `position`, in one moment; `passedOver`: read models that cannot be compared, since one side lacks an event that was set aside. */
export type Replayed = Readonly<{ position: number; tables: readonly Compared[]; passedOver: readonly string[] }>;

/**
 * Builds a projection from the log, beside the live one, compares the two in one moment, and takes away what it has built.
 * The live one goes on all the while. Not beside a rebuild, nor beside another replay.
 *
 * @throws naming the event that cannot be folded; RebuildRunning; RebuildAborted; where there are no live tables of this shape
 */
export const replay = (
  log: EventStore,
  owner: Owner,
  projection: Projection,
  applicationRole: string,
  options: Pick<RebuildOptions, 'fold' | 'shares' | 'progress' | 'stopping'> = {},
): Promise<Replayed> => {
  const { live, replayed: next } = namesOf(projection);
  const anew = { ...options, anew: true };
  return withTables(owner, projection, next, (database) =>
    alone(database, live, () =>
      new Rebuild(log, owner, projection, database, anew, { live, next }).replay(applicationRole),
    ),
  );
};

class Rebuild {
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
    private readonly names: Pick<Names, 'live' | 'next'>,
  ) {
    this.#notes = new RebuildNotes(database, names.next, projection);
    this.#stopping = AbortSignal.any([this.#calledOff.signal, ...(options.stopping ? [options.stopping] : [])]);
  }

  async run(applicationRole: string): Promise<Rebuilt> {
    const begun = await this.#begun(applicationRole);
    return this.#noting(begun, async () => {
      await this.#build(begun);
      const found = await this.#compare();
      const differences = differencesIn(found?.tables ?? []);
      if (differences.length > 0 && !this.options.acceptDifferences) throw new TablesDiffer(differences);
      const events = await this.#swap();
      return { events, from: begun.from, compared: found !== undefined, differences };
    });
  }

  async replay(applicationRole: string): Promise<Replayed> {
    const begun = await this.#begun(applicationRole);
    try {
      return await this.#noting(begun, async () => {
        await this.#build(begun);
        const found = await this.#compare();
        if (!found) throw new Error(`there are no tables ${this.names.live} of this program that keep up with the log`);
        return found;
      });
    } finally {
      await this.#notes.forget();
      await drop(this.database, this.names.next);
    }
  }

  /** Works, and says each second how far it is. */
  async #noting<T>({ stage, done, head }: Begun, work: () => Promise<T>): Promise<T> {
    this.#at = { stage, done, of: head };
    const noting = setInterval(() => void this.#note(), note_ms);
    try {
      return await work();
    } catch (error) {
      if (this.#calledOff.signal.aborted || !(await this.#notes.begun())) throw new RebuildAborted(this.names.live);
      await this.#notes.failed(String(error));
      throw error;
    } finally {
      clearInterval(noting);
    }
  }

  async #build({ stage, head, shares }: Begun): Promise<void> {
    if (stage === 'fold') await this.#fold(head, shares);
    if (stage === 'fold' || stage === 'indexes') await this.#index(head);
    await this.#catchUp();
  }

  /** What this program began, or new tables. */
  async #begun(applicationRole: string): Promise<Begun> {
    const { next } = this.names;
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
    const schema = this.names.next;
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
      ? await positionOf(this.database.manager, this.names.live)
      : await this.log.head();
    const target = Math.max(live, await this.#position());
    await this.#enter('catch-up', target);
    await this.#upTo(target, (position) => this.#reached('catch-up', position, target));
  }

  /**
   * The live ones stand still until both are at one position, and that moment is looked at; then they go on. Nothing where
   * there are none.
   */
  async #compare(): Promise<Replayed | undefined> {
    const { live, next } = this.names;
    if (!(await this.#isLive()) || !(await this.#liveCatchesUp())) return undefined;
    await this.#enter('compare', 0);
    return this.database.transaction('REPEATABLE READ', async (moment) => {
      const position = await this.database.transaction('READ COMMITTED', async (db) => {
        const at = (await holdStill(db, live)) ?? 0;
        await this.#upTo(at);
        await moment.query('SET TRANSACTION READ ONLY; SELECT');
        return at;
      });
      const looked = (done: number, of: number) => this.#reached('compare', done, of);
      const { equal, passedOver } = await this.#comparable();
      return { position, tables: await compared(moment, equal, live, next, looked), passedOver };
    });
  }

  /** Tables that lack an event which the others do not lack, since it was set aside or readmitted, need not be equal. */
  async #comparable(): Promise<Readonly<{ equal: readonly EntityMetadata[]; passedOver: readonly string[] }>> {
    const { live, next } = this.names;
    const text = `SELECT reader FROM engine.lack WHERE schema IN ($1, $2) GROUP BY reader, event_id HAVING count(*) = 1`;
    const lacking = new Set<string>((await this.database.query(text, [live, next])).map(({ reader }: Lack) => reader));
    const equal = this.projection.models.filter((model) => !lacking.has(readerOf(this.projection, model)));
    return { equal: equal.map(({ row }) => this.database.getMetadata(row)), passedOver: [...lacking] };
  }

  /** Whether there are live tables of this shape: these promise the same rows. */
  async #isLive(): Promise<boolean> {
    const text = 'SELECT shape FROM engine.projection WHERE schema = $1';
    const [known] = await this.database.query(text, [this.names.live]);
    return known?.shape === shapeOf(this.database);
  }

  /** Where nobody else brings the live ones to where these are. Those that cannot be brought there are not compared. */
  async #liveCatchesUp(): Promise<boolean> {
    const { owner, projection, log } = this;
    const position = await this.#position();
    const live = await positionOf(this.database.manager, this.names.live);
    if (position - live > behind_max * this.log.spacing) return false;
    return withTables(owner, projection, this.names.live, async (database) => {
      return catchUpTo(position, log, database, projection, this.names.live).then(
        () => true,
        () => false,
      );
    });
  }

  async #swap(): Promise<number> {
    const { live, next } = this.names;
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
    await catchUpTo(position, this.log, this.database, this.projection, this.names.next, progress);
  }

  #position(): Promise<number> {
    return positionOf(this.database.manager, this.names.next);
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
