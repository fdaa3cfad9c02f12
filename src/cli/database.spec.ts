import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { config } from '../config/config.js';
import { homeFor } from '../platform/embedded-home.js';
import { openDatabase } from './database.js';

it('Keys to try lie in DATA_DIR, also where root starts it in a folder that PostgreSQL’s account cannot enter', async () => {
  const closed = mkdtempSync(join(tmpdir(), 'lianjian-closed-')); // to everybody else
  const dataDir = join(closed, 'data');
  const database = await openDatabase(config({ DATA_DIR: dataDir }), true);
  await database.stop();
  expect(database.home).toBe(dataDir);
  for (const each of [homeFor(dataDir).path, closed]) rmSync(each, { recursive: true, force: true });
});
