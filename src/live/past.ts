import type { EventStore, Recorded } from '#event-sourcing';
import type { ReadModels } from '#nest-event-sourcing';
import { HistoryRow } from '../overview/history.js';

const positions_max = 500;
/** So much of the log is read at once, whosesoever it is. */
const events_max = 200;
const readers_max = 4;

/** All events of an alliance up to a position, after the last page's. */
export type PastPage = Readonly<{ events: readonly Recorded[]; to: number }>;

/**
 * What happened in an alliance, read again from the log for who comes from far behind: a page at a time, and only a few
 * pages at once in the whole process. The history knows where an alliance's events are, so that those of others are
 * passed over.
 */
export class Past {
  readonly #waiting: (() => void)[] = [];
  #reading = 0;

  constructor(
    private readonly log: EventStore,
    private readonly readModels: ReadModels,
  ) {}

  /** Ends nowhere: who has caught up leaves off. */
  async *after(allianceId: string, position: number): AsyncGenerator<PastPage, never> {
    for (let at = position; ;) {
      const { answer: places, position: known } = await this.#inTurn(() => this.#places(allianceId, at));
      for (const { first, last } of spansOf(places)) {
        const events = await this.#inTurn(() => this.log.readRange(first - 1, last));
        yield { events: ofAlliance(allianceId, events), to: (at = last) };
      }
      if (places.length === positions_max) continue;
      if (known > at) yield { events: [], to: (at = known) };
      else {
        const newest = await this.#inTurn(() => this.log.readAll(at, events_max)); // the history does not know it yet
        yield { events: ofAlliance(allianceId, newest), to: (at = newest.at(-1)?.position ?? at) };
      }
    }
  }

  #places(allianceId: string, after: number) {
    return this.readModels.ask(0, async (db) => {
      const rows = await db
        .createQueryBuilder(HistoryRow, 'row')
        .select('row.position', 'position')
        .where('row.allianceId = :allianceId AND row.position > :after', { allianceId, after })
        .orderBy('row.position')
        .limit(positions_max)
        .getRawMany<{ position: number }>();
      return rows.map(({ position }) => position);
    });
  }

  async #inTurn<T>(read: () => Promise<T>): Promise<T> {
    if (this.#reading === readers_max) await new Promise<void>((turn) => this.#waiting.push(turn));
    else this.#reading++;
    try {
      return await read();
    } finally {
      const next = this.#waiting.shift(); // who comes next takes this turn
      if (next) next();
      else this.#reading--;
    }
  }
}

const ofAlliance = (allianceId: string, events: Iterable<Recorded>): readonly Recorded[] =>
  [...events].filter(({ issue }) => issue.tenantId === allianceId);

/** Places that lie near each other are read together. */
const spansOf = (places: readonly number[]): readonly Readonly<{ first: number; last: number }>[] => {
  const spans: { first: number; last: number }[] = [];
  for (const place of places) {
    const span = spans.at(-1);
    if (span && place - span.first < events_max) span.last = place;
    else spans.push({ first: place, last: place });
  }
  return spans;
};
