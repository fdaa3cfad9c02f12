import { LRUCache } from 'lru-cache';
import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import type { MasterKeys } from '../platform/master-keys.js';
import { refuse } from './refusals.js';

const key_bytes = 32;
const held_max = 20_000;
/** For so long a key is at hand without another look, should nobody tell that it was destroyed. */
const trusted_ms = 60_000;
/** How many are asked for at once, or wrapped anew in one go. */
const batch_max = 1_000;
/** How many streams are asked at once. */
const asked_max = 16;

type Row = Readonly<{ holder_id: string; wrapped: Buffer | null; master: string | null; destroyed_at: Date | null }>;
type Held = Readonly<{ known_ms: number } & (Open | { destroyedAt: string })>;
type Open = Readonly<{ key: Buffer; marking: Buffer }>;
/** When somebody was erased, by what the log says; nothing where they were not. */
export type ErasedBy = (of: string) => Promise<string | undefined>;

/**
 * The data keys of people: what is sealed by one is nobody's any more once it is destroyed. They stand in a table of their
 * own, wrapped by a master key that the database does not have; a bounded number of them is at hand. A key that is there
 * although the log says that its holder was erased was put back from a copy: it is destroyed again, and opens nothing.
 */
export class Keyring {
  readonly #held = new LRUCache<string, Held>({ max: held_max });
  /** Counts what was forgotten: what was being read then may be from before. */
  #forgotten = 0;

  constructor(
    private readonly pool: Pool,
    private readonly masters: MasterKeys,
    private readonly erasedBy: ErasedBy,
  ) {}

  /** The key of somebody, where it is at hand and not destroyed. */
  keyOf(of: string): Uint8Array | undefined {
    const held = this.#held.get(of);
    return held && 'key' in held ? held.key : undefined;
  }

  /** Since when somebody is erased; nothing where they are not, or it is not known here. */
  erasedAt(of: string): string | undefined {
    const held = this.#held.get(of);
    return held && 'destroyedAt' in held ? held.destroyedAt : undefined;
  }

  /** A hash in a form that confirms no guess without the key of somebody, which is at hand. */
  marked(of: string, hash: string): string {
    const held = this.#held.get(of);
    if (!held || !('key' in held)) throw new Error(`the key of ${of} is not at hand`);
    return createHmac('sha256', held.marking).update(hash).digest('base64url');
  }

