import { signerOf, type Signer, type Verifier } from '#transparency-log';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Config } from '../config/config.js';
import { Settings } from '../config/settings.module.js';
import { installationKey } from '../platform/installation-secret.js';
import { introduce } from './key-succession.js';
import { TreeStore } from './tree-store.js';

/** A public key of the log: since when it signs, until when, and the note by which the one before it names it. */
export type PublicKey = Readonly<{ vkey: string; introducedBy: string | null; since: string; until: string | null }>;
type KeyRow = PublicKey & Readonly<{ generation: number }>;

/**
 * The keys that sign the log. They are made of the installation's secret; of each the database has the public part, and
 * until when it signs. What a key has signed stays signed.
 */
@Injectable()
export class SigningKeys {
  #id: string | undefined;

  constructor(
    @Inject(Settings) private readonly settings: Pick<Config, 'secretKey' | 'dataDir' | 'logOrigin'>,
    private readonly database: DataSource,
    private readonly trees: TreeStore,
  ) {}

  /** The name of the log: as set, or else made of the id that it began with. */
  async origin(): Promise<string> {
    return this.settings.logOrigin ?? `lianjian/log/${(this.#id ??= (await this.trees.tree()).id)}`;
  }

  /** All keys that ever signed, the first one first. */
  async all(origin: string): Promise<readonly PublicKey[]> {
    return this.#rows(origin);
  }

  /** Those that sign now. The first one is made when it is first asked for. @throws where none is of this secret */
  async signers(origin: string, now: string): Promise<readonly Signer[]> {
    const rows = await this.#rows(origin);
    if (rows.length === 0) {
      await this.#add(origin, 1, null);
      return this.signers(origin, now);
    }
    const inForce = rows.filter(({ until }) => until === null || until > now);
    const ours = inForce.flatMap((row) => this.#ours(origin, row) ?? []);
    if (ours.length > 0) return ours;
    throw new Error(
      'no key of the log is of this installation’s secret: give SECRET_KEY back, or lianjian audit rotate',
    );
  }

  /** Begins to sign with a new key, which the newest one introduces; the others go on until `until`. */
  async rotate(origin: string, until: string): Promise<Verifier> {
    const rows = await this.#rows(origin);
    const last = rows.at(-1);
    if (!last) return this.#add(origin, 1, null);
    const generation = last.generation + 1;
    const signer = this.#ours(origin, last);
    const { vkey } = this.#signer(origin, generation);
    const next = await this.#add(origin, generation, signer ? introduce(origin, vkey, signer) : null);
    const end = 'UPDATE audit.signing_key SET until = $3 WHERE origin = $1 AND generation < $2 AND (until IS NULL OR until > $3)'; // prettier-ignore
    await this.database.query(end, [origin, generation, until]);
    return next;
  }

  async #rows(origin: string): Promise<readonly KeyRow[]> {
    const text = `SELECT generation, vkey, introduced_by AS "introducedBy", since, until
      FROM audit.signing_key WHERE origin = $1 ORDER BY generation`;
    return this.database.query(text, [origin]);
  }

  async #add(origin: string, generation: number, introduced: string | null): Promise<Verifier> {
    const signer = this.#signer(origin, generation);
    const text = `INSERT INTO audit.signing_key (origin, generation, vkey, introduced_by) VALUES ($1, $2, $3, $4)
      ON CONFLICT DO NOTHING RETURNING 1`;
    const added = await this.database.query(text, [origin, generation, signer.vkey, introduced]);
    if (added.length === 0 && generation > 1) throw new Error('somebody else has made a new key just now');
    return signer;
  }

  #signer(origin: string, generation: number): Signer {
    return signerOf(origin, installationKey(this.settings, `log/${origin}/${generation}`));
  }

  /** The key itself, where this installation's secret makes it. */
  #ours(origin: string, { generation, vkey }: KeyRow): Signer | undefined {
    const signer = this.#signer(origin, generation);
    return signer.vkey === vkey ? signer : undefined;
  }
}
