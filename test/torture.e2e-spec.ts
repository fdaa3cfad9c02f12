import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

// By hand, and longer: npm run torture -- --kills 500

const [kills, seed] = [20, 20_261_122];
const minutes = 60_000;
const source = ['--conditions=@lianjian/source', '--import', './test/typescript.mjs', 'test/torture.ts'];

it(
  `${kills} times a server or the database is killed at any instant: what was acknowledged is there once, and all follows from it`,
  async () => {
    const { NODE_OPTIONS: _, ...env } = process.env;
    const asked = ['--kills', `${kills}`, '--seed', `${seed}`, '--pause-ms', '500'];
    const child = spawn(process.execPath, [...source, ...asked], {
      cwd: join(import.meta.dirname, '..'),
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [code] = await once(child, 'close');
    expect([code, said]).toEqual([0, expect.stringMatching(new RegExp(`: ${kills} kills .*; nothing wrong\n$`))]);
  },
  5 * minutes,
);
