import {
  allRecorded,
  EarlierReceipt,
  EventStore,
  noStream,
  RevisionConflict,
  shareOf,
  type Expectation,
  type Issue,
  type Part,
  type Receipt,
  type Recorded,
  type Versioned,
} from '#event-sourcing';
import {
  AppendConsistencyViolationError,
  BACKWARDS,
  END,
  MaxAppendSizeExceededError,
  STREAM_STATE,
  WrongExpectedVersionError,
  type EventData,
} from '@kurrent/kurrentdb-client';
import type { Connection } from './connection.js';
import { setTimeout as pause } from 'node:timers/promises';
import { conflictOf, othersOf, stateOf } from './expectations.js';
import { follow, type Following } from './follow.js';
import { LogReader } from './log-reader.js';
import { RecentCommands } from './recent-commands.js';
import { toStore, whole } from './stored.js';
import { Turns } from './turns.js';

/** About how many bytes one event takes in the files of the log: positions are places there. */
const eventBytes = 1_000;
/** How many single events are read at once. */
const asked_max = 16;
/** How far the server's clock may be behind this one. */
const skew_ms = 200;

/** `prefix`: of the names of all streams of this log, which has the server for itself or not. */
export type Options = Readonly<{ prefix: string; conditionsAtomic: boolean }>;

/**
 * The log in KurrentDB or EventStoreDB. Its positions are sparse. Conditions on other streams are checked with the append
 * where the server can; else they are looked at just before it.
 */
export class KurrentEventStore extends EventStore {
  readonly #reader: LogReader;
  readonly #commands: RecentCommands;
  readonly #turns: Turns;
  readonly #prefix: string;
  /** The newest position that this process has heard of: what stands there was recorded before. */
  #newest = 0;

  constructor(
    private readonly connection: Connection,
    private readonly options: Options,
  ) {
    super();
    this.#prefix = options.prefix;
    this.#reader = new LogReader(connection, options.prefix);
    this.#turns = new Turns(connection.patience_ms);
    const read = (streamId: string, from: number, events_max: number) => this.#read(streamId, from, events_max);
    this.#commands = new RecentCommands(read, (streamId) => this.#revisionOf(streamId));
  }

  override get spacing(): number {
    return eventBytes;
  }

  /** How many appends wait for their turn. */
  get waiting(): number {
    return this.#turns.waiting;
  }

  override async read(streamId: string, fromRevision: number, events_max: number): Promise<readonly Recorded[]> {
    const events = await this.#read(streamId, fromRevision, events_max);
    this.#commands.note(streamId, fromRevision, events);
    return events;
  }

  override async readAll(after: number, events_max: number): Promise<readonly Recorded[]> {
    const events = await this.#reader.after(after, events_max);
    this.#heard(events.at(-1)?.position ?? 0);
    return events;
  }

  override async readRange(after: number, upTo: number, { types, of }: Part = {}): Promise<readonly Recorded[]> {
    const wanted = types && new Set(types);
    const events = await this.#reader.range(after, upTo);
    return events.filter(
      ({ type, streamId }) => (!wanted || wanted.has(type)) && (!of || shareOf(streamId, of.shares) === of.share),
    );
  }

