import { noStream, type Recorded } from '#event-sourcing';
import {
  BACKWARDS,
  END,
  START,
  streamNameFilter,
  StreamNotFoundError,
  UnavailableError,
  type AllStreamResolvedEvent,
  type KurrentDBClient,
  type ReadAllOptions,
  type ReadStreamOptions,
  type ResolvedEvent,
} from '@kurrent/kurrentdb-client';
import type { Connection } from './connection.js';
import { Landings } from './landings.js';

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
    private readonly making: (read: ResolvedEvent | AllStreamResolvedEvent, prefix: string) => T,
  ) {}

  /** At most so many events of a stream from a revision on. */
  read(streamId: string, fromRevision: number, events_max: number): Promise<readonly T[]> {
    return this.#ofStream(streamId, { fromRevision: BigInt(fromRevision), maxCount: events_max });
  }

  /** The revision that a stream has in this moment. */
  async revisionOf(streamId: string): Promise<number> {
    const last = { fromRevision: END, direction: BACKWARDS, maxCount: 1 } as const;
    return (await this.#ofStream(streamId, last)).at(-1)?.revision ?? noStream;
  }

  /** Always from the leader: a follower may lag behind what was acknowledged. */
  async #ofStream(streamId: string, options: ReadStreamOptions): Promise<readonly T[]> {
    try {
      return await this.connection.ask((client, heard) =>
        this.#all(client.readStream(this.prefix + streamId, { ...options, requiresLeader: true }), heard),
      );
    } catch (error) {
      if (error instanceof StreamNotFoundError) return [];
      throw error;
    }
  }

  /** The next events after any position; fewer than `events_max` only at the end of the log. */
  async after(after: number, events_max: number): Promise<readonly T[]> {
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
    return { after, events, upTo: last !== undefined && events.length === page_max ? last : Infinity };
  }

  async head(): Promise<number> {
    const newest = (client: KurrentDBClient, heard: () => void) =>
      this.#page(client, heard, { fromPosition: END, direction: BACKWARDS, maxCount: 1 });
    const [event] = await this.connection.ask(newest);
    if (event) this.#landings.add(event);
    return event?.position ?? 0;
  }

  /** The event at a position, if one stands there. */
  async at(position: number): Promise<T | undefined> {
    for (let left = 2; left > 0 && position > 0; left--) {
      try {
        const [event] = await this.connection.askOnce((client, heard) =>
          this.#ask(client, heard, position, position - 1, 1),
        );
        return event?.position === position ? event : undefined;
      } catch (error) {
        await this.#isThere(error);
      }
    }
    return undefined;
  }

  /** The position of the last event that was recorded at an instant or before it. */
  async by(instant: string): Promise<number> {
    for (let at = this.#landings.by(instant); ;) {
      const page = await this.after(at, page_max);
      at = page.findLast(({ recordedAt }) => recordedAt <= instant)?.position ?? at;
      if (page.length < page_max || page.at(-1)!.recordedAt > instant) return at;
    }
  }

  /**
   * From the position itself, which nearly always is that of an event; or from the one behind it, for who wants just the
   * event there. Nothing where the server cannot read from either.
   */
  async #straightAfter(after: number, events_max: number): Promise<readonly T[] | undefined> {
    if (this.#landings.before(after) === after) return this.#from(after, after, events_max);
    for (const landing of [after, after + 1]) {
      try {
        const page = (client: KurrentDBClient, heard: () => void) =>
          this.#ask(client, heard, landing, after, events_max);
        return await this.connection.askOnce(page, silence_ms);
      } catch (error) {
        await this.#isThere(error);
      }
    }
    return undefined;
  }

  /** The server calls itself unavailable where no event stands. @throws where it is, or where it was something else */
  async #isThere(error: unknown): Promise<void> {
    if (!(error instanceof UnavailableError)) throw error;
    await this.head();
  }

  /** From the last position before it that is known to be an event's. */
  async #walkedTo(after: number, events_max: number): Promise<readonly T[]> {
    const found: T[] = [];
    for (let at = this.#landings.before(after); found.length < events_max;) {
      const page = await this.#from(at, at, page_max);
      for (const event of page) if (event.position > after) found.push(event);
      if (page.length < page_max) break;
      const last = page.at(-1)!;
      this.#landings.add(last);
      at = last.position;
    }
    return found.slice(0, events_max);
  }

  #from(landing: number, after: number, events_max: number): Promise<readonly T[]> {
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
  ): Promise<readonly T[]> {
    const place = { commit: BigInt(landing), prepare: BigInt(landing) };
    const maxCount = events_max + (landing > after ? 0 : 1);
    const events = await this.#page(client, heard, { fromPosition: landing === 0 ? START : place, maxCount });
    return events.filter(({ position }) => position > after).slice(0, events_max);
  }

  #page(client: KurrentDBClient, heard: () => void, options: ReadAllOptions): Promise<readonly T[]> {
    const filter = streamNameFilter({ prefixes: [this.prefix] });
    return this.#all(client.readAll({ ...options, filter, requiresLeader: true }), heard);
  }

  async #all(events: AsyncIterable<ResolvedEvent | AllStreamResolvedEvent>, heard: () => void): Promise<readonly T[]> {
    const all: T[] = [];
    for await (const event of events) {
      heard();
      all.push(this.making(event, this.prefix));
    }
    return all;
  }
}
