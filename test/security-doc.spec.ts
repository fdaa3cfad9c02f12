import { existsSync, readFileSync } from 'node:fs';

// docs/security.md names tests. Whoever renames one, or takes it away, is told so here.

const text = readFileSync('docs/security.md', 'utf8');
const one = (lines: string): string => lines.replaceAll(/\s+/g, ' ');
const named = [...one(text).matchAll(/`([\w./-]+spec\.ts)`: “([^”]+)”/g)].map(
  ([, file, name]) => [file!, name!] as const,
);
/** The titles of a file’s tests, as they stand there: what a call begins with. */
const titlesIn = (file: string): readonly string[] =>
  [...readFileSync(file, 'utf8').matchAll(/\(\s*(['"`])((?:(?!\1|\n).)+)\1/g)].map(([, , title]) => title!);

it.each(named)('%s has a test “%s”', (file, name) => expect(titlesIn(file)).toContain(name));

it('every file that is named is there', () => {
  const files = [...text.matchAll(/`((?:src|test|libs)\/[\w./-]+\.ts)`/g)].map(([, file]) => file!);
  expect(files.filter((file) => !existsSync(file))).toEqual([]);
});

it('of each of the ten there is a test that was seen to fail', () => {
  const parts = one(text).split('### ').slice(1);
  const seen = parts.flatMap((part) => /^(API\d+) .*?`: “[^”]+” \(\*\*broken\*\*\)/.exec(part)?.[1] ?? []);
  expect(seen).toEqual(Array.from({ length: 10 }, (_, n) => `API${n + 1}`));
});
