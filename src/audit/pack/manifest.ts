import { BadNote, hash_bytes } from '#transparency-log';

/** What a pack says of itself. It is signed as a note; no checkpoint reads so. */
export type Manifest = Readonly<{
  origin: string;
  /** When it was made: ISO 8601, UTC. */
  made: string;
  /** The tree whose events it holds, from the first one on. */
  size: number;
  root: Buffer;
  /** Whose events are whole; of all others there are the headers. Of everybody, where it names nobody. */
  alliance?: string;
  /** Files with the SHA-256 of what is in them. */
  files: readonly Readonly<{ name: string; bytes: number; sha256: string }>[];
  /** Files of events and of their leaves' hashes, in order: what is in them, the tree says. */
  parts: readonly Part[];
}>;
export type Part = Readonly<{ number: number; first: number; last: number; bytes: number }>;

export const eventsOf = ({ number }: Pick<Part, 'number'>): string => `events-${digits(number)}.ndjson`;
export const leavesOf = ({ number }: Pick<Part, 'number'>): string => `leaves-${digits(number)}`;
export const manifestName = 'manifest';
const digits = (number: number): string => String(number).padStart(6, '0');
const title = 'lianjian audit pack 1';

export const manifestText = ({ origin, made, size, root, alliance, files, parts }: Manifest): string =>
  [
    title,
    `origin ${origin}`,
    `made ${made}`,
    `tree ${size} ${root.toString('base64')}`,
    `whole ${alliance ?? 'all'}`,
    ...files.map(({ name, bytes, sha256 }) => `file ${name} ${bytes} ${sha256}`),
    ...parts.map(({ number, first, last, bytes }) => `part ${number} ${first} ${last} ${bytes}`),
    '',
  ].join('\n');

/** @throws BadNote where `manifestText` would not have written it so */
export const parseManifest = (text: string): Manifest => {
  const [, origin = '', made = '', size = '', root = '', whole = '', listed = ''] = shape.exec(text) ?? [];
  const lines = listed
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split(' '));
  const files = lines.flatMap(([kind, name = '', bytes, sha256 = '']) => kind === 'file' ? [{ name, bytes: Number(bytes), sha256 }] : []); // prettier-ignore
  const parts = lines.flatMap(([kind, ...numbers]) => {
    const [number = 0, first = 0, last = 0, bytes = 0] = numbers.map(Number);
    return kind === 'part' ? [{ number, first, last, bytes }] : [];
  });
  const read = { origin, made, size: Number(size), root: Buffer.from(root, 'base64'), ...(whole !== 'all' && { alliance: whole }), files, parts }; // prettier-ignore
  if (manifestText(read) !== text || read.root.length !== hash_bytes)
    throw new BadNote('this is no manifest of a pack');
  let next = 1;
  for (const [n, { number, first, last }] of parts.entries()) {
    if (number !== n + 1 || first !== next || last < first) throw new BadNote('its parts are not one behind the other');
    next = last + 1;
  }
  if (next !== read.size + 1) throw new BadNote('its parts do not hold all events of its tree');
  return read;
};

const shape = new RegExp(
  `^${title}\\norigin (\\S+)\\nmade (\\S+)\\ntree (\\d{1,16}) (\\S+)\\nwhole (\\S+)\\n((?:file [\\w.-]{1,100} \\d{1,16} [0-9a-f]{64}\\n|part \\d{1,6} \\d{1,16} \\d{1,16} \\d{1,16}\\n)*)$`,
);
