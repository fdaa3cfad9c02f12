import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '../../dashboard/src/i18n/catalogue.js';
import { acts } from '../../dashboard/src/i18n/terms/acts.js';
import { consequences } from '../../dashboard/src/i18n/terms/consequences.js';
import { events } from '../../dashboard/src/i18n/terms/events.js';
import { fields } from '../../dashboard/src/i18n/terms/fields.js';
import { helps } from '../../dashboard/src/i18n/terms/helps.js';
import { measures } from '../../dashboard/src/i18n/terms/measures.js';
import { values } from '../../dashboard/src/i18n/terms/values.js';
import type { Pair } from '../../dashboard/src/i18n/words.js';
import { eventTypes } from './event-types.js';
import { said } from './said-by-the-api.js';

const terms = { acts, consequences, events, fields, helps, measures, values };
const all: readonly (readonly [string, Pair])[] = Object.entries({ ...catalogue, ...terms }).flatMap(([part, words]) =>
  Object.entries(words as Readonly<Record<string, Pair>>).map(([name, pair]) => [`${part}.${name}`, pair] as const),
);

const placeholders = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))].sort();

it('Every word is said in both languages, with the same to be filled in', () => {
  expect(all.filter(([, [en, zh]]) => en.trim() === '' || zh.trim() === '')).toEqual([]);
  expect(all.filter(([, [en]]) => /[\u4e00-\u9fff]/.test(en))).toEqual([]);
  expect(all.filter(([, [en, zh]]) => placeholders(en).join() !== placeholders(zh).join())).toEqual([]);
});

/** What the samples of all events say, field by field. What is sealed is not told. */
const storedFields = (): readonly string[] => {
  const samples = readdirSync('test/golden').map((file) => JSON.parse(readFileSync(join('test/golden', file), 'utf8')));
  return [...new Set(samples.flatMap(({ data }) => Object.keys(data)))].filter((name) => name !== 'sealed');
};

it('What the API can do, ask for, answer and tell has a name in both languages', () => {
  expect(said.acts.filter((act) => !(act in acts))).toEqual([]);
  expect(Object.keys(consequences).filter((act) => !(act in acts))).toEqual([]);
  expect(said.fields.filter((field) => !(field in fields))).toEqual([]);
  expect(said.values.filter((value) => !(value in values))).toEqual([]);
  expect(eventTypes.filter((type) => !(type in events))).toEqual([]);
  expect(storedFields().filter((field) => !(field in fields))).toEqual([]);
});

it('No word is left over, and none stands in a page in one language only', () => {
  const folder = 'dashboard/src';
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith(join('i18n', 'words')) && !file.includes('generated'))
    .map((file) => [file, readFileSync(join(folder, file), 'utf8')] as const);
  const text = sources.map(([, source]) => source).join('\n');
  const words = Object.entries(catalogue).flatMap(([part, of]) => Object.keys(of).map((name) => `${part}.${name}`));
  expect(words.filter((word) => !text.includes(`'${word}'`))).toEqual([]);
  const chinese = sources.filter(([file, source]) => !file.startsWith('i18n') && /[\u4e00-\u9fff]/.test(source));
  const names = [join('session', 'gate.tsx'), join('shell', 'menus.tsx'), join('shell', 'openers.tsx')];
  expect(chinese.map(([file]) => file).sort()).toEqual(names); // of the product, and of the languages themselves
});
