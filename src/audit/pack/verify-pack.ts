import { BadNote, openCheckpoint, openNote, type TreeHead, type Verifier } from '#transparency-log';
import { createHash } from 'node:crypto';
import { at, Hopeless } from './hopeless.js';
import { enclosedIn, keysName, trustedOf } from './enclosed-keys.js';
import { BadContainer, openPack, type PackReader } from './containers.js';
import { Findings, type Finding } from './findings.js';
import { eventsOf, leavesOf, manifestName, parseManifest, type Manifest } from './manifest.js';
import { verifyEvents, type SignedTree } from './verify-events.js';

const text_bytes_max = 64 << 20;

/** What is known before the pack is: whom one trusts, and what one has kept. */
export type Known = Readonly<{
  /** Keys or fingerprints that came another way. */
  keys: readonly string[];
  /** The path of an older pack, or the text of a checkpoint. */
  since?: Readonly<{ pack: string } | { checkpoint: string }>;
  progress?: (done: number, of: number) => void;
}>;

export type Verdict = Readonly<{
  /** By a key that was known before; by what lies in the pack alone; or not at all. */
  proven: 'by your key' | 'by the enclosed key only' | 'not';
  findings: readonly Finding[];
  /** All of them, of which `findings` are the first. */
  count: number;
  manifest?: Manifest;
  /** Who signed the pack. */
  signedBy?: readonly string[];
  /** How many events an older pack or checkpoint had, from which this one has only grown. */
  grownFrom?: number;
}>;

/** Judges a pack by what is in it and what is known: it needs no server, no database and no network. Never throws for what a pack holds. */
export const verifyPack = (path: string, known: Known): Verdict => {
  const findings = new Findings();
  let pack: PackReader | undefined;
  let said: Partial<Verdict> = {};
  try {
    pack = openPack(path);
    const { manifest, keys, signers } = signedManifest(pack, known.keys);
    said = { manifest, signedBy: signers.map(({ vkey }) => vkey) };
    verifyFiles(pack, manifest, findings);
    const trees = signedTrees(pack, manifest, keys, findings);
    const older = known.since && olderTree(known.since, keys, manifest);
    verifyEvents(pack, manifest, older ? [...trees, older] : trees, findings, known.progress);
    if (older) said = { ...said, grownFrom: older.size };
  } catch (error) {
    findings.add(...named(error, path));
  } finally {
    pack?.close();
  }
  const proven = findings.count > 0 ? 'not' : known.keys.length > 0 ? 'by your key' : 'by the enclosed key only';
  return { ...said, proven, findings: findings.named, count: findings.count };
};

const named = (error: unknown, path: string): [where: string, what: string] => {
  if (error instanceof Hopeless) return [error.where, error.message];
  if (error instanceof BadContainer || error instanceof BadNote) return [path, error.message];
  throw error;
};

type Signed = Readonly<{ manifest: Manifest; keys: readonly Verifier[]; signers: readonly Verifier[] }>;

/** The manifest, once a key has signed it that is known, or was introduced by one that is. */
const signedManifest = (pack: PackReader, given: readonly string[]): Signed => {
  const note = textIn(pack, manifestName);
  const enclosed = enclosedIn(textIn(pack, keysName));
  const keys = enclosed.map(({ verifier }) => verifier);
  const { text, by, others } = at(manifestName, () => openNote(note, keys));
  const manifest = at(manifestName, () => parseManifest(text));
  if (others > 0) throw new Hopeless(manifestName, 'somebody has signed it whose key is not in the pack');
  if (by.some(({ name }) => name !== manifest.origin)) throw new Hopeless(manifestName, 'it is signed in another name');
  const trusted = trustedOf(enclosed, manifest.origin, given);
  if (!by.some((each) => trusted.includes(each)))
    throw new Hopeless(manifestName, 'it is signed by none of the keys that you gave, nor by one that they introduce');
  return { manifest, keys, signers: by };
};

