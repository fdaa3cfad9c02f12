import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import type { OpenAPIObject } from '@nestjs/swagger';
import { format } from 'prettier';
import { settingsTable } from '../src/config/config.js';
import { docComments } from '../src/description/doc-comments.js';
import { openApi } from '../src/description/openapi.js';
import { httpApp } from '../src/http-app.js';
import { accessPage } from './access-page.js';
import { eventCatalogue } from './event-catalogue.js';
import { figuresTable } from './figures-table.js';
import { rememberedFolds } from './folds/remembered.js';
import { problemCatalogue } from './problem-catalogue.js';
import { stateDiagrams } from './states/diagram.js';

/** `npm run docs` writes what the tests compare. */
const write = process.env['WRITE_DOCS'] === '1';
const compare = (file: string, made: string): void => {
  if (write) writeFileSync(file, made);
  expect(existsSync(file) ? readFileSync(file, 'utf8') : `there is no ${file}: npm run docs`).toBe(made);
};
const options = { printWidth: 120, singleQuote: true };

it('docs/openapi.json describes the routes as they are', async () => {
  const app = await httpApp('postgresql://nobody@localhost/nothing', { preview: true, quiet: true });
  const document = openApi(app, docComments('src'));
  compare('docs/openapi.json', await format(JSON.stringify(document), { ...options, parser: 'json' }));
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  const ids = operations.map((each) => each.operationId);
  expect(ids.filter((id, n) => ids.indexOf(id) < n)).toEqual([]);
  expect(operations.filter((each) => !each.summary).map((each) => each.operationId)).toEqual([]);
});

it('Every question takes asOf, or docs/audit.md says why not', () => {
  const { paths }: OpenAPIObject = JSON.parse(readFileSync('docs/openapi.json', 'utf8'));
  const questions = Object.values(paths).flatMap(({ get }) => get ?? []);
  const asOf = { $ref: '#/components/parameters/AsOf' };
  const without = questions.filter(({ parameters = [] }) => !parameters.some((each) => isDeepStrictEqual(each, asOf)));
  const named = (guide: string, why: string): readonly string[] => {
    const [, table = ''] = readFileSync(guide, 'utf8').split(new RegExp(`^\\|.*\\| ${why} *\\|$`, 'm'));
    return [...table.slice(0, table.indexOf('\n\n')).matchAll(/`(get\w+|follow\w+)`/g)]
      .map(([, name = '']) => name)
      .sort();
  };
  const names = without.map(({ operationId = '' }) => operationId).sort();
  expect(named('docs/audit.md', 'why')).toEqual(names);
  expect(named('docs/audit.zh-CN.md', '缘由')).toEqual(names);
});

it('docs/access.md says who may do and read what', async () => {
  const app = await httpApp('postgresql://nobody@localhost/nothing', { preview: true, quiet: true });
  compare('docs/access.md', await format(accessPage(app), { ...options, parser: 'markdown' }));
});

it('docs/events.md names every stored event', async () =>
  compare('docs/events.md', await format(eventCatalogue(), { ...options, parser: 'markdown' })));

it('docs/problems.md names every refusal', async () =>
  compare('docs/problems.md', await format(problemCatalogue(), { ...options, parser: 'markdown' })));

it('docs/states.md draws how each thing goes from one status to another', async () =>
  compare('docs/states.md', await format(await stateDiagrams(), { ...options, parser: 'markdown' })));

it('test/folds.json remembers what each version of each fold makes of the golden events', async () => {
  const file = 'test/folds.json';
  const made = await rememberedFolds(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {});
  compare(file, await format(JSON.stringify(made), { ...options, parser: 'json' }));
});

it('README.md holds the table of settings', async () => {
  const readme = readFileSync('README.md', 'utf8');
  const table = await format(settingsTable(), { ...options, parser: 'markdown' });
  const made = readme.replace(
    /<!-- settings -->[^]*<!-- \/settings -->/,
    `<!-- settings -->\n\n${table}\n<!-- /settings -->`,
  );
  compare('README.md', made);
});

it('README.zh-CN.md names the same settings and defaults', () => {
  const rowsOf = (text: string) => [...text.matchAll(/^\| (`[A-Z_]+`) *\| *(\S*) *\|/gm)].map(([, ...cells]) => cells);
  expect(rowsOf(readFileSync('README.zh-CN.md', 'utf8'))).toEqual(rowsOf(settingsTable()));
});

it.each(readdirSync('libs'))('libs/%s/README.md shows code that its tests run', async (library) => {
  const page = `libs/${library}/README.md`;
  const filled = readFileSync(page, 'utf8').replace(
    /(<!-- code (\S+) (\S+) -->)[^]*?(?=<!-- \/code -->)/g,
    (_, mark: string, file: string, region: string) =>
      `${mark}\n\n\`\`\`ts\n${regionOf(`libs/${library}/src/${file}`, region)}\n\`\`\`\n\n`,
  );
  compare(page, await format(filled, { ...options, parser: 'markdown' }));
});

it.each(readdirSync('libs'))('libs/%s/README.md says what each file is for', (library) => {
  const page = readFileSync(`libs/${library}/README.md`, 'utf8');
  const said = [...page.matchAll(/`([\w-]+(?:\.ts|\/))`/g)].map(([, name]) => name);
  const parts = readdirSync(`libs/${library}/src`, { withFileTypes: true });
  const names = parts.map((each) => (each.isDirectory() ? `${each.name}/` : each.name));
  const unsaid = /^(index|testing|example|.*\.spec)\.ts$/;
  expect(new Set(said)).toEqual(new Set(names.filter((name) => !unsaid.test(name))));
});

/** What stands between `// #region NAME` and the next `// #endregion`, as far to the left as it goes. */
const regionOf = (file: string, name: string): string => {
  const [, rest] = readFileSync(file, 'utf8').split(new RegExp(`^ *// #region ${name}$`, 'm'));
  const lines =
    rest
      ?.split(/^ *\/\/ #endregion$/m)[0]
      ?.trimEnd()
      .split('\n')
      .slice(1) ?? [];
  expect(lines).not.toEqual([]);
  const indent = Math.min(...lines.filter((line) => line !== '').map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(indent)).join('\n');
};

it('docs/performance.md holds the table of what was measured', async () => {
  const page = readFileSync('docs/performance.md', 'utf8');
  const table = figuresTable(JSON.parse(readFileSync('docs/figures.json', 'utf8')));
  const made = await format(table, { ...options, parser: 'markdown' });
  compare(
    'docs/performance.md',
    page.replace(/<!-- figures -->[^]*<!-- \/figures -->/, `<!-- figures -->\n\n${made}\n<!-- /figures -->`),
  );
});
