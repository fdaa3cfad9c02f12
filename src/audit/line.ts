import type { StoredHeader, StoredLine } from '#event-sourcing';
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

const contentMark = ',"content":';
const digestMark = ',"sha256":"';

const headerOf = ({ position, tenantId, type, id }: Omit<StoredHeader, 'sha256'>): string => {
  if (!plain.test(`${tenantId}${type}${id}`)) throw new Error(`the event at ${position} has a header that is no plain text`); // prettier-ignore
  return `{"position":${position},"alliance":"${tenantId}","type":"${type}","id":"${id}"`;
};
/** What JSON writes as it is. */
const plain = /^[^"\\\p{Cc}\p{Cs}]*$/u;

const digest_characters = 64;
const contentBytes = Buffer.from(contentMark);
const closing = '}'.charCodeAt(0);

/**
 * The entry of which the tree has the hash, of a line as `lineOf` writes it; a line that is an entry stays what it is.
 * Every byte of the line goes into the entry, or is the one that has to stand there: so where the hash is the tree's, the
 * line is what was signed. @returns nothing where there is no content, or no end
 */
export const entryIn = (line: Buffer): Readonly<{ entry: Buffer; isWhole: boolean }> | undefined => {
  const at = line.indexOf(contentBytes);
  if (at < 0) return line.length > 0 ? { entry: line, isWhole: false } : undefined;
  if (line.at(-1) !== closing) return undefined;
  const sha256 = hash('sha256', line.subarray(at + contentBytes.length, -1), 'hex');
  const entry = Buffer.allocUnsafe(at + digestMark.length + digest_characters + 2);
  line.copy(entry, 0, 0, at);
  entry.write(`${digestMark}${sha256}"}`, at, 'latin1');
  return { entry, isWhole: true };
};

/** What an entry says, apart from its hash. */
export type EntryHeader = Readonly<{ position: number; alliance: string; type: string; id: string }>;

const shape =
  /^\{"position":([1-9]\d{0,15}),"alliance":"([^"\\\p{Cc}]*)","type":"([^"\\\p{Cc}]*)","id":"([^"\\\p{Cc}]*)","sha256":"[0-9a-f]{64}"\}$/u;

/** @returns nothing where it is no entry */
export const headerIn = (entry: Buffer): EntryHeader | undefined => {
  const [, position, alliance, type, id] = shape.exec(entry.toString()) ?? [];
  if (position === undefined || alliance === undefined || type === undefined || id === undefined) return undefined;
  return { position: Number(position), alliance, type, id };
};