  /** Brings keys to hand that are there, those of many in a few questions. */
  async load(ofs: Iterable<string>): Promise<void> {
    const fresh_ms = performance.now() - trusted_ms;
    const missing = [...new Set(ofs)].filter((of) => (this.#held.get(of)?.known_ms ?? -Infinity) < fresh_ms);
    for (let at = 0; at < missing.length; at += batch_max) {
      const text = 'SELECT holder_id, wrapped, master, destroyed_at FROM privacy.data_key WHERE holder_id = ANY($1)';
      await this.#hold(text, [missing.slice(at, at + batch_max)], true);
    }
  }

  /**
   * Brings to hand those that were used by the newest, as many as there is room for. For a start, which looks for what was put
   * back by itself.
   *
   * @throws where keys are wrapped by a master key that is not set
   */
  async loadAll(): Promise<void> {
    await this.#canBeUnwrapped();
    const text = 'SELECT holder_id, wrapped, master, destroyed_at FROM privacy.data_key ORDER BY made_at DESC LIMIT $1';
    await this.#hold(text, [held_max]);
  }

  /** Brings the key of somebody to hand, and makes it where there is none. @throws Refusal for who was erased */
  async ready(of: string): Promise<void> {
    await this.load([of]);
    if (!this.#held.has(of)) {
      const { master, wrapped } = this.masters.wrap(of, randomBytes(key_bytes));
      const insert =
        'INSERT INTO privacy.data_key (holder_id, wrapped, master) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING';
      await this.pool.query(insert, [of, wrapped, master]);
      await this.load([of]);
    }
    if (this.erasedAt(of) !== undefined) refuse('person-erased', { personId: of });
  }

  /** Whether a key is at hand, and was looked at lately: then nobody has to wait. */
  isReady(of: string): boolean {
    const held = this.#held.get(of);
    return held !== undefined && 'key' in held && performance.now() - held.known_ms < trusted_ms;
  }

  /** What is known of somebody is looked at again. */
  forget(of: string): void {
    this.#forgotten++;
    this.#held.delete(of);
  }

  /** For good, also for who never had one. Done again it changes nothing. @param at ISO 8601, UTC */
  async destroy(of: string, at: string): Promise<void> {
    await this.pool.query(
      `INSERT INTO privacy.data_key (holder_id, destroyed_at) VALUES ($1, $2) ON CONFLICT (holder_id)
       DO UPDATE SET wrapped = NULL, master = NULL, destroyed_at = $2 WHERE data_key.destroyed_at IS NULL`,
      [of, at],
    );
    this.forget(of);
  }

  /** Wraps those anew that another master key has wrapped. @returns how many it were */
  async rewrap(): Promise<number> {
    let wrapped = 0;
    for (;;) {
      const text =
        'SELECT holder_id, wrapped, master FROM privacy.data_key WHERE master <> $1 ORDER BY holder_id LIMIT $2';
      const { rows } = await this.pool.query<Row>(text, [this.masters.id, batch_max]);
      if (rows.length === 0) return wrapped;
      const anew = rows.map((row) => this.masters.wrap(row.holder_id, this.#unwrapped(row)));
      await this.pool.query(
        `UPDATE privacy.data_key SET wrapped = anew.wrapped, master = $3
         FROM unnest($1::uuid[], $2::bytea[]) AS anew (holder_id, wrapped)
         WHERE data_key.holder_id = anew.holder_id AND destroyed_at IS NULL`,
        [rows.map((row) => row.holder_id), anew.map((each) => each.wrapped), this.masters.id],
      );
      wrapped += rows.length;
    }
  }

  /** Who starts without a master key that is needed hears of it then, and not when somebody's words are asked for. */
  async #canBeUnwrapped(): Promise<void> {
    const text = `SELECT master, count(*)::int AS keys FROM privacy.data_key
      WHERE master <> ALL ($1::text[]) GROUP BY master ORDER BY master`;
    const { rows } = await this.pool.query<{ master: string; keys: number }>(text, [this.masters.ids]);
    if (rows.length === 0) return;
    const missing = rows.map(({ master, keys }) => `${keys} by ${master}`).join(', ');
    throw new Error(
      `data keys of people are wrapped by a master key that is not set (${missing}): set the one of before as ` +
        'PRIVACY_KEY_BEFORE, or put PRIVACY_KEY, SECRET_KEY or the secret in DATA_DIR back as it was',
    );
  }

  async #hold(text: string, values: readonly unknown[], mayBePutBack = false): Promise<void> {
    const [known_ms, forgotten] = [performance.now(), this.#forgotten];
    const { rows } = await this.pool.query<Row>(text, [...values]);
    if (mayBePutBack) await this.#destroyAgain(rows);
    if (forgotten !== this.#forgotten) return this.#hold(text, values, mayBePutBack);
    for (const row of rows) this.#held.set(row.holder_id, { known_ms, ...this.#opened(row) });
  }

  async #destroyAgain(rows: readonly Row[]): Promise<void> {
    const open = rows.filter((row) => !row.destroyed_at).map((row) => row.holder_id);
    for (let n = 0; n < open.length; n += asked_max)
      await Promise.all(
        open.slice(n, n + asked_max).map(async (of) => {
          const at = await this.erasedBy(of);
          if (at !== undefined) await this.destroy(of, at);
        }),
      );
  }

  #opened(row: Row): Open | Readonly<{ destroyedAt: string }> {
    if (row.destroyed_at) return { destroyedAt: row.destroyed_at.toISOString() };
    const key = this.#unwrapped(row);
    return { key, marking: Buffer.from(hkdfSync('sha256', key, '', 'lianjian/request', key_bytes)) };
  }

  #unwrapped({ holder_id, wrapped, master }: Row): Buffer {
    if (!wrapped || !master) throw new Error(`the key of ${holder_id} is not there`);
    return this.masters.unwrap(holder_id, { wrapped, master });
  }
}
