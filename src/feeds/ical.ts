/** A property of an iCalendar object: its name with its parameters, and its value as it stands in the file. */
export type Property = readonly [name: string, value: string];

const octets_max = 75;

/** A member's words as a value of type TEXT, RFC 5545 3.3.11: no line of theirs becomes a line of the file. */
export const text = (words: string): string =>
  words
    .replaceAll(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replaceAll(/(?!\n)\p{Cc}/gu, ' ')
    .replaceAll('\\', '\\\\')
    .replaceAll(';', '\\;')
    .replaceAll(',', '\\,')
    .replaceAll('\n', '\\n');

/** An instant in UTC: no reader needs to know of a time zone. */
export const utc = (instant: string): string => `${instant.slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

export const date = (day: string): string => day.replaceAll('-', '');

export const component = (name: string, properties: readonly Property[], within: readonly string[] = []): string =>
  [
    `BEGIN:${name}\r\n`,
    ...properties.map(([property, value]) => folded(`${property}:${value}`)),
    ...within,
    `END:${name}\r\n`,
  ].join('');

/** A line of at most 75 octets, and the rest of it on lines that begin with a space; a character stays whole. */
const folded = (line: string): string => {
  let [out, octets] = ['', 0];
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > octets_max) [out, octets] = [`${out}\r\n `, 1];
    out += character;
    octets += size;
  }
  return `${out}\r\n`;
};
