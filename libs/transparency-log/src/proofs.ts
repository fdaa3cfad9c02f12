import { emptyRoot, hash_bytes, nodeHash, type Hash } from './hashes.js';

/** The hash of a complete subtree: of the leaves from `index * 2**level` on, `2**level` of them. */
export type NodeAt = (level: number, index: number) => Promise<Hash>;

/** Some leaves in a row: from `start`, up to `end` without it. */
type Leaves = Readonly<{ start: number; end: number }>;

/** The root of the tree of the first `size` leaves. */
export const rootAt = (size: number, nodeAt: NodeAt): Promise<Hash> =>
  size === 0 ? Promise.resolve(emptyRoot) : hashOf({ start: 0, end: size }, nodeAt);

/**
 * What shows that a leaf is in the tree of the first `size` leaves: its sibling first, the root's child last
 * (RFC 6962, 2.1.1: PATH). @throws RangeError
 */
export const inclusionProof = async (index: number, size: number, nodeAt: NodeAt): Promise<readonly Hash[]> => {
  if (!(index >= 0 && index < size)) throw new RangeError(`leaf ${index} of ${size}`);
  const proof: Promise<Hash>[] = [];
  for (let within: Leaves = { start: 0, end: size }; within.end - within.start > 1;) {
    const [left, right] = halves(within);
    const isLeft = index < left.end;
    proof.unshift(hashOf(isLeft ? right : left, nodeAt));
    within = isLeft ? left : right;
  }
  return Promise.all(proof);
};

/**
 * What shows that the tree of `before` leaves is where that of `size` begins (RFC 6962, 2.1.2: PROOF): nothing where
 * they are the same tree, or the smaller one is empty. @throws RangeError
 */
export const consistencyProof = async (before: number, size: number, nodeAt: NodeAt): Promise<readonly Hash[]> => {
  if (!(before >= 0 && before <= size)) throw new RangeError(`${before} leaves of ${size}`);
  if (before === 0 || before === size) return [];
  const proof: Promise<Hash>[] = [];
  let within: Leaves = { start: 0, end: size };
  while (within.end !== before) {
    const [left, right] = halves(within);
    const isLeft = before <= left.end;
    proof.unshift(hashOf(isLeft ? right : left, nodeAt));
    within = isLeft ? left : right;
  }
  if (within.start > 0) proof.unshift(hashOf(within, nodeAt));
  return Promise.all(proof);
};

/** Whether a proof shows that the tree with this root has this leaf at this place (RFC 9162, 2.1.3.2). */
export const provesInclusion = (
  { index, size, leaf, root }: Readonly<{ index: number; size: number; leaf: Hash; root: Hash }>,
  proof: readonly Hash[],
): boolean => {
  if (!isCount(index) || !isCount(size) || index >= size || ![leaf, root, ...proof].every(isHash)) return false;
  let [at, last, hash] = [index, size - 1, leaf];
  for (const each of proof) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(each, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else hash = nodeHash(hash, each);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && hash.equals(root);
};

/** A tree, as a checkpoint names it. */
export type TreeHead = Readonly<{ size: number; root: Hash }>;

/** Whether a proof shows that the one tree is where the other begins: that it only grew (RFC 9162, 2.1.4.2). */
export const provesConsistency = (before: TreeHead, now: TreeHead, proof: readonly Hash[]): boolean => {
  if (!isCount(before.size) || !isCount(now.size) || before.size > now.size) return false;
  if (![before.root, now.root, ...proof].every(isHash)) return false;
  if (before.size === now.size) return proof.length === 0 && before.root.equals(now.root);
  if (before.size === 0) return proof.length === 0 && before.root.equals(emptyRoot);
  const [first, ...rest] = isPowerOfTwo(before.size) ? [before.root, ...proof] : proof;
  if (!first) return false;
  let [at, last] = [before.size - 1, now.size - 1];
  while (at % 2 === 1) [at, last] = [half(at), half(last)];
  let [old, whole] = [first, first];
  for (const each of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      [old, whole] = [nodeHash(each, old), nodeHash(each, whole)];
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else whole = nodeHash(whole, each);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && old.equals(before.root) && whole.equals(now.root);
};

/** The hash over leaves that begin where a subtree of their number can begin (RFC 6962, 2.1: MTH). */
const hashOf = async (leaves: Leaves, nodeAt: NodeAt): Promise<Hash> => {
  const count = leaves.end - leaves.start;
  if (isPowerOfTwo(count)) return nodeAt(Math.log2(count), leaves.start / count);
  const [left, right] = halves(leaves);
  return nodeHash(...(await Promise.all([hashOf(left, nodeAt), hashOf(right, nodeAt)])));
};

/** Split at the largest power of two that is less than their number. */
const halves = ({ start, end }: Leaves): readonly [Leaves, Leaves] => {
  let split = 1;
  while (split * 2 < end - start) split *= 2;
  return [
    { start, end: start + split },
    { start: start + split, end },
  ];
};

const half = (n: number): number => Math.floor(n / 2);
const isHash = ({ length }: Hash): boolean => length === hash_bytes;
const isCount = (n: number): boolean => Number.isSafeInteger(n) && n >= 0;
const isPowerOfTwo = (n: number): boolean => {
  let rest = n;
  while (rest > 1 && rest % 2 === 0) rest /= 2;
  return rest === 1;
};
