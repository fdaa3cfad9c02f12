import type { EntityMetadata } from 'typeorm';

const piece_bytes = 1 << 16;
/** So many pieces that were sent wait to be filled again: some megabytes. */
const spare_max = 64;
/** What a character takes at most. */
const character_bytes_max = 3;
const lineFeed = 10;

/** What stands in a line for null: nothing that a line would otherwise have to be escaped for. */
const none = '~';
const special = /[\\\n\r\t]/g;
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const escaped = (text: string): string =>
  text === none ? `\\${none}` : text.replace(special, (character) => escapes[character] ?? character);

type Column = Readonly<{ name: string; isJson: boolean }>;

/** Rows as COPY reads them, in pieces, which lie outside of the heap that is looked through for garbage. */
export type Copied = Readonly<{ pieces: readonly Buffer[]; rows: number; bytes: number }>;

/** Of what is made outside of the heap V8 knows how much it is, and looks through all of the heap to be rid of it. */
const spare: Buffer[] = [];
const nothing = Buffer.alloc(0);

/** It was sent: its pieces are filled anew by whoever comes next. */
export const reuse = ({ pieces }: Copied): void => {
  for (const { buffer } of pieces)
    if (buffer.byteLength === piece_bytes && spare.length < spare_max) spare.push(Buffer.from(buffer));
};

/**
 * What PostgreSQL's COPY reads: a line per row, its columns between tabs; the same values as those that go there as JSON. Each
 * line is written into a buffer at once: as texts that wait to be joined they were a good part of what is collected as garbage.
 */
export class CopyText {
  /** What a COPY of these lines says behind the table's name. */
  readonly form: string;
  readonly #columns: readonly Column[];
  /** Of one row, in that order. */
  readonly #values: string[];
  #pieces: Buffer[] = [];
  #piece: Buffer = nothing;
  #end = 0;
  #rows = 0;
  #bytes = 0;

  constructor({ columns }: EntityMetadata) {
    this.form = `(${columns.map(({ databaseName }) => `"${databaseName}"`).join(', ')}) FROM STDIN (NULL '${none}')`;
    this.#columns = columns.map(({ propertyName: name, type }) => ({ name, isJson: type === 'jsonb' }));
    this.#values = columns.map(() => '');
  }

  /** How much is there. */
  get bytes(): number {
    return this.#bytes;
  }

  /** @throws where a text has half of a character */
  add(row: object): void {
    const line = this.#lineOf(row);
    const bytes_max = line.length * character_bytes_max + 1;
    if (bytes_max > this.#piece.length - this.#end) this.#begin(bytes_max);
    const bytes = this.#piece.write(line, this.#end);
    this.#piece[this.#end + bytes] = lineFeed;
    this.#end += bytes + 1;
    this.#bytes += bytes + 1;
    this.#rows++;
  }

  /** All that was added, and begins anew. */
  take(): Copied {
    this.#finish();
    const copied = { pieces: this.#pieces, rows: this.#rows, bytes: this.#bytes };
    [this.#pieces, this.#rows, this.#bytes] = [[], 0, 0];
    return copied;
  }

  /** Nearly no line has anything to escape: it is looked at as a whole, and made again where it does. */
  #lineOf(row: object): string {
    let [n, isPlain] = [0, true];
    for (const column of this.#columns) {
      const text = textOf(row, column);
      if (text === none) isPlain = false;
      this.#values[n++] = text ?? none;
    }
    const line = this.#values.join('\t');
    return isPlain && isPlainLine(line, n - 1)
      ? line
      : this.#columns.map((column) => escapedOf(row, column)).join('\t');
  }

  #begin(bytes_min: number): void {
    this.#finish();
    const isOrdinary = bytes_min <= piece_bytes;
    this.#piece = (isOrdinary && spare.pop()) || Buffer.allocUnsafeSlow(Math.max(piece_bytes, bytes_min));
  }

  #finish(): void {
    if (this.#end > 0) this.#pieces.push(this.#piece.subarray(0, this.#end));
    this.#piece = nothing;
    this.#end = 0;
  }
}

/** Whether there is nothing to escape in it, and nothing to refuse. */
const isPlainLine = (line: string, tabs_n: number): boolean => {
  if (line.includes('\\') || line.includes('\n') || line.includes('\r') || !line.isWellFormed()) return false;
  let tabs = 0;
  for (let at = line.indexOf('\t'); at >= 0; at = line.indexOf('\t', at + 1)) tabs++;
  return tabs === tabs_n;
};

/** Nothing where it is null. */
const textOf = (row: object, { name, isJson }: Column): string | undefined => {
  const given: unknown = row[name as keyof typeof row];
  if (given === null || given === undefined) return undefined;
  if (isJson) return JSON.stringify(given);
  return typeof given === 'string' ? given : String(given as number | boolean);
};

const escapedOf = (row: object, column: Column): string => {
  const text = textOf(row, column);
  if (text === undefined) return none;
  return text.isWellFormed() ? escaped(text) : noText(column.name);
};

/** Half of a character: as JSON it is refused by the database, as text it would become another one in silence. */
const noText = (name: string): never => {
  throw new Error(`${name} holds half of a surrogate pair, which is no text`);
};
