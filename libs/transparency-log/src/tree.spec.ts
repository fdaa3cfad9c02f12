import fc from 'fast-check';
import {
  consistencyProof,
  emptyRoot,
  Frontier,
  GrowingTree,
  hash_bytes,
  inclusionProof,
  leafHash,
  nodeHash,
  nodesIn,
  provesConsistency,
  provesInclusion,
  rootAt,
  tile_width,
  widthAt,
  widthOf,
  type Hash,
  type NodeAt,
  type ReadTile,
} from './index.js';
import { naivePath, naiveProof, naiveRoot } from './testing.js';

/** The entries and roots by which implementations of RFC 6962 have compared themselves since its reference one. */
const reference = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const referenceRoots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

/** A tree kept as tiles in memory, as a log keeps it, that forgets what is not in a tile. */
class KeptTree {
  readonly #tiles = new Map<string, Buffer>();
  size = 0;

  readonly read: ReadTile = async ({ level, index }, width) => {
    const tile = this.#tiles.get(`${level}/${index}`) ?? Buffer.alloc(0);
    expect(tile.length).toBeGreaterThanOrEqual(width * hash_bytes);
    return tile;
  };

  async grow(entries: readonly Uint8Array[]): Promise<Hash> {
    const tree = await GrowingTree.resume(this.size, this.read);
    for (const entry of entries) tree.append(leafHash(entry));
    for (const { level, index, hashes } of tree.changes()) {
      const before = this.#tiles.get(`${level}/${index}`);
      if (before) expect(hashes.subarray(0, before.length).equals(before)).toBe(true);
      this.#tiles.set(`${level}/${index}`, hashes);
    }
    this.size = tree.size;
    return tree.root();
  }

  nodes = (size = this.size): NodeAt => nodesIn(size, this.read);
  /** The widths of all tiles, by level. */
  widths(): readonly number[][] {
    const levels: number[][] = [];
    for (const [name, { length }] of this.#tiles) {
      const [level = 0, index = 0] = name.split('/').map(Number);
      (levels[level] ??= [])[index] = length / hash_bytes;
    }
    return levels;
  }
}

const entriesOf = (count: number): readonly Buffer[] => Array.from({ length: count }, (_, n) => Buffer.from(`entry ${n}`)); // prettier-ignore
const keptTree = async (entries: readonly Uint8Array[]): Promise<KeptTree> => {
  const tree = new KeptTree();
  await tree.grow(entries);
  return tree;
};

