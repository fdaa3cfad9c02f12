import { hash_bytes } from './hashes.js';
import { BadNote, openNote, type OpenedNote, type Verifier } from './notes.js';
import type { TreeHead } from './proofs.js';

/** What a log says of its tree: C2SP's tlog-checkpoint. */
export type Checkpoint = TreeHead & Readonly<{ origin: string }>;

/** The text that is signed. */
export const checkpointText = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${root.toString('base64')}\n`;

/** Reads the text of a checkpoint without lines of extension. @throws BadNote */
export const parseCheckpoint = (text: string): Checkpoint => {
  const [origin = '', size = '', encoded = '', ...more] = text.split('\n');
  const root = Buffer.from(encoded, 'base64');
  const isOne =
    origin !== '' &&
    /^(0|[1-9]\d{0,15})$/.test(size) &&
    Number.isSafeInteger(Number(size)) &&
    root.length === hash_bytes &&
    root.toString('base64') === encoded &&
    more.length === 1 &&
    more[0] === '';
  if (!isOne) throw new BadNote('this is no checkpoint: origin, size and root');
  return { origin, size: Number(size), root };
};

/** A checkpoint that one of these keys has signed in the name of its origin. @throws BadNote */
export const openCheckpoint = (
  note: string,
  known: readonly Verifier[],
): Checkpoint & Pick<OpenedNote, 'by' | 'others'> => {
  const { text, by, others } = openNote(note, known);
  const checkpoint = parseCheckpoint(text);
  if (by.some(({ name }) => name !== checkpoint.origin))
    throw new BadNote(`a checkpoint of ${checkpoint.origin} signed in another name`);
  return { ...checkpoint, by, others };
};
