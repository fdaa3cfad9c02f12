import { hash_bytes, tile_width, type Tile, type TileId } from '#transparency-log';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** A checkpoint as it was signed, and of how many leaves it is. */
export type SignedCheckpoint = Readonly<{ size: number; note: string }>;

/** The tree as the database keeps it. It grows, from a size that the caller knows, and never otherwise. */
@Injectable()
export class TreeStore {
  constructor(private readonly database: DataSource) {}

  /** How far the tree is, and the id that the installation's log began with. */
  async tree(): Promise<Readonly<{ id: string; size: number }>> {
    const [tree] = await this.database.query('SELECT id, size::float8 AS size FROM audit.tree');
    return tree;
  }

  /** @throws where the tile has fewer hashes than are asked for: the tree is not whole */
  readonly read = async ({ level, index }: TileId, width: number): Promise<Buffer> => {
    const text = 'SELECT hashes FROM audit.tile WHERE level = $1 AND index = $2';
    const [tile] = await this.database.query(text, [level, index]);
    if (!tile || tile.hashes.length < width * hash_bytes)
      throw new Error(`tile ${level}/${index} of the log is not whole`);
    return tile.hashes;
  };

  /** The newest checkpoint of a log. */
  async newest(origin: string): Promise<SignedCheckpoint | undefined> {
    const text = 'SELECT size::float8 AS size, note FROM audit.checkpoint WHERE origin = $1 ORDER BY size DESC LIMIT 1';
    return (await this.database.query(text, [origin]))[0];
  }

  /** Of each hour in which something was signed the last checkpoint, and the newest one, in order. */
  async checkpoints(origin: string): Promise<readonly SignedCheckpoint[]> {
    const text = 'SELECT size::float8 AS size, note FROM audit.checkpoint WHERE origin = $1 ORDER BY size';
    return this.database.query(text, [origin]);
  }

  /** The hashes of the leaves from one up to another, without that, at most so many at once. */
  async *leaves(from: number, to: number, atOnce_max: number): AsyncGenerator<Buffer> {
    for (let at = from; at < to;) {
      const first = Math.floor(at / tile_width);
      const last = Math.min(Math.floor((at + atOnce_max - 1) / tile_width), Math.floor((to - 1) / tile_width));
      const text = 'SELECT hashes FROM audit.tile WHERE level = 0 AND index BETWEEN $1 AND $2 ORDER BY index';
      const tiles: readonly { hashes: Buffer }[] = await this.database.query(text, [first, last]);
      const start = first * tile_width;
      const end = Math.min(to, (last + 1) * tile_width);
      const hashes = Buffer.concat(tiles.map((tile) => tile.hashes)).subarray((at - start) * hash_bytes, (end - start) * hash_bytes); // prettier-ignore
      if (hashes.length !== (end - at) * hash_bytes) throw new Error(`the log's leaves from ${at} on are not whole`);
      yield hashes;
      at = end;
    }
  }

  /**
   * Writes tiles, and what was signed of the tree as it is then. False where the tree has another size by now: another
   * instance was quicker, and nothing was written. On the disk when it says true.
   */
  async grow(
    before: number,
    after: number,
    tiles: readonly Tile[],
    signed?: Readonly<{ origin: string; note: string }>,
  ): Promise<boolean> {
    const [{ grown }] = await this.database.query('SELECT audit.grow($1, $2, $3, $4, $5, $6, $7) AS grown', [
      ...[before, after, tiles.map(({ level }) => level), tiles.map(({ index }) => index)],
      ...[tiles.map(({ hashes }) => hashes), signed?.origin ?? null, signed?.note ?? null],
    ]);
    return grown;
  }
}
