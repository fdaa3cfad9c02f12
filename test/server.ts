import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDatabase } from '../src/platform/embedded-database.js';
import { homeFor } from '../src/platform/embedded-home.js';

// A PostgreSQL server for one run of the tests, in a process of its own that outlives a run ended by Ctrl-C or kill -9:
// it says the server's address, waits until whoever started it is gone, and then removes everything.
const alone = new Promise((gone) => process.stdin.once('close', gone).resume());
process.stdout.on('error', () => undefined); // nobody listens any more: the next line that waits will see it
const wanted = await mkdtemp(join(tmpdir(), 'lianjian-test-'));
await chmod(wanted, 0o755); // as root, PostgreSQL runs as another account
const home = homeFor(wanted).path;
try {
  const database = await startDatabase(wanted);
  process.stdout.write(`${database.superuserUrl}\n`);
  await alone;
  await database.stop();
} finally {
  for (const each of [home, wanted]) await rm(each, { recursive: true, force: true });
}
