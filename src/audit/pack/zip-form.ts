/** A file in a zip, as its directory names it: stored, never compressed. */
export type ZipEntry = Readonly<{ name: string; size: number; crc: number; offset: number }>;

// A zip has many places in which nobody looks: comments, extra fields, gaps, dates, names that are said twice, and
// whatever a decompressor skips. Ours has one form only: everything but names, lengths, checksums and contents is fixed,
// so who reads one writes it again and compares.

const [local, central, end, end64, locator64] = [0x04034b50, 0x02014b50, 0x06054b50, 0x06064b50, 0x07064b50];
/** The first day that a zip can name. */
const [time, date] = [0, 0x0021];
const [plain_version, zip64_version] = [20, 45];
/** What 32 bits cannot say any more. */
export const limit32 = 0xffff_ffff;
const limit16 = 0xffff;

/** A record of little-endian fields, each of 2, 4 or 8 bytes. */
const record = (...fields: readonly (readonly [bytes: 2 | 4 | 8, value: number])[]): Buffer => {
  const buffer = Buffer.alloc(fields.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, value] of fields) {
    if (bytes === 8) buffer.writeBigUInt64LE(BigInt(value), at);
    else buffer.writeUIntLE(value, at, bytes);
    at += bytes;
  }
  return buffer;
};

const ofFile = ({ name, size, crc }: ZipEntry) =>
  [[2, time], [2, date], [4, crc], [4, size], [4, size], [2, Buffer.byteLength(name)]] as const; // prettier-ignore

/** What stands before a file's contents. */
export const localHeader = (entry: ZipEntry): Buffer =>
  Buffer.concat([
    record([4, local], [2, plain_version], [2, 0], [2, 0], ...ofFile(entry), [2, 0]),
    Buffer.from(entry.name),
  ]);

const centralHeader = (entry: ZipEntry): Buffer => {
  const isFar = entry.offset >= limit32;
  const extra = isFar ? record([2, 1], [2, 8], [8, entry.offset]) : Buffer.alloc(0);
  return Buffer.concat([
    record([4, central], [2, zip64_version], [2, isFar ? zip64_version : plain_version], [2, 0], [2, 0], ...ofFile(entry)), // prettier-ignore
    record([2, extra.length], [2, 0], [2, 0], [2, 0], [4, 0], [4, isFar ? limit32 : entry.offset]),
    Buffer.from(entry.name),
    extra,
  ]);
};

/** All that stands behind the last file's contents. @param start where that is */
export const directory = (entries: readonly ZipEntry[], start: number): Buffer => {
  const headers = Buffer.concat(entries.map(centralHeader));
  const [count, size] = [entries.length, headers.length];
  const counts = [[8, count], [8, count], [8, size], [8, start]] as const; // prettier-ignore
  const far = [
    record([4, end64], [8, 44], [2, zip64_version], [2, zip64_version], [4, 0], [4, 0], ...counts),
    record([4, locator64], [4, 0], [8, start + size], [4, 1]),
  ];
  const isFar = start >= limit32;
  if (count >= limit16) throw new RangeError(`${count} files`);
  return Buffer.concat([
    headers,
    ...(isFar ? far : []),
    record([4, end], [2, 0], [2, 0], [2, count], [2, count], [4, size], [4, isFar ? limit32 : start], [2, 0]),
  ]);
};

export const end_bytes = 22;
export const far_bytes = 56 + 20;

/** How long the list of files is, by the record at the end of a zip, and whether the list lies beyond 4 GiB. */
export const listOf = (tail: Buffer): Readonly<{ size: number; isFar: boolean }> => {
  const last = tail.subarray(-end_bytes);
  if (last.length < end_bytes || last.readUInt32LE(0) !== end) throw new RangeError('no record at the end');
  return { size: last.readUInt32LE(12), isFar: last.readUInt32LE(16) === limit32 };
};

const central_bytes = 46;

/** The entries that a list names, whatever else it says: whether it says nothing else shows when it is written again. */
export const entriesIn = (list: Buffer): readonly ZipEntry[] => {
  const entries: ZipEntry[] = [];
  for (let at = 0; at < list.length;) {
    const [nameLength, extraLength] = [list.readUInt16LE(at + 28), list.readUInt16LE(at + 30)];
    const near = list.readUInt32LE(at + 42);
    const extraAt = at + central_bytes + nameLength;
    entries.push({
      name: list.toString('utf8', at + central_bytes, extraAt),
      size: list.readUInt32LE(at + 24),
      crc: list.readUInt32LE(at + 16),
      offset: near === limit32 ? Number(list.readBigUInt64LE(extraAt + 4)) : near,
    });
    at = extraAt + extraLength;
  }
  return entries;
};
