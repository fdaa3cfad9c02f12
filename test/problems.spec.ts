import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { helpFor } from '../src/problem-help.js';
import { problemGroups, problemOf } from '../src/problems.js';

// What each context can refuse is said beside its code; here is seen to it that all of that is explained, and is true.

const sources = ['src', 'libs'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/(\.spec|\/example)\.ts$/.test(file))
    .map((file) => ({ file: join(folder, file), text: readFileSync(join(folder, file), 'utf8') })),
);
const tables = sources.filter(({ file, text }) => /= refusals\(\{/.test(text) && !file.endsWith('/refusal.ts'));
const rules = Object.entries(problemGroups).flatMap(([group, all]) =>
  Object.entries(all).map(([code, rule]) => ({ group, code, rule })),
);

it('No table of refusals is left out', async () => {
  expect(tables.length).toBeGreaterThan(5);
  const known = Object.values(problemGroups);
  for (const { file } of tables) {
    const { refuse } = (await import(`../${file.replace(/\.ts$/, '.js')}`)) as { refuse: { rules: object } };
    expect([file, known.some((group) => Object.keys(refuse.rules).every((code) => code in group))]).toEqual([
      file,
      true,
    ]);
  }
});

it('No code is documented that is never thrown', () => {
  const elsewhere = (code: string) =>
    sources.some(({ file, text }) => {
      const says = [...text.matchAll(new RegExp(`['"]${code}['"]`, 'g'))].length;
      const declares = new RegExp(`^ +'?${code}'?: (\\{|described)`, 'm').test(text) ? 1 : 0;
      return (
        says > (tables.some((table) => table.file === file) || file.endsWith('platform/refusals.ts') ? declares : 0)
      );
    });
  expect(rules.filter(({ code }) => !elsewhere(code)).map(({ group, code }) => `${group}: ${code}`)).toEqual([]);
});

it('No code is thrown that is not documented', () => {
  const refusing = sources.filter(({ text }) => /import \{ refuse \} from '.*\/refusals\.js'/.test(text));
  const thrown = refusing.flatMap(({ file, text }) =>
    [...text.matchAll(/refuse\('([a-z-]+)'/g)].map(([, code]) => ({ code: code!, folder: dirname(file) })),
  );
  expect(thrown.length).toBeGreaterThan(30);
  expect(thrown.filter(({ code }) => !problemOf(code))).toEqual([]);
});

it('Every code has a meaning, a cause and a remedy in both languages', () => {
  const han = /\p{Script=Han}/u;
  for (const { code, rule } of rules) {
    expect(code).toMatch(/^[a-z]+(-[a-z0-9]+)*$/);
    const { cause, remedy } = helpFor(code, rule);
    for (const { en, zh } of [rule, cause, remedy]) {
      expect([code, en]).toEqual([code, expect.stringMatching(/^[A-Z`].{8,}[.:]$|^docs\/.*\.$/)]);
      expect([code, zh]).toEqual([code, expect.stringMatching(han)]);
    }
  }
});

it('A code that stands in two contexts has one status', () => {
  const statuses = new Map<string, Set<number>>();
  for (const { code, rule } of rules) statuses.set(code, (statuses.get(code) ?? new Set()).add(rule.status));
  expect([...statuses].filter(([, each]) => each.size > 1).map(([code]) => code)).toEqual([]);
});
