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

it.each([
  ['postgresql://li:secret@127.0.0.1:1/alliances', 'the database alliances at 127.0.0.1:1 does not let li in: connect ECONNREFUSED'],
  ['postgresql://li:secret@nowhere.invalid/alliances', 'the database alliances at nowhere.invalid:5432 does not let li in: getaddrinfo'],
  ['postgresql://li:secret@localhost/alliances?host=/nowhere', 'the database alliances at the socket in /nowhere does not let li in: connect ENOENT'],
])('Who cannot reach a database is told which one, and which setting names it: %s', async (url, said) => {
  const there = process.env['TEST_DATABASE_URL'] ?? '';
  const opened = (env: object) => openDatabase(config({ ...env, DATA_DIR: tmpdir() }), true).then(String, String);
  const [one, owner] = [await opened({ DATABASE_URL: url }), await opened({ DATABASE_URL: there, DATABASE_OWNER_URL: url })];
  expect(one).toContain(said);
  expect(one).toMatch(/; DATABASE_URL says so$/);
  expect(owner).toMatch(/; DATABASE_OWNER_URL says so$/);
  expect(one + owner).not.toContain('secret');
}); // prettier-ignore
