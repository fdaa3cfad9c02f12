import { hash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { LRUCache } from 'lru-cache';
import { Column, Entity, PrimaryColumn, Repository } from 'typeorm';
import type { Principal } from './principal.js';
import { scopes } from './scopes.js';

/** How long a key that was revoked elsewhere may still be honoured here. */
const trusted_ms = 1_000;
const keys_max = 10_000;

/** A key as it is stored: whose it is, and a hash of its secret. */
@Entity({ schema: 'access', name: 'key' })
export class KeyRow {
  /** Stays when the secret is replaced: command ids are made of it. */
  @PrimaryColumn('uuid', { name: 'client_id' }) clientId: string;
  @Column('text') prefix: string;
  @Column('text') hash: string;
  @Column('text') kind: 'operator' | 'person';
  @Column('uuid', { name: 'person_id', nullable: true }) personId: string | null;
  @Column('uuid', { name: 'unit_id', nullable: true }) unitId: string | null;
  @Column('uuid', { name: 'alliance_id', nullable: true }) allianceId: string | null;
  @Column('text') label: string;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'revoked_at', nullable: true }) revokedAt: Date | null;
}

/** Whose key is to be issued. */
export type KeyHolder =
  | Readonly<{ kind: 'operator'; label: string }>
  | Readonly<{ kind: 'person'; personId: string; unitId: string; allianceId: string; label: string }>;

/** `lj_<prefix>_<secret>`: the prefix finds the row, the secret is 192 random bits, of which only a hash is stored. */
const token = /^lj_([0-9a-f]{12})_([\w-]{32})$/;
const hashOf = (secret: string): string => hash('sha256', secret, 'base64url');

@Injectable()
export class Keys {
  readonly #known = new LRUCache<string, KeyRow>({ max: keys_max, ttl: trusted_ms });

  constructor(@InjectRepository(KeyRow) private readonly rows: Repository<KeyRow>) {}

  /** Makes a key and gives it, this once. */
  async issue(holder: KeyHolder): Promise<{ clientId: string; key: string }> {
    const [prefix, secret] = [randomBytes(6).toString('hex'), randomBytes(24).toString('base64url')];
    const key = `lj_${prefix}_${secret}`;
    const clientId = randomUUID();
    const nobody = { personId: null, unitId: null, allianceId: null };
    await this.rows.insert({
      ...nobody,
      ...holder,
      clientId,
      prefix,
      hash: hashOf(secret),
      createdAt: new Date(),
      revokedAt: null,
    });
    return { clientId, key };
  }

  list(): Promise<KeyRow[]> {
    return this.rows.find({ order: { createdAt: 'ASC', clientId: 'ASC' }, take: keys_max });
  }

  /** Says whether there was such a key, still good. */
  async revoke(clientId: string): Promise<boolean> {
    const { affected } = await this.rows
      .createQueryBuilder()
      .update()
      .set({ revokedAt: () => 'now()' })
      .where('client_id = :clientId AND revoked_at IS NULL', { clientId })
      .execute();
    return affected === 1;
  }

  /** Whose key this is, if it is one that is honoured. */
  async principalOf(key: string): Promise<Principal | undefined> {
    const [, prefix, secret] = token.exec(key) ?? [];
    if (!prefix || !secret) return undefined;
    const row = this.#known.get(prefix) ?? (await this.rows.findOneBy({ prefix }));
    if (!row || row.revokedAt) return undefined;
    this.#known.set(prefix, row, { noUpdateTTL: true });
    return timingSafeEqual(Buffer.from(row.hash), Buffer.from(hashOf(secret))) ? principal(row) : undefined;
  }
}

const principal = ({ kind, clientId, personId, unitId, allianceId }: KeyRow): Principal | undefined => {
  if (kind === 'operator') return { kind, clientId, scopes };
  return personId && unitId && allianceId ? { kind, clientId, scopes, personId, unitId, allianceId } : undefined;
};
