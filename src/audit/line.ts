import type { StoredHeader, StoredLine } from '#event-store-postgres';
import { hash } from 'node:crypto';

/**
 * What the tree has for a leaf: the header of a stored event, with the hash of all the rest of it. Who is shown only
 * this knows that there is an event, whose, and which kind; who is shown the rest can tell that it is unaltered.
 *
 *     {"position":17,"alliance":"…","type":"PledgeMade","id":"…","sha256":"…"}
 */
export const entryOf = ({ sha256, ...header }: StoredHeader): Buffer =>
  Buffer.from(`${headerOf(header)}${digestMark}${sha256}"}`);

/**
 * The event itself, as a line of an export: the same header, then what the hash is of.
 *
 *     {"position":17,"alliance":"…","type":"PledgeMade","id":"…","content":{"stream":"…","revision":0,…}}
 */
export const lineOf = ({ content, ...header }: StoredLine): string => {
  if (content.includes('\n')) throw new Error(`the event at ${header.position} holds a line break: not this program wrote it`); // prettier-ignore
  return `${headerOf(header)}${contentMark}${content}}`;
};

/** The header of an export's line, as it stands there. */
export const contentMark = ',"content":';
const digestMark = ',"sha256":"';

const headerOf = ({ position, tenantId, type, id }: Omit<StoredHeader, 'sha256'>): string => {
  if (!plain.test(`${tenantId}${type}${id}`)) throw new Error(`the event at ${position} has a header that is no plain text`); // prettier-ignore
  return `{"position":${position},"alliance":"${tenantId}","type":"${type}","id":"${id}"`;
};
/** What JSON writes as it is. */
const plain = /^[^"\\\p{Cc}\p{Cs}]*$/u;

/** A line of an export taken apart: where its header ends is where the content begins. */
export type ReadLine = Readonly<{ position: number; alliance: string; type: string; id: string; isWhole: boolean }>;

const shape =
  /^\{"position":([1-9]\d{0,15}),"alliance":"([^"\\\p{Cc}]*)","type":"([^"\\\p{Cc}]*)","id":"([^"\\\p{Cc}]*)"$/u;
const digest_characters = 64;

/**
 * Reads a line of an export, whole or of its header alone, and gives the entry of which the tree has the hash. Every byte
 * of the line goes into the entry, or is the one that can stand there. @returns nothing where it is no such line
 */
export const readLine = (line: Buffer): Readonly<{ line: ReadLine; entry: Buffer }> | undefined => {
  const at = line.indexOf(contentMark);
  const isWhole = at >= 0;
  const end = isWhole ? at : line.indexOf(digestMark);
  const [, position, alliance, type, id] = shape.exec(line.toString('utf8', 0, Math.max(0, end))) ?? [];
  if (position === undefined || alliance === undefined || type === undefined || id === undefined) return undefined;
  const read = { position: Number(position), alliance, type, id, isWhole };
  if (!isWhole) {
    const rest = line.toString('latin1', end + digestMark.length);
    return rest.length === digest_characters + 2 && /^[0-9a-f]{64}"}$/.test(rest)
      ? { line: read, entry: line }
      : undefined;
  }
  if (line.at(-1) !== closing) return undefined;
  const sha256 = hash('sha256', line.subarray(at + contentMark.length, -1), 'hex');
  const entry = Buffer.allocUnsafe(at + digestMark.length + digest_characters + 2);
  line.copy(entry, 0, 0, at);
  entry.write(`${digestMark}${sha256}"}`, at, 'latin1');
  return { line: read, entry };
};
const closing = '}'.charCodeAt(0);