describe('The tree of RFC 6962', () => {
  it.each(referenceRoots.map((root, size) => ({ size, root })))('of $size entries has the root $root', async (of) => {
    const entries = reference.slice(0, of.size).map((hex) => Buffer.from(hex, 'hex'));
    const [frontier, kept] = [new Frontier(), new KeptTree()];
    for (const entry of entries) frontier.append(leafHash(entry));
    const roots = [naiveRoot(entries), frontier.root(), await kept.grow(entries), await rootAt(of.size, kept.nodes())];
    expect(roots.map((root) => root.toString('hex'))).toEqual(roots.map(() => of.root));
  });

  it('tells leaves from nodes, and takes entries of any length', () => {
    const [left, right] = [leafHash(Buffer.from('a')), leafHash(Buffer.from('b'))];
    expect(leafHash(Buffer.concat([left, right]))).not.toEqual(nodeHash(left, right));
    for (const length of [0, 1, 1_022, 1_023, 1_024, 5_000])
      expect(leafHash(Buffer.alloc(length, 7))).toEqual(naiveRoot([Buffer.alloc(length, 7)]));
  });

  it('gives the proofs that the RFC names in its example of seven leaves', async () => {
    const entries = entriesOf(7);
    const nodes = (await keptTree(entries)).nodes();
    const [a, b, c, , e, , j] = entries.map(leafHash);
    const at = async (level: number, index: number) => nodes(level, index);
    const [g, h, i, k] = [await at(1, 0), await at(1, 1), await at(1, 2), await at(2, 0)];
    const [d, l, f] = [leafHash(entries[3]!), nodeHash(i, j!), leafHash(entries[5]!)];
    expect(await inclusionProof(0, 7, nodes)).toEqual([b, h, l]);
    expect(await inclusionProof(3, 7, nodes)).toEqual([c, g, l]);
    expect(await inclusionProof(4, 7, nodes)).toEqual([f, j, k]);
    expect(await inclusionProof(6, 7, nodes)).toEqual([i, k]);
    expect(await consistencyProof(3, 7, nodes)).toEqual([c, d, g, l]);
    expect(await consistencyProof(4, 7, nodes)).toEqual([l]);
    expect(await consistencyProof(6, 7, nodes)).toEqual([i, j, k]);
    expect([a, e]).not.toContain(undefined);
  });

  it('has, however it grew, the root and the proofs that the definition gives', async () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), fc.nat(), async (steps, some, other) => {
        const entries = entriesOf(steps.reduce((sum, step) => sum + step, 0));
        const [kept, frontier] = [new KeptTree(), new Frontier()];
        for (const step of steps) {
          const before = kept.size;
          const grown = await kept.grow(entries.slice(before, before + step));
          for (const entry of entries.slice(before, kept.size)) frontier.append(leafHash(entry));
          expect(grown).toEqual(naiveRoot(entries.slice(0, kept.size)));
          expect(frontier.root()).toEqual(grown);
        }
        if (entries.length === 0) return;
        const size = 1 + (some % entries.length);
        const part = entries.slice(0, size);
        const index = other % size;
        expect(await inclusionProof(index, size, kept.nodes(size))).toEqual(naivePath(index, part));
        expect(await rootAt(size, kept.nodes(size))).toEqual(naiveRoot(part));
        if (index > 0) expect(await consistencyProof(index, size, kept.nodes(size))).toEqual(naiveProof(index, part));
      }),
      { numRuns: 60 },
    );
  });
});

