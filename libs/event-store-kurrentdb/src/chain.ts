import { appendEvents_max, type Expectation, type Issue, type Receipt } from '#event-sourcing';
import { appendBytes_max, type Stored } from './stored.js';

/** An append's answer, which knows once its events are recorded. */
export type Answer = Promise<Receipt> & { isRecorded?: true };

/** An append on its way, and whom to tell. */
export type Link = Readonly<{
  at: Expectation;
  stored: Stored;
  issue: Issue;
  alsoAt: readonly Expectation[];
  builtOn: readonly Answer[];
  answer: Answer;
  done: (receipt: Receipt) => void;
  failed: (error: unknown) => void;
}>;

export const linkOf = (append: Omit<Link, 'answer' | 'done' | 'failed'>): Link => {
  let [done, failed]: [Link['done'], Link['failed']] = [() => undefined, () => undefined];
  const answer: Answer = new Promise<Receipt>((yes, no) => ([done, failed] = [yes, no]));
  return { ...append, answer, done, failed };
};

/**
 * Appends to one stream that wait, each expecting what the one before leaves: together they are one append to the server. It
 * records all or none, so whoever is built on another one in it needs no answer first.
 */
export class Chain {
  readonly links: Link[] = [];
  readonly #answers = new Set<Answer>();
  #revision: number;
  #events = 0;
  #bytes = 0;

  constructor(first: Link) {
    this.#revision = first.at.revision;
    this.add(first);
  }

  admits({ at, stored, builtOn }: Link): boolean {
    if (at.revision !== this.#revision) return false;
    if (this.#events + stored.events.length > appendEvents_max || this.#bytes + stored.bytes > appendBytes_max)
      return false;
    return builtOn.every((each) => each.isRecorded || this.#answers.has(each));
  }

  add(link: Link): void {
    this.links.push(link);
    this.#answers.add(link.answer);
    this.#revision += link.stored.events.length;
    this.#events += link.stored.events.length;
    this.#bytes += link.stored.bytes;
  }

  /** What it was built on outside of it. */
  get builtOn(): readonly Answer[] {
    return this.links.flatMap(({ builtOn }) => builtOn.filter((each) => !each.isRecorded && !this.#answers.has(each)));
  }
}
