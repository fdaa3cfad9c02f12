// Lets node run this project's TypeScript without a build: node --import ./test/typescript.mjs file.ts
import { transformFile } from '@swc/core';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort } from 'node:worker_threads';

// Each thread needs it anew; but not the threads that run the hooks themselves, which have nobody to talk to.
if (isMainThread || parentPort) register(import.meta.url);

export const resolve = async (name, context, next) => {
  if (!/^\.{1,2}\/.*\.js$/.test(name) || !context.parentURL?.endsWith('.ts')) return next(name, context);
  return next(name.replace(/\.js$/, '.ts'), context);
};

export const load = async (url, context, next) => {
  if (!url.endsWith('.ts')) return next(url, context);
  const { code } = await transformFile(fileURLToPath(url), {
    sourceMaps: 'inline',
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      keepClassNames: true,
    },
    module: { type: 'es6' },
  });
  return { format: 'module', source: code, shortCircuit: true };
};
