import { hash_bytes, nodeHash, type Hash } from './hashes.js';
import type { NodeAt } from './proofs.js';

/** How many hashes a full tile holds, and how many levels of the tree it stands for. */
export const tile_width = 256;
const tile_height = 8;

/** Which tile: at `level` 0 are the leaves' hashes; a hash at `level` n + 1 is that of a full tile at level n. */
export type TileId = Readonly<{ level: number; index: number }>;
/** A tile, or what there is of it: its hashes one behind the other. */
export type Tile = TileId & Readonly<{ hashes: Buffer }>;

/** How many hashes there are at a level, in a tree of so many leaves. */
export const widthAt = (size: number, level: number): number => Math.floor(size / tile_width ** level);

/** How many hashes of a tile there are, in a tree of so many leaves: 0 where there is none of it. */
export const widthOf = ({ level, index }: TileId, size: number): number =>
  Math.max(0, Math.min(tile_width, widthAt(size, level) - index * tile_width));

/** `tile/0/x001/x234/067`, `tile/1/000.p/17`; entries have `entries` for a level. */
export const tilePath = (level: number | 'entries', index: number, width = tile_width): string => {
  const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, '0');
  const parts = (digits.match(/\d{3}/g) ?? []).map((part, n, all) => (n < all.length - 1 ? `x${part}` : part));
  return `tile/${level}/${parts.join('/')}${width < tile_width ? `.p/${width}` : ''}`;
};

/** What a path says, where `tilePath` would have said it so; nothing for any other one. */
export const parseTilePath = (
  path: string,
): Readonly<{ level: number | 'entries'; index: number; width: number }> | undefined => {
  const [, place, numbers, partial] = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path) ?? []; // prettier-ignore
  if (place === undefined || numbers === undefined) return undefined;
  const level = place === 'entries' ? place : Number(place);
  const [index, width] = [Number(numbers.replace(/[x/]/g, '')), Number(partial ?? tile_width)];
  const isOne = (level === 'entries' || level < 64) && width > 0 && tilePath(level, index, width) === path;
  return isOne ? { level, index, width } : undefined;
};

/** Gives the first `width` hashes of a tile, or more of them. */
export type ReadTile = (tile: TileId, width: number) => Promise<Buffer>;

/** The nodes of the tree of the first `size` leaves, from its tiles; each tile is read once. */
export const nodesIn = (size: number, read: ReadTile): NodeAt => {
  const tiles = new Map<string, Promise<Buffer>>();
  const tileAt = (tile: TileId): Promise<Buffer> => {
    const name = `${tile.level}/${tile.index}`;
    const known = tiles.get(name);
    if (known) return known;
    const reading = read(tile, widthOf(tile, size));
    tiles.set(name, reading);
    return reading;
  };
  return async (level, index) => {
    const height = level % tile_height;
    const count = 2 ** height;
    const first = index * count;
    const tile = { level: (level - height) / tile_height, index: Math.floor(first / tile_width) };
    const hashes = await tileAt(tile);
    const from = (first % tile_width) * hash_bytes;
    if (hashes.length < from + count * hash_bytes)
      throw new RangeError(`tile ${tile.level}/${tile.index} is too short`);
    return hashOver(hashes.subarray(from, from + count * hash_bytes));
  };
};

/** The hash over a power of two of hashes. */
export const hashOver = (hashes: Buffer): Hash => {
  if (hashes.length === hash_bytes) return hashes;
  const half = hashes.length / 2;
  return nodeHash(hashOver(hashes.subarray(0, half)), hashOver(hashes.subarray(half)));
};
