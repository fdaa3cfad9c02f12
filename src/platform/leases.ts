import { setTimeout } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { chunkOf, type AskForLease, type Granted } from './leased-buckets.js';
import type { Rate } from './rate.js';

const subjects_max = 500;
const answer_ms_max = 250;
const kept_hours = 1;
const sweep_ms = 10 * 60_000;

type Asked = Readonly<{
  subject: string;
  owed: number;
  done: (granted: Granted) => void;
  failed: (why: Error) => void;
}>;

/** Leases of one rate from the database: one call at a time, for all who asked meanwhile. */
export class Leases {
  #waiting: Asked[] = [];
  #calling = false;
  #swept_ms = performance.now();

  /** @param name of the limit, the first part of its subjects' names */
  constructor(
    private readonly database: DataSource,
    private readonly name: string,
    private readonly rate: Rate,
  ) {}

  /** @throws where there is no answer within a quarter of a second, or too many wait */
  readonly ask: AskForLease = async (subject, owed) => {
    if (this.#waiting.length >= subjects_max) throw new Error(`${subjects_max} leases are waiting`);
    const answer = new Promise<Granted>((done, failed) => {
      this.#waiting.push({ subject: `${this.name}:${subject}`, owed, done, failed });
    });
    answer.catch(() => undefined); // it may come too late
    if (!this.#calling) void this.#call();
    const late = new AbortController();
    const tooLate = setTimeout(answer_ms_max, undefined, { ref: false, signal: late.signal }).then(() => {
      throw new Error(`no lease within ${answer_ms_max} ms`);
    });
    tooLate.catch(() => undefined); // it is taken back
    return Promise.race([answer, tooLate]).finally(() => late.abort());
  };

  async #call(): Promise<void> {
    this.#calling = true;
    while (this.#waiting.length > 0) {
      const asked = this.#waiting;
      this.#waiting = [];
      try {
        await this.#lease(asked);
      } catch (error) {
        for (const { failed } of asked) failed(error instanceof Error ? error : new Error(String(error)));
      }
    }
    this.#calling = false;
  }

  async #lease(asked: readonly Asked[]): Promise<void> {
    const { capacity, perSecond } = this.rate;
    const rows: readonly Readonly<{ subject: string; granted: number; tokens: number }>[] = await this.database.query(
      'SELECT * FROM limits.lease($1, $2, $3, $4, $5)',
      [asked.map(({ subject }) => subject), asked.map(({ owed }) => owed), chunkOf(this.rate), capacity, perSecond],
    );
    const given = new Map(rows.map(({ subject, granted, tokens }) => [subject, { granted, left: tokens }]));
    for (const { subject, done } of asked) done(given.get(subject) ?? { granted: 0, left: 0 });
    await this.#sweep();
  }

  /** What nobody used for an hour is full again, and forgotten: an address is kept no longer than that. */
  async #sweep(): Promise<void> {
    if (performance.now() - this.#swept_ms < sweep_ms) return;
    this.#swept_ms = performance.now();
    await this.database.query("DELETE FROM limits.bucket WHERE at < now() - $1 * interval '1 hour'", [kept_hours]);
  }
}
