import type { ClientBase } from 'pg';
import { lossOf } from './state.js';

/** A share of the log: of which rebuild, its number, and the run that works at it. */
export type ShareOf = Readonly<{ schema: string; share: number; run: string }>;

/**
 * How far the rows of a share are written. `once`: how far those are that one event tells alone, which are written when
 * there are many of them; the others stay in memory longer.
 */
export type Reached = Readonly<{ position: number; once: number }>;

/** Where the rows of a share are, for who fills them. */
export type Mark = Pick<ShareMark, 'reached' | 'hold' | 'move'>;

/** Of tables that are filled from the beginning and at once, or thrown away: by nobody else, and without going on with it. */
export const unmarked: Mark = {
  reached: async () => ({ position: 0, once: 0 }),
  hold: async () => undefined,
  move: async () => undefined,
};

/** Where a share is: written down with its rows, and by nobody but by who works at the rebuild now. */
export class ShareMark {
  constructor(
    private readonly client: ClientBase,
    private readonly of: ShareOf,
  ) {}

  /** Where it was left. Whoever was killed there may have sent a last COMMIT: that is waited for. @throws RebuildAborted */
  async reached(): Promise<Reached> {
    const { schema, share } = this.of;
    const text = `SELECT position::float8 AS position, once_position::float8 AS once FROM engine.rebuild_share
      WHERE schema = $1 AND share = $2 FOR UPDATE`;
    const { rows } = await this.client.query<Reached>(text, [schema, share]);
    return rows[0] ?? this.#lost();
  }

  /**
   * For this transaction, in which rows are written, nobody else takes the share up. The lock comes first, and then the look:
   * whoever took the rebuild up before it is seen, and who does so later waits. @throws RebuildAborted, RebuildOvertaken
   */
  async hold(): Promise<void> {
    await this.reached();
    const text = 'SELECT FROM engine.rebuild WHERE schema = $1 AND run = $2';
    const { rowCount } = await this.client.query(text, [this.of.schema, this.of.run]);
    if (rowCount !== 1) await this.#lost();
  }

  async move({ position, once }: Reached): Promise<void> {
    const text = 'UPDATE engine.rebuild_share SET position = $3, once_position = $4 WHERE schema = $1 AND share = $2';
    await this.client.query(text, [this.of.schema, this.of.share, position, once]);
  }

  async #lost(): Promise<never> {
    const ask = async (text: string, values: unknown[]) => (await this.client.query(text, values)).rows;
    throw (
      (await lossOf(ask, this.of.schema, this.of.run)) ?? new Error(`${this.of.schema} has no share ${this.of.share}`)
    );
  }
}