describe('A proof', () => {
  const size_max = 20;
  const entries = entriesOf(size_max);
  const roots = Array.from({ length: size_max + 1 }, (_, size) => naiveRoot(entries.slice(0, size)));
  const other = leafHash(Buffer.from('another'));
  /** The proof with one hash changed, taken away, put in before, or behind. */
  const spoilt = (proof: readonly Hash[]): readonly (readonly Hash[])[] => [
    [...proof, other],
    [other, ...proof],
    ...proof.map((_, n) => proof.toSpliced(n, 1)),
    ...proof.map((_, n) => proof.with(n, other)),
  ];

  it('of inclusion holds for its leaf, place, size and root, and for no other', async () => {
    const kept = await keptTree(entries);
    for (let size = 1; size <= size_max; size++)
      for (let index = 0; index < size; index++) {
        const proof = await inclusionProof(index, size, kept.nodes());
        const claim = { index, size, leaf: leafHash(entries[index]!), root: roots[size]! };
        expect(provesInclusion(claim, proof)).toBe(true);
        const others = [{ index: index + 1 }, { index: index - 1 }, { index: size }, { leaf: other }, { root: other }, { root: roots[size - 1]! }, { index: -1 }, { index: 0.5 }, { size: Number.NaN }]; // prettier-ignore
        for (const each of others) expect(provesInclusion({ ...claim, ...each }, proof)).toBe(false);
        for (const each of spoilt(proof)) expect(provesInclusion(claim, each)).toBe(false);
      }
  });

  it('of consistency holds for its two trees, and for no other', async () => {
    const kept = await keptTree(entries);
    for (let size = 0; size <= size_max; size++)
      for (let before = 0; before <= size; before++) {
        const proof = await consistencyProof(before, size, kept.nodes());
        const [old, now] = [
          { size: before, root: roots[before]! },
          { size, root: roots[size]! },
        ];
        expect(provesConsistency(old, now, proof)).toBe(true);
        expect(provesConsistency({ ...old, root: other }, now, proof)).toBe(false);
        if (before > 0) expect(provesConsistency(old, { ...now, root: other }, proof)).toBe(false);
        if (before < size) expect(provesConsistency(now, old, proof)).toBe(false);
        for (const each of spoilt(proof)) expect(provesConsistency(old, now, each)).toBe(false);
      }
  });

  it('of one tree is none of a smaller or a larger one', async () => {
    const nodes = (await keptTree(entries)).nodes();
    const inclusion = await inclusionProof(6, 8, nodes);
    const consistency = await consistencyProof(7, 8, nodes);
    const leaf = leafHash(entries[6]!);
    const heads = (before: number, now: number) => [{ size: before, root: roots[7]! }, { size: now, root: roots[8]! }] as const; // prettier-ignore
    for (const [index, size] of [
      [0, 1],
      [1, 2],
      [2, 4],
      [6, 16],
      [14, 16],
    ] as const)
      // prettier-ignore
      expect(provesInclusion({ index, size, leaf, root: roots[8]! }, inclusion)).toBe(false);
    for (const [before, now] of [
      [1, 2],
      [3, 4],
      [7, 16],
      [15, 16],
    ] as const)
      // prettier-ignore
      expect(provesConsistency(...heads(before, now), consistency)).toBe(false);
  });

  it('of bytes that are parted otherwise is none', () => {
    const [left, right] = entries.slice(0, 2).map(leafHash) as [Hash, Hash];
    const [longer, shorter] = [Buffer.concat([left, right.subarray(0, 1)]), right.subarray(1)];
    const now = { size: 2, root: roots[2]! };
    expect(provesInclusion({ index: 0, ...now, leaf: left }, [right])).toBe(true);
    expect(provesInclusion({ index: 0, ...now, leaf: longer }, [shorter])).toBe(false);
    expect(provesConsistency({ size: 1, root: left }, now, [right])).toBe(true);
    expect(provesConsistency({ size: 1, root: longer }, now, [shorter])).toBe(false);
  });

  it('is made of hashes, and of roots that differ only where the trees do', () => {
    const nothing = Buffer.alloc(0);
    expect(provesInclusion({ index: 0, size: 1, leaf: nothing, root: nothing }, [])).toBe(false);
    expect(provesConsistency({ size: 1, root: nothing }, { size: 1, root: nothing }, [])).toBe(false);
    expect(provesConsistency({ size: 0, root: emptyRoot }, { size: 0, root: other }, [])).toBe(false);
  });

  it('is asked for what is there', async () => {
    const nodes = (await keptTree(entries)).nodes();
    await expect(inclusionProof(20, 20, nodes)).rejects.toThrow(RangeError);
    await expect(inclusionProof(-1, 20, nodes)).rejects.toThrow(RangeError);
    await expect(consistencyProof(21, 20, nodes)).rejects.toThrow(RangeError);
    expect(await rootAt(0, nodes)).toEqual(emptyRoot);
  });
});

it('A tree of 70,000 leaves is kept as the tiles that C2SP says, and each is read once', async () => {
  const kept = new KeptTree();
  const leaf = Buffer.from('x');
  for (let n = 0; n < 7; n++) await kept.grow(Array.from({ length: 10_000 }, () => leaf));
  const [leaves = [], above = [], top = []] = kept.widths();
  expect(leaves.filter((width) => width === tile_width)).toHaveLength(273);
  expect([leaves.length, leaves.at(-1), above.length, above[0], above.at(-1), top]).toEqual([
    274,
    112,
    2,
    256,
    17,
    [1],
  ]);
  expect([0, 1, 2, 3].map((level) => widthAt(70_000, level))).toEqual([70_000, 273, 1, 0]);
  expect(widthOf({ level: 1, index: 1 }, 70_000)).toBe(17);
  expect(widthOf({ level: 0, index: 274 }, 70_000)).toBe(0);
  expect([widthOf({ level: 0, index: 0 }, 256), widthOf({ level: 1, index: 0 }, 256)]).toEqual([256, 1]);
  const reads: string[] = [];
  const nodes = nodesIn(70_000, (tile, width) => (reads.push(`${tile.level}/${tile.index}`), kept.read(tile, width)));
  await inclusionProof(40_000, 70_000, nodes);
  expect(reads.toSorted()).toEqual([...new Set(reads)].toSorted());
  expect(reads.length).toBeLessThanOrEqual(5);
});
