import type { Given } from './run.js';

/** One of the things that `lianjian audit` does: whether it takes a path, and which options. */
export type AuditPart = Readonly<{
  path: boolean;
  takes: readonly string[];
  run: (path: string, options: Given['options']) => Promise<void | number>;
}>;
