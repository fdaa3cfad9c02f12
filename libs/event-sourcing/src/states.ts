import { LRUCache } from 'lru-cache';
import type { Event, Recorded } from './event.js';
import { noStream, type EventStore } from './event-store.js';
import { evolve, streamIdOf, subjectOf, type Stream } from './stream.js';

const streams_max = 20_000;
const events_max = 2_000_000;
const page_max = 1_000;

/** A stream's state as far as this process has read it. It moves on as the stream is read further. */
export class Entry<State = any> {
  revision = noStream;
  position = 0;
  tenantId: string | undefined;
  state: State;
  #broken = false;
  #running: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  constructor(
    readonly stream: Stream<any, State>,
    readonly streamId: string,
  ) {
    this.state = stream.initial();
  }

  /** Reads on from where it is. All who ask while one read is under way share the one that begins after it. */
  catchUp(store: EventStore): Promise<void> {
    return (this.#next ??= this.#running.then(() => {
      this.#next = undefined;
      const reading = this.#read(store);
      this.#running = reading.catch(() => undefined);
      return reading;
    }));
  }

  async #read(store: EventStore): Promise<void> {
    for (let more = true; more;) {
      const page = await store.read(this.streamId, this.revision + 1, page_max);
      for (const event of page) this.apply(event);
      more = page.length === page_max;
    }
  }

  /**
   * An event that is there already, or is not the next one, changes nothing. A fold that throws leaves the state in
   * doubt for good: then no event can be applied any more.
   */
  apply(event: Recorded): void {
    if (event.revision !== this.revision + 1) return;
    if (this.#broken) throw new Error(`${this.streamId}: the fold stopped at revision ${event.revision}`);
    this.#broken = true;
    this.state = evolve(this.stream, this.state, event, event);
    this.#broken = false;
    this.revision = event.revision;
    this.position = event.position;
    this.tenantId = event.issue.tenantId;
  }
}

/**
 * The states of the streams that were used lately: bounded, and never trusted blindly. Who decides on one conditions
 * the append on its revision; who would refuse on one catches up first.
 */
export class States {
  readonly #streams = new LRUCache<string, Map<Stream<any, any>, Entry>>({
    max: streams_max,
    maxSize: events_max,
    sizeCalculation: (views) => 1 + [...views.values()].reduce((sum, { revision }) => sum + revision + 1, 0),
  });

  constructor(private readonly store: EventStore) {}

  /**
   * All who ask for a state that nobody knows yet wait for one and the same read.
   *
   * @param fresh reads what was appended since, else what is known is good enough
   */
  async load<State>(of: Stream<any, State>, id: string, fresh: boolean): Promise<Entry<State>> {
    const streamId = streamIdOf(of, id);
    const known: Entry<State> | undefined = this.#streams.get(streamId)?.get(of);
    if (known && known.revision > noStream && !fresh) return known;
    const entry = known ?? new Entry(of, streamId);
    if (!known) this.#keep(entry);
    try {
      await entry.catchUp(this.store);
    } catch (error) {
      this.#forget(entry);
      throw error;
    }
    if (entry.revision === noStream) this.#forget(entry);
    else this.#weigh(streamId);
    return entry;
  }

  /** Brings every state of a stream up to what this process has just appended to it. */
  appended(streamId: string, events: readonly Recorded[]): void {
    for (const entry of this.#streams.get(streamId)?.values() ?? []) {
      try {
        for (const event of events) entry.apply(event);
      } catch {
        this.#forget(entry);
      }
    }
    this.#weigh(streamId);
  }

  #keep(entry: Entry): void {
    this.#streams.set(entry.streamId, new Map(this.#streams.get(entry.streamId)).set(entry.stream, entry));
  }

  /** The cache weighs what is set anew, not what has grown. */
  #weigh(streamId: string): void {
    const views = this.#streams.get(streamId);
    if (views) this.#streams.set(streamId, new Map(views));
  }

  #forget(entry: Entry): void {
    if (this.#streams.get(entry.streamId)?.get(entry.stream) === entry) this.#streams.delete(entry.streamId);
  }
}

/** What the log will give back for an append: the same JSON, at the places that the receipt tells. */
export const asRecorded = (
  events: readonly Event[],
  at: Omit<Recorded, 'type' | 'data' | 'id' | 'subjectId'>,
): readonly Recorded[] =>
  (JSON.parse(JSON.stringify(events)) as Event[]).map((event, n) => ({
    ...at,
    ...event,
    id: '',
    subjectId: subjectOf(at.streamId),
    revision: at.revision - events.length + 1 + n,
    position: at.position - events.length + 1 + n,
  }));
