import type { EventStore, Recorded } from '#event-sourcing';

const events_max = 1_000;

/** Who is told of every new event, in order. It must not throw. @param position up to which these are all events */
export type Heard = (events: readonly Recorded[], position: number) => void;

/** Reads what is new in the log, once for all in this process who listen. Keeps nothing, and has no checkpoint. */
export class Follower {
  readonly #listeners = new Set<Heard>();
  #position: number | undefined;
  #looked_ms = performance.now();

  constructor(
    private readonly log: Pick<EventStore, 'head'>,
    private readonly tail: Pick<EventStore, 'readAll'>,
  ) {}

  /** Up to where all who listen have heard everything; nothing before the first look at the log. */
  get position(): number | undefined {
    return this.#position;
  }

  /** For how long it could not look at the log. */
  get silent_ms(): number {
    return performance.now() - this.#looked_ms;
  }

  /** From the next event after `position` on. @returns what ends it */
  listen(heard: Heard): () => void {
    this.#listeners.add(heard);
    return () => void this.#listeners.delete(heard);
  }

  /** Hands on what is new, and says how many events it was. Begins at the head of the log. */
  async advance(): Promise<number> {
    const after = (this.#position ??= await this.log.head());
    const events = await this.tail.readAll(after, events_max);
    const position = events.at(-1)?.position ?? after;
    this.#position = position;
    this.#looked_ms = performance.now();
    if (events.length > 0) for (const heard of [...this.#listeners]) heard(events, position);
    return events.length;
  }
}
