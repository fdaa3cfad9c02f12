import { once } from 'node:events';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Drained, RowCache } from './row-cache.js';

const chunk_length = 1 << 18;
const page_rows = 10_000;

/** Writes what caches hold, in one transaction with how far the share is; what is asked meanwhile waits for it. */
export class TableWriter {
  #writing: Promise<void> = Promise.resolve();

  constructor(private readonly client: ClientBase) {}

  /** Waits for what is on its way, and lets `write` follow. @throws what failed before */
  async begin(write: () => Promise<void>): Promise<void> {
    await this.#writing;
    this.#writing = this.#transaction(write);
    this.#writing.catch(() => undefined); // whoever comes next hears of it
  }

  /** Until everything is written. */
  done(): Promise<void> {
    return this.#writing;
  }

  async rows(text: string, values: readonly unknown[]): Promise<readonly object[]> {
    await this.#writing;
    return (await this.client.query<{ row: object }>(text, [...values])).rows.map(({ row }) => row);
  }

  /** Tells the cache of every row that its table holds, a page at a time. */
  async remember(cache: RowCache, columns: readonly string[] | undefined): Promise<void> {
    await this.#writing;
    await this.client.query('BEGIN');
    await this.client.query(`DECLARE kept NO SCROLL CURSOR FOR ${cache.sql.selected(columns ?? cache.model.key)}`);
    const next = () => this.client.query<{ row: object }>(`FETCH ${page_rows} FROM kept`);
    for (let page; (page = (await next()).rows).length > 0;) for (const { row } of page) cache.remembers(row, columns);
    await this.client.query('COMMIT');
  }

  async write({ sql, text }: RowCache, { copied, saved, gone }: Drained): Promise<void> {
    if (gone.length > 0) await this.client.query(sql.remove, [sql.toJson(gone)]);
    if (saved.length > 0) await this.client.query(sql.save, [sql.toJson(saved)]);
    if (copied.length > 0) await this.#copy(`COPY ${sql.table} (${text.columns}) FROM STDIN`, copied);
  }

  async #copy(text: string, lines: readonly string[]): Promise<void> {
    const stream = this.client.query(copyFrom(text));
    const finished = once(stream, 'finish');
    finished.catch(() => undefined);
    let chunk = '';
    for (const line of lines) {
      chunk += line;
      if (chunk.length < chunk_length) continue;
      if (!stream.write(chunk)) await Promise.race([once(stream, 'drain'), finished]);
      chunk = '';
    }
    stream.end(chunk);
    await finished;
  }

  async #transaction(write: () => Promise<void>): Promise<void> {
    await this.client.query('BEGIN; SET LOCAL synchronous_commit = off');
    try {
      await write();
      await this.client.query('COMMIT');
    } catch (error) {
      await this.client.query('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }
}
