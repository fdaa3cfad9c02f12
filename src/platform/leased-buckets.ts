import { LRUCache } from 'lru-cache';
import { window_ms, type Rate, type Verdict } from './rate.js';

/** What the shared bucket of a subject gives: tokens for here, and what it holds after that. */
export type Granted = Readonly<{ granted: number; left: number }>;
/**
 * Asks the shared bucket for a chunk.
 *
 * @param owed what was used here beyond what was granted, or less than 0: what is given back
 */
export type AskForLease = (subject: string, owed: number) => Promise<Granted>;

type Bucket = {
  /** Tokens that may be used here. */
  tokens: number;
  used: number;
  granted: number;
  /** What the shared bucket held when it was asked last. */
  shared: number;
  /** From then on it starts anew, as if it had never been asked. */
  until_ms: number;
  /** Before then it is no use to ask. */
  asksFrom_ms: number;
  asking: Promise<void> | undefined;
};

const subjects_max = 20_000;
/** A tenth of the capacity is leased at a time, and is free to whoever asks for little. */
const chunkPart = 0.1;
const away_ms = 2_000;
/** Of the rate, for this instance alone while the database does not answer: it may be one of several. */
const awayPart = 0.5;
const retry_ms_min = 200;
const tries_max = 25;

export const chunkOf = ({ capacity }: Rate): number => Math.max(1, Math.floor(capacity * chunkPart));

/**
 * Token buckets that instances share without a call for each request. A subject's first few requests cost nothing but a
 * number here; then tokens are leased in chunks from a bucket in the database, the next chunk when half of the last one is
 * used up. What was free is charged with the next lease, what is left is given back with it. Together instances admit
 * what the shared bucket allows, and at most a chunk each beside it.
 *
 * While the database does not answer, half of the rate is had here alone.
 */
export class LeasedBuckets {
  readonly #buckets = new LRUCache<string, Bucket>({ max: subjects_max });
  readonly #chunk: number;
  readonly #window_ms: number;

  constructor(
    readonly rate: Rate,
    private readonly ask: AskForLease,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#chunk = chunkOf(rate);
    this.#window_ms = window_ms(rate);
  }

  /** One request more. Only where a chunk is used up there is something to wait for. */
  take(subject: string): Verdict | Promise<Verdict> {
    const bucket = this.#bucketOf(subject);
    return this.#taken(subject, bucket) ?? this.#leaseAndTake(subject, bucket);
  }

  #bucketOf(subject: string): Bucket {
    const known = this.#buckets.get(subject);
    if (known && this.now() < known.until_ms) return known;
    const { capacity } = this.rate;
    const fresh = {
      ...{ tokens: this.#chunk, used: 0, granted: 0, shared: capacity - this.#chunk },
      ...{ until_ms: this.now() + this.#window_ms, asksFrom_ms: 0, asking: undefined },
    };
    this.#buckets.set(subject, fresh);
    return fresh;
  }

  #taken(subject: string, bucket: Bucket): Verdict | undefined {
    if (bucket.tokens >= 1) {
      bucket.tokens--;
      bucket.used++;
      if (bucket.tokens < this.#chunk / 2 && this.#mayAsk(bucket)) void this.#lease(subject, bucket);
      return { admitted: true, remaining: Math.floor(bucket.tokens + Math.max(0, bucket.shared)), retry_ms: 0 };
    }
    if (this.#mayAsk(bucket)) return undefined;
    return { admitted: false, remaining: 0, retry_ms: bucket.asksFrom_ms - this.now() };
  }

  #mayAsk(bucket: Bucket): boolean {
    return this.now() >= bucket.asksFrom_ms;
  }

  /** Many may wait for one chunk; who gets nothing of it waits for the next. */
  async #leaseAndTake(subject: string, bucket: Bucket): Promise<Verdict> {
    for (let tries = 0; tries < tries_max; tries++) {
      await this.#lease(subject, bucket);
      const verdict = this.#taken(subject, bucket);
      if (verdict) return verdict;
    }
    return { admitted: false, remaining: 0, retry_ms: retry_ms_min };
  }

  #lease(subject: string, bucket: Bucket): Promise<void> {
    return (bucket.asking ??= this.#askFor(subject, bucket).finally(() => (bucket.asking = undefined)));
  }

  async #askFor(subject: string, bucket: Bucket): Promise<void> {
    const { used } = bucket;
    try {
      const { granted, left } = await this.ask(subject, used - bucket.granted);
      bucket.used -= used; // what was used meanwhile, and was granted before, is charged with the next lease
      bucket.granted = granted;
      bucket.tokens = granted - bucket.used;
      bucket.shared = left;
      bucket.until_ms = this.now() + this.#window_ms;
      const missing = Math.max(1, this.#chunk / 2) - left;
      if (granted === 0) bucket.asksFrom_ms = this.now() + Math.max(retry_ms_min, this.#until_ms(missing));
    } catch {
      bucket.tokens = Math.max(1, Math.floor((this.rate.perSecond * awayPart * away_ms) / 1_000));
      Object.assign(bucket, { used: 0, granted: 0, shared: 0 });
      bucket.asksFrom_ms = this.now() + away_ms;
      bucket.until_ms = bucket.asksFrom_ms + this.#window_ms;
    }
  }

  #until_ms(tokens: number): number {
    return Math.min(60_000, (tokens / this.rate.perSecond) * 1_000);
  }
}
