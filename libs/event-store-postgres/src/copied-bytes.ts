import type { Pool } from 'pg';
import { Copy, length_bytes } from './copy.js';

/**
 * The one bytea of the row that is found, if there is one: as it lies there, in a quarter of the time that its text takes.
 *
 * @param timeout_ms for the answer, all of it
 */
export const copiedBytes = (pool: Pool, select: string, timeout_ms: number): Promise<Buffer | undefined> =>
  new CopiedBytes(select, timeout_ms).by(pool);

class CopiedBytes extends Copy<Buffer | undefined> {
  #bytes: Buffer | undefined;

  protected override take(row: Buffer, at: number): void {
    const from = at + length_bytes;
    this.#bytes = Buffer.from(row.subarray(from, from + row.readInt32BE(at)));
  }

  protected override made(): Buffer | undefined {
    return this.#bytes;
  }
}
