import { transformFile } from '@swc/core';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const project = join(import.meta.dirname, '..', '..');
const atOnce_max = 16;

/** Compiles the program into a folder of its own, since it is started again and again. @returns what node is to run */
export const programIn = async (folder: string): Promise<string> => {
  const files = (await Promise.all(['src', 'libs', 'migrations'].map(sourcesIn))).flat();
  for (const beside of ['package.json', 'node_modules', 'dashboard', 'docs', 'demo'])
    await symlink(join(project, beside), join(folder, beside));
  while (files.length > 0) await Promise.all(files.splice(0, atOnce_max).map((file) => compile(file, folder)));
  return join(folder, 'dist', 'src', 'cli.js');
};

const sourcesIn = async (part: string): Promise<readonly string[]> =>
  (await readdir(join(project, part), { recursive: true }))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .map((file) => join(part, file));

const compile = async (file: string, folder: string): Promise<void> => {
  const { code } = await transformFile(join(project, file), {
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      keepClassNames: true,
    },
    module: { type: 'es6' },
  });
  const to = join(folder, 'dist', file.replace(/ts$/, 'js'));
  await mkdir(dirname(to), { recursive: true });
  await writeFile(to, code);
};
