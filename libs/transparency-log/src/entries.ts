const length_bytes = 2;

/** Entries one behind the other, each after its length: what C2SP's tlog-tiles serve as an entry bundle. @throws RangeError */
export const entryBundle = (entries: readonly Uint8Array[]): Buffer =>
  Buffer.concat(
    entries.flatMap((entry) => {
      const length = Buffer.alloc(length_bytes);
      length.writeUInt16BE(entry.length);
      return [length, entry];
    }),
  );

/** @throws RangeError where the last entry is cut off */
export const parseEntryBundle = (bundle: Buffer): readonly Buffer[] => {
  const entries: Buffer[] = [];
  for (let at = 0; at < bundle.length;) {
    const end = at + length_bytes + bundle.readUInt16BE(at);
    if (end > bundle.length) throw new RangeError('an entry is cut off');
    entries.push(bundle.subarray(at + length_bytes, end));
    at = end;
  }
  return entries;
};
