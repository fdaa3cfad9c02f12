import type { EventStore, OfEach, Part, ReadModel, Recorded, Stretch } from '#event-sourcing';
import type { DataSource } from 'typeorm';
import type { Projection } from '../projector.js';
import type { Reached } from './reach.js';

/** So many events of the log, about, are looked through at once for few of them. */
const stretch_max = 25_000;
/** Where one in so many events of the log is theirs, or more, all are read and the others left out. */
const dense_part = 4;
/** By so many looks at so many events each. */
const [looks_n, look_n] = [16, 200];

/** A read model in which every event has a row: it knows whose an event is, and where it lies. */
export type OfEachModel = ReadModel & Readonly<{ once: OfEach }>;

/** @throws where the projection has no such read model */
export const ofEachIn = ({ name, models }: Projection): OfEachModel => {
  const found = models.find((model): model is OfEachModel => model.once !== undefined);
  if (!found) throw new Error(`${name} has no read model of each event`);
  return found;
};

/** Where events of tenants lie. */
export class Places {
  readonly #table: string;
  readonly #tenant: string;
  readonly #position: string;

  /** @param database whose tables hold these events at least */
  constructor(
    private readonly database: DataSource,
    { row, once }: OfEachModel,
  ) {
    this.#table = `"${database.getMetadata(row).tablePath.replace('.', '"."')}"`;
    [this.#tenant, this.#position] = [`"${once.tenant}"`, `"${once.position}"`];
  }

  /** How many there are up to a position; of more than `events_max`, that there are so many. */
  async count({ tenants, last }: Reached, events_max: number): Promise<number> {
    const [whose, those] = tenants === 'all' ? ['', []] : [`${this.#tenant} = ANY ($3) AND`, [tenants]];
    const text = `SELECT count(*)::float8 AS events FROM (
      SELECT FROM ${this.#table} WHERE ${whose} ${this.#position} <= $1 LIMIT $2) counted`;
    return (await this.database.query(text, [last, events_max, ...those]))[0].events;
  }

  /** Whether one in four events of the log is theirs, or more, by what a few stretches hold: which way is quicker, not what is read. */
  async areDense(tenants: readonly string[], last: number, spacing: number): Promise<boolean> {
    const step = last / looks_n;
    const stretch = Math.min(step, look_n * spacing);
    const text = `SELECT count(*)::float8 AS events FROM generate_series(0, ${looks_n - 1}) look CROSS JOIN LATERAL (
      SELECT FROM ${this.#table} WHERE ${this.#tenant} = ANY ($1) AND ${this.#position} > (look * $2::float8)::bigint
      AND ${this.#position} <= (look * $2::float8 + $3::float8)::bigint) found`;
    const [{ events }] = await this.database.query(text, [tenants, step, stretch]);
    return events * dense_part >= (looks_n * stretch) / spacing;
  }

  /** The next ones in a stretch of the log, in order. */
  async next(
    tenants: readonly string[],
    { after, upTo, events_max }: Readonly<{ after: number; upTo: number; events_max: number }>,
  ): Promise<readonly number[]> {
    const text = `SELECT ${this.#position}::float8 AS position FROM ${this.#table} WHERE ${this.#tenant} = ANY ($1)
      AND ${this.#position} > $2 AND ${this.#position} <= $3 ORDER BY ${this.#position} LIMIT $4`;
    const found: readonly { position: number }[] = await this.database.query(text, [tenants, after, upTo, events_max]);
    return found.map(({ position }) => position);
  }
}

/** The events of which a state is made. `isDense`: there are few others between them. */
export type Theirs = Reached & Readonly<{ isDense: boolean }>;
export type Counted = Theirs & Readonly<{ isLong: boolean }>;

/** @param few_max so many are few */
export const counted = async (reached: Reached, places: Places, spacing: number, few_max: number): Promise<Counted> => {
  const { tenants, last } = reached;
  const isLong = (await places.count(reached, few_max + 1)) > few_max;
  if (tenants === 'all') return { tenants, last, isLong, isDense: true };
  return { tenants, last, isLong, isDense: isLong && (await places.areDense(tenants, last, spacing)) };
};

/** The log of some tenants up to a position, as a projector or a bulk fold reads it. */
export class TenantsLog {
  readonly spacing: number;
  readonly #those: ReadonlySet<string>;

  constructor(
    private readonly log: Pick<EventStore, 'readAt' | 'readAll' | 'readRange' | 'spacing'>,
    private readonly theirs: Theirs,
    private readonly places: Places,
  ) {
    this.spacing = log.spacing;
    this.#those = new Set(theirs.tenants === 'all' ? [] : theirs.tenants);
  }

  /** The next ones: at least one, while there is one. */
  async readAll(after: number, events_max: number): Promise<readonly Recorded[]> {
    const { tenants, last } = this.theirs;
    if (tenants === 'all') return this.log.readAll(after, events_max);
    const stretch = stretch_max * this.spacing;
    for (let from = after; from < last; from += stretch) {
      const found = await this.places.next(tenants, { after: from, upTo: Math.min(last, from + stretch), events_max });
      if (found.length > 0) return this.log.readAt(found);
    }
    return [];
  }

  /** Where they are sparse, of all streams: who else could say which share of the streams one is in? */
  async readRange(after: number, upTo: number, part: Part): Promise<Stretch> {
    const { tenants, isDense } = this.theirs;
    if (tenants === 'all') return this.log.readRange(after, upTo, part);
    if (isDense) {
      const events = await this.log.readRange(after, upTo, part);
      return [...events].filter(({ issue }) => this.#those.has(issue.tenantId));
    }
    const events = await this.log.readAt(await this.places.next(tenants, { after, upTo, events_max: upTo - after }));
    return events.filter(({ type }) => part.types?.includes(type) ?? true);
  }
}
