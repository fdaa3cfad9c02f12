import { bytesOf, equal, fromBase64, hash_bytes, sha256, toBase64, type Hash } from './hashes.js';
import type { TreeHead } from './tree.js';

/** What was shown is not what it claims to be. */
export class NotProven extends Error {}

/** A public key of the log: C2SP's `vkey`, `name+id+key`. */
type Key = Readonly<{ vkey: string; name: string; id: Hash; key: Hash; fingerprint: string }>;
/** What the log says of its tree, and who signed it. `isVerified` is false where this browser has no Ed25519. */
export type Checkpoint = TreeHead &
  Readonly<{ origin: string; vkey: string; fingerprint: string; isVerified: boolean; note: string }>;

const ed25519 = 1;
const id_bytes = 4;

const keyOf = async (vkey: string): Promise<Key> => {
  const [, name = '', , encoded = ''] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/.exec(vkey) ?? [];
  const typed = fromBase64(encoded);
  if (typed.length !== 1 + hash_bytes || typed[0] !== ed25519) throw new NotProven('this is no Ed25519 key');
  const named = bytesOf(`${name}\n`);
  const id = (await sha256(new Uint8Array([...named, ...typed]))).slice(0, id_bytes);
  const fingerprint = `SHA256:${toBase64(await sha256(bytesOf(vkey))).replace(/=+$/, '')}`;
  return { vkey, name, id, key: typed.slice(1), fingerprint };
};

/** The checkpoint of a note that one of these keys has signed (C2SP's signed-note and tlog-checkpoint). @throws NotProven */
export const openCheckpoint = async (note: string, vkeys: readonly string[]): Promise<Checkpoint> => {
  const end = note.lastIndexOf('\n\n');
  const text = note.slice(0, end + 1);
  const [origin = '', size = '', encoded = ''] = text.split('\n');
  if (end < 0 || !/^[1-9]\d{0,15}$/.test(size) || text !== `${origin}\n${size}\n${encoded}\n`)
    throw new NotProven('this is no checkpoint');
  const keys = await Promise.all(vkeys.map(keyOf));
  for (const line of note
    .slice(end + 2)
    .trimEnd()
    .split('\n')) {
    const [, name, said = ''] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    const signature = fromBase64(said);
    const key = keys.find(
      (each) => each.name === name && name === origin && equal(each.id, signature.slice(0, id_bytes)),
    );
    if (!key) continue;
    const isGood = await verifies(key.key, signature.slice(id_bytes), bytesOf(text));
    if (isGood === false) throw new NotProven('the signature is not good');
    const { vkey, fingerprint } = key;
    return {
      origin,
      size: Number(size),
      root: fromBase64(encoded),
      vkey,
      fingerprint,
      isVerified: isGood === true,
      note,
    };
  }
  throw new NotProven('no key of the log has signed it');
};

/** Nothing where the browser does not know Ed25519. */
const verifies = async (key: Hash, signature: Hash, text: Hash): Promise<boolean | undefined> => {
  const imported = await crypto.subtle.importKey('raw', key, 'Ed25519', false, ['verify']).catch(() => undefined);
  return imported && crypto.subtle.verify('Ed25519', imported, signature, text);
};

/** A proof that the log holds an entry (C2SP's tlog-proof), taken apart; nothing is verified. @throws NotProven */
export const parseProof = (proof: string) => {
  const end = proof.indexOf('\n\n');
  const [header, extra = '', index = '', ...hashes] = proof.slice(0, Math.max(0, end)).split('\n');
  if (header !== 'c2sp.org/tlog-proof@v1' || !extra.startsWith('extra ') || !/^index \d{1,16}$/.test(index))
    throw new NotProven('this is no proof');
  return {
    entry: fromBase64(extra.slice('extra '.length)),
    index: Number(index.slice('index '.length)),
    proof: hashes.map(fromBase64),
    checkpoint: proof.slice(end + 2),
  };
};
