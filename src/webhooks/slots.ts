type Waiting = Readonly<{ of: string; go: () => void }>;

/** So many at once, and so many of one: who waits goes in order, but past those whose own are all busy. */
export class Slots {
  readonly #busy = new Map<string, number>();
  readonly #waiting: Waiting[] = [];
  #taken = 0;

  constructor(
    private readonly all_max: number,
    private readonly each_max: number,
  ) {}

  async take<T>(of: string, work: () => Promise<T>): Promise<T> {
    if (!this.#free(of)) await new Promise<void>((go) => this.#waiting.push({ of, go }));
    else this.#occupy(of);
    try {
      return await work();
    } finally {
      this.#leave(of);
    }
  }

  #free(of: string): boolean {
    return this.#taken < this.all_max && (this.#busy.get(of) ?? 0) < this.each_max;
  }

  #occupy(of: string): void {
    this.#taken++;
    this.#busy.set(of, (this.#busy.get(of) ?? 0) + 1);
  }

  #leave(of: string): void {
    this.#taken--;
    const busy = (this.#busy.get(of) ?? 1) - 1;
    if (busy > 0) this.#busy.set(of, busy);
    else this.#busy.delete(of);
    const next = this.#waiting.findIndex((each) => this.#free(each.of));
    const [waiting] = next < 0 ? [] : this.#waiting.splice(next, 1);
    if (!waiting) return;
    this.#occupy(waiting.of);
    waiting.go();
  }
}
