import { setTimeout as pause } from 'node:timers/promises';

const look_ms = 10;

type Waiting = Readonly<{ after: number; done: (reached: boolean) => void }>;

/**
 * How far a projection is, as far as this process has heard, and who waits for it to be further. Who projects tells it
 * after each batch. Another instance may be the one that does: so while anybody waits, one look serves all of them.
 */
export class Progress {
  readonly #waiting = new Set<Waiting>();
  #known = 0;
  #isLooking = false;

  /** @param look asks the database how far the projection is */
  constructor(private readonly look: () => Promise<number>) {}

  get position(): number {
    return this.#known;
  }

  /** It is here; further back than it was where a crash of the database took something back. */
  tell(position: number): void {
    this.#known = position;
    for (const each of this.#waiting) if (each.after <= position) each.done(true);
  }

  /** Whether it comes to a position within a time. */
  reaches(after: number, ms_max: number): Promise<boolean> {
    if (after <= this.#known) return Promise.resolve(true);
    return new Promise((answer) => {
      const late = setTimeout(() => waiting.done(false), ms_max);
      const waiting: Waiting = {
        after,
        done: (reached) => {
          clearTimeout(late);
          this.#waiting.delete(waiting);
          answer(reached);
        },
      };
      this.#waiting.add(waiting);
      void this.#looks();
    });
  }

  async #looks(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    for (; this.#waiting.size > 0; await pause(look_ms)) {
      const position = await this.look().catch(() => undefined); // who waits is told in time that it was for nothing
      if (position !== undefined) this.tell(position);
    }
    this.#isLooking = false;
  }
}
