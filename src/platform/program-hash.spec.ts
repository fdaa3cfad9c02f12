import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { programHash } from './program-hash.js';

let root = '';
const write = async (name: string, text: string) => {
  await mkdir(dirname(join(root, name)), { recursive: true });
  await writeFile(join(root, name), text);
};

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'program-'));
  await write('src/cli.js', 'serve()');
  await write('libs/log/index.js', 'append()');
});
afterEach(() => rm(root, { recursive: true }));

it('is another one once a module of it is changed, added, or moved, however deep', async () => {
  const known = [programHash(root)];
  for (const [name, text] of [
    ['libs/log/index.js', 'append(1)'],
    ['libs/log/deep/er/fold.js', ''],
    ['src/fold.js', ''],
  ] as const) {
    // prettier-ignore
    await write(name, text);
    known.push(programHash(root));
  }
  await rm(join(root, 'libs/log/deep'), { recursive: true });
  await write('libs/log/fold.js', '');
  known.push(programHash(root));
  expect(new Set(known).size).toBe(5);
});

it('is the same whatever stands beside the modules, and every time', async () => {
  const before = programHash(root);
  await write('src/cli.spec.js', 'it()');
  await write('src/cli.d.ts', 'declare');
  await write('src/cli.js.map', '{}');
  await write('docs/cli.js', 'another');
  expect(programHash(root)).toBe(before);
});
