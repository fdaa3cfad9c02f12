import { applyChange, keyOf, type Change, type ReadModel, type Rows } from '#event-sourcing';
import type { EntityMetadata } from 'typeorm';
import { rowSql, type RowSql } from '../row-sql.js';
import { CopyText, type Copied } from './copy-text.js';
import type { SeenKeys } from './seen-keys.js';

/** A change, and the position of its event. */
export type ChangeAt = Readonly<{ change: Change<any>; at: number }>;

/** The table, as far as it was written. */
export type Table = Readonly<{
  rows: (text: string, values: readonly unknown[]) => Promise<readonly object[]>;
  /** Tells the cache of every row that the table holds, by its key or by some columns of it. */
  remember: (cache: RowCache, columns?: readonly string[]) => Promise<void>;
}>;

/** What is to be written: rows that the table does not have, as text for COPY; rows that it may have; keys that are gone. */
export type Drained = Readonly<{ copied: Copied; saved: readonly object[]; gone: readonly object[] }>;

type Held = { row: object | undefined; stored: boolean; dirty: boolean; at: number };
/** Some columns of the key, and the rows in memory by their values. */
type Shape = Readonly<{ columns: readonly string[]; keys: Map<string, Set<string>> }>;

/** What could not be done to a row by the event at this position. */
export class FoldFault extends Error {
  constructor(
    readonly at: number,
    cause: unknown,
  ) {
    super(String(cause), { cause });
  }
}

/**
 * Rows of one table in memory, on their way into it. Most rows are put, changed some times in a short while, and then
 * never again: such a row is written once, by COPY. One that was written and let go of is loaded when it is wanted.
 */
