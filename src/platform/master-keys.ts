import { createHash } from 'node:crypto';
import { installationKey } from './installation-secret.js';
import { seal, unseal } from './boxes.js';

const purpose = 'privacy';

/** The first one wraps; all unwrap. `id` says of a wrapped key by which one, and nothing else. */
type Master = Readonly<{ id: string; key: Buffer }>;
export type Wrapped = Readonly<{ master: string; wrapped: Buffer }>;

type Secrets = Readonly<{
  privacyKey: string | undefined;
  privacyKeyBefore: string | undefined;
  secretKey: string | undefined;
  dataDir: string;
}>;

/**
 * What wraps the data keys of people: made of the setting PRIVACY_KEY, else of the installation's secret. The one before
 * still unwraps, until `lianjian privacy rotate-master-key` has wrapped all anew.
 */
export class MasterKeys {
  readonly #all: readonly [Master, ...Master[]];

  constructor({ privacyKey, privacyKeyBefore, secretKey, dataDir }: Secrets) {
    const made = (secret: string | undefined): Master => {
      const key = installationKey({ secretKey: secret, dataDir }, purpose);
      return { key, id: createHash('sha256').update('lianjian/master ').update(key).digest('hex').slice(0, 16) };
    };
    const installation = made(secretKey);
    this.#all = [
      privacyKey === undefined ? installation : made(privacyKey),
      ...(privacyKeyBefore === undefined ? [] : [made(privacyKeyBefore)]),
      installation,
    ];
  }

  /** Of the one that wraps. */
  get id(): string {
    return this.#all[0].id;
  }

  /** Of all that unwrap. */
  get ids(): readonly string[] {
    return this.#all.map(({ id }) => id);
  }

  /** @param of whose key it is: wrapped for somebody else it is nobody's */
  wrap(of: string, key: Uint8Array): Wrapped {
    const [{ id, key: master }] = this.#all;
    return { master: id, wrapped: seal(master, of, key) };
  }

  /** @throws where it was wrapped by a key that is not set any more, or is damaged */
  unwrap(of: string, { master, wrapped }: Wrapped): Buffer {
    const by = this.#all.find(({ id }) => id === master);
    if (!by) throw new Error(`the key of ${of} was wrapped by another master key, ${master}: set PRIVACY_KEY_BEFORE`);
    return unseal(by.key, of, wrapped);
  }
}
