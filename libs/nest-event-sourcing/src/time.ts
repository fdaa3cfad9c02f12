/** What time it is, for everything that asks: one place, so that a test can move it. */
export class Time {
  #ahead_ms = 0;

  /** An instant, ISO 8601 in UTC with milliseconds. */
  now(): string {
    return new Date(Date.now() + this.#ahead_ms).toISOString();
  }

  /** For tests: lets so many milliseconds pass at once. Time never runs backwards. */
  advance(ms: number): void {
    if (ms < 0) throw new RangeError('time does not run backwards');
    this.#ahead_ms += ms;
  }
}
