import { createHash } from 'node:crypto';

/** Numbers that look random and are the same for the same seed. (mulberry32) */
export class Random {
  #state: number;

  constructor(seed: string) {
    this.#state = createHash('sha256').update(seed).digest().readUInt32LE(0);
  }

  /** From 0 to below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }
  /** Both ends included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }
  chance(probability: number): boolean {
    return this.next() < probability;
  }
  of<T>(list: readonly T[]): T {
    return list[this.whole(0, list.length - 1)]!;
  }
  /** So many different ones. */
  several<T>(list: readonly T[], n: number): readonly T[] {
    const left = [...list];
    for (let at = 0; at < Math.min(n, left.length); at++) {
      const other = this.whole(at, left.length - 1);
      [left[at], left[other]] = [left[other]!, left[at]!];
    }
    return left.slice(0, n);
  }
}
