import type { Formats } from '#event-sourcing';
import type { StoredLine, StoredLines } from '#event-sourcing';
import { openCheckpoint, signNote, tile_width, verifierOf, type Signer } from '#transparency-log';
import { createHash } from 'node:crypto';
import { entryOf, lineOf } from '../line.js';
import type { PublicKey } from '../signing-keys.js';
import type { SignedCheckpoint, TreeStore } from '../tree-store.js';
import type { PackWriter } from './containers.js';
import { eventsOf, leavesOf, manifestName, manifestText, type Manifest, type Part } from './manifest.js';
import { readmes } from './readme.js';

const lines_max = 5_000;
/** A part ends after so many events, or so many bytes. */
const events_max = 1_000_000;
const bytes_max = 1 << 30;
const tiles_max = 64;

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
  // prettier-ignore
  let [last, bytes] = [first - 1, 0];
  const events = async function* () {
    while (last < size && last - first + 1 < events_max && bytes < bytes_max) {
      const left = Math.min(lines_max, size - last, events_max - (last - first + 1));
      const batch = await lines.lines(last, left);
      if (batch.length === 0) throw new Error(`the log ends at ${last}, and ${size} events were signed`);
      const text = Buffer.from(batch.map((line) => `${shownTo(alliance, line)}\n`).join(''));
      [last, bytes] = [batch.at(-1)?.position ?? last, bytes + text.length];
      progress(last, size);
      yield text;
    }
  };
  await pack.file(eventsOf({ number }), events());
  await pack.file(leavesOf({ number }), trees.leaves(first - 1, last, tiles_max * tile_width));
  return { number, first, last, bytes };
};

/** A whole line of everybody, or of one alliance; of others the entry that the tree has. */
const shownTo = (alliance: string | undefined, line: StoredLine): string => {
  if (alliance === undefined || line.tenantId === alliance) return lineOf(line);
  const { content, ...header } = line;
  return entryOf({ ...header, sha256: createHash('sha256').update(content).digest('hex') }).toString();
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
    files.push({ name, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
  }
  return files;
};

const json = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;
