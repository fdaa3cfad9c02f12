import type { EventStore, LogPage, Recorded } from '#event-sourcing';

const fresh_ms = 4;
type Page = Readonly<{ after: number; events_max: number; events: Promise<LogPage> }>;

/** The newest part of the log, read once for all who follow it. */
export class Tail {
  #page: Page | undefined;
  /** Until when the end of the page counts as the end of the log. */
  #fresh_ms = 0;

  constructor(private readonly log: Pick<EventStore, 'readAll' | 'readAt'>) {}

  /** Something was recorded: what was read until now does not end where the log ends. */
  grows(): void {
    this.#fresh_ms = 0;
  }

  /** Some of the next events after a position, at most `events_max`; none only at the end of the log. */
  async readAll(after: number, events_max: number): Promise<readonly Recorded[]> {
    for (let page = this.#page; page && page.after <= after;) {
      const events = await page.events;
      const next = nextIn(page, events, after, events_max);
      if (next.length > 0) return next;
      const isAll = events.length < page.events_max && !events.isCut;
      if (page === this.#page && isAll && performance.now() < this.#fresh_ms) return [];
      if (page === this.#page) break;
      page = this.#page; // somebody else has read on meanwhile
    }
    const page = this.#read(after, events_max);
    return nextIn(page, await page.events, after, events_max);
  }

  readAt(positions: readonly number[]): Promise<readonly Recorded[]> {
    return this.log.readAt(positions);
  }

  #read(after: number, events_max: number): Page {
    const page = { after, events_max, events: this.log.readAll(after, events_max) };
    this.#page = page;
    this.#fresh_ms = performance.now() + fresh_ms;
    page.events.catch(() => {
      if (this.#page === page) this.#page = undefined; // who waits for it hears of it; who comes later reads again
    });
    return page;
  }
}

const nextIn = (page: Page, events: readonly Recorded[], after: number, events_max: number): readonly Recorded[] => {
  const from = page.after === after ? 0 : events.findIndex(({ position }) => position > after);
  return from < 0 ? [] : events.slice(from, from + events_max);
};
