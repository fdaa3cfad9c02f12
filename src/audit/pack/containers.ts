import { randomBytes } from 'node:crypto';
import { closeSync, constants, existsSync, fstatSync, lstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { crc32 } from 'node:zlib';
import { directory, end_bytes, entriesIn, far_bytes, limit32, listOf, localHeader, type ZipEntry } from './zip-form.js';

/** The container could hide something, or is none. */
export class BadContainer extends Error {}

/**
 * A pack that is read: files by name, and nothing else. Whoever reads one does nothing beside it, so it waits for the
 * disk, which is quicker than to be told when it is ready.
 */
export type PackReader = Readonly<{
  files: ReadonlyMap<string, number>;
  /** The contents of a file, piece by piece. A piece is good until the next one is asked for. @throws BadContainer */
  pieces: (name: string) => Iterable<Buffer>;
  close: () => void;
}>;

/** A pack that is written, file by file. It has its name once `finish` is through: half a pack never has. */
export type PackWriter = Readonly<{
  file: (name: string, pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) => Promise<void>;
  finish: () => Promise<void>;
  abandon: () => Promise<void>;
}>;

const piece_bytes = 1 << 20;
const files_max = 10_000;
const list_bytes_max = 16 << 20;

export const isZip = (path: string): boolean => path.endsWith('.zip');

/** @throws BadContainer where it is neither a folder of plain files nor a zip of the one form that is allowed */
export const openPack = (path: string): PackReader => {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats) throw new BadContainer(`there is no ${path}`);
  if (stats.isDirectory()) return openFolder(path);
  if (stats.isFile()) return openZip(path);
  throw new BadContainer(`${path} is neither a folder nor a plain file`);
};

const openFolder = (folder: string): PackReader => {
  const names = readdirSync(folder);
  if (names.length > files_max) throw new BadContainer(`${names.length} files`);
  const files = new Map<string, number>();
  for (const name of names.sort()) {
    const stats = lstatSync(join(folder, name));
    if (!stats.isFile()) throw new BadContainer(`${name} is no plain file`);
    files.set(name, stats.size);
  }
  return {
    files,
    pieces: function* (name) {
      const file = openSync(join(folder, name), constants.O_RDONLY | constants.O_NOFOLLOW);
      try {
        yield* piecesOf(file, 0, files.get(name) ?? 0, name);
      } finally {
        closeSync(file);
      }
    },
    close: () => undefined,
  };
};

/** Some bytes of a file, piece by piece, in one buffer. */
const piecesOf = function* (file: number, from: number, length: number, name: string): Generator<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(Math.min(piece_bytes, Math.max(1, length)));
  for (let at = 0; at < length;) {
    const read = readSync(file, buffer, 0, Math.min(buffer.length, length - at), from + at);
    if (read === 0) throw new BadContainer(`${name} ended while it was read`);
    at += read;
    yield buffer.subarray(0, read);
  }
};

const openZip = (path: string): PackReader => {
  const file = openSync(path, 'r');
  try {
    const entries = onlyForm(file, fstatSync(file).size);
    const places = new Map(entries.map((each) => [each.name, each]));
    return {
      files: new Map(entries.map((each) => [each.name, each.size])),
      pieces: function* (name) {
        const entry = places.get(name);
        if (!entry) throw new BadContainer(`there is no ${name}`);
        let crc = 0;
        for (const piece of piecesOf(file, entry.offset + localHeader(entry).length, entry.size, name)) {
          crc = crc32(piece, crc);
          yield piece;
        }
        if (crc !== entry.crc) throw new BadContainer(`${name} is not what the zip has the checksum of`);
      },
      close: () => closeSync(file),
    };
  } catch (error) {
    closeSync(file);
    throw error instanceof BadContainer ? error : new BadContainer(`it is no zip that can be read: ${String(error)}`);
  }
};

/** The files of a zip that is, byte for byte, the one that its list of files makes. */
const onlyForm = (file: number, size: number): readonly ZipEntry[] => {
  const bytesAt = (from: number, length: number): Buffer => {
    if (from < 0 || length < 0 || from + length > size)
      throw new BadContainer('it is cut off, or not all of it is zip');
    const bytes = Buffer.alloc(length);
    let at = 0;
    for (const piece of piecesOf(file, from, length, 'it')) at += piece.copy(bytes, at);
    return bytes;
  };
  const { size: length, isFar } = listOf(bytesAt(size - end_bytes, end_bytes));
  if (length > list_bytes_max) throw new BadContainer('its list of files is too long');
  const start = size - end_bytes - (isFar ? far_bytes : 0) - length;
  const entries = entriesIn(bytesAt(start, length));
  if (entries.length > files_max) throw new BadContainer(`${entries.length} files`);
  if (new Set(entries.map(({ name }) => name)).size < entries.length) throw new BadContainer('it names a file twice');
  let at = 0;
  for (const entry of entries) {
    const header = localHeader(entry);
    if (entry.offset !== at || !bytesAt(at, header.length).equals(header))
      throw new BadContainer(`before ${JSON.stringify(entry.name)} stands what the list of files does not say`);
    at += header.length + entry.size;
  }
  const rest = directory(entries, start);
  if (at !== start || rest.length !== size - start || !bytesAt(start, rest.length).equals(rest))
    throw new BadContainer('its list of files says, or leaves out, what a pack’s does not');
  return entries;
};

/** Begins a pack. @throws where something of that name is there already */
export const createPack = async (path: string): Promise<PackWriter> => {
  const whole = resolve(path);
  if (existsSync(whole)) throw new Error(`${path} is there already`);
  const half = join(dirname(whole), `.${basename(whole)}.${randomBytes(4).toString('hex')}`);
  return isZip(path) ? createZip(half, whole) : createFolder(half, whole);
};

const createFolder = async (half: string, whole: string): Promise<PackWriter> => {
  await mkdir(half);
  return {
    file: async (name, pieces) => {
      const file = await open(join(half, name), 'wx');
      try {
        for await (const piece of pieces) await file.writeFile(piece);
        await file.sync();
      } finally {
        await file.close();
      }
    },
    finish: () => rename(half, whole),
    abandon: () => rm(half, { recursive: true, force: true }),
  };
};

const createZip = async (half: string, whole: string): Promise<PackWriter> => {
  const file = await open(half, 'wx');
  const entries: ZipEntry[] = [];
  let end = 0;
  const put = async (bytes: Uint8Array, at: number) => {
    for (let done = 0; done < bytes.length;) done += (await file.write(bytes, done, bytes.length - done, at + done)).bytesWritten; // prettier-ignore
  };
  return {
    file: async (name, pieces) => {
      const offset = end;
      const header_bytes = localHeader({ name, size: 0, crc: 0, offset }).length;
      let [size, crc] = [0, 0];
      for await (const piece of pieces) {
        await put(piece, offset + header_bytes + size);
        [size, crc] = [size + piece.length, crc32(piece, crc)];
      }
      if (size >= limit32) throw new RangeError(`${name} is larger than a file of a pack may be`);
      const entry = { name, size, crc, offset };
      await put(localHeader(entry), offset); // its length and checksum are known only now
      entries.push(entry);
      end = offset + header_bytes + size;
    },
    finish: async () => {
      await put(directory(entries, end), end);
      await file.sync();
      await file.close();
      await rename(half, whole);
    },
    abandon: async () => {
      await file.close().catch(() => undefined);
      await rm(half, { force: true });
    },
  };
};
