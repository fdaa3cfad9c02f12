import {
  checkpointText,
  consistencyProof,
  GrowingTree,
  hash_bytes,
  inclusionProof,
  leafHash,
  nodesIn,
  openCheckpoint,
  provesConsistency,
  provesInclusion,
  seed_bytes,
  signerOf,
  signNote,
  verifierOf,
  type ReadTile,
} from './index.js';

it('shows that an entry is in the log, and that the log only grew', async () => {
  const kept = new Map<string, Buffer>();
  const seed = Buffer.alloc(seed_bytes, 7);
  // #region grow
  const read: ReadTile = async ({ level, index }, width) =>
    kept.get(`${level}/${index}`)?.subarray(0, width * hash_bytes) ?? Buffer.alloc(0);

  const grow = async (from: number, entries: readonly string[]) => {
    const tree = await GrowingTree.resume(from, read);
    for (const entry of entries) tree.append(leafHash(Buffer.from(entry)));
    for (const { level, index, hashes } of tree.changes()) kept.set(`${level}/${index}`, hashes);
    return { size: tree.size, root: tree.root() };
  };
  const before = await grow(0, ['saw lent to ann']);
  const now = await grow(before.size, ['saw returned', 'saw lent to bob']);
  // #endregion

  // #region sign
  const signer = signerOf('tools.example/log', seed);
  const note = signNote(checkpointText({ origin: signer.name, ...now }), [signer]); // given to whoever asks, and kept
  // #endregion

  // #region verify
  const checkpoint = openCheckpoint(note, [verifierOf(signer.vkey)]); // a BadNote, unless this key signed it
  const nodes = nodesIn(now.size, read);
  const leaf = leafHash(Buffer.from('saw returned'));
  const isHeld = provesInclusion({ index: 1, leaf, ...checkpoint }, await inclusionProof(1, now.size, nodes));
  const onlyGrew = provesConsistency(before, checkpoint, await consistencyProof(before.size, now.size, nodes));
  // #endregion
  expect([isHeld, onlyGrew]).toEqual([true, true]);
  const altered = { ...before, root: leafHash(Buffer.from('saw lent to eve')) };
  expect(provesConsistency(altered, checkpoint, await consistencyProof(1, now.size, nodes))).toBe(false);
});
