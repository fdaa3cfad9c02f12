import type { Pool } from 'pg';
import { Copy, length_bytes } from './copy.js';

/** JSON of so many bytes is parsed together, which takes half of the time of one by one. */
const together_bytes = 256 << 10;
/** So many buffers of copies that are over wait for the next ones. */
const spare_max = 4;
const [open, comma, close] = ['[', ',', ']'].map((sign) => sign.charCodeAt(0)) as [number, number, number];

/** What is made of a row: of its columns but for the last, which is JSON, and of what that says. */
type Making<T> = (texts: readonly string[], json: unknown) => T;

/** A buffer for each copy would be most of what is made outside of the heap, for which V8 looks through the heap. */
const spare: Buffer[] = [];

/**
 * Rows of texts, none of them null, of which the last is JSON. It suits hundreds of rows.
 *
 * @param timeout_ms for the answer, all of it
 */
export const copiedRows = <T>(
  pool: Pool,
  select: string,
  making: Making<T>,
  timeout_ms: number,
): Promise<readonly T[]> => new CopiedRows(select, timeout_ms, making).by(pool);

class CopiedRows<T> extends Copy<readonly T[]> {
  readonly #rows: T[] = [];
  /** Of these rows the JSON is still to be parsed. */
  #texts: string[][] = [];
  #json = spare.pop() ?? Buffer.allocUnsafe(together_bytes);
  #filled = 0;

  constructor(
    select: string,
    timeout_ms: number,
    private readonly making: Making<T>,
  ) {
    super(select, timeout_ms);
  }

  protected override take(row: Buffer, start: number, columns: number): void {
    const texts: string[] = [];
    let at = start;
    for (let n = 1; n < columns; n++) {
      const from = at + length_bytes;
      texts.push(row.toString('utf8', from, (at = from + row.readInt32BE(at))));
    }
    this.#keep(row.subarray(at + length_bytes));
    this.#texts.push(texts);
  }

  protected override made(): readonly T[] {
    this.#parse();
    if (spare.length < spare_max && this.#json.length === together_bytes) spare.push(this.#json);
    return this.#rows;
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
