import { cutPage, noStream, pageBytes_max, type LogPage, type Recorded } from '#event-sourcing';
import { InvalidArgumentError, UnknownError, type KurrentDBClient } from '@kurrent/kurrentdb-client';
import type { Connection } from './connection.js';
import { Landings } from './landings.js';
import { readAll, readStream, type OfAll, type Read } from './reads.js';

/** How many events are read at once on the way through a range. */
const page_max = 2_000;
/** How many of them are kept in memory. */
const pages_max = 4;
/** How long a page may be without a word: the server looks through what others have recorded, too. */
const silence_ms = 30_000;

/** All events after a position, up to and with another. */
type Page<T> = Readonly<{ after: number; upTo: number; events: readonly T[] }>;

/** Reads streams and the whole log, of which it sees those streams whose names have a prefix. `making`: of each event as it was read. */
export class LogReader<T extends Recorded = Recorded> {
  readonly #landings = new Landings();
  /** The pages of ranges that were read last: what was recorded stays as it is. */
  #pages: readonly Page<T>[] = [];

  constructor(
    private readonly connection: Connection,
    private readonly prefix: string,
    private readonly making: (read: Read, prefix: string) => T,
  ) {}

  /** At most so many events of a stream from a revision on. */
  read(streamId: string, fromRevision: number, events_max: number): Promise<LogPage<T>> {
    const of = { streamId: this.prefix + streamId, from: fromRevision, events_max };
    return this.connection.ask((client, heard) => this.#all(readStream(client, of), heard));
  }

  /** The revision that a stream has in this moment. */
  async revisionOf(streamId: string): Promise<number> {
    return this.connection.ask((client) => this.revisionOn(client, streamId));
  }

  /** The same, asked once. @throws what the client would */
  async revisionOn(client: KurrentDBClient, streamId: string): Promise<number> {
    const last = { streamId: this.prefix + streamId, from: 'last', events_max: 1 } as const;
    let revision = noStream;
    for await (const event of readStream(client, last)) ({ revision } = event);
    return revision;
  }

  /** The next events after any position; fewer than `events_max` only at the end of the log, or where they are cut. */
  async after(after: number, events_max: number): Promise<LogPage<T>> {
    const events = (await this.#straightAfter(after, events_max)) ?? (await this.#walkedTo(after, events_max));
    const last = events.at(-1);
    if (last) this.#landings.add(last);
    return events;
  }

  /** Who reads stretch by stretch, also where there is nothing for long, asks the server once for each page. */
  async range(after: number, upTo: number): Promise<readonly T[]> {
    const found: T[] = [];
    for (let at = after; at < upTo;) {
      const page = this.#pages.find((each) => each.after <= at && at < each.upTo) ?? (await this.#pageAfter(at));
      for (const event of page.events) if (event.position > at && event.position <= upTo) found.push(event);
      at = page.upTo;
    }
    return found;
  }

  async #pageAfter(after: number): Promise<Page<T>> {
    const events = await this.after(after, page_max);
    const last = events.at(-1)?.position;
    if (last !== undefined) this.#pages = [{ after, events, upTo: last }, ...this.#pages].slice(0, pages_max);
    return { after, events, upTo: last !== undefined && isFull(events) ? last : Infinity };
  }

  async head(): Promise<number> {
    const [event] = await this.connection.ask((client, heard) =>
      this.#page(client, heard, { from: 'last', events_max: 1 }),
    );
    if (event) this.#landings.add(event);
    return event?.position ?? 0;
  }

  /** The event at a position, if one stands there. */
  async at(position: number): Promise<T | undefined> {
    if (position <= 0) return undefined;
    const [event] = (await this.#fromPlace(position, position - 1, 1)) ?? [];
    return event?.position === position ? event : undefined;
  }

  /** The position of the last event that was recorded at an instant or before it. */
  async by(instant: string): Promise<number> {
    for (let at = this.#landings.by(instant); ;) {
      const page = await this.after(at, page_max);
      at = page.findLast(({ recordedAt }) => recordedAt <= instant)?.position ?? at;
      if (!isFull(page) || page.at(-1)!.recordedAt > instant) return at;
    }
  }

  /**
   * From the position itself, which nearly always is that of an event; or from the one behind it, for who wants just the
   * event there. Nothing where the server cannot read from either.
   */
  async #straightAfter(after: number, events_max: number): Promise<LogPage<T> | undefined> {
    return (await this.#fromPlace(after, after, events_max)) ?? this.#fromPlace(after + 1, after, events_max);
  }

  /** Nothing where no event stands at the landing: the server reads from no other place. */
  async #fromPlace(landing: number, after: number, events_max: number): Promise<LogPage<T> | undefined> {
    try {
      return await this.#from(landing, after, events_max);
    } catch (error) {
      if (error instanceof UnknownError || error instanceof InvalidArgumentError) return undefined;
      throw error;
    }
  }

  /** From the last position before it that is known to be an event's. */
  async #walkedTo(after: number, events_max: number): Promise<LogPage<T>> {
    const found: T[] = [];
    for (let at = this.#landings.before(after); found.length < events_max;) {
      const page = await this.#from(at, at, page_max);
      for (const event of page) if (event.position > after) found.push(event);
      if (!isFull(page)) break;
      if (page.isCut && found.length > 0) return cutPage(found.slice(0, events_max));
      const last = page.at(-1)!;
      this.#landings.add(last);
      at = last.position;
    }
    return found.slice(0, events_max);
  }

  #from(landing: number, after: number, events_max: number): Promise<LogPage<T>> {
    const page = (client: KurrentDBClient, heard: () => void) => this.#ask(client, heard, landing, after, events_max);
    return this.connection.ask(page, silence_ms);
  }

  /** The server gives the event at the landing itself, too. */
  async #ask(
    client: KurrentDBClient,
    heard: () => void,
    landing: number,
    after: number,
    events_max: number,
  ): Promise<LogPage<T>> {
    const from = { from: landing, events_max: events_max + (landing > after ? 0 : 1) };
    const page = await this.#page(client, heard, from);
    const events = page.filter(({ position }) => position > after).slice(0, events_max);
    return page.isCut ? cutPage(events) : events;
  }

  #page(client: KurrentDBClient, heard: () => void, of: Omit<OfAll, 'prefix'>): Promise<LogPage<T>> {
    return this.#all(readAll(client, { ...of, prefix: this.prefix }), heard);
  }

  async #all(events: AsyncIterable<Read>, heard: () => void): Promise<LogPage<T>> {
    const all: T[] = [];
    let bytes = 0;
    for await (const event of events) {
      heard();
      all.push(this.making(event, this.prefix));
      if ((bytes += event.bytes) >= pageBytes_max) return cutPage(all);
    }
    return all;
  }
}

const isFull = ({ length, isCut }: LogPage<unknown>): boolean => length === page_max || isCut === true;
