import type { EntityMetadata } from 'typeorm';

/** What PostgreSQL's COPY reads: a line per row, its columns between tabs, in this order. */
export type CopyText = Readonly<{ columns: string; line: (row: object) => string }>;

const special = /[\\\n\r\t]/;
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const escaped = (text: string): string =>
  special.test(text) ? text.replaceAll(/[\\\n\r\t]/g, (character) => escapes[character] ?? character) : text;

/** The rows of a table as text, the same values as those that go there as JSON. */
export const copyText = ({ columns }: EntityMetadata): CopyText => {
  const all = columns.map(({ propertyName, type }) => ({ name: propertyName, isJson: type === 'jsonb' }));
  const value = (row: object, { name, isJson }: (typeof all)[number]): string => {
    const given: unknown = row[name as keyof typeof row];
    if (given === null || given === undefined) return '\\N';
    if (isJson || typeof given !== 'string') return escaped(JSON.stringify(given)); // a number's JSON is its text, too
    return given.isWellFormed() ? escaped(given) : noText(name);
  };
  return {
    columns: columns.map(({ databaseName }) => `"${databaseName}"`).join(', '),
    line: (row) => {
      let line = '';
      for (const column of all) line += (line === '' && column === all[0] ? '' : '\t') + value(row, column);
      return `${line}\n`;
    },
  };
};

/** Half of a character: as JSON it is refused by the database, as text it would become another one in silence. */
const noText = (name: string): never => {
  throw new Error(`${name} holds half of a surrogate pair, which is no text`);
};
