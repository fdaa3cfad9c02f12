import { Overloaded } from '#event-sourcing';
import { Readable } from 'node:stream';

const each_max = 2;
const longest_ms = 60 * 60_000;

/**
 * Places for texts that are written as fast as they are read: so many at once, two of them for one client, and none for longer
 * than an hour, so that who reads slowly holds up nobody else.
 */
export class Places {
  readonly #taken = new Map<string, number>();
  #all = 0;

  constructor(
    private readonly what: string,
    private readonly all_max: number,
    private readonly ms_max: number = longest_ms,
  ) {}

  /** Takes a place, until what is returned is called. @throws Overloaded */
  take(clientId: string): () => void {
    const theirs = this.#taken.get(clientId) ?? 0;
    if (this.#all >= this.all_max) throw new Overloaded(`${this.all_max} ${this.what} are written`);
    if (theirs >= each_max) throw new Overloaded(`${each_max} ${this.what} are written for this client`);
    this.#all++;
    this.#taken.set(clientId, theirs + 1);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.#all--;
      const left = (this.#taken.get(clientId) ?? 1) - 1;
      if (left > 0) this.#taken.set(clientId, left);
      else this.#taken.delete(clientId);
    };
  }

  /** A text that gives its place back when it ends, however it ends. */
  streamed(lines: AsyncIterable<string>, release: () => void): Readable {
    const text = Readable.from(lines, { objectMode: false });
    const late = setTimeout(() => text.destroy(new Error('it was read too slowly')), this.ms_max).unref();
    text.on('error', () => undefined); // who reads it hears of it; where nobody does, it is over all the same
    return text.once('close', () => {
      clearTimeout(late);
      release();
    });
  }
}
