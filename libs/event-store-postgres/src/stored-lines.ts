import { StoredLines, type StoredHeader, type StoredLine } from '#event-sourcing';
import type { Pool } from 'pg';

/** How many characters of contents are read together. */
const characters_max = 8 << 20;
const timeout_ms = 5_000;

/**
 * All of an event but its header, as it is stored: its body byte for byte, and the columns beside it. Nobody else writes
 * this text, so there is nothing to canonicalise. The instant has all its microseconds.
 */
const content = `'{"stream":' || to_json(stream_id) || ',"revision":' || revision || ',"recordedAt":"' ||
  to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '","body":' || body || '}'`;
/**
 * To look into a JSON text the server decodes all texts in it, and throws where one is no text to it: a NUL, half of a
 * character. Where there may be such a one, nothing is said here.
 */
const tenantId = `CASE WHEN strpos(body::text, '\\u') = 0 THEN coalesce(body #>> '{issue,tenantId}', '') END`;
/** By the log's own number, which has an index; `position` alone would be the one that is selected, and sort all that is to come. */
const next = 'WHERE position > $1 ORDER BY event.position LIMIT $2';
const header = `position::float8 AS position, ${tenantId} AS "tenantId", type, id`;

/** The log as it is stored, for those who prove it or carry it away. Nothing is decoded. */
export class PostgresStoredLines extends StoredLines {
  /** @param pool made by `logPool` */
  constructor(private readonly pool: Pool) {
    super();
  }

  /** The next events after a position; fewer than `lines_max` only at the end of the log. Bodies stay where they are. */
  override headers(after: number, lines_max: number): Promise<readonly StoredHeader[]> {
    const sha256 = `encode(sha256(convert_to(${content}, 'UTF8')), 'hex') AS sha256`;
    const text = `SELECT ${header}, ${sha256} FROM log.event ${next}`;
    return this.#ask('stored-headers', text, [after, lines_max]);
  }

  /** Some of the next events after a position: at most `lines_max`, of a bounded size together; none only at the end. */
  override async lines(after: number, lines_max: number): Promise<readonly StoredLine[]> {
    const text = `SELECT position, "tenantId", type, id, content FROM (
      SELECT *, sum(length(content)) OVER (ORDER BY position) - length(content) AS before FROM (
        SELECT ${header}, ${content} AS content FROM log.event ${next}
      ) AS next_lines) AS measured WHERE before < ${characters_max} ORDER BY position`;
    return this.#ask('stored-lines', text, [after, lines_max]);
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

  async #ask<Line extends StoredHeader | StoredLine>(
    name: string,
    text: string,
    values: unknown[],
  ): Promise<readonly Line[]> {
    const lines = await this.#rows<Line>(name, text, values);
    const [untold, told] = [lines.filter(({ tenantId }) => tenantId === null), new Map<number, string>()];
    for (const { position } of untold) told.set(position, await this.#tenantOf(position));
    if (untold.length === 0) return lines;
    return lines.map((line) => ({ ...line, tenantId: told.get(line.position) ?? line.tenantId }));
  }

  async #tenantOf(position: number): Promise<string> {
    const text = 'SELECT body::text FROM log.event WHERE position = $1';
    const [row] = await this.#rows<{ body: string }>('stored-body', text, [position]);
    const { issue }: { issue?: { tenantId?: string } } = JSON.parse(row?.body ?? '{}');
    return issue?.tenantId ?? '';
  }

  async #rows<Row extends object>(name: string, text: string, values: unknown[]): Promise<readonly Row[]> {
    // pg knows a time for a single query, its types do not.
    return (await this.pool.query<Row>({ name, text, values, ...{ query_timeout: timeout_ms } })).rows;
  }
}
