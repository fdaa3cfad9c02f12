import type { Pool } from 'pg';
import { Copy, length_bytes } from './copy.js';

/** Rows wait in pieces of so many bytes, outside of the heap. */
const piece_bytes = 256 << 10;
/** So many pieces whose rows were made wait for the next ones. */
const spare_max = 8;
/**
 * So many rows are made together: to parse JSON one by one takes twice as long, and what is made and not yet looked at is what
 * the collection of garbage takes its time for.
 */
const lot_n = 32;
const [open, comma, close] = ['[', ',', ']'].map((sign) => sign.charCodeAt(0)) as [number, number, number];

/** What is made of a row: of its columns but for the last, which is JSON, and of what that says. */
type Making<T> = (texts: readonly string[], json: unknown) => T;
type Piece = Readonly<{ bytes: Buffer; ends: number[] }>;

/** A buffer for each copy would be most of what is made outside of the heap, for which V8 looks through the heap. */
const spare: Buffer[] = [];
/** In which the JSON of a lot lies side by side while it is parsed. */
let together = Buffer.allocUnsafe(piece_bytes);

/** `timeout_ms`: for the answer, all of it. `bytes_max`: the row that reaches it is the last. */
type Bounds = Readonly<{ timeout_ms: number; bytes_max?: number }>;

/** Rows of texts, none of them null, of which the last is JSON. It suits hundreds of rows. */
export const copiedRows = <T>(pool: Pool, select: string, making: Making<T>, bounds: Bounds): Promise<Rows<T>> =>
  new CopiedRows(select, bounds, making).by(pool);

class CopiedRows<T> extends Copy<Rows<T>> {
  readonly #rows: Rows<T>;

  readonly #bytes_max: number;

  constructor(select: string, { timeout_ms, bytes_max = Infinity }: Bounds, making: Making<T>) {
    super(select, timeout_ms);
    this.#rows = new Rows(making);
    this.#bytes_max = bytes_max;
  }

  protected override take(row: Buffer, start: number, columns: number): void {
    this.#rows.add(row, start, columns);
    if (this.#rows.bytes >= this.#bytes_max) this.enough();
  }

  protected override made(): Rows<T> {
    return this.#rows;
  }
}

/** Rows as they came. What they say is made a lot at a time, as they are gone through; that can be done once. */
export class Rows<T> implements Iterable<T> {
  #pieces: Piece[] | undefined = [];
  #columns = 0;
  #filled = 0;
  #length = 0;
  #bytes = 0;

  constructor(private readonly making: Making<T>) {}

  get length(): number {
    return this.#length;
  }

  get bytes(): number {
    return this.#bytes;
  }

  add(row: Buffer, start: number, columns: number): void {
    let last = this.#pieces?.at(-1);
    const bytes = row.length - start;
    if (!last || this.#filled + bytes > last.bytes.length) {
      last = {
        bytes: (bytes <= piece_bytes && spare.pop()) || Buffer.allocUnsafe(Math.max(piece_bytes, bytes)),
        ends: [],
      };
      this.#pieces?.push(last);
      this.#filled = 0;
    }
    this.#filled += row.copy(last.bytes, this.#filled, start);
    last.ends.push(this.#filled);
    this.#columns = columns;
    this.#length++;
    this.#bytes += bytes;
  }

  /** @throws where they were gone through before; where one holds no JSON */
  *[Symbol.iterator](): Generator<T, void> {
    const pieces = this.#pieces;
    if (!pieces) throw new Error('these rows were gone through');
    this.#pieces = undefined;
    for (const piece of pieces) {
      for (let from = 0; from < piece.ends.length; from += lot_n) for (const row of this.#lot(piece, from)) yield row;
      if (spare.length < spare_max && piece.bytes.length === piece_bytes) spare.push(piece.bytes);
    }
  }

  #lot({ bytes, ends }: Piece, from: number): readonly T[] {
    const to = Math.min(from + lot_n, ends.length);
    const [begin, end] = [ends[from - 1] ?? 0, ends[to - 1] ?? 0];
    const signs = lot_n + 1;
    if (end - begin + signs > together.length) together = Buffer.allocUnsafe(end - begin + signs);
    const texts: string[][] = [];
    let [at, filled] = [begin, 0];
    for (let n = from; n < to; n++) {
      const row: string[] = [];
      for (let column = 1; column < this.#columns; column++) {
        const text = at + length_bytes;
        row.push(bytes.toString('utf8', text, (at = text + bytes.readInt32BE(at))));
      }
      texts.push(row);
      together[filled++] = n === from ? open : comma;
      filled += bytes.copy(together, filled, at + length_bytes, (at = ends[n] ?? at));
    }
    together[filled] = close;
    const parsed = JSON.parse(together.toString('utf8', 0, filled + 1)) as unknown[];
    return texts.map((row, n) => this.making(row, parsed[n]));
  }
}
