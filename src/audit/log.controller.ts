import { entryBundle, hash_bytes, parseTilePath, tile_width, widthOf } from '#transparency-log';
import { StoredLines } from '#event-sourcing';
import { Controller, Get, Header, NotFoundException, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { entryOf } from './line.js';
import { SigningKeys } from './signing-keys.js';
import { TreeStore } from './tree-store.js';

const forever = 'public, max-age=31536000, immutable';

/**
 * The log's tree as static resources: what C2SP's tlog-tiles say, which is its description. Checkpoints and hashes are
 * anybody's, since a log that nobody watches proves little; entries say which alliance did which kind of thing, and are
 * the operator's: who audits one alliance learns nothing of another.
 */
@Controller('log')
@ApiExcludeController()
export class LogController {
  constructor(
    private readonly trees: TreeStore,
    private readonly keys: SigningKeys,
    private readonly lines: StoredLines,
  ) {}

  /** The newest checkpoint. */
  @Get('checkpoint')
  @Header('content-type', 'text/plain; charset=utf-8')
  @Header('cache-control', 'public, max-age=1')
  async getCheckpoint(): Promise<string> {
    const newest = await this.trees.newest(await this.keys.origin());
    return newest?.note ?? absent();
  }

  /** The public keys that ever signed, and the notes by which they introduce one another. */
  @Get('keys')
  @Header('cache-control', 'public, max-age=60')
  async getLogKeys() {
    return this.keys.all(await this.keys.origin());
  }

  /** Hashes of the tree, at most 256. */
  @Get('tile/*')
  @Header('content-type', 'application/octet-stream')
  @Header('cache-control', forever)
  async getTile(@Param('*') path: string): Promise<Buffer> {
    const { level, index, width } = await this.#signed(path);
    if (level === 'entries') return absent();
    return (await this.trees.read({ level, index }, width)).subarray(0, width * hash_bytes);
  }

  /** The entries of which the hashes are, at most 256. A browser that others use next keeps none. */
  @Get('tile/entries/*')
  @Header('content-type', 'application/octet-stream')
  @Header('cache-control', 'no-store')
  async getEntries(@Param('*') path: string): Promise<Buffer> {
    const { index, width } = await this.#signed(`entries/${path}`);
    return entryBundle((await this.lines.headers(index * tile_width, width)).map(entryOf));
  }

  /** A tile of which a checkpoint says that it is there. */
  async #signed(path: string) {
    const [tile, newest] = [parseTilePath(`tile/${path}`), await this.trees.newest(await this.keys.origin())];
    if (!tile || !newest) return absent();
    const level = tile.level === 'entries' ? 0 : tile.level;
    return tile.width <= widthOf({ level, index: tile.index }, newest.size) ? tile : absent();
  }
}

const absent = (): never => {
  throw new NotFoundException();
};
