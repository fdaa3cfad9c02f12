import type { EventStore, Recorded } from '#event-sourcing';
import type { ClientBase } from 'pg';
import type { EntityManager } from 'typeorm';
import type { Faults } from '../faults.js';
import { orElse, readerOf, type Projection } from '../projector.js';
import { Statements } from '../statements.js';
import { Handlers, type Handler, type Target } from './handlers.js';
import { OnceRows } from './once-rows.js';
import { FoldFault, RowCache, type ChangeAt, type Drained } from './row-cache.js';
import { SeenKeys } from './seen-keys.js';
import type { Share } from './share.js';
import type { Mark, Reached } from './share-mark.js';
import { lotsOf, pagesOf } from './share-pages.js';
import { TableWriter } from './table-writer.js';
import { named, Unwritten } from './unwritten.js';
import { weightOf } from './weight.js';

/**
 * How much of a share is held in memory. `characters_max`: of what events and rows say that were folded or loaded since rows were
 * written, since how large the rows are by now is known only then.
 */
export type Bounds = Readonly<{
  rows_max: number;
  bytes_max: number;
  characters_max: number;
  events_max: number;
  seen_bytes: number;
}>;

export const defaultBounds: Bounds = {
  rows_max: 8_000,
  bytes_max: 3 << 20,
  characters_max: 4 << 20,
  events_max: 600,
  seen_bytes: 4 << 20,
};

/** So much is folded at most before it is written down, and need not be done again after a stop. */
const unwritten_max = 200_000;

type Part = Readonly<{ cache: RowCache; rows: Drained; refused: (cause: unknown) => never }>;
type Passed = readonly [reader: string, event: Recorded];

/** Folds one share of the log into tables that nobody reads yet, and writes down with them how far it is. */
export class BulkFold {
  readonly #targets: readonly (readonly [reader: string, Target])[];
  readonly #readers: ReadonlyMap<Target, string>;
  readonly #caches: readonly RowCache[];
  readonly #once: readonly OnceRows[];
  #passed: Passed[] = [];
  readonly #writer: TableWriter;
  readonly #handlers: Handlers;
  #rows_max: number;
  /** Of what may be held by now, in characters. */
  #weight = 0;
  #position = 0;
  #written: Reached = { position: 0, once: 0 };
  /** Where the cache was half full: what was not touched since then is let go of first. */
  #half: number | undefined;

