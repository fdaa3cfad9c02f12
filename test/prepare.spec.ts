import { execFile } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

// What the dashboard's build leaves among its sources.
const builds = `import { mkdirSync, writeFileSync } from 'node:fs';
mkdirSync('dashboard/src/api/generated', { recursive: true });
writeFileSync('dashboard/src/api/generated/forms.ts', String(Math.random()));
console.log('built');`;

// A clone whose npm only says that it was called, and takes its time.
let clone: string;
beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'lianjian-clone-'));
  for (const folder of ['bin', 'dashboard', 'tools']) mkdirSync(join(clone, folder));
  copyFileSync('bin/prepare.mjs', join(clone, 'bin', 'prepare.mjs'));
  writeFileSync(join(clone, 'package-lock.json'), '{}');
  writeFileSync(join(clone, 'dashboard', 'build.mjs'), builds);
  const npm = join(clone, 'tools', 'npm');
  writeFileSync(npm, '#!/bin/sh\necho called >> calls\nsleep 1\nmkdir node_modules\n');
  chmodSync(npm, 0o755);
});
afterEach(() => rmSync(clone, { recursive: true }));

const prepare = () =>
  promisify(execFile)(process.execPath, [join(clone, 'bin', 'prepare.mjs'), 'install'], {
    timeout: 60_000,
    env: { PATH: `${join(clone, 'tools')}:${process.env['PATH']}` },
  });
const calls = () => readFileSync(join(clone, 'calls'), 'utf8');

it('A clone that two commands make ready at once is made ready by one, and the other waits', async () => {
  const said = await Promise.all([prepare(), prepare()]);
  const texts = said.map(({ stdout }) => stdout).sort();
  expect(texts[0]).toMatch(/^Installing packages …\nBuilding the dashboard …\nbuilt\n$/);
  expect(texts[1]).toMatch(/^Process \d+ installs or builds here already: waiting for it\.\n$/);
  expect(calls()).toBe('called\n');
  expect(existsSync(join(clone, '.preparing'))).toBe(false);
});

it.each([
  ['killed', '2147483646'],
  ['killed before it said who it was', ''],
])('A turn that somebody left who was %s is taken, and what is ready is not made again', async (_, left) => {
  writeFileSync(join(clone, '.preparing'), left);
  expect((await prepare()).stdout).toMatch(/^Installing/);
  expect((await prepare()).stdout).toBe('');
  expect(calls()).toBe('called\n');
});
