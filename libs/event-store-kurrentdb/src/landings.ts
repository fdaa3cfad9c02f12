import type { Recorded } from '#event-sourcing';

const landings_max = 512;

type Landing = Readonly<Pick<Recorded, 'position' | 'recordedAt'>>;
/** Every log begins there. */
const start: Landing = { position: 0, recordedAt: '' };

/**
 * Some events that are known to stand in the log: the server reads from such a place only. Bounded; where there are too
 * many, every second one is forgotten.
 */
export class Landings {
  #known: Landing[] = [];

  add({ position, recordedAt }: Landing): void {
    const at = this.#until((each) => each.position <= position);
    if (this.#known[at - 1]?.position === position) return;
    this.#known.splice(at, 0, { position, recordedAt });
    if (this.#known.length > landings_max) this.#known = this.#known.filter((_, n) => n % 2 === 1);
  }

  /** The position of the last one at a position or before it; 0 if none is known. */
  before(position: number): number {
    return this.#last((each) => each.position <= position).position;
  }

  /** The position of the last one that was recorded at an instant or before it; 0 if none is known. */
  by(instant: string): number {
    return this.#last((each) => each.recordedAt <= instant).position;
  }

  #last(holds: (each: Landing) => boolean): Landing {
    return this.#known[this.#until(holds) - 1] ?? start;
  }

  /** How many, from the first on, something holds for. */
  #until(holds: (each: Landing) => boolean): number {
    let [low, high] = [0, this.#known.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (holds(this.#known[middle] ?? start)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
