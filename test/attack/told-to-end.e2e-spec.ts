import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { startDatabase } from '../../src/platform/embedded-database.js';
import { dataIn, homeFor } from '../../src/platform/embedded-home.js';

const project = join(import.meta.dirname, '..', '..');
const minute = 60_000;
let dataDir: string;
let child: ChildProcess | undefined;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'lianjian-told-'));
  await chmod(dataDir, 0o755); // as root, PostgreSQL runs as another account
});
afterAll(async () => {
  child?.kill('SIGKILL');
  if (existsSync(join(dataIn(homeFor(dataDir).path), 'PG_VERSION')))
    await (await startDatabase(dataDir, { alone: false })).stop();
  for (const each of [homeFor(dataDir).path, dataDir]) await rm(each, { recursive: true, force: true });
}, minute);

/** Serves with the demo. */
const serve = (env: Readonly<Record<string, string>>) => {
  const source = ['--conditions=@lianjian/source', '--import', './test/typescript.mjs', 'src/cli.ts'];
  const run = (child = spawn(process.execPath, [...source, 'serve', '--demo'], {
    cwd: project,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], DATA_DIR: dataDir, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  }));
  let text = '';
  for (const stream of [run.stdout!, run.stderr!]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const until = async (pattern: RegExp): Promise<string> => {
    for (const end = Date.now() + minute; Date.now() < end && run.exitCode === null; await setTimeout(20)) {
      const found = pattern.exec(text);
      if (found) return found[1] ?? '';
    }
    throw new Error(`it never said ${pattern}:\n${text}`);
  };
  const ended = once(run, 'close').then(([code]) => code as number | null);
  return { child: run, until, ended, said: () => text };
};

it(
  'Told to end it ends, also where a request does not; and keys that were cut off while they were written are made anew',
  async () => {
    mkdirSync(homeFor(dataDir).path, { recursive: true });
    writeFileSync(join(homeFor(dataDir).path, 'demo-keys.json'), '{"operator": "lj_');
    const run = serve({ SHUTDOWN_TIMEOUT_MS: '500' });
    const port = await run.until(/http:\/\/127\.0\.0\.1:(\d+)\/v1/);
    expect(run.said()).toMatch(/operator\s+lj_/);

    const slow = connect(Number(port), '127.0.0.1');
    slow.on('error', () => undefined);
    await once(slow, 'connect');
    slow.write(
      'POST /v1/alliances HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
    );
    await setTimeout(200);
    const told_ms = Date.now();
    run.child.kill('SIGTERM');
    const [code] = await Promise.all([run.ended, once(slow, 'close')]);
    expect([code, run.said()]).toEqual([0, expect.stringContaining('were cut off')]);
    expect(Date.now() - told_ms).toBeLessThan(10_000);
  },
  2 * minute,
);
