import { LRUCache } from 'lru-cache';
import type { Rate } from './rate.js';

const subjects_max = 20_000;

/** Token buckets of this instance alone. Whose bucket was not used longest is forgotten first, and is full again. */
export class LocalBuckets {
  readonly #buckets = new LRUCache<string, { tokens: number; at_ms: number }>({ max: subjects_max });

  constructor(
    readonly rate: Rate,
    private readonly now: () => number = () => performance.now(),
  ) {}

  spend(subject: string): void {
    this.#buckets.set(subject, { tokens: Math.max(0, this.#tokensOf(subject) - 1), at_ms: this.now() });
  }

  /** Until there is something to spend again; 0 where there is. */
  empty_ms(subject: string): number {
    return Math.max(0, 1 - this.#tokensOf(subject)) * (1_000 / this.rate.perSecond);
  }

  #tokensOf(subject: string): number {
    const { capacity, perSecond } = this.rate;
    const bucket = this.#buckets.get(subject);
    return bucket ? Math.min(capacity, bucket.tokens + ((this.now() - bucket.at_ms) / 1_000) * perSecond) : capacity;
  }
}
