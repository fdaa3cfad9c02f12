import type { Expectation, Receipt } from '#event-sourcing';
import {
  AppendConsistencyViolationError,
  MaxAppendSizeExceededError,
  STREAM_STATE,
  UnavailableError,
  WrongExpectedVersionError,
  type EventData,
  type KurrentDBClient,
} from '@kurrent/kurrentdb-client';
import type { Connection } from './connection.js';
import { othersOf, stateOf } from './expectations.js';
import type { LogReader } from './log-reader.js';
import { whole } from './reads.js';

/** `prefix`: of the names of all streams of this log, which has the server for itself or not. */
export type Options = Readonly<{ prefix: string; conditionsAtomic: boolean }>;

/** Has the server record events, on conditions. */
export class Recorder {
  constructor(
    private readonly connection: Connection,
    private readonly options: Options,
    private readonly reader: LogReader,
  ) {}

  /** Nothing where a stream has another revision by now. A repeat of what was recorded is answered like the first time. */
  async record(
    at: Expectation,
    events: readonly EventData[],
    alsoAt: readonly Expectation[],
  ): Promise<Receipt | undefined> {
    const others = othersOf(at, alsoAt);
    if (!others) return undefined;
    try {
      if (others.length > 0 && this.options.conditionsAtomic) return await this.#together(at, events, others);
      return await this.#inStream(at, events, others);
    } catch (error) {
      if (isConflict(error)) return undefined;
      if (error instanceof MaxAppendSizeExceededError) throw new RangeError(`more than ${error.maxAppendSize} bytes`);
      throw error;
    }
  }

  /** What it is conditioned on is looked at before each try: the first may be seconds ago, where no answer came. */
  async #inStream(
    { streamId, revision }: Expectation,
    events: readonly EventData[],
    others: readonly Expectation[],
  ): Promise<Receipt | undefined> {
    const state = { streamState: stateOf(revision), requiresLeader: true };
    const answer = await this.connection.ask(async (client) => {
      if (!(await this.#stand(client, others))) return undefined;
      const append = client.appendToStream(this.options.prefix + streamId, [...events], state);
      return this.#seen(client, [{ streamId, revision }], append);
    });
    if (!answer) return undefined;
    const { position } = answer;
    const receipt = { streamId, revision: revision + events.length };
    return position ? { ...receipt, position: whole(position.commit) } : this.#placed(receipt);
  }

  /** From KurrentDB 26.1 on. */
  async #together(at: Expectation, events: readonly EventData[], others: readonly Expectation[]): Promise<Receipt> {
    const records = events.map((record) => ({ streamName: this.options.prefix + at.streamId, record }));
    const checks = [at, ...others].map(({ streamId, revision }) => {
      return {
        type: STREAM_STATE,
        streamName: this.options.prefix + streamId,
        expectedState: stateOf(revision),
      } as const;
    });
    await this.connection.ask((client) => this.#seen(client, [at, ...others], client.appendRecords(records, checks)));
    return this.#placed({ streamId: at.streamId, revision: at.revision + events.length });
  }

  /** With the position of its last event, which is there. */
  async #placed(receipt: Omit<Receipt, 'position'>): Promise<Receipt> {
    const [last] = await this.reader.read(receipt.streamId, receipt.revision, 1);
    if (!last) throw new Error(`${receipt.streamId} has no revision ${receipt.revision}, which was recorded`);
    return { ...receipt, position: last.position };
  }

  /**
   * A conflict with what nobody can read is none yet: it may be on its way to a majority, or never come there from a node that
   * leads no more. So it is asked again.
   */
  async #seen<T>(client: KurrentDBClient, expected: readonly Expectation[], append: Promise<T>): Promise<T> {
    try {
      return await append;
    } catch (error) {
      if (!isConflict(error) || !(await this.#stand(client, expected))) throw error;
      throw new UnavailableError(undefined, 'what is in its way is not recorded');
    }
  }

  /** Whether all of them are at their revision in this moment, which may be over in the next one. */
  async #stand(client: KurrentDBClient, others: readonly Expectation[]): Promise<boolean> {
    const revisions = await Promise.all(others.map(({ streamId }) => this.reader.revisionOn(client, streamId)));
    return others.every(({ revision }, n) => revisions[n] === revision);
  }
}

const isConflict = (error: unknown): boolean =>
  error instanceof WrongExpectedVersionError || error instanceof AppendConsistencyViolationError;
