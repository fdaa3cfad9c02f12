/** SHA-256: 32 bytes. */
export type Hash = Uint8Array<ArrayBuffer>;
export const hash_bytes = 32;

/** A browser lends its cryptography to pages that came by TLS, or from the machine itself. */
export const canHash = (): boolean => (crypto.subtle as unknown) !== undefined;

export const sha256 = async (bytes: Hash): Promise<Hash> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

const joined = (...parts: readonly Uint8Array[]): Hash => {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

/** The hash of an entry as a leaf, and of two subtrees side by side (RFC 6962, 2.1). */
export const leafHash = (entry: Uint8Array): Promise<Hash> => sha256(joined(Uint8Array.of(0), entry));
export const nodeHash = (left: Hash, right: Hash): Promise<Hash> => sha256(joined(Uint8Array.of(1), left, right));

export const equal = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, n) => byte === other[n]);

export const bytesOf = (text: string): Hash => new TextEncoder().encode(text);

/** @throws where it is not base64 as it is written */
export const fromBase64 = (text: string): Hash => {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  if (toBase64(bytes) !== text) throw new Error('this is no base64');
  return bytes;
};
export const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
