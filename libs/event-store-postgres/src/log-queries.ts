import { Unanswered, type Part, type Recorded, type Stretch } from '#event-sourcing';
import pg, { type Pool } from 'pg';
import { copiedRows } from './copied-rows.js';
import { asSent, columns, copied, copiedColumns, recorded, type Row } from './recorded.js';
import type { Placed } from './same-log.js';
import { untilAnswered } from './until-answered.js';

const timeout_ms = 5_000;
/** Pages of so many events are copied: fewer take longer to plan than they save. */
const copied_min = 200;

/** What is asked of the log's tables, and asked again as long as there is no answer. */
export class LogQueries {
  readonly #timeout: Readonly<{ query_timeout: number }>;
  /** Where a whole page ended: whoever reads on from there has some way to go. */
  #fullUpTo: number | undefined;

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

  /** A page of all. */
  async page(after: number, events_max: number): Promise<readonly Recorded[]> {
    const events =
      after === this.#fullUpTo
        ? this.#seen([...(await this.#copied(`position > ${whole(after)}`, events_max))])
        : await this.events('read-all', 'WHERE position > $1 ORDER BY position LIMIT $2', [after, events_max]);
    if (events.length === events_max && events_max >= copied_min) this.#fullUpTo = events.at(-1)?.position;
    return events;
  }

  /** At most as many as there are positions: each is that of an event. */
  range(after: number, upTo: number, { types, of }: Part): Promise<Stretch> {
    const wanted = [
      `position > ${whole(after)} AND position <= ${whole(upTo)}`,
      ...(types ? [`type = ANY (ARRAY[${types.map((type) => pg.escapeLiteral(type)).join()}]::text[])`] : []),
      // A hash is of 32 bits with a sign, and no share is below 0.
      ...(of ? [`mod(hashtext(stream_id) & 2147483647, ${whole(of.shares)}) = ${whole(of.share)}`] : []),
    ];
    return this.#copied(wanted.join(' AND '), Math.max(0, upTo - after));
  }

  #copied(wanted: string, events_max: number): Promise<Stretch> {
    const order = `ORDER BY event.position LIMIT ${whole(events_max)}`; // by the number: what is selected is its text
    const select = `SELECT ${copiedColumns} FROM log.event WHERE ${wanted} ${order}`;
    return this.#answered(() => copiedRows(this.pool, select, copied, this.#timeout.query_timeout));
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

/** A number in a statement. */
const whole = (value: number): string => {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no whole number`);
  return String(value);
};
