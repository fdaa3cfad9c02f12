import { equal, hash_bytes, nodeHash, type Hash } from './hashes.js';

/** A tree, as a checkpoint names it. */
export type TreeHead = Readonly<{ size: number; root: Hash }>;
type Leaf = Readonly<{ index: number; leaf: Hash }>;

/** Whether a proof shows that the tree with this root has this leaf at this place (RFC 9162, 2.1.3.2). */
export const provesInclusion = async (
  { index, leaf }: Leaf,
  { size, root }: TreeHead,
  proof: readonly Hash[],
): Promise<boolean> => {
  if (index >= size || ![leaf, root, ...proof].every(isHash)) return false;
  let [at, last, hash] = [index, size - 1, leaf];
  for (const each of proof) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = await nodeHash(each, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else hash = await nodeHash(hash, each);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && equal(hash, root);
};

/** Whether a proof shows that the one tree, of a leaf at least, is where the other begins: that it only grew (RFC 9162, 2.1.4.2). */
export const provesGrowth = async (before: TreeHead, now: TreeHead, proof: readonly Hash[]): Promise<boolean> => {
  if (before.size < 1 || before.size > now.size || ![before.root, now.root, ...proof].every(isHash)) return false;
  if (before.size === now.size) return proof.length === 0 && equal(before.root, now.root);
  const [first, ...rest] = isPowerOfTwo(before.size) ? [before.root, ...proof] : proof;
  if (!first) return false;
  let [at, last] = [before.size - 1, now.size - 1];
  while (at % 2 === 1) [at, last] = [half(at), half(last)];
  let [old, whole] = [first, first];
  for (const each of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      [old, whole] = [await nodeHash(each, old), await nodeHash(each, whole)];
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else whole = await nodeHash(whole, each);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && equal(old, before.root) && equal(whole, now.root);
};

/** The hash of a complete subtree: of the leaves from `index * 2**level` on, `2**level` of them. */
export type NodeAt = (level: number, index: number) => Promise<Hash>;

/** What shows that the tree of `before` leaves, of one at least, is where that of `size` begins (RFC 6962, 2.1.2: PROOF). */
export const growthProof = async (before: number, size: number, nodeAt: NodeAt): Promise<readonly Hash[]> => {
  const proof: Promise<Hash>[] = [];
  let [start, end] = [0, size];
  while (end !== before) {
    const split = start + splitOf(end - start);
    const isLeft = before <= split;
    proof.unshift(isLeft ? hashOf(split, end, nodeAt) : hashOf(start, split, nodeAt));
    [start, end] = isLeft ? [start, split] : [split, end];
  }
  if (start > 0) proof.unshift(hashOf(start, end, nodeAt));
  return Promise.all(proof);
};

/** The hash over leaves that begin where a subtree of their number can begin (RFC 6962, 2.1: MTH). */
const hashOf = async (start: number, end: number, nodeAt: NodeAt): Promise<Hash> => {
  const count = end - start;
  if (isPowerOfTwo(count)) return nodeAt(Math.log2(count), start / count);
  const split = start + splitOf(count);
  return nodeHash(...(await Promise.all([hashOf(start, split, nodeAt), hashOf(split, end, nodeAt)])));
};

/** The largest power of two that is less than their number. */
const splitOf = (count: number): number => {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
};

const half = (n: number): number => Math.floor(n / 2);
const isHash = ({ length }: Hash): boolean => length === hash_bytes;
const isPowerOfTwo = (n: number): boolean => Number.isInteger(Math.log2(n));
