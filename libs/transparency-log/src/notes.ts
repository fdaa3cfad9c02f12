import { createPrivateKey, createPublicKey, hash, sign, verify, type KeyObject } from 'node:crypto';

/** The text is no note, its signature is not good, or nobody signed it whom we know. */
export class BadNote extends Error {}

/** A public key by which notes are verified: C2SP's `vkey`, `name+id+key`. */
export type Verifier = Readonly<{
  name: string;
  /** 8 hexadecimal digits. */
  id: string;
  vkey: string;
  verifies: (text: string, signature: Uint8Array) => boolean;
}>;
export type Signer = Verifier & Readonly<{ sign: (text: string) => Buffer }>;

/** A note whose signatures were verified: its text, who signed it, and how many lines others wrote below. */
export type OpenedNote = Readonly<{ text: string; by: readonly Verifier[]; others: number }>;

export const seed_bytes = 32;
const [key_bytes, id_bytes, signature_bytes] = [32, 4, 64];
const ed25519 = 1;
const signatures_max = 64;
const note_characters_max = 1 << 20;

/** Signs with the Ed25519 key that a seed of 32 bytes makes (RFC 8032). */
export const signerOf = (name: string, seed: Uint8Array): Signer => {
  if (seed.length !== seed_bytes) throw new RangeError(`a seed of ${seed.length} bytes`);
  const key = createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-key_bytes);
  const verifier = verifierWith(name, publicKey);
  return { ...verifier, sign: (text) => sign(null, Buffer.from(text), key) };
};

/** What stands before the 32 bytes of an Ed25519 key, private and public, in the forms that Node reads (RFC 8410). */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const spki = Buffer.from('302a300506032b6570032100', 'hex');

/** @throws BadNote where the text is no verifier key of Ed25519 */
export const verifierOf = (vkey: string): Verifier => {
  const [, name, , encoded] = /^([^\s+\p{Cc}]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/u.exec(vkey) ?? [];
  const bytes = Buffer.from(encoded ?? '', 'base64');
  if (name === undefined || bytes.length !== 1 + key_bytes || bytes[0] !== ed25519)
    throw new BadNote('this is no Ed25519 verifier key: name+id+key');
  const verifier = verifierWith(name, bytes.subarray(1));
  if (verifier.vkey !== vkey) throw new BadNote(`the id of ${name} is not that of its key`);
  return verifier;
};

const verifierWith = (name: string, publicKey: Uint8Array): Verifier => {
  const typed = Buffer.from([ed25519, ...publicKey]);
  const id = hash('sha256', Buffer.concat([Buffer.from(`${named(name)}\n`), typed]), 'hex').slice(0, 2 * id_bytes);
  let key: KeyObject | undefined;
  return {
    name,
    id,
    vkey: `${name}+${id}+${typed.toString('base64')}`,
    verifies: (text, signature) => {
      key ??= createPublicKey({ key: Buffer.concat([spki, publicKey]), format: 'der', type: 'spki' });
      return signature.length === signature_bytes && verify(null, Buffer.from(text), key, signature);
    },
  };
};

/** @throws RangeError for a name that no key can have */
const named = (name: string): string => {
  if (!/^[^\s+\p{Cc}]+$/u.test(name)) throw new RangeError(`${JSON.stringify(name)} cannot name a key`);
  return name;
};

/** A text with its signatures below. The text ends in a newline. */
export const signNote = (text: string, signers: readonly Signer[]): string => {
  if (!isText(text)) throw new RangeError('a note is lines of well-formed text');
  const lines = signers.map((signer) => {
    const signature = Buffer.concat([Buffer.from(signer.id, 'hex'), signer.sign(text)]);
    return `— ${signer.name} ${signature.toString('base64')}\n`;
  });
  return `${text}\n${lines.join('')}`;
};

/**
 * A note's text, once a key that we know has signed it. Signatures of unknown keys are passed over, so that keys can
 * change and witnesses can sign as well.
 *
 * @throws BadNote where none is of a known key, or one that claims to be is not good
 */
export const openNote = (note: string, known: readonly Verifier[]): OpenedNote => {
  const { text, signatures } = partsOf(note);
  const by: Verifier[] = [];
  let others = 0;
  for (const { name, id, signature } of signatures) {
    const verifier = known.find((each) => each.name === name && each.id === id);
    if (!verifier) others++;
    else if (!verifier.verifies(text, signature)) throw new BadNote(`the signature of ${name}+${id} is not good`);
    else if (by.includes(verifier)) throw new BadNote(`${name}+${id} signed twice`);
    else by.push(verifier);
  }
  if (by.length === 0) throw new BadNote('no key that is known here has signed it');
  return { text, by, others };
};

type Parts = Readonly<{ text: string; signatures: readonly { name: string; id: string; signature: Buffer }[] }>;

/** A note taken apart, nothing verified. @throws BadNote */
const partsOf = (note: string): Parts => {
  const end = note.lastIndexOf('\n\n');
  const text = note.slice(0, end + 1);
  if (end < 0 || note.length > note_characters_max || !isText(note) || !isText(text))
    throw new BadNote('this is no signed note');
  const lines = note
    .slice(end + 2)
    .split('\n')
    .slice(0, -1);
  if (lines.length === 0 || lines.length > signatures_max) throw new BadNote(`${lines.length} signatures`);
  return { text, signatures: lines.map(signatureOf) };
};

const signatureOf = (line: string): Parts['signatures'][number] => {
  const [, name, encoded] = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/.exec(line) ?? [];
  const bytes = Buffer.from(encoded ?? '', 'base64');
  if (name === undefined || bytes.toString('base64') !== encoded || bytes.length <= id_bytes)
    throw new BadNote('a line below the text is no signature');
  return { name, id: bytes.toString('hex', 0, id_bytes), signature: bytes.subarray(id_bytes) };
};

/** Well-formed, ending in a newline, without any other control character. */
const isText = (text: string): boolean =>
  text.endsWith('\n') && text.isWellFormed() && !/[^\P{Cc}\n\x7f-\x9f]/u.test(text);
