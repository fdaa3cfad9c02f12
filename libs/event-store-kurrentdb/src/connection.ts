import { Unanswered } from '#event-sourcing';
import { UnsupportedError, type KurrentDBClient } from '@kurrent/kurrentdb-client';
import { setTimeout as pause } from 'node:timers/promises';
import { clientOf } from './calls.js';

const attempts_max = 8;
const pause_ms = 25;
/** After so many tries the client is a new one: whatever became of the old one's connections. */
const renewed_after = 3;
/** No client is given up sooner. */
const renewed_ms_min = 500;

/** How long one question may be without a word, and how long after the first try without an answer there is another. */
export type Patience = Readonly<{ timeout_ms: number; patience_ms: number }>;
const patient: Patience = { timeout_ms: 5_000, patience_ms: 10_000 };

/** Asks a client, and says of each part of a long answer that it has come. */
type Question<T> = (client: KurrentDBClient, heard: () => void) => Promise<T>;

/** A question was without a word for longer than it may; the client itself waits for ever. */
class TimedOut extends Error {}

/**
 * A client that is given up for a new one where it says nothing any more, and asked again where no answer came. So only for what
 * may be asked twice: reads, and appends, which are told by their events' ids.
 */
export class Connection {
  #client: KurrentDBClient;
  #made_ms = performance.now();
  /** When the client of this moment last said anything, or was made. */
  #heard_ms = performance.now();
  #isClosed = false;

  /** @param url as kurrentdb://host:2113?tls=false, or kurrentdb+discover:// for a cluster */
  constructor(
    private readonly url: string,
    private readonly patience: Patience = patient,
  ) {
    this.#client = clientOf(url);
  }

  /** The client of this moment. Whoever holds it hears nothing of another one. */
  get client(): KurrentDBClient {
    return this.#client;
  }

  /** How long an append may wait for its turn. */
  get patience_ms(): number {
    return this.patience.patience_ms;
  }

  /** @throws Unanswered; what the server says otherwise */
  async ask<T>(question: Question<T>, silence_ms?: number): Promise<T> {
    const start = performance.now();
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#askOnce(question, silence_ms);
      } catch (error) {
        if (!isLost(error)) throw error;
        if (attempt >= attempts_max || performance.now() - start >= this.patience.patience_ms)
          throw new Unanswered(`the log did not answer, asked ${attempt} times`, { cause: error });
        if (attempt >= renewed_after) this.#renew();
        await pause(pause_ms * 2 ** (attempt - 1));
      }
    }
  }

  /** Once, under a time-out. What comes after that is for nobody. */
  async #askOnce<T>(question: Question<T>, silence_ms = this.patience.timeout_ms): Promise<T> {
    if (this.#isClosed) throw new Unanswered('the log was closed');
    const client = this.#client;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, failed) => {
      timer = setTimeout(() => {
        if (client === this.#client && performance.now() - this.#heard_ms > silence_ms) this.#renew();
        failed(new TimedOut(`no answer in ${silence_ms} ms`));
      }, silence_ms);
    });
    const heard = () => (timer?.refresh(), this.#hears(client));
    try {
      return await Promise.race([question(client, heard).finally(() => this.#hears(client)), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * Whether this server checks conditions on other streams in the same instant as the append, which KurrentDB does from
   * 26.1 on. What is asked here records nothing.
   */
  async checksConditions(): Promise<boolean> {
    try {
      await this.ask((client) => client.appendRecords([]));
    } catch (error) {
      if (error instanceof Unanswered || error instanceof UnsupportedError) return throwIf(error, Unanswered);
    }
    return true; // it knows the question, whatever it says of an empty one
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#client.dispose();
  }

  #hears(client: KurrentDBClient): void {
    if (client === this.#client) this.#heard_ms = performance.now();
  }

  #renew(): void {
    if (this.#isClosed || performance.now() - this.#made_ms < renewed_ms_min) return;
    const silent = this.#client;
    this.#made_ms = this.#heard_ms = performance.now();
    this.#client = clientOf(this.url);
    silent.dispose().catch(() => undefined);
  }
}

const throwIf = (error: Error, kind: typeof Unanswered): false => {
  if (error instanceof kind) throw error;
  return false;
};

/** What the client's own errors call it. */
const lost = new Set<unknown>(['unavailable', 'deadline-exceeded', 'cancelled', 'timeout', 'not-leader']);
/** gRPC's codes for the same: the client passes on some errors as they came. */
const lostCodes = new Set([1, 4, 8, 10, 13, 14]);
/** What a node of a cluster says that knows of no leader, or is about to become another thing; and the client that finds none. */
const lostWords = /Failed to discover|Server Is (Not Ready|Busy)|No leader info|Exception was thrown by handler/;

/** No answer, or none about the question: the server starts, stops, is not there, or another one leads. */
const isLost = (error: unknown): boolean => {
  if (error instanceof Unanswered) return false;
  if (error instanceof Error && lostWords.test(error.message)) return true;
  const { type, code } = (error ?? {}) as { type?: unknown; code?: unknown }; // the client's errors have them, and gRPC's
  if (error instanceof TimedOut || lost.has(type)) return true;
  return typeof code === 'number' && lostCodes.has(code);
};