  /** @param client for this share alone @param db on the same connection, with the tables that are to be filled */
  constructor(
    private readonly log: Pick<EventStore, 'readRange' | 'spacing'>,
    client: ClientBase,
    private readonly db: EntityManager,
    private readonly faults: Faults,
    private readonly what: Readonly<{ schema: string; projection: Projection; share: Share; mark: Mark }>,
    private readonly bounds: Bounds = defaultBounds,
  ) {
    const seen = new SeenKeys(bounds.seen_bytes);
    const { projection, share, mark } = what;
    const writer = (this.#writer = new TableWriter(client, mark));
    const table = {
      rows: async (text: string, values: readonly unknown[]) => {
        const rows = await writer.rows(text, values);
        this.#weight += weightOf(rows);
        return rows;
      },
      remember: (cache: RowCache, columns?: readonly string[]) => writer.remember(cache, columns),
    };
    this.#targets = share.models.map((model) => {
      const metadata = db.connection.getMetadata(model.row);
      const into = model.once ? new OnceRows(model, metadata) : new RowCache(model, metadata, seen, table);
      return [readerOf(projection, model), into];
    });
    this.#handlers = new Handlers(this.#targets);
    this.#readers = new Map(this.#targets.map(([reader, into]) => [into, reader]));
    this.#caches = this.#targets.flatMap(([, into]) => (into instanceof RowCache ? [into] : []));
    this.#once = this.#targets.flatMap(([, into]) => (into instanceof OnceRows ? [into] : []));
    this.#rows_max = bounds.rows_max;
  }

  /**
   * From where it was left to a position. @throws naming the event that cannot be folded; Unwritten; what was written
   * before stays, and is where another one goes on
   */
  async run(upTo: number, progress: (position: number) => void, stopping?: AbortSignal): Promise<void> {
    await this.faults.aside.known();
    this.#written = await this.what.mark.reached();
    this.#position = this.#written.position;
    if (this.#position > 0) for (const cache of this.#caches) await cache.resume();
    progress(this.#position);
    const stretch = { after: this.#position, upTo, events_n: this.bounds.events_max };
    for await (const { events, to } of pagesOf(this.log, this.what.share.part, stretch)) {
      stopping?.throwIfAborted();
      for (const lot of lotsOf(events)) {
        await this.#fold(lot);
        this.#position = lot.at(-1)?.position ?? this.#position;
        if (this.#weight > this.bounds.characters_max) await this.#write();
      }
      this.#position = to;
      if (this.#isFull() || to === upTo) await this.#write();
      else if (this.#once.reduce((sum, { bytes }) => sum + bytes, 0) > this.bounds.bytes_max) await this.#writeOnce();
      progress(this.#position);
    }
    await this.#writer.done();
  }

  /** Each model's changes by themselves, so that what they want is loaded together. What is set aside is passed over. */
  async #fold(events: readonly Recorded[]): Promise<void> {
    const changes = new Map<RowCache, ChangeAt[]>(this.#caches.map((cache) => [cache, []]));
    let reader = '';
    try {
      for (const event of events) {
        this.#weight += weightOf(event.data);
        for (const handler of this.#handlers.of(event.type)) {
          reader = handler.reader;
          if (this.faults.aside.holds(reader, event)) this.#passed.push([reader, event]);
          else this.#take(event, handler, changes);
        }
      }
      for (const [of, into] of this.#targets) {
        reader = of;
        if (into instanceof RowCache) await into.fold(changes.get(into) ?? []);
      }
    } catch (fault) {
      if (fault instanceof FoldFault && fault.cause instanceof Unwritten) throw fault.cause; // it came in between
      const event = fault instanceof FoldFault && events.find(({ position }) => position === fault.at);
      throw event
        ? await named(this.faults, { reader, checkpoint: this.what.schema, event, error: fault.cause })
        : fault;
    }
  }

  #take(event: Recorded, { into, changesOf }: Handler, changes: ReadonlyMap<RowCache, ChangeAt[]>): void {
    const at = event.position;
    if (into instanceof OnceRows && at <= this.#written.once) return; // it stands in its table
    try {
      const found = changesOf(event);
      for (const change of 'kind' in found ? [found] : found)
        if (into instanceof OnceRows) into.take(change);
        else changes.get(into)?.push({ change, at });
    } catch (cause) {
      throw new FoldFault(at, cause);
    }
  }

  #isFull(): boolean {
    const rows = this.#caches.reduce((sum, { size }) => sum + size, 0);
    if (rows > this.#rows_max / 2) this.#half ??= this.#position;
    return rows > this.#rows_max || this.#position - this.#written.position > unwritten_max * this.log.spacing;
  }

  /** Rows that nobody looks at again need not wait for the others. */
  async #writeOnce(): Promise<void> {
    await this.#writer.done();
    await this.#send([], { ...this.#written, once: this.#position });
  }

  async #write(): Promise<void> {
    await this.#writer.done();
    const { position: after } = this.#written;
    const drained = this.#caches.map((cache): Part => {
      const refused = this.#refusal(this.#readers.get(cache) ?? '', after);
      return { refused, cache, rows: orElse(() => cache.drain(), refused) };
    });
    const half = this.#half ?? after;
    for (const cache of this.#caches) cache.forget(half);
    const isMuch =
      this.#weight > this.bounds.characters_max / 2 ||
      this.#caches.reduce((sum, { size }) => sum + size, 0) > this.#rows_max / 2;
    if (isMuch) for (const cache of this.#caches) cache.forget(Infinity);
    this.#weight = 0;
    this.#bound(drained);
    this.#half = undefined;
    const [at, passed] = [this.#position, this.#passed];
    this.#passed = [];
    await this.#send(drained, { position: at, once: Math.max(at, this.#written.once) }, passed);
  }

  /** Everything was made text first, so that folding goes on while the text goes to the database. */
  async #send(drained: readonly Part[], reached: Reached, passed: readonly Passed[] = []): Promise<void> {
    const once = this.#once.map((into) => {
      const refused = this.#refusal(this.#readers.get(into) ?? '', Math.min(this.#written.once, this.#position - 1));
      return { refused, into, copied: into.text.take() };
    });
    this.#written = reached;
    await this.#writer.begin(async () => {
      for (const { refused, into, copied } of once)
        await this.#writer.copy(into.sql.table, into.text, copied).catch(refused);
      for (const { refused, cache, rows } of drained) await this.#writer.write(cache, rows).catch(refused);
      if (passed.length > 0) {
        const statements = await Statements.of(this.db);
        for (const [reader, event] of passed) await this.faults.lacks(statements, this.what.schema, reader, [event]);
      }
      await this.what.mark.move(reached);
    });
  }

  /** What the database does not take is of one of the events from there to here. */
  #refusal(reader: string, after: number): (cause: unknown) => never {
    const upTo = this.#position;
    return (cause) => {
      throw new Unwritten(reader, after, upTo, cause);
    };
  }

  /** Where rows are large, fewer of them are held. */
  #bound(drained: readonly Part[]): void {
    const [rows, bytes] = drained.reduce(
      ([n, sum], { rows: { copied } }) => [n + copied.rows, sum + copied.bytes] as const,
      [0, 0] as readonly [number, number],
    );
    if (rows === 0) return;
    const fitting = Math.floor(this.bounds.bytes_max / (bytes / rows));
    this.#rows_max = Math.max(1, Math.min(this.bounds.rows_max, fitting));
  }
}