  override async readAt(positions: readonly number[]): Promise<readonly Recorded[]> {
    const sorted = [...new Set(positions)].sort((a, b) => a - b);
    const events: (Recorded | undefined)[] = [];
    for (let n = 0; n < sorted.length; n += asked_max)
      events.push(...(await Promise.all(sorted.slice(n, n + asked_max).map((each) => this.#reader.at(each)))));
    return events.filter((each) => each !== undefined);
  }

  /** By the second, which has to be over: so it waits for its end. */
  override async positionAt(instant: string): Promise<number | undefined> {
    const over_ms = (Math.floor(Date.parse(instant) / 1_000) + 1) * 1_000 + skew_ms - Date.now();
    if (over_ms > 1_000 + skew_ms) return undefined;
    if (over_ms > 0) await pause(over_ms);
    return this.#reader.by(instant);
  }

  override async head(): Promise<number> {
    const head = await this.#reader.head();
    this.#heard(head);
    return head;
  }

  override receiptOf(streamId: string, issue: Issue): Promise<Receipt | undefined> {
    return this.#commands.find(streamId, issue);
  }

  /** Appends to one stream, and those of one command, go one after the other. @throws Unanswered too */
  override append(
    at: Expectation,
    events: readonly Versioned[],
    issue: Issue,
    alsoAt: readonly Expectation[] = [],
    builtOn: readonly Promise<Receipt>[] = [],
  ): Promise<Receipt> {
    return this.#turns.take([`stream ${at.streamId}`, `command ${issue.commandId}`], async () => {
      if (builtOn.length > 0) await allRecorded(builtOn);
      const stored = toStore(events, issue);
      const before = await this.#commands.find(at.streamId, issue, at.revision);
      if (before) return new EarlierReceipt(before);
      const newest = this.#newest;
      const receipt = await this.#recorded(at, stored, alsoAt);
      if (receipt && receipt.position > newest) return this.#noted(receipt, at, issue);
      const earlier = await this.#commands.find(at.streamId, issue);
      if (earlier) return new EarlierReceipt(earlier);
      throw new RevisionConflict(conflictOf(at, alsoAt));
    });
  }

  /** Tells of everything that is recorded from now on, by whichever process; connects again, and again. */
  follow(grown: () => void, onFault: (error: unknown) => void): Following {
    return follow(this.connection, this.#prefix, onFault, (position) => {
      this.#heard(position);
      grown();
    });
  }

  async close(): Promise<void> {
    await this.connection.close();
  }

  #noted(receipt: Receipt, at: Expectation, issue: Issue): Receipt {
    this.#heard(receipt.position);
    this.#commands.note(at.streamId, at.revision + 1, [{ ...receipt, issue }]);
    return receipt;
  }

  #heard(position: number): void {
    if (position > this.#newest) this.#newest = position;
  }

  /** Nothing where a stream has another revision by now. A repeat of what was recorded is answered like the first time. */
  async #recorded(at: Expectation, events: EventData[], alsoAt: readonly Expectation[]): Promise<Receipt | undefined> {
    const others = othersOf(at, alsoAt);
    if (!others) return undefined;
    try {
      if (others.length > 0 && this.options.conditionsAtomic) return await this.#together(at, events, others);
      if (others.length > 0 && !(await this.#stand(others))) return undefined;
      return await this.#alone(at, events);
    } catch (error) {
      if (error instanceof WrongExpectedVersionError || error instanceof AppendConsistencyViolationError)
        return undefined;
      if (error instanceof MaxAppendSizeExceededError) throw new RangeError(`more than ${error.maxAppendSize} bytes`);
      throw error;
    }
  }

  async #alone({ streamId, revision }: Expectation, events: EventData[]): Promise<Receipt> {
    const state = { streamState: stateOf(revision) };
    const { position } = await this.connection.ask((client) =>
      client.appendToStream(this.#prefix + streamId, events, state),
    );
    const receipt = { streamId, revision: revision + events.length };
    return position ? { ...receipt, position: whole(position.commit) } : this.#placed(receipt);
  }

  /** From KurrentDB 26.1 on. */
  async #together(at: Expectation, events: EventData[], others: readonly Expectation[]): Promise<Receipt> {
    const records = events.map((record) => ({ streamName: this.#prefix + at.streamId, record }));
    const checks = [at, ...others].map(({ streamId, revision }) => {
      return { type: STREAM_STATE, streamName: this.#prefix + streamId, expectedState: stateOf(revision) } as const;
    });
    await this.connection.ask((client) => client.appendRecords(records, checks));
    return this.#placed({ streamId: at.streamId, revision: at.revision + events.length });
  }

  /** With the position of its last event, which is there. */
  async #placed(receipt: Omit<Receipt, 'position'>): Promise<Receipt> {
    const [last] = await this.#read(receipt.streamId, receipt.revision, 1);
    if (!last) throw new Error(`${receipt.streamId} has no revision ${receipt.revision}, which was recorded`);
    return { ...receipt, position: last.position };
  }

  /** Whether all of them are at their revision in this moment, which may be over in the next one. */
  async #stand(others: readonly Expectation[]): Promise<boolean> {
    const revisions = await Promise.all(others.map(({ streamId }) => this.#revisionOf(streamId)));
    return others.every(({ revision }, n) => revisions[n] === revision);
  }

  async #revisionOf(streamId: string): Promise<number> {
    const last = { fromRevision: END, direction: BACKWARDS, maxCount: 1 } as const;
    return (await this.#reader.ofStream(streamId, last)).at(-1)?.revision ?? noStream;
  }

  #read(streamId: string, fromRevision: number, events_max: number): Promise<readonly Recorded[]> {
    return this.#reader.ofStream(streamId, { fromRevision: BigInt(fromRevision), maxCount: events_max });
  }
}
