import type { Executed } from '#event-sourcing';
import { Forecast } from '#nest-event-sourcing';
import { Injectable } from '@nestjs/common';
import { IsString } from 'class-validator';
import { InjectRepository } from '@nestjs/typeorm';
import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { Column, Entity, PrimaryColumn, Repository } from 'typeorm';
import { OrNull } from '../platform/fields.js';

const secrets_max = 10_000;

/** The secret that an event of a key brought: a prefix to find it by, and a hash. */
@Entity({ schema: 'access', name: 'secret' })
export class SecretRow {
  @PrimaryColumn('text') prefix: string;
  @Column('uuid', { name: 'key_id' }) keyId: string;
  /** The key's, of the event that brought it. */
  @Column('int') revision: number;
  @Column('text') hash: string;
}

/** `lj_<prefix>_<secret>`: the prefix finds the row, the secret is 192 random bits, of which only a hash is stored. */
const token = /^lj_([0-9a-f]{12})_([\w-]{32})$/;
const hashOf = (secret: string): string => hash('sha256', secret, 'base64url');

/** What is shown once. */
export class ShownKey {
  /** The key: a secret. Null where it was shown before, to a request of which this is a repeat. */
  @OrNull() @IsString() readonly key: string | null;
}

/** A receipt, with what is shown this once. */
export type Shown = Executed & Readonly<{ shown: ShownKey }>;

@Injectable()
export class Secrets {
  /** A row never changes, so it may be known for ever. */
  readonly #known = new LRUCache<string, SecretRow>({ max: secrets_max });

  constructor(@InjectRepository(SecretRow) private readonly rows: Repository<SecretRow>) {}

  /** The answer of a write that brings a secret. */
  async answered(answer: Executed | Forecast): Promise<Shown | Forecast> {
    return answer instanceof Forecast ? answer : this.shown(answer);
  }

  /**
   * Makes the secret that a recorded fact promises, and shows it. It is made once: whoever comes second, with a repeat
   * of the same request, is told that it was shown before. A fact whose secret was never made, since the process ended
   * in between, gets it when the request is repeated.
   */
  async shown(receipt: Executed): Promise<Shown> {
    return { ...receipt, shown: { key: receipt.recorded ? await this.#made(receipt) : null } };
  }

  async #made({ streamId, revision }: Executed): Promise<string | null> {
    const [prefix, secret] = [randomBytes(6).toString('hex'), randomBytes(24).toString('base64url')];
    const keyId = streamId.slice(streamId.indexOf('-') + 1);
    const { raw } = await this.rows
      .createQueryBuilder()
      .insert()
      .values({ prefix, keyId, revision, hash: hashOf(secret) })
      .orIgnore()
      .returning('prefix')
      .execute();
    return raw.length === 1 ? `lj_${prefix}_${secret}` : null;
  }

  /** Which secret of which key this is; nothing where it is none. */
  async of(given: string): Promise<Pick<SecretRow, 'keyId' | 'revision'> | undefined> {
    const [, prefix, secret] = token.exec(given) ?? [];
    if (!prefix || !secret) return undefined;
    const row = this.#known.get(prefix) ?? (await this.rows.findOneBy({ prefix }));
    if (!row) return undefined;
    this.#known.set(prefix, row);
    return timingSafeEqual(Buffer.from(row.hash), Buffer.from(hashOf(secret))) ? row : undefined;
  }
}
