import type { Change, EventStore, Recorded } from '#event-sourcing';
import type { ClientBase } from 'pg';
import type { EntityManager } from 'typeorm';
import type { Faults } from '../faults.js';
import { Statements } from '../statements.js';
import { orElse, readerOf, type Projection } from '../projector.js';
import { FoldFault, RowCache, type ChangeAt, type Drained } from './row-cache.js';
import { SeenKeys } from './seen-keys.js';
import type { Share } from './share.js';
import { TableWriter } from './table-writer.js';
import { named, Unwritten } from './unwritten.js';

/** How much of a share is held in memory. */
export type Bounds = Readonly<{ rows_max: number; bytes_max: number; events_max: number; seen_bytes: number }>;

export const defaultBounds: Bounds = { rows_max: 8_000, bytes_max: 6 << 20, events_max: 500, seen_bytes: 8 << 20 };

/** So many events at most come in one page, where a share has its part of each stretch of the log: after a stretch without any, too. */
const page_max = 2_000;
/** So much is folded at most before it is written down, and need not be done again after a stop. */
const unwritten_max = 200_000;

type Handler = Readonly<{ into: number; changesOf: (event: Recorded) => Change<any> | readonly Change<any>[] }>;
type Page = Readonly<{ events: readonly Recorded[]; to: number }>;

/** Folds one share of the log into tables that nobody reads yet, and writes down with them how far it is. */
export class BulkFold {
  readonly #caches: readonly RowCache[];
  readonly #readers: readonly string[];
  #passed: [reader: string, event: Recorded][] = [];
  readonly #writer: TableWriter;
  readonly #handlers = new Map<string, readonly Handler[]>();
  #rows_max: number;
  #position = 0;
  #written = 0;
  /** Where the cache was half full: what was not touched since then is let go of first. */
  #half: number | undefined;

  /** @param client for this share alone @param db on the same connection, with the tables that are to be filled */
  constructor(
    private readonly log: Pick<EventStore, 'readRange' | 'spacing'>,
    private readonly client: ClientBase,
    private readonly db: EntityManager,
    private readonly faults: Faults,
    private readonly what: Readonly<{ schema: string; projection: Projection; share: Share }>,
    private readonly bounds: Bounds = defaultBounds,
  ) {
    const seen = new SeenKeys(bounds.seen_bytes);
    const writer = (this.#writer = new TableWriter(client));
    const table = {
      rows: (text: string, values: readonly unknown[]) => writer.rows(text, values),
      remember: (cache: RowCache, columns?: readonly string[]) => writer.remember(cache, columns),
    };
    const { projection, share } = what;
    this.#readers = share.models.map((model) => readerOf(projection, model));
    this.#caches = share.models.map((model) => new RowCache(model, db.connection.getMetadata(model.row), seen, table));
    this.#rows_max = bounds.rows_max;
  }

  /**
   * From where it was left to a position. @throws naming the event that cannot be folded; Unwritten; what was written
   * before stays, and is where another one goes on
   */
  async run(upTo: number, progress: (position: number) => void, stopping?: AbortSignal): Promise<void> {
    await this.faults.aside.known();
    await this.#resume();
    const { spacing } = this.log;
    let step = this.bounds.events_max * spacing;
    let reading = this.#read(this.#position, upTo, step);
    while (this.#position < upTo) {
      const { events, to } = await reading;
      stopping?.throwIfAborted();
      step = Math.min(
        page_max * spacing * (this.what.share.part.of?.shares ?? 1),
        Math.max(1, Math.round((step * this.bounds.events_max) / Math.max(1, events.length))),
      );
      reading = this.#read(to, upTo, step);
      reading.catch(() => undefined); // where this page fails, nobody waits for the next one
      await this.#fold(events);
      this.#position = to;
      if (this.#isFull() || to === upTo) await this.#write();
      progress(this.#position);
    }
    await this.#writer.done();
  }

  /** Where it was stopped before, the tables hold rows: of these `seen` is told. */
  async #resume(): Promise<void> {
    // Whoever was killed here may have sent a last COMMIT: that is waited for.
    const text = `SELECT position::float8 AS position FROM engine.rebuild_share WHERE schema = $1 AND share = $2 FOR UPDATE`;
    const { rows } = await this.client.query<{ position: number }>(text, [this.what.schema, this.what.share.number]);
    this.#position = this.#written = rows[0]?.position ?? 0;
    if (this.#position > 0) for (const cache of this.#caches) await cache.resume();
  }

  async #read(after: number, upTo: number, step: number): Promise<Page> {
    const to = Math.min(upTo, after + step);
    return { events: await this.log.readRange(after, to, this.what.share.part), to };
  }

  /** Each model's changes by themselves, so that what they want is loaded together. What is set aside is passed over. */
  async #fold(events: readonly Recorded[]): Promise<void> {
    const changes = this.#caches.map((): ChangeAt[] => []);
    let reader = '';
    try {
      for (const event of events)
        for (const { into, changesOf } of this.#handlersOf(event.type)) {
          reader = this.#readers[into]!;
          if (this.faults.aside.holds(reader, event)) this.#passed.push([reader, event]);
          else changed(changes[into]!, event, changesOf);
        }
      for (const [into, cache] of this.#caches.entries()) {
        reader = this.#readers[into]!;
        if (changes[into]!.length > 0) await cache.fold(changes[into]!);
      }
    } catch (fault) {
      if (fault instanceof FoldFault && fault.cause instanceof Unwritten) throw fault.cause; // it came in between
      const event = fault instanceof FoldFault && events.find(({ position }) => position === fault.at);
      throw event
        ? await named(this.faults, { reader, checkpoint: this.what.schema, event, error: fault.cause })
        : fault;
    }
  }

  #handlersOf(type: string): readonly Handler[] {
    const known = this.#handlers.get(type);
    if (known) return known;
    const handlers = this.what.share.models.flatMap(({ on, onEvery }, into) => {
      const changesOf = on[type] ?? onEvery;
      return changesOf ? [{ into, changesOf }] : [];
    });
    this.#handlers.set(type, handlers);
    return handlers;
  }

