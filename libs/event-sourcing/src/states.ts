import { LRUCache } from 'lru-cache';
import type { Receipt } from './decision.js';
import { Entry } from './entry.js';
import type { Event, Issue, Recorded } from './event.js';
import { EarlierReceipt, noStream, type EventStore } from './event-store.js';
import { SnapshotWriter } from './snapshot-writer.js';
import type { Snapshots } from './snapshots.js';
import { streamIdOf, subjectOf, type Stream } from './stream.js';

const streams_max = 20_000;
const events_max = 2_000_000;
/** How many appends to one stream may be on their way. */
const sent_max = 200;

/** Events on their way into the log, and the states that were moved on by them already. */
type Sent = Readonly<{ events: readonly Recorded[]; answer: Promise<Receipt>; ahead: Set<Entry> }>;

/**
 * The states of the streams that were used lately: bounded, and never trusted blindly. Who decides on one conditions
 * the append on its revision, and on what it is ahead by; who would refuse on one catches up first.
 */
export class States {
  readonly #streams = new LRUCache<string, Map<Stream<any, any>, Entry>>({
    max: streams_max,
    maxSize: events_max,
    sizeCalculation: (views) => 1 + [...views.values()].reduce((sum, { weight }) => sum + weight, 0),
  });
  /** By stream, in the order in which they were sent. */
  readonly #sent = new Map<string, Sent[]>();

  readonly #writer: SnapshotWriter | undefined;

  /** @param snapshots bound what a first read of a long stream takes; none: it is read from its beginning */
  constructor(
    private readonly store: EventStore,
    private readonly snapshots?: Snapshots,
  ) {
    this.#writer = snapshots && new SnapshotWriter(store, snapshots);
  }

  /** Ends what it does beside; states can still be loaded. */
  async stop(): Promise<void> {
    await this.#writer?.stop();
  }

  /**
   * All who ask for a state that nobody knows yet wait for one and the same read.
   *
   * @param fresh reads what was appended since, and waits for what is on its way; else what is known is good enough,
   *   moved on by what is on its way
   */
  async load<State>(of: Stream<any, State>, id: string, fresh: boolean): Promise<Entry<State>> {
    const streamId = streamIdOf(of, id);
    if (fresh) await settled(this.#sent.get(streamId) ?? []);
    const known: Entry<State> | undefined = this.#streams.get(streamId)?.get(of);
    if (known && known.revision > noStream && !fresh) return this.#ahead(known);
    const entry = known ?? new Entry(of, streamId, of.confidential ? undefined : this.snapshots);
    if (!known) this.#keep(entry);
    try {
      await entry.catchUp(this.store);
    } catch (error) {
      this.#forget(entry);
      throw error;
    }
    this.#moved(entry);
    if (!fresh) this.#ahead(entry);
    if (entry.revision === noStream) this.#forget(entry);
    else this.#weigh(streamId);
    return entry;
  }

  /** Whatever words were in mind are read again from the log, which may hold them no more. */
  forgetWords(): void {
    for (const views of [...this.#streams.values()])
      for (const entry of views.values()) if (entry.stream.confidential) this.#forget(entry);
  }

  /** Waits while too much is on its way to a stream. */
  async room(streamId: string): Promise<void> {
    for (let sent; (sent = this.#sent.get(streamId)) && sent.length >= sent_max;) await settled(sent.slice(0, 1));
  }

  /** What was sent to the log: whoever decides next on this stream builds on it, until the answer is there. */
  sent(streamId: string, events: readonly Recorded[], answer: Promise<Receipt>): void {
    const sent: Sent = { events, answer, ahead: new Set() };
    this.#sent.set(streamId, [...(this.#sent.get(streamId) ?? []), sent]);
    const land = (receipt?: Receipt) => {
      const others = (this.#sent.get(streamId) ?? []).filter((each) => each !== sent);
      if (others.length > 0) this.#sent.set(streamId, others);
      else this.#sent.delete(streamId);
      // What an earlier try recorded may not be what this one decided.
      if (receipt && !(receipt instanceof EarlierReceipt)) this.#landed(streamId, placed(events, receipt));
      else for (const entry of sent.ahead) this.#void(entry);
    };
    answer.then(land, () => land());
  }

  /** The answers, still to come, on which these states are built. */
  builtOn(entries: readonly Entry[]): readonly Promise<Receipt>[] {
    const sent = entries.flatMap(({ streamId }) => this.#sent.get(streamId) ?? []);
    return sent.filter(({ ahead }) => entries.some((entry) => ahead.has(entry))).map(({ answer }) => answer);
  }

  #ahead<State>(entry: Entry<State>): Entry<State> {
    for (const { events, ahead } of this.#sent.get(entry.streamId) ?? []) {
      if (ahead.has(entry) || events[0]?.revision !== entry.revision + 1) continue;
      ahead.add(entry);
      for (const event of events) entry.apply(event);
    }
    return entry;
  }

  /** Brings every state of a stream up to what this process has just appended to it. */
  #landed(streamId: string, events: readonly Recorded[]): void {
    for (const entry of this.#streams.get(streamId)?.values() ?? []) {
      try {
        for (const event of events) entry.apply(event);
        this.#moved(entry);
      } catch {
        this.#forget(entry);
      }
    }
    this.#weigh(streamId);
  }

  #moved(entry: Entry): void {
    if (!entry.stream.confidential) this.#writer?.moved(entry);
  }

  #void(entry: Entry): void {
    entry.isVoid = true;
    this.#forget(entry);
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

const settled = (sent: readonly Sent[]): Promise<unknown> => Promise.allSettled(sent.map(({ answer }) => answer));

/** The events at the places that the receipt tells. */
const placed = (events: readonly Recorded[], { position }: Receipt): readonly Recorded[] =>
  events.map((event, n) => ({ ...event, position: position - events.length + 1 + n }));

/** What the log will give back for an append: the same JSON. Its positions and ids are not known yet. */
export const asRecorded = (
  events: readonly Event[],
  { streamId, revision }: Readonly<{ streamId: string; revision: number }>,
  issue: Issue,
): readonly Recorded[] =>
  (JSON.parse(JSON.stringify(events)) as Event[]).map((event, n) => ({
    ...event,
    ...{ id: '', streamId, subjectId: subjectOf(streamId), revision: revision + 1 + n, position: 0 },
    ...{ version: 1, issue, recordedAt: issue.at },
  }));
