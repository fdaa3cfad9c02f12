import { readdirSync } from 'node:fs';
import { join } from 'node:path';
// @ts-expect-error it has no types: jest reads it before it compiles anything
import { longest } from './longest.mjs';

it('The files that are started first are there, each once', () => {
  const root = join(import.meta.dirname, '..');
  const files = ['src', 'libs', 'test'].flatMap((folder) =>
    readdirSync(join(root, folder), { encoding: 'utf8', recursive: true }).map((path) => `${folder}/${path}`),
  );
  const found = (longest as readonly string[]).map((end) => [end, files.filter((file) => `/${file}`.endsWith(`/${end}`)).length]); // prettier-ignore
  expect(found.filter(([, times]) => times !== 1)).toEqual([]);
});
