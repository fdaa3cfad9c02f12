const newline = 10;
/** A stored event has four megabytes at most. */
const line_bytes_max = 32 << 20;

/** A line is longer than any event. */
export class LineTooLong extends Error {}

/**
 * Hands on each line of a file, without its end, and says whether the last one had an end. A line is good until the next
 * one is handed on. @throws LineTooLong
 */
export const eachLine = (pieces: Iterable<Buffer>, line: (bytes: Buffer) => void): boolean => {
  let begun: Buffer[] = [];
  let begun_bytes = 0;
  for (const piece of pieces) {
    let from = 0;
    for (let end = piece.indexOf(newline); end >= 0; end = piece.indexOf(newline, from)) {
      const rest = piece.subarray(from, end);
      line(begun_bytes > 0 ? Buffer.concat([...begun, rest]) : rest);
      [begun, begun_bytes, from] = [[], 0, end + 1];
    }
    if (from === piece.length) continue;
    begun.push(Buffer.from(piece.subarray(from))); // the piece is used again
    begun_bytes += piece.length - from;
    if (begun_bytes > line_bytes_max) throw new LineTooLong(`a line of more than ${line_bytes_max} bytes`);
  }
  if (begun_bytes > 0) line(Buffer.concat(begun));
  return begun_bytes === 0;
};
