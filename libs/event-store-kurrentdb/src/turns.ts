import { Overloaded } from '#event-sourcing';

const waiting_max = 10_000;

/** Lets what shares a name happen one after the other, in the order in which it was asked for. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();
  #waiting = 0;

  /** @param patience_ms how long somebody may wait for a turn */
  constructor(private readonly patience_ms: number) {}

  get waiting(): number {
    return this.#waiting;
  }

  /** @throws Overloaded where too many wait, or the turn comes too late: then nothing was done */
  async take<T>(names: readonly string[], work: () => Promise<T>): Promise<T> {
    if (this.#waiting >= waiting_max) throw new Overloaded(`${waiting_max} appends wait`);
    const [before, since_ms] = [names.flatMap((name) => this.#last.get(name) ?? []), performance.now()];
    this.#waiting++;
    const turn = (async () => {
      if (before.length > 0) await Promise.allSettled(before);
      this.#waiting--;
      if (performance.now() - since_ms > this.patience_ms) throw new Overloaded('its turn came too late');
      return work();
    })();
    for (const name of names) this.#last.set(name, turn);
    try {
      return await turn;
    } finally {
      for (const name of names) if (this.#last.get(name) === turn) this.#last.delete(name);
    }
  }
}
