import { cutPage, Overloaded, pageBytes_max, Unanswered, type LogPage, type Part, type Recorded, type Stretch } from '#event-sourcing'; // prettier-ignore
import pg, { type Pool } from 'pg';
import { copiedRows, type Rows } from './copied-rows.js';
import { asSent, columns, copied, copiedColumns, recorded, type Row } from './recorded.js';
import type { Placed } from './same-log.js';
import { untilAnswered } from './until-answered.js';

const timeout_ms = 5_000;
/** Pages of so many events are copied: fewer take longer to plan than they save. */
const copied_min = 200;
/** So many events have room in any case. */
const few = 50;
const ofStream = 'WHERE stream_id = $1 AND revision >= $2 ORDER BY revision LIMIT $3';
const next = 'WHERE position > $1 ORDER BY position LIMIT $2';

type Wanted = Readonly<{ by?: 'position' | 'revision'; events_max: number; bytes_max?: number }>;
type Sized = Readonly<{ events: readonly Recorded[]; bytes: number }>;

/** What is asked of the log's tables, and asked again as long as there is no answer. */
export class LogQueries {
  readonly #timeout: Readonly<{ query_timeout: number }>;
  /** Where a whole page ended: whoever reads on from there has some way to go. */
  #fullUpTo: number | undefined;
  /** So many events at most are asked for at once. */
  #fitting = Infinity;

  constructor(
    private readonly pool: Pool,
    private readonly patience_ms: number,
    private readonly saw: (event: Placed) => void,
  ) {
    // pg knows this for a single query, its types do not. The pool drops a connection that does not answer.
    this.#timeout = { query_timeout: pool.options.query_timeout ?? timeout_ms };
  }

  async rows<R>(name: string, text: string, values: readonly unknown[], form: object = {}): Promise<readonly R[]> {
    const query = { name, text, values: [...values], ...form, ...this.#timeout };
    return this.#answered(async () => (await this.pool.query(query)).rows as R[]);
  }

  async events(name: string, where: string, values: readonly unknown[]): Promise<readonly Recorded[]> {
    return this.#seen(
      recorded(await this.rows<Row>(name, `SELECT ${columns} FROM log.event ${where}`, values, asSent)),
    );
  }

  /** Of one stream: few, and then as many more as fit by what those were. @throws Overloaded */
  async stream(streamId: string, from: number, events_max: number): Promise<LogPage> {
    const [first_n, text] = [Math.min(events_max, few), `SELECT ${columns} FROM log.event ${ofStream}`];
    const rows = await this.rows<Row>('read', text, [streamId, from, first_n], asSent);
    const { events, bytes } = begun(rows);
    this.#seen(events);
    const areAll = rows.length < first_n || first_n === events_max;
    if (areAll && events.length === rows.length) return events;
    const room = pageBytes_max - bytes;
    const rest_n = Math.min(events_max - first_n, Math.floor((room * first_n) / bytes));
    if (rest_n <= 0) return cutPage(events);
    const wanted = `stream_id = ${pg.escapeLiteral(streamId)} AND revision >= ${whole(from + first_n)}`;
    const rest = await this.#copied(wanted, { by: 'revision', events_max: rest_n, bytes_max: room });
    const page = this.#seen([...events, ...rest]);
    const isEnd = rest.length < rest_n && rest.bytes < room;
    return isEnd || page.length === events_max ? page : cutPage(page);
  }

