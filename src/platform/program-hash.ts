import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const program = join(import.meta.dirname, '..', '..');
const parts = ['src', 'libs'];

/** What this program is: a hash of all of its modules, the built ones or, where node reads TypeScript, their sources. */
export const programHash = (root = program): string => {
  const hash = createHash('sha256');
  for (const part of parts)
    for (const name of readdirSync(join(root, part), { recursive: true, encoding: 'utf8' }).sort())
      if (/(?<!\.spec|\.d)\.[jt]s$/.test(name))
        hash.update(`${part}/${name}\0`).update(readFileSync(join(root, part, name)));
  return hash.digest('base64url');
};
