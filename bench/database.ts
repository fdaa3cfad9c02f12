import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { projection } from '../src/contexts.js';
import { startDatabase, type EmbeddedDatabase } from '../src/platform/embedded-database.js';
import { homeFor } from '../src/platform/embedded-home.js';
import { migrate } from '../src/platform/migrate.js';

/** A migrated database on a PostgreSQL server of its own: in a folder that is kept, or in one that is gone afterwards. */
export const withDatabase = async (
  kept: string | undefined,
  work: (database: EmbeddedDatabase) => Promise<void>,
): Promise<void> => {
  const wanted = kept ?? (await mkdtemp(join(tmpdir(), 'lianjian-bench-')));
  if (!kept) await chmod(wanted, 0o755); // as root, PostgreSQL runs as another account
  const home = homeFor(wanted).path;
  try {
    const database = await startDatabase(wanted);
    try {
      await migrate(database.ownerUrl, database.url, projection);
      await sayWhere(database);
      await work(database);
    } finally {
      await database.stop();
    }
  } finally {
    if (!kept) for (const each of [home, wanted]) await rm(each, { recursive: true, force: true });
  }
};

const settings = ['server_version', 'fsync', 'synchronous_commit', 'shared_buffers', 'max_wal_size', 'jit'];

/** What the server's settings are, those on which its speed depends. */
export const settingsOf = async (superuserUrl: string): Promise<Readonly<Record<string, string>>> => {
  const superuser = new pg.Client(superuserUrl);
  await superuser.connect();
  const said: Record<string, string> = {};
  for (const name of settings) said[name] = (await superuser.query(`SHOW ${name}`)).rows[0][name];
  await superuser.end();
  return said;
};

export const machine = (): string =>
  `${availableParallelism()} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GB`;

const sayWhere = async ({ superuserUrl }: EmbeddedDatabase): Promise<void> => {
  const said = Object.entries(await settingsOf(superuserUrl)).map(([name, value]) => `${name} ${value}`);
  console.log(`${machine()}; Node ${process.version}; PostgreSQL: ${said.join(', ')}\n`);
};
