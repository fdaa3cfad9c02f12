import { bytesOf, equal, leafHash } from './hashes.js';
import { NotProven, openCheckpoint, parseProof, type Checkpoint } from './notes.js';
import { provesInclusion } from './tree.js';

type Act = Readonly<{ position: number; allianceId: string; type: string; eventId: string }>;
/** As the API answers it: what the tree has of an act, and the proof with the signed checkpoint. */
type Receipt = Readonly<{ entry: string; proof: string }>;
/** That the log holds an act: at which of its leaves, shown by how many hashes, under which checkpoint. */
export type Held = Readonly<{ checkpoint: Checkpoint; index: number; hashes: number; sha256: string }>;

/**
 * Proves that the log holds an act as it is shown: its alliance, its kind and its id, at the number that its leaf has; and the hash of
 * all the rest. Where positions have no gaps the number is the position; elsewhere it is less.
 *
 * @throws NotProven
 */
export const openReceipt = async (
  { entry, proof: said }: Receipt,
  { position, allianceId, type, eventId }: Act,
  vkeys: readonly string[],
): Promise<Held> => {
  const { index, proof, entry: extra, checkpoint: note } = parseProof(said);
  const header = `{"position":${index + 1},"alliance":"${allianceId}","type":"${type}","id":"${eventId}","sha256":"`;
  if (index >= position || !entry.startsWith(header) || !equal(bytesOf(entry), extra))
    throw new NotProven('this is the proof of another act');
  const checkpoint = await openCheckpoint(note, vkeys);
  const leaf = await leafHash(bytesOf(entry));
  if (!(await provesInclusion({ index, leaf }, checkpoint, proof)))
    throw new NotProven('the proof does not lead to the root');
  return { checkpoint, index, hashes: proof.length, sha256: entry.slice(header.length, header.length + 64) };
};