  /**
   * A page of all. How many events are asked for follows from how large those of the page before were, where that was full.
   *
   * @throws Overloaded: whoever asks again is given fewer
   */
  async page(after: number, events_max: number): Promise<LogPage> {
    const asked = Math.min(events_max, this.#fitting);
    try {
      const { events, bytes } = await this.#pageOf(after, asked);
      const [last, isCut] = [
        events.at(-1),
        events.length < events_max && (events.length === asked || bytes >= pageBytes_max),
      ];
      if (last) this.saw(last);
      if (isCut || (events.length === events_max && events_max >= copied_min)) this.#wasFull(events, bytes);
      return isCut ? cutPage(events) : events;
    } catch (error) {
      if (error instanceof Overloaded) this.#fitting = Math.max(1, asked >> 1);
      throw error;
    }
  }

  /** The beginning as rows; the rest, where that was full, as a copy. */
  async #pageOf(after: number, events_n: number): Promise<Sized> {
    if (after === this.#fullUpTo) return this.#copiedPage(after, events_n, pageBytes_max);
    const first_n = Math.min(events_n, copied_min);
    const rows = await this.rows<Row>('read-all', `SELECT ${columns} FROM log.event ${next}`, [after, first_n], asSent);
    const { events, bytes } = begun(rows);
    const last = events.at(-1);
    if (!last || events.length < first_n || first_n === events_n || bytes >= pageBytes_max) return { events, bytes };
    const rest = await this.#copiedPage(last.position, events_n - first_n, pageBytes_max - bytes);
    return { events: [...events, ...rest.events], bytes: bytes + rest.bytes };
  }

  async #copiedPage(after: number, events_n: number, bytes_max: number): Promise<Sized> {
    const rows = await this.#copied(`position > ${whole(after)}`, { events_max: events_n, bytes_max });
    return { events: [...rows], bytes: rows.bytes };
  }

  /** Reads on from its end by a copy, of as many as fit by what its events were. */
  #wasFull(events: readonly Recorded[], bytes: number): void {
    this.#fullUpTo = events.at(-1)?.position;
    const fitting = Math.ceil((pageBytes_max * events.length) / Math.max(1, bytes));
    this.#fitting = Math.min(fitting, events.length < this.#fitting ? this.#fitting : 2 * this.#fitting);
  }

  /** At most as many as there are positions: each is that of an event. */
  range(after: number, upTo: number, { types, of }: Part): Promise<Stretch> {
    const wanted = [
      `position > ${whole(after)} AND position <= ${whole(upTo)}`,
      ...(types ? [`type = ANY (ARRAY[${types.map((type) => pg.escapeLiteral(type)).join()}]::text[])`] : []),
      // A hash is of 32 bits with a sign, and no share is below 0.
      ...(of ? [`mod(hashtext(stream_id) & 2147483647, ${whole(of.shares)}) = ${whole(of.share)}`] : []),
    ];
    return this.#copied(wanted.join(' AND '), { events_max: Math.max(0, upTo - after) });
  }

  #copied(wanted: string, { by = 'position', events_max, bytes_max }: Wanted): Promise<Rows<Recorded>> {
    const bounds = { timeout_ms: this.#timeout.query_timeout, ...(bytes_max !== undefined && { bytes_max }) };
    const order = `ORDER BY event.${by} LIMIT ${whole(events_max)}`; // by the number: what is selected is its text
    const select = `SELECT ${copiedColumns} FROM log.event WHERE ${wanted} ${order}`;
    return this.#answered(() => copiedRows(this.pool, select, copied, bounds));
  }

  #seen(events: readonly Recorded[]): readonly Recorded[] {
    const last = events.at(-1);
    if (last) this.saw(last);
    return events;
  }

  #answered<T>(ask: () => Promise<T>): Promise<T> {
    const asked = async () => {
      if (this.pool.ending) throw new Unanswered('the log was closed');
      return ask();
    };
    return untilAnswered(asked, this.patience_ms);
  }
}

/** Of what was read as rows as much as there is room for. */
const begun = (rows: readonly Row[]): Sized => {
  let bytes = 0;
  const fitting = rows.filter(([, , , , , , body]) => bytes < pageBytes_max && (bytes += Buffer.byteLength(body)) > 0);
  return { events: recorded(fitting), bytes };
};

/** A number in a statement. */
const whole = (value: number): string => {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no whole number`);
  return String(value);
};
