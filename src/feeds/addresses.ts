import { Inject, Injectable } from '@nestjs/common';
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Config } from '../config/config.js';
import { Settings } from '../config/settings.module.js';
import { installationKey } from '../platform/installation-secret.js';

const id_bytes = 16;
const mac_bytes = 24;

/**
 * The secret part of a feed's address: which feed it is, and a MAC of the revision at which the feed got this address.
 * The database holds nothing of it, and a repeated request is shown the same address again.
 */
@Injectable()
export class FeedAddresses {
  readonly #key: Buffer;

  constructor(@Inject(Settings) { secretKey, dataDir }: Config) {
    this.#key = installationKey({ secretKey, dataDir }, 'calendar-feeds');
  }

  tokenOf(feedId: string, revision: number): string {
    const id = Buffer.from(feedId.replaceAll('-', ''), 'hex');
    return Buffer.concat([id, this.#mac(feedId, revision)]).toString('base64url');
  }

  /** Of which feed a token says that it is; whether that is so, `isOf` knows. */
  feedIdOf(token: string): string | undefined {
    if (!/^[\w-]{54}$/.test(token)) return undefined;
    const hex = Buffer.from(token, 'base64url').subarray(0, id_bytes).toString('hex');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }

  isOf(token: string, { feedId, addressRevision }: Readonly<{ feedId: string; addressRevision: number }>): boolean {
    const mac = Buffer.from(token, 'base64url').subarray(id_bytes);
    return mac.length === mac_bytes && timingSafeEqual(mac, this.#mac(feedId, addressRevision));
  }

  #mac(feedId: string, revision: number): Buffer {
    return createHmac('sha256', this.#key).update(`${feedId}:${revision}`).digest().subarray(0, mac_bytes);
  }
}
