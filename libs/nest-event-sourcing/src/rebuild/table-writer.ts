import { once } from 'node:events';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { reuse, type Copied, type CopyText } from './copy-text.js';
import type { Drained, RowCache } from './row-cache.js';
import type { Mark } from './share-mark.js';

const page_rows = 10_000;

/** Writes what caches hold, in one transaction with how far the share is; what is asked meanwhile waits for it. */
export class TableWriter {
  #writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly client: ClientBase,
    private readonly mark: Mark,
  ) {}

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
    await this.copy(sql.table, text, copied);
  }

  async copy(table: string, { form }: CopyText, copied: Copied): Promise<void> {
    if (copied.pieces.length === 0) return;
    const stream = this.client.query(copyFrom(`COPY ${table} ${form}`));
    const finished = once(stream, 'finish');
    finished.catch(() => undefined);
    for (const piece of copied.pieces) if (!stream.write(piece)) await Promise.race([once(stream, 'drain'), finished]);
    stream.end();
    await finished;
    reuse(copied);
  }

  async #transaction(write: () => Promise<void>): Promise<void> {
    await this.client.query('BEGIN; SET LOCAL synchronous_commit = off');
    try {
      await this.mark.hold();
      await write();
      await this.client.query('COMMIT');
    } catch (error) {
      await this.client.query('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }
}
