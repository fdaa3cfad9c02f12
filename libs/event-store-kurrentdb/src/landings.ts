const landings_max = 512;

/**
 * Some positions at which an event is known to stand: the server reads from such a one only. Bounded; where there are too
 * many, every second one is forgotten.
 */
export class Landings {
  #known: number[] = [];

  add(position: number): void {
    const at = this.#after(position);
    if (this.#known[at - 1] === position) return;
    this.#known.splice(at, 0, position);
    if (this.#known.length > landings_max) this.#known = this.#known.filter((_, n) => n % 2 === 1);
  }

  /** The last one at a position or before it; 0, where every log begins, if none is known. */
  before(position: number): number {
    return this.#known[this.#after(position) - 1] ?? 0;
  }

  /** How many are at a position or before it. */
  #after(position: number): number {
    let [low, high] = [0, this.#known.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#known[middle] ?? Infinity) <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
