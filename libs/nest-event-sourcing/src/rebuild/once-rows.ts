import { whole, type Change, type ReadModel } from '#event-sourcing';
import type { EntityMetadata } from 'typeorm';
import { rowSql, type RowSql } from '../row-sql.js';
import { CopyText } from './copy-text.js';

/** Rows of a table in which each is told by one event alone, on their way into it: nobody looks for them again. */
export class OnceRows {
  readonly sql: RowSql;
  readonly text: CopyText;

  constructor(
    readonly model: ReadModel,
    metadata: EntityMetadata,
  ) {
    this.sql = rowSql(model, metadata);
    this.text = new CopyText(metadata);
  }

  /** How much waits to be written. */
  get bytes(): number {
    return this.text.bytes;
  }

  /** @throws where it is no row of its own */
  take(change: Change<object>): void {
    if (change.kind !== 'put') throw new Error(`${this.model.row.name} is told once, and is not to be changed`);
    this.text.add(whole(this.model, change.row));
  }
}
