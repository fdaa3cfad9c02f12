import { EventStore, type Expectation, pageOf, type LogPage, type Part, type Stretch } from './event-store.js';
import type { Receipt } from './decision.js';
import type { Issue, Recorded, Versioned } from './event.js';
import type { Stream } from './stream.js';

/** This program cannot read an event: it is older than who wrote it, or one of its upcasters is wrong. */
export class Unreadable extends Error {}

/** Makes the data of one stored version of an event that of the next one. Pure. */
export type Upcaster = (data: any) => object;

/**
 * The stored formats of the log: the events of these streams, each at version 1 plus its number of upcasters, which
 * lead from version 1 on to today's, in order.
 */
export class Formats {
  readonly #upcasters = new Map<string, readonly Upcaster[]>();

  /**
   * @param asRead what every reader is given of an event, beside its upcasters
   * @throws when two streams have an event of one name
   */
  constructor(
    streams: readonly Stream<any, any>[],
    upcasters: Readonly<Record<string, readonly Upcaster[]>> = {},
    private readonly asRead: (event: Recorded) => Recorded = (event) => event,
  ) {
    for (const type of streams.flatMap(({ evolve }) => Object.keys(evolve))) {
      if (this.#upcasters.has(type)) throw new Error(`two streams have an event ${type}`);
      this.#upcasters.set(type, upcasters[type] ?? []);
    }
    const stray = Object.keys(upcasters).find((type) => !this.#upcasters.has(type));
    if (stray) throw new Error(`there is no event ${stray} to upcast`);
  }

  get types(): readonly string[] {
    return [...this.#upcasters.keys()].sort();
  }

  /** The version in which events of this type are stored today. @throws Unreadable for an unknown type */
  versionOf(type: string): number {
    return (this.#upcasters.get(type) ?? unknown(type)).length + 1;
  }

  /**
   * An event as today's code knows it. @throws Unreadable, naming it, where this program does not know its type or
   * version, or an upcaster fails
   */
  read(event: Recorded): Recorded {
    try {
      return this.#read(event);
    } catch (cause) {
      const { type, version, id, position } = event;
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new Unreadable(`${type} version ${version} (${id}, position ${position}): ${why}`, { cause });
    }
  }

  #read(event: Recorded): Recorded {
    const version = this.versionOf(event.type);
    if (event.version === version) return this.asRead(event);
    if (event.version > version) throw new Unreadable('a version of later; upgrade before reading this log');
    const steps = this.#upcasters.get(event.type)!.slice(event.version - 1);
    return this.asRead({ ...event, version, data: steps.reduce((data: object, step) => step(data), event.data) });
  }
}

const unknown = (type: string): never => {
  throw new Unreadable(`unknown event ${type}; upgrade before reading this log`);
};

/** A log whose readers see today's formats, and stop at what they do not know. */
export class FormattedEventStore extends EventStore {
  constructor(
    private readonly store: EventStore,
    private readonly formats: Formats,
  ) {
    super();
  }
  override get spacing(): number {
    return this.store.spacing;
  }
  override async read(streamId: string, fromRevision: number, events_max: number): Promise<LogPage> {
    return this.#formatted(await this.store.read(streamId, fromRevision, events_max));
  }
  override async readAll(after: number, events_max: number): Promise<LogPage> {
    return this.#formatted(await this.store.readAll(after, events_max));
  }
  override async readRange(after: number, upTo: number, part?: Part): Promise<Stretch> {
    const events = await this.store.readRange(after, upTo, part);
    const { length, bytes } = events;
    return { length, bytes, [Symbol.iterator]: () => this.#read(events) };
  }
  #formatted(page: LogPage): LogPage {
    return pageOf(
      page,
      page.map((event) => this.formats.read(event)),
    );
  }
  *#read(events: Stretch): Generator<Recorded, void> {
    for (const event of events) yield this.formats.read(event);
  }
  override async readAt(positions: readonly number[]): Promise<readonly Recorded[]> {
    return (await this.store.readAt(positions)).map((event) => this.formats.read(event));
  }
  override head(): Promise<number> {
    return this.store.head();
  }
  override positionAt(instant: string): Promise<number | undefined> {
    return this.store.positionAt(instant);
  }
  override receiptOf(streamId: string, issue: Issue): Promise<Receipt | undefined> {
    return this.store.receiptOf(streamId, issue);
  }
  override append(
    at: Expectation,
    events: readonly Versioned[],
    issue: Issue,
    alsoAt?: readonly Expectation[],
    builtOn?: readonly Promise<Receipt>[],
  ): Promise<Receipt> {
    const versioned = events.map((event) => ({ ...event, version: this.formats.versionOf(event.type) }));
    return this.store.append(at, versioned, issue, alsoAt, builtOn);
  }
}
