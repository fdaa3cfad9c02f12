import type { Recorded } from '#event-sourcing';

const events_max = 2_000;
const characters_max = 8 << 20;

/** The newest events of one alliance, for as long as somebody follows it: kept once, however many follow. */
export class Channel {
  readonly #followers = new Set<() => void>();
  #kept: readonly Recorded[] = [];
  #sizes: number[] = [];
  #characters = 0;

  /** @param from the position after which it has everything */
  constructor(
    public from: number,
    public to: number = from,
  ) {}

  get followers_count(): number {
    return this.#followers.size;
  }

  /** @param wake is called at every change. @returns what ends it */
  follow(wake: () => void): () => void {
    this.#followers.add(wake);
    return () => void this.#followers.delete(wake);
  }

  /** More events of this alliance, and up to which position they are all. The oldest ones give way. */
  add(events: readonly Recorded[], to: number): void {
    this.to = to;
    if (events.length === 0) return;
    const sizes = events.map(({ data }) => JSON.stringify(data).length);
    this.#characters += sizes.reduce((sum, size) => sum + size, 0);
    this.#kept = [...this.#kept, ...events];
    this.#sizes.push(...sizes);
    this.#trim();
    for (const wake of [...this.#followers]) wake();
  }

  #trim(): void {
    let gone = 0;
    while (this.#kept.length - gone > events_max || this.#characters > characters_max)
      this.#characters -= this.#sizes[gone++] ?? 0;
    if (gone === 0) return;
    this.from = this.#kept[gone - 1]?.position ?? this.from;
    this.#kept = this.#kept.slice(gone);
    this.#sizes = this.#sizes.slice(gone);
  }

  /** What comes after a position; nothing at all where that is before what is kept. */
  after(position: number): readonly Recorded[] | undefined {
    if (position < this.from) return undefined;
    let [low, high] = [0, this.#kept.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#kept[middle]?.position ?? 0) <= position) low = middle + 1;
      else high = middle;
    }
    return this.#kept.slice(low);
  }
}
