import { Logger } from '@nestjs/common';
import pg from 'pg';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { DatabaseInUse, startDatabase } from './embedded-database.js';
import { hold } from './embedded-hold.js';
import { homeFor } from './embedded-home.js';
import { serverIn } from './embedded-server.js';

const top = realpathSync(mkdtempSync(join(tmpdir(), 'lianjian-home-')));
chmodSync(top, 0o755);
Logger.overrideLogger(false);
const isRoot = process.getuid?.() === 0;
const moved: string[] = [];
afterAll(() => {
  for (const each of [top, ...moved]) rmSync(each, { recursive: true, force: true });
});

const ask = async <Row extends pg.QueryResultRow>(url: string, sql: string): Promise<readonly Row[]> => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
};

const serverPid = (home: string): number =>
  Number(readFileSync(join(home, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);

/** A zombie is not: it waits to be collected by whatever is process 1. */
const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
};

/** The server takes its files away a moment before it is gone. */
const ends = async (pid: number): Promise<boolean> => {
  for (let attempt = 1; isAlive(pid) && attempt <= 100; attempt++) await wait(10);
  return !isAlive(pid);
};

describe('The first start in a folder', () => {
  const home = join(top, 'first', 'with a space');
  it('makes a database that the owner fills and the application may only use as it is granted', async () => {
    const database = await startDatabase(home);
    expect(database).toMatchObject({ home, isNew: true, takenUp: false });
    expect(database.moved).toBeUndefined();
    await ask(
      database.ownerUrl,
      'CREATE TABLE fact (id int); INSERT INTO fact VALUES (7); GRANT SELECT ON fact TO lianjian',
    );
    expect(await ask(database.url, 'SELECT * FROM fact')).toEqual([{ id: 7 }]);
    await expect(ask(database.url, 'INSERT INTO fact VALUES (8)')).rejects.toThrow('permission denied');
    await expect(ask(database.url, 'CREATE TABLE mine (id int)')).rejects.toThrow('permission denied');
    const compression = `SET wal_compression = 'off'`; // for new indexes of a rebuild; the log's own stays as it is
    expect(await ask(database.ownerUrl, compression)).toEqual([]);
    await expect(ask(database.url, compression)).rejects.toThrow('permission denied');
    const typeorm = await new DataSource({ type: 'postgres', url: database.ownerUrl }).initialize();
    expect(await typeorm.query('SELECT current_user AS role')).toEqual([{ role: 'lianjian_owner' }]);
    await typeorm.destroy();
    await database.stop();
  });

  it('is followed by others that find what was written', async () => {
    const database = await startDatabase(home);
    expect(database).toMatchObject({ isNew: false, takenUp: false });
    expect(await ask(database.url, 'SELECT * FROM fact')).toEqual([{ id: 7 }]);
    await database.stop();
  });

  it('sets the server for a log: durable, with room in memory', async () => {
    const database = await startDatabase(home);
    const names = ['fsync', 'synchronous_commit', 'full_page_writes', 'listen_addresses', 'TimeZone'];
    const rows = await ask<{ name: string; setting: string }>(database.url, 'SELECT name, setting FROM pg_settings');
    const setting = new Map(rows.map((row) => [row.name, row.setting]));
    expect(names.map((name) => setting.get(name))).toEqual(['on', 'on', 'on', '', 'UTC']);
    expect(Number(setting.get('shared_buffers'))).toBeGreaterThanOrEqual((64 * 1024) / 8);
    await database.stop();
  });

  it('leaves no process and no socket after its stop, and a second stop does nothing', async () => {
    const database = await startDatabase(home);
    const pid = serverPid(home);
    expect(isAlive(pid)).toBe(true);
    await database.stop();
    await database.stop();
    expect(await ends(pid)).toBe(true);
    expect(existsSync(join(home, 'data', '.s.PGSQL.5432'))).toBe(false);
  });
});

describe('Several processes on the same data', () => {
  const home = join(top, 'shared');
  it('may start at once in an empty folder', async () => {
    const all = await Promise.all([1, 2, 3].map(() => startDatabase(home, { alone: false })));
    expect(all.filter(({ isNew }) => isNew)).toHaveLength(1);
    for (const { url } of all) expect(await ask(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await Promise.all(all.map(({ stop }) => stop()));
    expect(existsSync(join(home, 'data', 'postmaster.pid'))).toBe(false);
  });

  it('cannot be two applications: the second one is told of the first', async () => {
    const first = await startDatabase(home);
    const second = startDatabase(home);
    await expect(second).rejects.toThrow(DatabaseInUse);
    await expect(second).rejects.toThrow(`already runs on the data in ${home}, as process ${process.pid}, since 20`);
    expect(await ask(first.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await first.stop();
  });

  it('share the server, and the last one to go stops it', async () => {
    const application = await startDatabase(home);
    const command = await startDatabase(home, { alone: false });
    expect(command.takenUp).toBe(true);
    await application.stop();
    expect(await ask(command.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    const pid = serverPid(home);
    await command.stop();
    expect(await ends(pid)).toBe(true);
  });
});

describe('After a crash', () => {
  const home = join(top, 'crash');
  const program = `
    const { startDatabase } = await import(process.argv[1]);
    await startDatabase(process.argv[2]);
    console.log('started');`;

  it('of the application, the next one takes up its server at once', async () => {
    const [loader, subject] = ['../../test/typescript.mjs', './embedded-database.ts'].map(
      (each) => new URL(each, import.meta.url),
    );
    const args = ['--import', loader!.href, '--input-type=module', '-e', program, subject!.href, home];
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: process.env['PATH'] },
    });
    await once(child.stdout, 'data');
    await expect(startDatabase(home)).rejects.toThrow(`as process ${child.pid}`);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const database = await startDatabase(home);
    expect(database.takenUp).toBe(true);
    await database.stop();
  });

  it('of the server, it is started again under the application', async () => {
    const database = await startDatabase(home);
    const pid = serverPid(home);
    process.kill(pid, 'SIGKILL');
    let role: unknown;
    for (let attempt = 1; role === undefined && attempt <= 100; attempt++) {
      await wait(100);
      role = await ask<{ role: string }>(database.url, 'SELECT current_user AS role').then(
        ([row]) => row?.role,
        () => undefined,
      );
    }
    expect(role).toBe('lianjian');
    expect(serverPid(home)).not.toBe(pid);
    await expect(startDatabase(home)).rejects.toThrow(DatabaseInUse);
    await database.stop();
  });

  it('of the server, it is started again however long it cannot be, as where a disk is full for a while', async () => {
    const place = homeFor(join(top, 'full'));
    const server = await serverIn(place);
    const [bin, broken, tried] = ['bin', 'broken', 'tried'].map((name) => join(top, name)) as [string, string, string];
    mkdirSync(bin);
    writeFileSync(tried, '');
    chmodSync(tried, 0o666);
    const script = `#!/bin/sh\nif [ -e '${broken}' ]; then echo >> '${tried}'; exit 1; fi\nexec '${server.bin}/pg_ctl' "$@"\n`;
    writeFileSync(join(bin, 'pg_ctl'), script, { mode: 0o755 });
    const held = await hold({ ...server, bin }, true, { least: 1, most: 5 });
    writeFileSync(broken, '');
    process.kill(serverPid(place.path), 'SIGKILL');
    for (const until = Date.now() + 60_000; statSync(tried).size < 2 * 110 && Date.now() < until;) await wait(50); // it asks twice each time
    rmSync(broken);
    const url = `postgresql://postgres@localhost:5432/postgres?host=${encodeURIComponent(server.data)}`;
    const asked = async () => (await ask<{ one: number }>(url, 'SELECT 1 AS one')).length;
    let answered = 0;
    for (const until = Date.now() + 20_000; answered === 0 && Date.now() < until; await wait(50))
      answered = await asked().catch(() => 0);
    expect(answered).toBe(1);
    await held.release();
  });

  it('of the server, who lets go meanwhile is not kept waiting', async () => {
    const server = await serverIn(homeFor(join(top, 'full')));
    const held = await hold(server, true, { least: 60_000, most: 60_000 });
    const pid = serverPid(join(top, 'full'));
    renameSync(join(server.data, 'global'), join(server.data, 'elsewhere'));
    process.kill(pid, 'SIGKILL');
    await ends(pid);
    await wait(500);
    const began = performance.now();
    await held.release();
    expect(performance.now() - began).toBeLessThan(30_000);
  });

  it('of the machine, a server number that now is another program of the same account is no obstacle', async () => {
    const { uid, gid } = statSync(join(home, 'data'));
    const other = spawn('sleep', ['60'], { cwd: '/', ...(isRoot && { uid, gid }) });
    await once(other, 'spawn');
    for (const lock of ['postmaster.pid', '.s.PGSQL.5432.lock'])
      writeFileSync(join(home, 'data', lock), `${other.pid}\n${join(home, 'data')}\n1\n5432\n\n\n\n`);
    const database = await startDatabase(home);
    expect(database.takenUp).toBe(false);
    await database.stop();
    other.kill();
  });

  it('half-made folders are never taken for whole ones', async () => {
    const other = join(top, 'half');
    mkdirSync(join(other, 'unfinished-abc'), { recursive: true });
    writeFileSync(join(other, 'unfinished-abc', 'PG_VERSION'), '18\n');
    const database = await startDatabase(other);
    expect(database.isNew).toBe(true);
    await database.stop();
  });
});

describe('The place for the data', () => {
  it('is another one where the path is too long for a socket, and the caller is told', async () => {
    const wanted = join(top, 'long'.repeat(25));
    moved.push(homeFor(wanted).path);
    const database = await startDatabase(wanted);
    expect(database.moved).toEqual({ from: wanted, why: expect.stringContaining('too long for a socket') });
    expect(existsSync(wanted)).toBe(false);
    expect(await ask(database.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await database.stop();
    const again = await startDatabase(wanted);
    expect(again).toMatchObject({ home: database.home, isNew: false });
    await again.stop();
  });

  it('is another one where the account that it runs as cannot go, or nobody can write', () => {
    const closed = join(top, 'closed');
    mkdirSync(closed, { mode: isRoot ? 0o700 : 0o500 });
    const place = homeFor(join(closed, '.data'));
    expect(place.path).not.toContain(closed);
    expect(place.moved?.why).toMatch(isRoot ? /cannot reach .*closed/ : /closed cannot be written/);
  });

  it('stays where the data lie, even if the wanted one could be had again', async () => {
    const closed = join(top, 'reopened');
    mkdirSync(closed, { mode: isRoot ? 0o700 : 0o500 });
    moved.push(homeFor(join(closed, '.data')).path);
    const first = await startDatabase(join(closed, '.data'));
    await first.stop();
    chmodSync(closed, 0o755);
    expect(homeFor(join(closed, '.data'))).toMatchObject({
      path: first.home,
      moved: { why: 'the data lie here already' },
    });
  });

  it('is refused where another version of PostgreSQL wrote', async () => {
    const home = join(top, 'old');
    await (await startDatabase(home)).stop();
    writeFileSync(join(home, 'data', 'PG_VERSION'), '17\n');
    await expect(startDatabase(home)).rejects.toThrow('were written by PostgreSQL 17; this is PostgreSQL 18');
  });
});
