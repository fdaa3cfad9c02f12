import { openCheckpoint } from './checkpoints.js';
import { hash_bytes, type Hash } from './hashes.js';
import { BadNote, type Verifier } from './notes.js';
import { provesInclusion } from './proofs.js';

/** A proof that a log holds an entry, to be kept and verified without the log: C2SP's tlog-proof. */
export type InclusionNote = Readonly<{
  /** Whatever goes with it; nobody signed it. */
  extra?: Uint8Array;
  index: number;
  proof: readonly Hash[];
  /** The signed checkpoint. */
  checkpoint: string;
}>;

const header = 'c2sp.org/tlog-proof@v1';
const proof_max = 63;

export const inclusionNote = ({ extra, index, proof, checkpoint }: InclusionNote): string => {
  const lines = [
    header,
    ...(extra ? [`extra ${Buffer.from(extra).toString('base64')}`] : []),
    `index ${index}`,
    ...proof.map((each) => each.toString('base64')),
  ];
  return `${lines.join('\n')}\n\n${checkpoint}`;
};

/** Takes such a proof apart, nothing verified. @throws BadNote */
export const parseInclusionNote = (text: string): InclusionNote => {
  const end = text.indexOf('\n\n');
  const [first, ...rest] = text.slice(0, Math.max(0, end)).split('\n');
  const extra = rest[0]?.startsWith('extra ') ? bytesOf(rest.shift()?.slice('extra '.length)) : undefined;
  const [, index] = /^index (0|[1-9]\d{0,15})$/.exec(rest.shift() ?? '') ?? [];
  if (first !== header || index === undefined || rest.length > proof_max) throw new BadNote(`this is no ${header}`);
  const proof = rest.map(bytesOf);
  if (proof.some(({ length }) => length !== hash_bytes)) throw new BadNote('a line of the proof is no hash');
  return { ...(extra && { extra }), index: Number(index), proof, checkpoint: text.slice(end + 2) };
};

const bytesOf = (encoded = ''): Buffer => {
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.toString('base64') !== encoded) throw new BadNote('a line of the proof is no base64');
  return bytes;
};

/** The checkpoint by which a proof shows that a log holds this leaf. @throws BadNote where it does not */
export const openInclusionNote = (
  text: string,
  leaf: Hash,
  known: readonly Verifier[],
): ReturnType<typeof openCheckpoint> => {
  const { index, proof, checkpoint: note } = parseInclusionNote(text);
  const checkpoint = openCheckpoint(note, known);
  if (!provesInclusion({ index, leaf, ...checkpoint }, proof)) throw new BadNote('the proof does not lead to the root');
  return checkpoint;
};
