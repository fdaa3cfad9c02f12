export * from './checkpoints.js';
export * from './entries.js';
export { Frontier } from './frontier.js';
export * from './growing-tree.js';
export * from './hashes.js';
export * from './inclusion-notes.js';
export * from './notes.js';
export * from './proofs.js';
export {
  nodesIn,
  parseTilePath,
  tile_width,
  tilePath,
  widthAt,
  widthOf,
  type ReadTile,
  type Tile,
  type TileId,
} from './tiles.js';
