import { checkpointText, consistencyProof, inclusionNote, inclusionProof, leafHash, nodeHash, rootAt, signerOf, signNote, type Hash, type NodeAt } from '#transparency-log'; // prettier-ignore
import { fromBase64 } from '../../dashboard/src/proof/hashes.js';
import { openCheckpoint } from '../../dashboard/src/proof/notes.js';
import { openReceipt } from '../../dashboard/src/proof/receipt.js';
import { growthProof, provesGrowth, provesInclusion } from '../../dashboard/src/proof/tree.js';

// What a browser verifies by WebCrypto, against the log's own code, which was written for another machine.

const act = { position: 8, allianceId: '2d57a641-aaeb-510c-86f2-5dbd20256b2d', type: 'PledgeMade', eventId: 'cbb5833b-c94c-5e76-95ce-3bd1c0dc4240' }; // prettier-ignore
const entryOf = (n: number): string =>
  `{"position":${n + 1},"alliance":"${act.allianceId}","type":"${act.type}","id":"${act.eventId}","sha256":"${String(n).padStart(64, '0')}"}`;
const leaves = Array.from({ length: 300 }, (_, n) => leafHash(Buffer.from(entryOf(n))));
const nodeAt: NodeAt = async (level, index): Promise<Hash> =>
  level === 0
    ? (leaves[index] as Hash) // there are as many as are asked for
    : nodeHash(await nodeAt(level - 1, 2 * index), await nodeAt(level - 1, 2 * index + 1));
const own = (hash: Hash) => new Uint8Array(hash);
const sizes = [1, 2, 3, 4, 7, 8, 255, 256, 257, 300];
const signer = signerOf('a.example/log', Buffer.alloc(32, 7));

it('A browser proves of trees of all shapes that they hold a leaf, and of no other leaf', async () => {
  for (const size of sizes)
    for (const index of new Set([0, Math.floor(size / 2), size - 1])) {
      const head = { size, root: own(await rootAt(size, nodeAt)) };
      const proof = (await inclusionProof(index, size, nodeAt)).map(own);
      expect(await provesInclusion({ index, leaf: own(leaves[index] as Hash) }, head, proof)).toBe(true);
      expect(await provesInclusion({ index, leaf: own(leafHash(Buffer.from('another'))) }, head, proof)).toBe(false);
      if (proof.length > 0) expect(await provesInclusion({ index, leaf: own(leaves[index] as Hash) }, head, proof.slice(1))).toBe(false); // prettier-ignore
    }
});

it('A browser works out the same proofs of growth as the log, and takes none where the log did not only grow', async () => {
  const other = { size: 1, root: new Uint8Array(32) };
  for (const before of sizes)
    for (const size of sizes.filter((each) => each >= before)) {
      const [older, newer] = [
        { size: before, root: own(await rootAt(before, nodeAt)) },
        { size, root: own(await rootAt(size, nodeAt)) },
      ];
      const proof = await growthProof(before, size, async (level, index) => own(await nodeAt(level, index)));
      expect(proof).toEqual((await consistencyProof(before, size, nodeAt)).map(own));
      expect(await provesGrowth(older, newer, proof)).toBe(true);
      expect(await provesGrowth({ ...older, root: other.root }, newer, proof)).toBe(false);
      expect(await provesGrowth(older, { ...newer, root: other.root }, proof)).toBe(false);
    }
});

it('A browser opens checkpoints and receipts of the log, and none of which a byte is another one', async () => {
  const [size, index] = [300, 7];
  const text = checkpointText({ origin: signer.name, size, root: await rootAt(size, nodeAt) });
  const note = signNote(text, [signer]);
  const opened = await openCheckpoint(note, [signer.vkey]);
  expect([opened.size, opened.origin, opened.isVerified]).toEqual([size, signer.name, true]);
  const entry = entryOf(index);
  const proof = inclusionNote({ extra: Buffer.from(entry), index, proof: await inclusionProof(index, size, nodeAt), checkpoint: note }); // prettier-ignore
  const receipt = { position: index, entry, proof };
  expect((await openReceipt(receipt, act, [signer.vkey])).index).toBe(index);
  const refused = async (work: Promise<unknown>) => expect(await work.then(() => 'taken', () => 'refused')).toBe('refused'); // prettier-ignore
  expect((await openReceipt(receipt, { ...act, position: 80_357 }, [signer.vkey])).index).toBe(index); // where there are gaps
  await refused(openReceipt(receipt, { ...act, position: index }, [signer.vkey]));
  await refused(openReceipt(receipt, { ...act, type: 'PledgeKept' }, [signer.vkey]));
  await refused(openReceipt({ ...receipt, entry: entry.replace('000007"}', '000008"}') }, act, [signer.vkey]));
  await refused(openCheckpoint(note, [signerOf(signer.name, Buffer.alloc(32, 8)).vkey]));
  for (let at = 0; at < proof.length; at += 5) {
    const changed = proof.slice(0, at) + (proof[at] === 'A' ? 'B' : 'A') + proof.slice(at + 1);
    await refused(openReceipt({ ...receipt, proof: changed }, act, [signer.vkey]));
  }
  expect(fromBase64(opened.fingerprint.slice('SHA256:'.length) + '=')).toHaveLength(32);
});
