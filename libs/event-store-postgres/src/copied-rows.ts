import type { Connection, Pool, Submittable } from 'pg';

/** What stands before the first row of a copy, and where a row has its number of columns: that there is none. */
const head_bytes = 19;
const noRow = -1;
const count_bytes = 2;
const length_bytes = 4;
/** JSON of so many bytes is parsed together, which takes half of the time of one by one. */
const together_bytes = 256 << 10;
const [open, comma, close] = ['[', ',', ']'].map((sign) => sign.charCodeAt(0)) as [number, number, number];

/** What is made of a row: of its columns but for the last, which is JSON, and of what that says. */
type Making<T> = (texts: readonly string[], json: unknown) => T;

/** @param timeout_ms for the answer, all of it */
export const copiedRows = <T>(
  pool: Pool,
  select: string,
  making: Making<T>,
  timeout_ms: number,
): Promise<readonly T[]> =>
  // To its types a pool gives back what was submitted; it gives a promise of what that calls back with.
  pool.query(new Copy(select, making, timeout_ms)) as unknown as Promise<readonly T[]>;

/**
 * The rows of a SELECT by `COPY … TO STDOUT (FORMAT binary)`. All columns are texts and none is null; the last one is JSON. Of
 * a row of a query the driver makes an object and a text of each column; of one of a copy it hands on the bytes. It suits
 * hundreds of rows: the statement is planned each time.
 */
class Copy<T> implements Submittable {
  /** Given by the driver. */
  callback?: (error: Error | null, rows?: readonly T[]) => void;
  readonly #rows: T[] = [];
  /** Of these rows the JSON is still to be parsed. */
  #texts: string[][] = [];
  #json = Buffer.allocUnsafe(together_bytes);
  #filled = 0;
  #isFirst = true;
  #fault: Error | undefined;

  /** @param query_timeout in ms; as the driver calls it */
  constructor(
    private readonly select: string,
    private readonly making: Making<T>,
    readonly query_timeout: number,
  ) {}

  submit(connection: Connection): void {
    connection.query(`COPY (${this.select}) TO STDOUT (FORMAT binary)`);
  }

  /** The bytes are the driver's, and others by the time of the next row. */
  handleCopyData({ chunk }: Readonly<{ chunk: Buffer }>): void {
    if (this.#fault) return;
    try {
      this.#take(chunk, this.#isFirst ? head_bytes : 0);
      this.#isFirst = false;
    } catch (error) {
      this.#fault = error as Error; // of what is thrown here: a RangeError, a SyntaxError
    }
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    try {
      this.#parse();
    } catch (error) {
      this.#fault ??= error as Error;
    }
    if (this.#fault) this.callback?.(this.#fault);
    else this.callback?.(null, this.#rows);
  }

  handleError(error: Error): void {
    this.#fault = error;
    this.callback?.(error);
  }

  #take(row: Buffer, start: number): void {
    const columns = start < row.length ? row.readInt16BE(start) : noRow;
    if (columns === noRow) return;
    const texts: string[] = [];
    let at = start + count_bytes;
    for (let n = 1; n < columns; n++) {
      const from = at + length_bytes;
      texts.push(row.toString('utf8', from, (at = from + row.readInt32BE(at))));
    }
    this.#keep(row.subarray(at + length_bytes));
    this.#texts.push(texts);
  }

  /** Beside the others' JSON, as one array. */
  #keep(json: Buffer): void {
    const signs = 2;
    if (this.#filled + json.length + signs > this.#json.length) {
      this.#parse();
      if (json.length + signs > this.#json.length) this.#json = Buffer.allocUnsafe(json.length + signs);
    }
    this.#json[this.#filled] = this.#filled === 0 ? open : comma;
    this.#filled += 1 + json.copy(this.#json, this.#filled + 1);
  }

  #parse(): void {
    if (this.#texts.length === 0) return;
    this.#json[this.#filled] = close;
    const parsed = JSON.parse(this.#json.toString('utf8', 0, this.#filled + 1)) as unknown[];
    this.#texts.forEach((texts, n) => this.#rows.push(this.making(texts, parsed[n])));
    this.#texts = [];
    this.#filled = 0;
  }
}
