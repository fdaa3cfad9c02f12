import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * What was last signed, or seen signed, of a log, kept outside of the database: so that a database that was put back to
 * an earlier state is noticed before another tree is signed for a size that already has one.
 */
export class Remembered {
  readonly #file: string;

  /** @param folder of this instance */
  constructor(
    private readonly folder: string,
    origin: string,
  ) {
    this.#file = join(folder, `${createHash('sha256').update(origin).digest('hex').slice(0, 32)}.checkpoint`);
  }

  /** The signed checkpoint; nothing where none was remembered. */
  async note(): Promise<string | undefined> {
    try {
      return await readFile(this.#file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** On the disk when it is done, whole or not at all. */
  async keep(note: string): Promise<void> {
    const half = `${this.#file}.${randomBytes(4).toString('hex')}`;
    await mkdir(this.folder, { recursive: true });
    try {
      const file = await open(half, 'wx', 0o600);
      try {
        await file.writeFile(note);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(half, this.#file);
    } finally {
      await rm(half, { force: true });
    }
  }
}
