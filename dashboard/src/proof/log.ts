import { hash_bytes, nodeHash, type Hash } from './hashes.js';
import { NotProven, openCheckpoint, type Checkpoint } from './notes.js';
import type { NodeAt } from './tree.js';

// The log's tree as C2SP's tlog-tiles serve it: for everybody, without a key.

const [tile_width, tile_height] = [256, 8];

/** What changes is always asked for: a checkpoint may be signed by a key that was not there when the keys were kept. */
const changes = 'no-cache';

const get = async (path: string, signal: AbortSignal, cache: RequestCache = 'default'): Promise<Response> => {
  const response = await fetch(path, { signal, cache });
  if (!response.ok) throw new NotProven(`${path}: status ${response.status}`);
  return response;
};

/** The public keys that ever signed the log, as the server names them. */
export const logKeys = async (signal: AbortSignal): Promise<readonly string[]> => {
  const keys = (await (await get('/log/keys', signal, changes)).json()) as readonly { vkey: string }[];
  return keys.map(({ vkey }) => vkey);
};

/** The newest checkpoint, its signature verified. @throws NotProven */
export const newestCheckpoint = async (signal: AbortSignal): Promise<Checkpoint> => {
  const [note, keys] = await Promise.all([
    get('/log/checkpoint', signal, changes).then((it) => it.text()),
    logKeys(signal),
  ]);
  return openCheckpoint(note, keys);
};

/** `tile/0/x001/x234/067`, `tile/1/000.p/17`. */
const tilePath = (level: number, index: number, width: number): string => {
  const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, '0');
  const parts = (digits.match(/\d{3}/g) ?? []).map((part, n, all) => (n < all.length - 1 ? `x${part}` : part));
  return `/log/tile/${level}/${parts.join('/')}${width < tile_width ? `.p/${width}` : ''}`;
};

/** The nodes of the tree of the first `size` leaves, from its tiles; each tile is fetched once. */
export const nodesOf = (size: number, signal: AbortSignal): NodeAt => {
  const tiles = new Map<string, Promise<Hash>>();
  const tileAt = (level: number, index: number): Promise<Hash> => {
    const there = Math.floor(size / tile_width ** level) - index * tile_width;
    const path = tilePath(level, index, Math.min(tile_width, there));
    const tile = tiles.get(path) ?? get(path, signal).then(async (it) => new Uint8Array(await it.arrayBuffer()));
    tiles.set(path, tile);
    return tile;
  };
  return async (level, index) => {
    const height = level % tile_height;
    const first = index * 2 ** height;
    const tile = await tileAt((level - height) / tile_height, Math.floor(first / tile_width));
    const from = (first % tile_width) * hash_bytes;
    return hashOver(tile.slice(from, from + 2 ** height * hash_bytes));
  };
};

/** The hash over a power of two of hashes. */
const hashOver = async (hashes: Hash): Promise<Hash> => {
  if (hashes.length === hash_bytes) return hashes;
  const half = hashes.length / 2;
  return nodeHash(await hashOver(hashes.slice(0, half)), await hashOver(hashes.slice(half)));
};
