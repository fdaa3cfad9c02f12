import pg from 'pg';
import { QueryFailedError } from 'typeorm';

const characters_max = 4_000;

/** What of an error or a message goes into a line. What the database says holds values; its code and its place do not. */
export const said = (what: unknown): string => {
  if (!(what instanceof Error))
    return typeof what === 'string' ? what : (JSON.stringify(what, namesOnly) ?? String(what));
  const cause = what instanceof QueryFailedError ? what.driverError : what;
  const frames = (what.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [cause instanceof pg.DatabaseError ? ofDatabase(cause) : `${what.name}: ${what.message}`, ...frames].join(
    '\n',
  );
};

const ofDatabase = ({ code = '', schema, table, column, constraint, routine }: pg.DatabaseError): string => {
  const place = Object.entries({ schema, table, column, constraint, routine }).filter(([, value]) => value);
  return `the database refused: SQLSTATE ${code}${place.map(([name, value]) => ` ${name} ${value}`).join('')}`;
};

/** Of an object that somebody logs, which fields it has: what they hold may be anybody's. */
const namesOnly = (key: string, value: unknown): unknown =>
  key === '' || typeof value === 'number' || typeof value === 'boolean' ? value : '…';

/** What a value looks like that must not stand in a line, whoever wrote the line. */
const values: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/\blj_[0-9a-f]{12}_[\w-]+/g, 'lj_…'],
  [/\b(authorization|cookie|set-cookie)\b\s*[:=].*/gi, '$1 …'],
  [/\b(bearer|basic)\s+\S+/gi, '$1 …'],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, 'eyJ…'], // a JSON web token
  [/[^\s@"'<>()]+@[^\s@"'<>()]+\.[^\s@"'<>()]+/g, '…@…'],
  [/(?<![\w-])\+?\d[\d ]{6,}\d(?![\w-])/g, '…'], // a telephone number
  [/\?[^\s"')]+=[^\s"')]*/g, '?…'], // a query string
  [/(postgres(?:ql)?:\/\/)[^\s/@]*@/g, '$1…@'],
  [/=\([^)]*\)/g, '=(…)'], // how the database names a row
];

/**
 * A message without the values in it: what stands in quotes is somebody's, as in `invalid input syntax for type uuid:
 * "…"`, up to the last quote of its line. The lines of a stack, which name files, stay.
 */
export const withoutValues = (text: string): string =>
  text
    .slice(0, characters_max)
    .split('\n')
    .map((line) =>
      /^\s+at /.test(line) ? line : values.reduce((left, [pattern, by]) => left.replace(pattern, by), bare(line)),
    )
    .join('\n');

const bare = (line: string): string => line.replace(/".*"/g, '"…"').replace(/“.*”/g, '“…”');
