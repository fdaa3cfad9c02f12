import { StoredLines, type StoredHeader, type StoredLine } from '#event-sourcing';
import { hash } from 'node:crypto';
import type { Connection } from './connection.js';
import { LogReader } from './log-reader.js';
import { stored, type StoredEvent } from './stored.js';

/** How many events apart places are remembered, from which the next ones can be numbered. */
const apart = 500;
/** In so many stretches between them each event's place is remembered: a receipt asks for one event, and mostly a late one. */
const stretches_max = 200;
const characters_max = 8 << 20;

type Place = Readonly<{ number: number; position: number }>;
type StoredEvents = Readonly<{ readAll: (after: number, events_max: number) => Promise<readonly StoredEvent[]> }>;

/** The events as they are stored, of all streams whose names have a prefix. */
export const storedEvents = (connection: Connection, prefix: string): StoredEvents => {
  const reader = new LogReader(connection, prefix, stored);
  return { readAll: (after, events_max) => reader.after(after, events_max) };
};

/**
 * Numbers the events of a log whose positions have gaps. After each start it walks through the log once, as far as it is asked;
 * then it knows a place in every 500 events, and each in the stretches that it went through last.
 */
export class NumberedLines extends StoredLines {
  readonly #places: Place[] = [{ number: 0, position: 0 }];
  /** The positions behind a place, one after the other, by its number. */
  readonly #stretches = new Map<number, number[]>();
  #last: Place = { number: 0, position: 0 };

  /** @param log as it is stored: no upcaster between */
  constructor(private readonly log: StoredEvents) {
    super();
  }

  override async headers(after: number, lines_max: number): Promise<readonly StoredHeader[]> {
    return (await this.#next(after, lines_max)).map(({ content, ...header }) => ({
      ...header,
      sha256: hash('sha256', content, 'hex'),
    }));
  }

  override async lines(after: number, lines_max: number): Promise<readonly StoredLine[]> {
    const lines = await this.#next(after, Math.min(lines_max, apart));
    let length = 0;
    return lines.filter(({ content }, n) => n === 0 || (length += content.length) < characters_max);
  }

  override async numberAt(position: number): Promise<number> {
    let number = 0;
    await this.#walk(
      this.#before((place) => place.position <= position),
      (place) => {
        if (place.position <= position) ({ number } = place);
        return place.position < position;
      },
    );
    return number;
  }

  override async positionOf(number: number): Promise<number> {
    let position = 0;
    await this.#walk(
      this.#before((place) => place.number <= number),
      (place) => {
        if (place.number <= number) ({ position } = place);
        return place.number < number;
      },
    );
    return position;
  }

  override async size(): Promise<number> {
    await this.#walk(this.#last, () => true);
    return this.#last.number;
  }

  async #next(after: number, lines_max: number): Promise<readonly StoredLine[]> {
    const lines: StoredLine[] = [];
    const from = this.#before((place) => place.number <= after);
    const wants = ({ number }: Place, event?: StoredEvent) => {
      if (event && number > after) lines.push(lineOf(number, event));
      return lines.length < lines_max;
    };
    await this.#walk(from, wants, after - from.number + lines_max);
    return lines;
  }

  /** The last place that is known of which something holds. */
  #before(holds: (place: Place) => boolean): Place {
    if (holds(this.#last)) return this.#last;
    const place = this.#places.findLast(holds) ?? { number: 0, position: 0 };
    const behind = this.#stretches.get(place.number) ?? [];
    return behind.map((position, n) => ({ number: place.number + n + 1, position })).findLast(holds) ?? place;
  }

  /** Each event from a place on, the place itself first, for as long as it is wanted; so many, or fewer, are read at once. */
  async #walk(from: Place, wants: (place: Place, event?: StoredEvent) => boolean, events_max = apart): Promise<void> {
    for (let [at, goesOn] = [from, wants(from)]; goesOn;) {
      const events = await this.log.readAll(at.position, Math.min(apart - (at.number % apart), events_max));
      for (const event of events) {
        at = { number: at.number + 1, position: event.position };
        this.#know(at);
        if (goesOn) goesOn = wants(at, event);
      }
      if (events.length === 0) return;
    }
  }

  #know(place: Place): void {
    if (place.number > this.#last.number) this.#last = place;
    if (place.number === this.#places.length * apart) this.#places.push(place);
    const before = place.number - 1;
    const begun = before - (before % apart);
    const behind = this.#stretches.get(begun) ?? this.#begin(begun);
    if (behind.length === before - begun) behind.push(place.position);
  }

  #begin(stretch: number): number[] {
    const [oldest] = this.#stretches.keys();
    if (oldest !== undefined && this.#stretches.size >= stretches_max) this.#stretches.delete(oldest);
    const behind: number[] = [];
    this.#stretches.set(stretch, behind);
    return behind;
  }
}

/** What the log in PostgreSQL would say of it: the text is made of the same parts. */
const lineOf = (number: number, { type, id, streamId, revision, instant, version, data, issue }: StoredEvent) => {
  const body = JSON.stringify({ version, data, issue });
  const content = `{"stream":${JSON.stringify(streamId)},"revision":${revision},"recordedAt":"${instant}","body":${body}}`;
  return { position: number, tenantId: issue.tenantId, type, id, content };
};
