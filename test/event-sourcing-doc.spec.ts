import { existsSync, readFileSync } from 'node:fs';

/** `file` "name of a test", as docs/event-sourcing.md writes it. */
const named = /`([\w./-]+\.ts)` "([^"]+)"/g;
const tests = [...readFileSync('docs/event-sourcing.md', 'utf8').matchAll(named)].map(([, file = '', name = '']) => [
  file,
  name,
]);

it('docs/event-sourcing.md names a test in each row of what is guaranteed', () => {
  const page = readFileSync('docs/event-sourcing.md', 'utf8');
  const [guarantees = ''] = page.slice(page.indexOf('## Guarantees')).split(/\n## /).slice(0, 1);
  const rows = guarantees.split('\n').filter((line) => line.startsWith('| ')).slice(2); // prettier-ignore
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.filter((row) => row.match(named) === null)).toEqual([]);
});

it.each(tests)('docs/event-sourcing.md names a test that is there: %s, %s', (file = '', name = '') => {
  expect(existsSync(file)).toBe(true);
  const title = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  expect(readFileSync(file, 'utf8')).toMatch(new RegExp(`(^|[\\s(])['"\`]${title}['"\`],`, 'm'));
});
