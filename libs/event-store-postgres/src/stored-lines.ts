import { StoredLines, type StoredHeader, type StoredLine } from '#event-sourcing';
import type { Pool } from 'pg';
import { asSent } from './recorded.js';
import { gaveUp } from './until-answered.js';

/** How many bytes of bodies are read together. */
const bytes_max = 8 << 20;
const timeout_ms = 5_000;
/** What is there so soon could have been twice as much. */
const soon_ms = 1_000;

const recordedAt = `to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
/**
 * All of an event but its header, as it is stored: its body byte for byte, and the columns beside it. Nobody else writes
 * this text, so there is nothing to canonicalise. The instant has all its microseconds.
 */
const content = `'{"stream":' || to_json(stream_id) || ',"revision":' || revision || ',"recordedAt":"' ||
  ${recordedAt} || '","body":' || body || '}'`;
/** The same text, made here: for the server it is the greater part of reading an event. */
const contentOf = ([, , , streamId, revision, at, body]: Row): string =>
  `{"stream":${JSON.stringify(streamId)},"revision":${revision},"recordedAt":"${at}","body":${body}}`;
/**
 * To look into a JSON text the server decodes all texts in it, and throws where one is no text to it: a NUL, half of a
 * character. Where there may be such a one, nothing is said here.
 */
const tenantId = `CASE WHEN strpos(body::text, '\\u') = 0 THEN coalesce(body #>> '{issue,tenantId}', '') END`;
/** By the log's own number, which has an index; `position` alone would be the one that is selected, and sort all that is to come. */
const next = 'WHERE position > $1 ORDER BY event.position LIMIT $2';
const header = `position::float8 AS position, ${tenantId} AS "tenantId", type, id`;

type Row = readonly [position: string, id: string, type: string, streamId: string, revision: string, at: string, body: string]; // prettier-ignore
/** Where the last one of the next events begins within a bounded number of bytes. */
const last = `SELECT max(position) FROM (
  SELECT position, sum(octet_length(body::text)) OVER (ORDER BY event.position) - octet_length(body::text) AS before
  FROM log.event ${next}) AS next_lines WHERE before < ${bytes_max}`;
const row = `position, id, type, stream_id, revision, ${recordedAt} AS at, body`;

/** The log as it is stored, for those who prove it or carry it away. Nothing is decoded. */
export class PostgresStoredLines extends StoredLines {
  /** So many lines at most are asked for at once. */
  #fitting = Infinity;

  /** @param pool made by `logPool` */
  constructor(private readonly pool: Pool) {
    super();
  }

  /** The next events after a position; fewer than `lines_max` only at the end of the log. Bodies stay where they are. */
  override async headers(after: number, lines_max: number): Promise<readonly StoredHeader[]> {
    const sha256 = `encode(sha256(convert_to(${content}, 'UTF8')), 'hex') AS sha256`;
    const text = `SELECT ${header}, ${sha256} FROM log.event ${next}`;
    const headers: StoredHeader[] = [];
    for (let isEnd = false; !isEnd && headers.length < lines_max;) {
      const from = headers.at(-1)?.position ?? after;
      const ask = async (lines_n: number) => {
        const part = await this.#ask('stored-headers', text, [from, lines_n]);
        isEnd = part.length < lines_n;
        return part;
      };
      headers.push(...(await this.#fittingly(lines_max - headers.length, ask)));
    }
    return headers;
  }

  /** Some of the next events after a position: at most `lines_max`, of a bounded size together; none only at the end. */
  override async lines(after: number, lines_max: number): Promise<readonly StoredLine[]> {
    const text = `SELECT ${row} FROM log.event WHERE position > $1 AND position <= (${last}) ORDER BY event.position`;
    const ask = (lines_n: number) => this.#rows<Row>('stored-lines', text, [after, lines_n], asSent);
    const rows = await this.#fittingly(lines_max, ask);
    return rows.map((each) => {
      const [position, id, type, , , , body] = each;
      return { position: Number(position), tenantId: tenantIn(body), type, id, content: contentOf(each) };
    });
  }

  override async numberAt(position: number): Promise<number> {
    return Math.min(position, await this.size());
  }

  override async positionOf(number: number): Promise<number> {
    return number;
  }

  override async size(): Promise<number> {
    const [head] = await this.#rows<{ size: number }>('size', 'SELECT position::float8 AS size FROM log.head', []);
    return head?.size ?? 0;
  }

  /** Half as many as the server did not look through in time, and so on; as many are asked for from then on. */
  async #fittingly<T>(lines_max: number, ask: (lines_n: number) => Promise<T>): Promise<T> {
    const [lines_n, began_ms] = [Math.min(lines_max, this.#fitting), performance.now()];
    try {
      const found = await ask(lines_n);
      if (lines_n === this.#fitting && performance.now() - began_ms < soon_ms) this.#fitting *= 2;
      return found;
    } catch (error) {
      if (!gaveUp(error) || lines_n <= 1) throw error;
      this.#fitting = lines_n >> 1;
      return this.#fittingly(lines_max, ask);
    }
  }

  async #ask(name: string, text: string, values: unknown[]): Promise<readonly StoredHeader[]> {
    const lines = await this.#rows<StoredHeader>(name, text, values);
    const [untold, told] = [lines.filter(({ tenantId }) => tenantId === null), new Map<number, string>()];
    for (const { position } of untold) told.set(position, await this.#tenantOf(position));
    if (untold.length === 0) return lines;
    return lines.map((line) => ({ ...line, tenantId: told.get(line.position) ?? line.tenantId }));
  }

  async #tenantOf(position: number): Promise<string> {
    const text = 'SELECT body::text FROM log.event WHERE position = $1';
    const [found] = await this.#rows<{ body: string }>('stored-body', text, [position]);
    return tenantIn(found?.body ?? '{}');
  }

  async #rows<R>(name: string, text: string, values: unknown[], form: object = {}): Promise<readonly R[]> {
    // pg knows a time for a single query, its types do not.
    return (await this.pool.query({ name, text, values, ...form, ...{ query_timeout: timeout_ms } })).rows as R[];
  }
}

type Body = Readonly<{ issue?: Readonly<{ tenantId?: string }> }>;
const issueKey = '"issue":';
const tenantKey = '"tenantId":';
/** Of an issue up to its tenant, where no object stands before that. */
const tenantOfIssue = /"issue":\{[^{}]*?"tenantId":"([^"\\]*)"/y;

/** Whose an event is. Nearly always it is told without parsing: no key stands twice in the body, so each is the one that is meant. */
const tenantIn = (body: string): string => {
  const [issue, tenant] = [body.indexOf(issueKey), body.indexOf(tenantKey)];
  tenantOfIssue.lastIndex = issue;
  const isOnce = issue >= 0 && body.lastIndexOf(issueKey) === issue && body.lastIndexOf(tenantKey) === tenant;
  const found = isOnce ? tenantOfIssue.exec(body)?.[1] : undefined;
  if (found !== undefined) return found;
  const { issue: parsed }: Body = JSON.parse(body);
  return parsed?.tenantId ?? '';
};
