import type { Connection, Pool, Submittable } from 'pg';

/** What stands before the first row of a copy, and where a row has its number of columns: that there is none. */
const head_bytes = 19;
const noRow = -1;
const count_bytes = 2;

/** Columns have their length before them, of so many bytes. */
export const length_bytes = 4;

class Enough extends Error {}

/**
 * What is made of a SELECT by `COPY … TO STDOUT (FORMAT binary)`. Of a row of a query the driver makes an object and a text of
 * each column; of one of a copy it hands on the bytes. The statement is planned each time.
 */
export abstract class Copy<T> implements Submittable {
  /** Given by the driver. */
  callback?: (error: Error | null, made?: T) => void;
  #isFirst = true;
  #fault: Error | undefined;

  /** @param query_timeout for the answer, all of it, in ms; as the driver calls it */
  constructor(
    private readonly select: string,
    readonly query_timeout: number,
  ) {}

  /** Asks for it. */
  async by(pool: Pool): Promise<T> {
    try {
      // To its types a pool gives back what was submitted; it gives a promise of what that calls back with.
      return await (pool.query(this) as unknown as Promise<T>);
    } catch (error) {
      if (error instanceof Enough) return this.made();
      throw error;
    }
  }

  /** No more is wanted. The server hears of it by the end of the connection, which the pool gives up as after any fault. */
  protected enough(): void {
    if (!this.#fault) this.handleError(new Enough());
  }

  /** @param row the driver's: its bytes are others by the time of the next one @param at where its first column begins */
  protected abstract take(row: Buffer, at: number, columns: number): void;
  /** After the last row. */
  protected abstract made(): T;

  submit(connection: Connection): void {
    connection.query(`COPY (${this.select}) TO STDOUT (FORMAT binary)`);
  }

  handleCopyData({ chunk }: Readonly<{ chunk: Buffer }>): void {
    if (this.#fault) return;
    const start = this.#isFirst ? head_bytes : 0;
    this.#isFirst = false;
    const columns = start < chunk.length ? chunk.readInt16BE(start) : noRow;
    if (columns !== noRow) this.#trying(() => this.take(chunk, start + count_bytes, columns));
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    const made = this.#fault ? undefined : this.#trying(() => this.made());
    if (this.#fault) this.callback?.(this.#fault);
    else this.callback?.(null, made);
  }

  handleError(error: Error): void {
    this.#fault = error;
    this.callback?.(error);
  }

  #trying<Made>(make: () => Made): Made | undefined {
    try {
      return make();
    } catch (error) {
      this.#fault = error as Error; // of what is thrown there: a RangeError, a SyntaxError
      return undefined;
    }
  }
}