/** That there is every file that the manifest names, as it names it, and no other one. */
const verifyFiles = (pack: PackReader, { files, parts }: Manifest, findings: Findings): void => {
  const names = new Set([manifestName, ...files.map(({ name }) => name), ...parts.flatMap((part) => [eventsOf(part), leavesOf(part)])]); // prettier-ignore
  for (const name of pack.files.keys()) if (!names.has(name)) findings.add(name, 'the manifest does not name it');
  for (const name of names) if (!pack.files.has(name)) findings.add(name, 'it is missing');
  for (const { name, bytes, sha256 } of files) {
    if (!pack.files.has(name)) continue;
    if (pack.files.get(name) !== bytes || sha256In(pack.pieces(name)) !== sha256)
      findings.add(name, 'it is not the file that was signed');
  }
};

const sha256In = (pieces: Iterable<Buffer>): string => {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
};

const checkpointsName = 'checkpoints.json';

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');

/** The trees that were signed, from the smallest on; the last one is that of the manifest. */
const signedTrees = (
  pack: PackReader,
  manifest: Manifest,
  keys: readonly Verifier[],
  findings: Findings,
): readonly SignedTree[] => {
  // prettier-ignore
  const whole = { size: manifest.size, root: manifest.root, where: manifestName };
  const text = textIn(pack, checkpointsName);
  const notes: unknown = at(checkpointsName, () => JSON.parse(text));
  if (!isTexts(notes)) throw new Hopeless(checkpointsName, 'it lists no checkpoints');
  const trees: SignedTree[] = [];
  for (const [n, note] of notes.entries()) {
    const where = `${checkpointsName}, number ${n + 1}`;
    try {
      const { origin, size, root } = openCheckpoint(note, keys);
      if (origin !== manifest.origin) findings.add(where, `it is of another log, ${origin}`);
      else if (size > manifest.size) findings.add(where, `it has ${size} events, and the pack ${manifest.size}`);
      else trees.push({ size, root, where: `${where} (${size} events)` });
    } catch (error) {
      if (!(error instanceof BadNote)) throw error;
      findings.add(where, error.message);
    }
  }
  if (!trees.some(({ size }) => size === manifest.size))
    findings.add(checkpointsName, 'the checkpoint of the whole is missing');
  return [...trees, whole];
};

/** What an older pack or checkpoint says of the same log, signed by one of its keys. */
const olderTree = (
  since: NonNullable<Known['since']>,
  keys: readonly Verifier[],
  { origin, size }: Manifest,
): SignedTree => {
  // prettier-ignore
  const where = 'the older one';
  const older = 'pack' in since ? headOfPack(since.pack, keys) : at(where, () => openCheckpoint(since.checkpoint, keys)); // prettier-ignore
  if (older.origin !== origin) throw new Hopeless(where, `it is of another log, ${older.origin}`);
  if (older.size > size) throw new Hopeless(where, `it has ${older.size} events, and this pack ${size}: the log did not only grow`); // prettier-ignore
  return { ...older, where };
};

const headOfPack = (path: string, keys: readonly Verifier[]): TreeHead & { origin: string } => {
  const pack = openPack(path);
  try {
    const note = textIn(pack, manifestName);
    return at('the older one', () => parseManifest(openNote(note, keys).text));
  } finally {
    pack.close();
  }
};

const textIn = (pack: PackReader, name: string): string => {
  const size = pack.files.get(name);
  if (size === undefined) throw new Hopeless(name, 'it is missing');
  if (size > text_bytes_max) throw new Hopeless(name, 'it is too large');
  const pieces: Buffer[] = [];
  for (const piece of pack.pieces(name)) pieces.push(Buffer.from(piece));
  const bytes = Buffer.concat(pieces);
  const text = bytes.toString();
  if (!Buffer.from(text).equals(bytes)) throw new Hopeless(name, 'it is no well-formed text');
  return text;
};