  #isFull(): boolean {
    const rows = this.#caches.reduce((sum, { size }) => sum + size, 0);
    if (rows > this.#rows_max / 2) this.#half ??= this.#position;
    return rows > this.#rows_max || this.#position - this.#written > unwritten_max * this.log.spacing;
  }

  /** Everything is made text first, so that folding goes on while the text goes to the database. */
  async #write(): Promise<void> {
    await this.#writer.done();
    const [after, position, half, passed] = [this.#written, this.#position, this.#half ?? this.#written, this.#passed];
    const refused =
      (n: number) =>
      (cause: unknown): never => {
        throw new Unwritten(this.#readers[n]!, after, position, cause);
      };
    const drained = this.#caches.map((cache, n) => [cache, orElse(() => cache.drain(), refused(n))] as const);
    for (const cache of this.#caches) cache.forget(half);
    if (this.#caches.reduce((sum, { size }) => sum + size, 0) > this.#rows_max / 2)
      for (const cache of this.#caches) cache.forget(Infinity);
    this.#bound(drained);
    [this.#written, this.#half, this.#passed] = [position, undefined, []];
    await this.#writer.begin(async () => {
      for (const [n, [cache, rows]] of drained.entries()) await this.#writer.write(cache, rows).catch(refused(n));
      const statements = await Statements.of(this.db);
      for (const [reader, event] of passed) await this.faults.lacks(statements, this.what.schema, reader, [event]);
      await this.client.query(
        `INSERT INTO engine.rebuild_share VALUES ($1, $2, $3)
         ON CONFLICT (schema, share) DO UPDATE SET position = EXCLUDED.position`,
        [this.what.schema, this.what.share.number, position],
      );
    });
  }

  /** Where rows are large, fewer of them are held. */
  #bound(drained: readonly (readonly [RowCache, Drained])[]): void {
    const copied = drained.flatMap(([, { copied: lines }]) => lines);
    const length = copied.reduce((sum, line) => sum + line.length, 0);
    if (copied.length === 0) return;
    const fitting = Math.floor(this.bounds.bytes_max / (length / copied.length));
    this.#rows_max = Math.max(1, Math.min(this.bounds.rows_max, fitting));
  }
}

const changed = (into: ChangeAt[], event: Recorded, changesOf: Handler['changesOf']): void => {
  try {
    const found = changesOf(event);
    if ('kind' in found) into.push({ change: found, at: event.position });
    else for (const change of found) into.push({ change, at: event.position });
  } catch (cause) {
    throw new FoldFault(event.position, cause);
  }
};
