import { cookieOf } from '../../src/access/cookies.js';
import { checkOptions } from '../../src/platform/body-pipe.js';
import { parseJson } from '../../src/platform/json-body.js';
import { preferred } from '../../src/platform/language.js';
import { wantedFormat } from '../../src/platform/list-formats.js';
import { withoutValues } from '../../src/platform/log-words.js';
import { localPath } from '../../src/sign-in/return-to.js';

// Texts at which a careless pattern would look for minutes, as long as they may be: a body, the headers, a line.

const [body, headers, line] = [256 << 10, 16 << 10, 4_000];
const filled = (part: string, length: number): string => part.repeat(Math.ceil(length / part.length)).slice(0, length);
const parts = [
  'a',
  'a@',
  '.',
  '@a.',
  ' ',
  '0 ',
  '"',
  '\\',
  '\\"',
  'a;',
  ';q=',
  ',',
  '-',
  '=',
  '(',
  'eyJ',
  '1e',
  '+1 ',
  '?a=',
  '/',
  '%2',
  '中',
];
const asked = (name: string, text: string) => ({ headers: { [name]: text }, query: {} }) as never;
const quietly = (read: () => unknown): void => {
  try {
    read();
  } catch {
    // that it is refused is another test's matter
  }
};
const formats = Object.values(checkOptions.formats ?? {}) as (RegExp | ((text: string) => boolean))[];

const readers: Readonly<Record<string, readonly [length: number, read: (text: string) => unknown]>> = {
  'a body': [body, (text) => parseJson(Buffer.from(text))],
  'a text in a body': [body, (text) => parseJson(Buffer.from(`{"a":"${text}`))],
  'a value of a format': [body, (text) => formats.map((is) => (is instanceof RegExp ? is.test(text) : is(text)))],
  'a language': [headers, (text) => preferred(asked('accept-language', text))],
  'a media type': [headers, (text) => wantedFormat(asked('accept', text))],
  'a cookie': [headers, (text) => cookieOf(asked('cookie', text), 'session', 'https://a.example')],
  'a key': [headers, (text) => /^Bearer ([\w.~+/=-]+)$/i.exec(`Bearer ${text}`)],
  'a way back': [headers, (text) => localPath(`/${text}`)],
  'a line of the log': [line, (text) => withoutValues(text)],
};

it.each(Object.keys(readers))('%s is read in no time, however it is made', (name) => {
  const [length, read] = readers[name]!;
  const slow = parts.flatMap((part) => {
    const text = `${filled(part, length - 1)}!`;
    const began_ms = performance.now();
    quietly(() => read(text));
    const took_ms = performance.now() - began_ms;
    return took_ms > 1_000 ? [`${part}: ${Math.round(took_ms)} ms`] : [];
  });
  expect(slow).toEqual([]);
});
