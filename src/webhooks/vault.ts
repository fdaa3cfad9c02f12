import { Inject, Injectable } from '@nestjs/common';
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import type { Config } from '../config/config.js';
import { Settings } from '../config/settings.module.js';
import { installationKey } from '../platform/installation-secret.js';

const [iv_bytes, tag_bytes] = [12, 16];

/** Keeps what must be known again, and never be read by others: whole addresses, and secrets that sign. */
@Injectable()
export class Vault {
  #made: Buffer | undefined;

  constructor(
    @Inject(Settings) private readonly settings: Pick<Config, 'secretKey' | 'dataDir'>,
    private readonly database: DataSource,
  ) {}

  /** Under which id a webhook's address is kept: the same one for the same address. */
  idOf(webhookId: string, address: string): string {
    const bytes = createHmac('sha256', this.#key).update(`${webhookId} ${address}`).digest().subarray(0, 16);
    bytes[6] = (bytes[6]! & 0x0f) | 0x80; // as RFC 9562 has it for ids of one's own making, version 8
    bytes[8] = (bytes[8]! & 0x3f) | 0x80;
    return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  }

  /** What is kept under an id stays as it is. */
  async keep(webhookId: string, id: string, text: string): Promise<void> {
    const insert = `INSERT INTO webhooks.kept (id, webhook_id, sealed) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`;
    await this.database.query(insert, [id, webhookId, this.#sealed(id, text)]);
  }

  /** @throws where it is not there any more, or was sealed with another key */
  async open(id: string, db: EntityManager = this.database.manager): Promise<string> {
    const [row] = await db.query('SELECT sealed FROM webhooks.kept WHERE id = $1', [id]);
    if (!row) throw new Error(`nothing is kept under ${id}`);
    return this.#opened(id, row.sealed);
  }

  /** Gives what is kept under an id the first time that it is asked for so, and null from then on. */
  async showOnce(id: string): Promise<string | null> {
    const show = 'UPDATE webhooks.kept SET shown = true WHERE id = $1 AND NOT shown RETURNING sealed';
    const [[row]] = await this.database.query(show, [id]);
    return row ? this.#opened(id, row.sealed) : null;
  }

  /** Forgets all that is kept of a webhook. */
  async forget(webhookId: string): Promise<void> {
    await this.database.query('DELETE FROM webhooks.kept WHERE webhook_id = $1', [webhookId]);
  }

  get #key(): Buffer {
    return (this.#made ??= installationKey(this.settings, 'webhooks'));
  }

  #sealed(id: string, text: string): Buffer {
    const iv = randomBytes(iv_bytes);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv).setAAD(Buffer.from(id));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
  }

  #opened(id: string, sealed: Buffer): string {
    const [iv, tag, rest] = [sealed.subarray(0, iv_bytes), sealed.subarray(iv_bytes, iv_bytes + tag_bytes), sealed.subarray(iv_bytes + tag_bytes)]; // prettier-ignore
    const decipher = createDecipheriv('aes-256-gcm', this.#key, iv, { authTagLength: tag_bytes });
    decipher.setAAD(Buffer.from(id)).setAuthTag(tag);
    try {
      return Buffer.concat([decipher.update(rest), decipher.final()]).toString('utf8');
    } catch (cause) {
      throw new Error('a webhook was kept with another SECRET_KEY than this one', { cause });
    }
  }
}
