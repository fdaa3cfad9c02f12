import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const nonce_bytes = 12;
const tag_bytes = 16;

/** A fresh nonce each, so that equal words are never equal boxes. Asked for by the thousand: one call is as dear as one. */
const nonces = Buffer.alloc(nonce_bytes * 1_024);
let used_bytes = nonces.length;
const nonce = (): Buffer => {
  if (used_bytes === nonces.length) {
    randomFillSync(nonces);
    used_bytes = 0;
  }
  return Buffer.from(nonces.subarray(used_bytes, (used_bytes += nonce_bytes)));
};

/**
 * Bytes that only this key opens, and only as what they were sealed as: nonce, AES-256-GCM, tag.
 *
 * @param key 32 bytes
 * @param as what the box is, which is not in it: another place takes it for nothing
 */
export const seal = (key: Uint8Array, as: string, content: string | Uint8Array): Buffer => {
  const fresh = nonce();
  const cipher = createCipheriv(algorithm, key, fresh);
  cipher.setAAD(Buffer.from(as));
  const sealed = cipher.update(content as string); // a text as UTF-8, bytes as they are: the types know one at a time
  return Buffer.concat([fresh, sealed, cipher.final(), cipher.getAuthTag()]);
};

/** @throws where it was sealed by another key, as something else, or is damaged */
export const unseal = (key: Uint8Array, as: string, box: Uint8Array): Buffer => {
  const decipher = createDecipheriv(algorithm, key, box.subarray(0, nonce_bytes), { authTagLength: tag_bytes });
  decipher.setAAD(Buffer.from(as));
  decipher.setAuthTag(box.subarray(box.length - tag_bytes));
  return Buffer.concat([decipher.update(box.subarray(nonce_bytes, box.length - tag_bytes)), decipher.final()]);
};
