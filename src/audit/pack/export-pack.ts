import type { Formats } from '#event-sourcing';
import type { StoredLine, StoredLines } from '#event-sourcing';
import { openCheckpoint, signNote, tile_width, verifierOf, type Signer } from '#transparency-log';
import { hash } from 'node:crypto';
import { entryOf, lineOf } from '../line.js';
import type { PublicKey } from '../signing-keys.js';
import type { SignedCheckpoint, TreeStore } from '../tree-store.js';
import type { PackWriter } from './containers.js';
import { eventsOf, leavesOf, manifestName, manifestText, type Manifest, type Part } from './manifest.js';
import { readmes } from './readme.js';

const lines_max = 200;
/** A part ends after so many events, or so many bytes. */
const events_max = 1_000_000;
const bytes_max = 1 << 30;
const tiles_max = 64;
const piece_bytes = 1 << 20;

/** Where an export comes from. */
export type Source = Readonly<{
  lines: Pick<StoredLines, 'lines'>;
  trees: Pick<TreeStore, 'leaves'>;
  formats: Pick<Formats, 'types' | 'versionOf'>;
  /** What every type of event means, as text. */
  dictionary: string;
  origin: string;
  keys: readonly Pick<PublicKey, 'vkey' | 'introducedBy'>[];
  signers: readonly Signer[];
  /** Those that are kept, the newest one last. */
  checkpoints: readonly SignedCheckpoint[];
}>;

export type Wanted = Readonly<{
  /** Whose events are to be whole; of all others there will be the headers alone. */
  alliance?: string;
  now: string;
  progress: (done: number, of: number) => void;
}>;

/** Writes everything up to the newest checkpoint into a pack, as it comes from the database. Nothing is held. */
export const exportPack = async (
  source: Source,
  pack: PackWriter,
  { alliance, now, progress }: Wanted,
): Promise<Manifest> => {
  // prettier-ignore
  const newest = source.checkpoints.at(-1);
  if (!newest) throw new Error('nothing was signed yet: there is nothing to prove');
  const { size, root } = openCheckpoint(
    newest.note,
    source.keys.map(({ vkey }) => verifierOf(vkey)),
  );
  const parts: Part[] = [];
  for (let done = 0; done < size;) {
    const part = await writePart(source, pack, { number: parts.length + 1, first: done + 1, size, alliance, progress });
    parts.push(part);
    done = part.last;
  }
  const files = await writeTexts(source, pack, { origin: source.origin, made: now, size, alliance });
  const manifest = { origin: source.origin, made: now, size, root, ...(alliance !== undefined && { alliance }), files, parts }; // prettier-ignore
  await pack.file(manifestName, [Buffer.from(signNote(manifestText(manifest), source.signers))]);
  return manifest;
};

type PartWanted = Readonly<{
  number: number;
  first: number;
  size: number;
  alliance: string | undefined;
  progress: Wanted['progress'];
}>;

const writePart = async (
  { lines, trees }: Source,
  pack: PackWriter,
  { number, first, size, alliance, progress }: PartWanted,
): Promise<Part> => {
  const end = Math.min(size, first - 1 + events_max);
  let [last, bytes] = [first - 1, 0];
  const after = (position: number) => {
    const page = lines.lines(position, Math.min(lines_max, end - position));
    page.catch(() => undefined); // heard of when it is waited for
    return page;
  };
  const buffer = Buffer.allocUnsafeSlow(piece_bytes);
  const events = async function* () {
    for (let next = after(last); last < end && bytes < bytes_max;) {
      const batch = await next;
      const read = batch.at(-1)?.position;
      if (read === undefined) throw new Error(`the log ends at ${last}, and ${size} events were signed`);
      if (read < end) next = after(read); // read while this one is written
      for (const piece of linesOf(batch, alliance, buffer)) {
        bytes += piece.length;
        yield piece;
      }
      last = read;
      progress(last, size);
    }
  };
  await pack.file(eventsOf({ number }), events());
  await pack.file(leavesOf({ number }), trees.leaves(first - 1, last, tiles_max * tile_width));
  return { number, first, last, bytes };
};

const bytesOfOne_max = 3;

/** Lines as bytes, in one buffer: a piece is good until the next one is asked for. */
const linesOf = function* (
  batch: readonly StoredLine[],
  alliance: string | undefined,
  piece: Buffer,
): Generator<Buffer> {
  let filled = 0;
  for (const each of batch) {
    const line = `${shownTo(alliance, each)}\n`;
    const room = line.length * bytesOfOne_max;
    if (filled + room > piece.length) {
      yield piece.subarray(0, filled);
      filled = 0;
    }
    if (room > piece.length) yield Buffer.from(line);
    else filled += piece.write(line, filled);
  }
  yield piece.subarray(0, filled);
};

/** A whole line of everybody, or of one alliance; of others the entry that the tree has. */
const shownTo = (alliance: string | undefined, line: StoredLine): string => {
  if (alliance === undefined || line.tenantId === alliance) return lineOf(line);
  const { content, ...header } = line;
  return entryOf({ ...header, sha256: hash('sha256', content, 'hex') }).toString();
};

const writeTexts = async (
  { formats, dictionary, keys, checkpoints }: Source,
  pack: PackWriter,
  what: Readonly<{ origin: string; made: string; size: number; alliance: string | undefined }>,
): Promise<Manifest['files']> => {
  const versions = Object.fromEntries(formats.types.map((type) => [type, formats.versionOf(type)]));
  const texts: Readonly<Record<string, string>> = {
    ...readmes({ ...what, vkeys: keys.map(({ vkey }) => vkey) }),
    'dictionary.md': dictionary,
    'formats.json': json(versions),
    'keys.json': json(keys.map(({ vkey, introducedBy }) => ({ vkey, introducedBy }))),
    'checkpoints.json': json(checkpoints.map(({ note }) => note)),
  };
  const files: Manifest['files'][number][] = [];
  for (const [name, text] of Object.entries(texts)) {
    const bytes = Buffer.from(text);
    await pack.file(name, [bytes]);
    files.push({ name, bytes: bytes.length, sha256: hash('sha256', bytes, 'hex') });
  }
  return files;
};

const json = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;
