import type { EventStore } from '#event-sourcing';
import type { DataSource, EntityManager } from 'typeorm';
import { Faults } from '../faults.js';
import { installProjection } from '../install.js';
import type { Projection } from '../projector.js';
import { buildIndexes, stripTables, tend } from './bare-tables.js';
import { BesideLive } from './beside-live.js';
import { catchUpTo } from './catch-up.js';
import { differencesIn, TablesDiffer } from './compare.js';
import { Heartbeat } from './heartbeat.js';
import type { Names } from './lock.js';
import type { RebuildOptions, RebuildProgress, Rebuilt, Replayed } from './rebuild-options.js';
import { sharesOf } from './share.js';
import { foldShares, inThisThread, type FoldShare, type Owner } from './shares-run.js';
import { Readmitted, RebuildAborted, RebuildNotes, RebuildOvertaken, type Stage } from './state.js';
import { drop, positionOf, swapIn } from './swap.js';

const streamShares = 3;
const note_ms = 1_000;

/** One run of a rebuild, or of a replay, by whoever holds its lock. */
export class RebuildRun {
  readonly #notes: RebuildNotes;
  readonly #beside: BesideLive;
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
    lost: AbortSignal,
  ) {
    this.#notes = new RebuildNotes(database, names.next, projection, options.program);
    this.#beside = new BesideLive(log, owner, projection, database, names);
    const { stopping = [] } = options;
    this.#stopping = AbortSignal.any([this.#calledOff.signal, lost].concat(stopping));
  }

  async run(applicationRole: string): Promise<Rebuilt> {
    const begun = await this.#begun(applicationRole);
    return this.#noting(begun, async () => {
      await this.#build(begun);
      const found = await this.#compare();
      const differences = differencesIn(found?.tables ?? []);
      if (differences.length > 0 && !this.options.acceptDifferences) throw new TablesDiffer(differences);
      const position = await this.#swap();
      return { position, from: begun.from, compared: found !== undefined, differences };
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
    const heart = new Heartbeat(() => this.#note(), note_ms);
    try {
      return await work();
    } catch (error) {
      await heart.stop(); // or its last word would be that all is well
      const lost = await this.#notes.lost().catch(() => undefined); // where the database is gone, that is what failed
      if (lost) throw lost;
      await this.#notes.failed(String(error)).catch(() => undefined);
      throw error;
    } finally {
      await heart.stop();
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
    const before = this.options.anew || (await this.#lacksReadmitted()) ? undefined : await this.#notes.takeUp();
    if (before) return { ...before, from: before.stage === 'fold' ? before.done : before.head };
    await this.#notes.forget();
    await drop(this.database, next);
    await installProjection(this.owner, this.projection, applicationRole, next);
    await stripTables(this.database, next);
    const [head, shares] = [await this.log.head(), this.options.shares ?? streamShares];
    await this.#notes.begin(head, shares, sharesOf(this.projection, shares).length);
    return { stage: 'fold', head, shares, done: 0, from: 0 };
  }

  async #fold(head: number, streams_n: number): Promise<void> {
    const here = inThisThread(this.log, this.owner, this.projection);
    const { fold = here } = this.options;
    const schema = this.names.next;
    const shares = sharesOf(this.projection, streams_n);
    const works = shares.map(({ number: share }) => {
      return { schema, run: this.#notes.run, share, shares: streams_n, upTo: head };
    });
    // What streams have in common is little: a thread for it would take longer to load the program than this one, which waits.
    const foldEach: FoldShare = (work, ...rest) => (shares[work.share]?.part.of ? fold : here)(work, ...rest);
    await foldShares(foldEach, works, (position) => this.#reached('fold', position, head), this.#stopping);
    await this.database.query('UPDATE engine.checkpoint SET position = $2 WHERE id = $1', [schema, head]);
  }

  async #index(head: number): Promise<void> {
    await this.#enter('indexes', head);
    await buildIndexes(this.database, (done, of) => this.#reached('indexes', done, of));
  }

  /** To where the live ones are, which go on meanwhile; what is left then is little. */
  async #catchUp(): Promise<void> {
    const target = await this.#beside.target();
    await this.#enter('catch-up', target);
    await this.#upTo(target, (position) => this.#reached('catch-up', position, target));
  }

  /** Nothing where there are no live tables that promise the same rows, and keep up with the log. */
  async #compare(): Promise<Replayed | undefined> {
    const beside = this.#beside;
    if (!(await beside.isLive()) || !(await beside.liveCatchesUp())) return undefined;
    await this.#enter('compare', 0);
    const looked = (done: number, of: number) => this.#reached('compare', done, of);
    return beside.compared((position) => this.#upTo(position), looked);
  }

  async #swap(): Promise<number> {
    const { live, next } = this.names;
    await this.#catchUp();
    if (await this.#lacksReadmitted()) throw new Readmitted(next);
    await tend(this.database);
    await this.#enter('swap', await this.#beside.position());
    let position = 0;
    const swapped = async (db: EntityManager): Promise<void> => {
      await this.#notes.end(db);
      position = await positionOf(db, live);
    };
    const waits = (by: string) => this.#reached('swap', 0, this.#at.of, by);
    const upTo = (to: number) => this.#upTo(to);
    await swapIn(this.database, { live, next }, upTo, { ...this.options, swapped, waits });
    return position;
  }

  /** What was set aside when it was passed over, and was readmitted since then. */
  #lacksReadmitted(): Promise<boolean> {
    return new Faults(this.log, this.database).lacksReadmitted(this.names.next);
  }

  async #upTo(position: number, progress?: (position: number) => void): Promise<void> {
    this.#stopping.throwIfAborted();
    await catchUpTo(position, this.log, this.database, this.projection, this.names.next, progress);
  }

  async #enter(stage: Stage, of: number): Promise<void> {
    this.#stopping.throwIfAborted();
    this.#at = { stage, done: 0, of };
    await this.#notes.at(stage, 0);
  }

  #reached(stage: Stage, done: number, of: number, waitsFor?: string): void {
    this.#stopping.throwIfAborted();
    this.#at = { stage, done, of, ...(waitsFor !== undefined && { waitsFor }) };
    this.options.progress?.(this.#at);
  }

  /** That somebody is at it, and how far; and whether it is to go on. Where the database is away, it is asked again. */
  async #note(): Promise<void> {
    try {
      await this.#notes.at(this.#at.stage, this.#at.done);
    } catch (error) {
      if (error instanceof RebuildAborted || error instanceof RebuildOvertaken) this.#calledOff.abort(error);
    }
  }
}

type Begun = Readonly<{ stage: Stage; head: number; shares: number; done: number; from: number }>;