export class RowCache {
  readonly sql: RowSql;
  readonly text: CopyText;
  readonly #held = new Map<string, Held>();
  readonly #shapes = new Map<string, Shape>();
  /** What a change does to one row, which it names by its key. */
  readonly #rows: Rows<object> = {
    get: (key) => this.#held.get(key)?.row,
    set: (key, row) => this.#set(key, row),
    delete: (key) => this.#delete(key),
    [Symbol.iterator]: () => [][Symbol.iterator](),
  };
  readonly #table: string;
  #isWritten = false;
  /** The position of the event that is being folded. */
  #at = 0;

  constructor(
    readonly model: ReadModel,
    readonly metadata: EntityMetadata,
    private readonly seen: SeenKeys,
    private readonly table: Table,
  ) {
    this.sql = rowSql(model, metadata);
    this.text = new CopyText(metadata);
    this.#table = `${metadata.tableName} `;
  }

  /** The table holds rows of which this does not know. */
  async resume(): Promise<void> {
    this.#isWritten = true;
    await this.table.remember(this);
  }

  get size(): number {
    return this.#held.size;
  }

  /** Applies the changes in order. @throws FoldFault */
  async fold(changes: readonly ChangeAt[]): Promise<void> {
    const keys = changes.map(({ change }) => keyOf(this.model, change.kind === 'put' ? change.row : change.where));
    await this.#loadKeyed(changes, keys);
    for (const [n, { change, at }] of changes.entries()) {
      this.#at = at;
      try {
        if (change.kind !== 'put' && keys[n] === undefined) await this.#foldAlike(change, change.where);
        else applyChange(this.model, this.#rows, change, asIs);
      } catch (cause) {
        throw new FoldFault(at, cause);
      }
    }
  }

  /** Everything that the table lacks. After this it counts as written. */
  drain(): Drained {
    const [saved, gone]: [object[], object[]] = [[], []];
    for (const [key, held] of this.#held) {
      if (!held.dirty) continue;
      const { row, stored } = held;
      if (row === undefined) {
        if (stored) gone.push(this.sql.keyFrom(key));
        this.#letGo(key);
        continue;
      }
      if (stored) saved.push(row);
      else this.text.add(row);
      this.#remember(key, row);
      held.stored = true;
      held.dirty = false;
    }
    const copied = this.text.take();
    this.#isWritten ||= copied.rows + saved.length > 0;
    return { copied, saved, gone };
  }

  /** Lets go of rows that no event after this position has touched, all of which are written. */
  forget(before: number): void {
    for (const [key, { at, dirty }] of this.#held) if (at < before && !dirty) this.#letGo(key);
  }

  /** That the table holds this row, or one with these columns of a key. */
  remembers(row: object, columns?: readonly string[]): void {
    const key = columns ? undefined : keyOf(this.model, row);
    if (key !== undefined) this.#remember(key, row);
    else if (columns) this.seen.add(this.#shaped(columns, valuesOf(columns, row)));
  }

  #remember(key: string, row: object): void {
    this.seen.add(this.#table + key);
    for (const { columns } of this.#shapes.values()) this.seen.add(this.#shaped(columns, valuesOf(columns, row)));
  }

  #set(key: string, row: object): void {
    const held = this.#held.get(key);
    if (!held) return this.#hold(key, { row, stored: this.seen.has(this.#table + key), dirty: true, at: this.#at });
    held.row = row;
    held.dirty = true;
    held.at = this.#at;
  }

  #delete(key: string): void {
    const held = this.#held.get(key);
    if (!held) return;
    held.row = undefined;
    held.dirty = true;
    held.at = this.#at;
  }

  #hold(key: string, held: Held & Readonly<{ row: object }>): void {
    this.#held.set(key, held);
    for (const { columns, keys } of this.#shapes.values()) enter(keys, valuesOf(columns, held.row), key);
  }

  #letGo(key: string): void {
    this.#held.delete(key);
    if (this.#shapes.size === 0) return;
    const row = this.sql.keyFrom(key);
    for (const { columns, keys } of this.#shapes.values()) leave(keys, valuesOf(columns, row), key);
  }

  /** What is put first is not looked up, whether or not it is there: it is replaced. */
  async #loadKeyed(changes: readonly ChangeAt[], keys: readonly (string | undefined)[]): Promise<void> {
    const [wanted, put] = [new Map<string, object>(), new Set<string>()];
    for (const [n, { change }] of changes.entries()) {
      const key = keys[n];
      if (key === undefined || this.#held.has(key)) continue;
      if (change.kind === 'put') put.add(key);
      else if (!put.has(key) && this.seen.has(this.#table + key)) wanted.set(key, change.where);
    }
    if (wanted.size > 0) await this.#load(this.sql.load, [this.sql.toJson([...wanted.values()])]);
  }

  async #load(text: string, values: readonly unknown[]): Promise<void> {
    for (const row of await this.table.rows(text, values)) {
      const key = keyOf(this.model, row);
      if (key !== undefined && !this.#held.has(key)) this.#hold(key, { row, stored: true, dirty: false, at: this.#at });
    }
  }

  /** A change of all rows that match: of those in memory, and of those in the table that are not. */
  async #foldAlike(change: Change<any>, where: object): Promise<void> {
    const columns = this.model.key.filter((column) => column in where);
    const shape = await this.#shapeOf(columns);
    const values = valuesOf(columns, where);
    if (columns.length === 0 || this.seen.has(this.#shaped(columns, values))) {
      const given = Object.values(where).filter((value) => value !== null);
      await this.#load(this.sql.loadWhere(Object.entries(where)), given);
    }
    const alike = shape ? [...(shape.keys.get(values) ?? [])] : [...this.#held.keys()];
    const rows = alike.flatMap((key) => {
      const row = this.#held.get(key)?.row;
      return row === undefined ? [] : [[key, row] as const];
    });
    applyChange(this.model, { ...this.#rows, [Symbol.iterator]: () => rows[Symbol.iterator]() }, change, asIs);
  }

  async #shapeOf(columns: readonly string[]): Promise<Shape | undefined> {
    if (columns.length === 0) return undefined;
    const name = columns.join();
    const known = this.#shapes.get(name);
    if (known) return known;
    const shape = { columns, keys: new Map<string, Set<string>>() };
    for (const [key] of this.#held) enter(shape.keys, valuesOf(columns, this.sql.keyFrom(key)), key);
    if (this.#isWritten) await this.table.remember(this, columns);
    this.#shapes.set(name, shape);
    return shape;
  }

  #shaped(columns: readonly string[], values: string): string {
    return `${this.#table}${columns.join()} ${values}`;
  }
}

const asIs = <Row>(row: Row): Row => row;

const valuesOf = (columns: readonly string[], row: object): string =>
  JSON.stringify(columns.map((column) => row[column as keyof typeof row]));

const enter = (keys: Map<string, Set<string>>, values: string, key: string): void => {
  const there = keys.get(values);
  if (there) there.add(key);
  else keys.set(values, new Set([key]));
};

const leave = (keys: Map<string, Set<string>>, values: string, key: string): void => {
  const there = keys.get(values);
  there?.delete(key);
  if (there?.size === 0) keys.delete(values);
};
