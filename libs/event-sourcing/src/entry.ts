import type { Recorded } from './event.js';
import { noStream, type EventStore, type LogPage } from './event-store.js';
import type { Snapshots } from './snapshots.js';
import { evolve, type Stream } from './stream.js';

const page_max = 1_000;
/** Nearly all streams end here; a longer one is worth looking for a snapshot. */
const firstPage_max = 50;
/** What an event leaves in a state, about. */
const event_bytes = 100;

/** A stream's state as far as this process has read it. It moves on as the stream is read further. */
export class Entry<State = any> {
  /** It was moved on by events that were not recorded in the end: nobody may decide on it. */
  isVoid = false;
  revision = noStream;
  position = 0;
  /** Of its last event. */
  eventId = '';
  tenantId: string | undefined;
  state: State;
  /** The revision at which its snapshot was taken, as far as is known. */
  snapshotRevision = noStream;
  #broken = false;
  /** What its snapshot weighs instead of the events before it. */
  #leapt = { revision: noStream, weight: 0 };
  #running: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  constructor(
    readonly stream: Stream<any, State>,
    readonly streamId: string,
    private readonly snapshots?: Snapshots,
  ) {
    this.state = stream.initial();
  }

  /** How many events it is as large as, about. */
  get weight(): number {
    return this.revision - this.#leapt.revision + this.#leapt.weight;
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
    if (this.revision === noStream) {
      if (await this.#readOn(store, firstPage_max)) return;
      if (await this.#leap(store)) return;
    }
    while (!(await this.#readOn(store, page_max)));
  }

  /** @returns whether it came to the end */
  async #readOn(store: EventStore, events_max: number): Promise<boolean> {
    const page = await store.read(this.streamId, this.revision + 1, events_max);
    for (const event of page) this.apply(event);
    return isLast(page, events_max);
  }

  /** Reads on from the snapshot, if the log holds the event after which that was taken; else from where it is. @returns whether it came to the end */
  async #leap(store: EventStore): Promise<boolean> {
    const kept = await this.snapshots?.find(this.stream, this.streamId);
    if (!kept || kept.revision <= this.revision) return false;
    const page = await store.read(this.streamId, kept.revision, page_max);
    const [last, ...more] = page;
    if (last?.id !== kept.eventId) return false;
    this.state = kept.state;
    this.snapshotRevision = kept.revision;
    this.#leapt = { revision: kept.revision, weight: Math.ceil(kept.bytes / event_bytes) };
    this.#at(last);
    for (const event of more) this.apply(event);
    return isLast(page, page_max);
  }

  /**
   * An event that is there already, or is not the next one, changes nothing. A fold that throws leaves the state in
   * doubt for good: then no event can be applied any more.
   */
  apply(event: Recorded): void {
    if (event.revision === this.revision) this.position = Math.max(this.position, event.position);
    if (event.revision !== this.revision + 1) return;
    if (this.#broken) throw new Error(`${this.streamId}: the fold stopped at revision ${event.revision}`);
    this.#broken = true;
    this.state = evolve(this.stream, this.state, event, event);
    this.#broken = false;
    this.#at(event);
  }

  #at({ revision, position, id, issue }: Recorded): void {
    this.revision = revision;
    this.position = Math.max(this.position, position);
    this.eventId = id;
    this.tenantId = issue.tenantId;
  }
}

const isLast = ({ length, isCut }: LogPage, events_max: number): boolean => length < events_max && !isCut;
