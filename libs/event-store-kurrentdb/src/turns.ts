import { Overloaded } from '#event-sourcing';

const waiting_max = 10_000;

/** Somebody's turn: what is meanwhile theirs alone, and what others may share. */
type Turn = { alone: string[]; shared: string[]; over: Promise<void>; appends: number; isWaiting: boolean };
/** Who had a name to themselves last, and who has shared it since. */
type Name = { alone: Turn | undefined; shared: Set<Turn> };

/** Lets what has a name to itself happen one after the other, in the order in which it was asked for; who shares it, at once. */
export class Turns {
  readonly #names = new Map<string, Name>();
  #waiting = 0;

  /** @param patience_ms how long somebody may wait for a turn */
  constructor(private readonly patience_ms: number) {}

  get waiting(): number {
    return this.#waiting;
  }

  /**
   * @param alone names that nobody else has meanwhile. @param shared names that others may share, and nobody has alone
   * @param work is told whether its turn came too late; it must not throw. Where nobody is before it, it begins at once
   * @throws Overloaded where too many wait
   */
  take(alone: readonly string[], shared: readonly string[], work: (isLate: boolean) => Promise<void>): Turn {
    this.#makeRoom();
    const before = [
      ...alone.flatMap((name) => [this.#names.get(name)?.alone, ...(this.#names.get(name)?.shared ?? [])]),
      ...shared.map((name) => this.#names.get(name)?.alone),
    ].flatMap((turn) => turn?.over ?? []);
    const turn: Turn = { alone: [], shared: [], over: Promise.resolve(), appends: 1, isWaiting: true };
    this.#mark(turn, alone, shared);
    turn.over = this.#after(before, turn, work);
    return turn;
  }

  /** One more append goes in a turn that has not come yet, if it has to wait for nobody else. @throws Overloaded too */
  joins(turn: Turn, alone: readonly string[], shared: readonly string[]): boolean {
    const isFree = alone.every((name) => !this.#names.has(name));
    if (!turn.isWaiting || !isFree || shared.some((name) => this.#names.get(name)?.alone)) return false;
    this.#makeRoom();
    turn.appends++;
    this.#mark(turn, alone, shared);
    return true;
  }

  #makeRoom(): void {
    if (this.#waiting >= waiting_max) throw new Overloaded(`${waiting_max} appends wait`);
    this.#waiting++;
  }

  #mark(turn: Turn, alone: readonly string[], shared: readonly string[]): void {
    for (const name of alone) this.#names.set(name, { alone: turn, shared: new Set() });
    for (const name of shared) {
      const others = this.#names.get(name);
      if (others) others.shared.add(turn);
      else this.#names.set(name, { alone: undefined, shared: new Set([turn]) });
    }
    turn.alone.push(...alone);
    turn.shared.push(...shared);
  }

  async #after(before: readonly Promise<void>[], turn: Turn, work: (isLate: boolean) => Promise<void>): Promise<void> {
    const since_ms = performance.now();
    if (before.length > 0) await Promise.all(before);
    turn.isWaiting = false;
    this.#waiting -= turn.appends;
    await work(performance.now() - since_ms > this.patience_ms);
    for (const name of [...turn.alone, ...turn.shared]) this.#leave(name, turn);
  }

  #leave(name: string, turn: Turn): void {
    const left = this.#names.get(name);
    if (!left) return;
    if (left.alone === turn) left.alone = undefined;
    left.shared.delete(turn);
    if (!left.alone && left.shared.size === 0) this.#names.delete(name);
  }
}

export type { Turn };
