import {
  EventStore,
  shareOf,
  type Expectation,
  type Issue,
  type LogPage,
  type Part,
  type Receipt,
  type Recorded,
  type Versioned,
} from '#event-sourcing';
import { setTimeout as pause } from 'node:timers/promises';
import { linkOf } from './chain.js';
import { Chains } from './chains.js';
import type { Connection } from './connection.js';
import { follow, type Following } from './follow.js';
import { LogReader } from './log-reader.js';
import { RecentCommands } from './recent-commands.js';
import { Recorder, type Options } from './recorder.js';
import { recorded, toStore } from './stored.js';

/** About how many bytes one event takes in the files of the log: positions are places there. */
const eventBytes = 1_000;
/** How many single events are read at once. */
const asked_max = 16;
/** How far the server's clock may be behind this one. */
const skew_ms = 200;

/**
 * The log in KurrentDB or EventStoreDB. Its positions are sparse. Conditions on other streams are checked with the append
 * where the server can; else they are looked at just before it.
 */
export class KurrentEventStore extends EventStore {
  readonly #reader: LogReader;
  readonly #commands: RecentCommands;
  readonly #chains: Chains;

  constructor(
    private readonly connection: Connection,
    private readonly options: Options,
  ) {
    super();
    const reader = (this.#reader = new LogReader(connection, options.prefix, recorded));
    const commands = (this.#commands = new RecentCommands(reader));
    const recorder = new Recorder(connection, options, reader);
    this.#chains = new Chains(recorder, reader, commands, options.conditionsAtomic, connection.patience_ms);
  }

  override get spacing(): number {
    return eventBytes;
  }

  /** How many appends wait for their turn. */
  get waiting(): number {
    return this.#chains.waiting;
  }

  override async read(streamId: string, fromRevision: number, events_max: number): Promise<LogPage> {
    const events = await this.#reader.read(streamId, fromRevision, events_max);
    this.#commands.note(streamId, fromRevision, events);
    return events;
  }

  override async readAll(after: number, events_max: number): Promise<LogPage> {
    const events = await this.#reader.after(after, events_max);
    this.#chains.heard(events.at(-1)?.position ?? 0);
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

  /** By the server's clock, on which the instant has to be over: so it waits for that. */
  override async positionAt(instant: string): Promise<number | undefined> {
    const over_ms = Date.parse(instant) + 1 + skew_ms - Date.now();
    if (over_ms > 1 + skew_ms) return undefined;
    if (over_ms > 0) await pause(over_ms);
    return this.#reader.by(instant);
  }

  override async head(): Promise<number> {
    const head = await this.#reader.head();
    this.#chains.heard(head);
    return head;
  }

  override receiptOf(streamId: string, issue: Issue): Promise<Receipt | undefined> {
    return this.#commands.find(streamId, issue);
  }

  /** In its turn, or with others as a chain. @throws Unanswered too */
  override append(
    at: Expectation,
    events: readonly Versioned[],
    issue: Issue,
    alsoAt: readonly Expectation[] = [],
    builtOn: readonly Promise<Receipt>[] = [],
  ): Promise<Receipt> {
    try {
      const link = linkOf({ at, stored: toStore(events, issue), issue, alsoAt, builtOn });
      this.#chains.take(link);
      return link.answer;
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** Tells of everything that is recorded from now on, by whichever process; connects again, and again. */
  follow(grown: () => void, onFault: (error: unknown) => void): Following {
    return follow(this.connection, this.options.prefix, onFault, (position) => {
      this.#chains.heard(position);
      grown();
    });
  }

  async close(): Promise<void> {
    await this.connection.close();
  }
}
