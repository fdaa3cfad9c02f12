import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Starts a PostgreSQL server for this run, unless TEST_DATABASE_URL names one (as its superuser). */
export default async function () {
  if (process.env.TEST_DATABASE_URL) return;
  const [loader, program] = ['./typescript.mjs', './server.ts'].map((each) => new URL(each, import.meta.url));
  const { NODE_OPTIONS: _, ...env } = process.env;
  const server = spawn(process.execPath, ['--import', loader.href, fileURLToPath(program)], {
    detached: true, // or Ctrl-C would end it before it can clean up
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [address] = await Promise.race([once(server.stdout, 'data'), once(server, 'exit')]);
  if (!Buffer.isBuffer(address)) throw new Error('The PostgreSQL server for the tests did not start.');
  process.env.TEST_DATABASE_URL = address.toString().trim();
  globalThis.testServer = server;
}
