import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { LRUCache } from 'lru-cache';
import { Entity, PrimaryColumn, Repository } from 'typeorm';
import { InstantColumn } from '../platform/instants.js';

const keys_max = 10_000;
const every_ms = 15_000;
const apart_ms = 60_000;

/** When a key was last used, to the minute. */
@Entity({ schema: 'access', name: 'key_use' })
export class KeyUseRow {
  @PrimaryColumn('uuid', { name: 'key_id' }) keyId: string;
  @InstantColumn({ name: 'last_used_at' }) lastUsedAt: string;
}

/**
 * When each key was last used. Uses are gathered here and written together, and of one key once a minute at most: a
 * request never waits for it, and a lost instance loses a minute of it.
 */
@Injectable()
export class KeyUses implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #written = new LRUCache<string, string>({ max: keys_max });
  readonly #new = new LRUCache<string, string>({ max: keys_max });
  #timer: NodeJS.Timeout | undefined;

  constructor(@InjectRepository(KeyUseRow) private readonly rows: Repository<KeyUseRow>) {}

  onApplicationBootstrap(): void {
    const failed = (error: unknown) => new Logger('keys').warn(`when keys were used is not written: ${String(error)}`);
    this.#timer = setInterval(() => void this.write().catch(failed), every_ms).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.write().catch(() => undefined);
  }

  used(keyId: string, at: string): void {
    const before = this.#written.get(keyId);
    if (before === undefined || Date.parse(at) - Date.parse(before) >= apart_ms) this.#new.set(keyId, at);
  }

  /** Writes what is new, in one statement. */
  async write(): Promise<void> {
    const uses = [...this.#new];
    if (uses.length === 0) return;
    this.#new.clear();
    for (const [keyId, at] of uses) this.#written.set(keyId, at);
    uses.sort(([a], [b]) => (a < b ? -1 : 1)); // in one order, so that instances do not wait for each other in a ring
    await this.rows.query(
      `INSERT INTO access.key_use (key_id, last_used_at) SELECT * FROM unnest($1::uuid[], $2::timestamptz[])
       ON CONFLICT (key_id) DO UPDATE SET last_used_at = greatest(key_use.last_used_at, excluded.last_used_at)`,
      [uses.map(([keyId]) => keyId), uses.map(([, at]) => at)],
    );
  }
}
