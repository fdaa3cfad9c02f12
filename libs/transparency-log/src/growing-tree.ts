import { rootOver } from './frontier.js';
import { hash_bytes, type Hash } from './hashes.js';
import { hashOver, tile_width, widthAt, widthOf, type ReadTile, type Tile } from './tiles.js';

/** A tile at the right edge of a tree, which still gets wider. */
type Edge = { readonly index: number; readonly hashes: Buffer; width: number };

/** A tree that grows and is kept as tiles. Of itself it holds no more than the tile at each level that is not full. */
export class GrowingTree {
  readonly #edges: Edge[] = [];
  readonly #changed = new Map<Edge, number>();
  #size = 0;

  /** Goes on where a tree of so many leaves ended. */
  static async resume(size: number, read: ReadTile): Promise<GrowingTree> {
    const tree = new GrowingTree();
    for (let level = 0; widthAt(size, level) > 0; level++) {
      const edge = emptyEdge(Math.floor(widthAt(size, level) / tile_width));
      edge.width = widthOf({ level, index: edge.index }, size);
      if (edge.width > 0) {
        const hashes = await read({ level, index: edge.index }, edge.width);
        if (hashes.length < edge.width * hash_bytes) throw new RangeError(`tile ${level}/${edge.index} is too short`);
        hashes.copy(edge.hashes, 0, 0, edge.width * hash_bytes);
      }
      tree.#edges.push(edge);
    }
    tree.#size = size;
    return tree;
  }

  /** How many leaves it has. */
  get size(): number {
    return this.#size;
  }

  append(leaf: Hash): void {
    this.#put(0, leaf);
    this.#size++;
  }

  root(): Hash {
    return rootOver(this.#edges.flatMap(({ hashes, width }) => peaksOf(hashes, width)).reverse());
  }

  /** The tiles that got wider since this was last asked. */
  changes(): readonly Tile[] {
    const tiles = [...this.#changed].map(([{ index, hashes, width }, level]) => {
      return { level, index, hashes: Buffer.from(hashes.subarray(0, width * hash_bytes)) };
    });
    this.#changed.clear();
    return tiles;
  }

  #put(level: number, hash: Hash): void {
    const edge = (this.#edges[level] ??= emptyEdge(0));
    hash.copy(edge.hashes, edge.width * hash_bytes);
    edge.width++;
    this.#changed.set(edge, level);
    if (edge.width < tile_width) return;
    this.#edges[level] = emptyEdge(edge.index + 1);
    this.#put(level + 1, hashOver(edge.hashes));
  }
}

const emptyEdge = (index: number): Edge => ({ index, hashes: Buffer.alloc(tile_width * hash_bytes), width: 0 });

/** The complete subtrees that so many hashes make, the smallest first. */
const peaksOf = (hashes: Buffer, width: number): readonly Hash[] => {
  const peaks: Hash[] = [];
  let end = width;
  for (let count = 1; count <= width; count *= 2)
    if (Math.floor(width / count) % 2 === 1) {
      peaks.push(hashOver(hashes.subarray((end - count) * hash_bytes, end * hash_bytes)));
      end -= count;
    }
  return peaks;
};
