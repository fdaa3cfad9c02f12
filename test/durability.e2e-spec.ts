import { schemaOf } from '#nest-event-sourcing';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { projection } from '../src/contexts.js';
import { loadDemo } from '../src/demo/load-demo.js';
import { readDemoFile } from '../src/demo/read-demo-file.js';
import { startDatabase } from '../src/platform/embedded-database.js';
import { dataIn, homeFor } from '../src/platform/embedded-home.js';
import { startApp } from './app.js';
import { rowsOf } from './rows.js';

// The command line as people run it, with a database of its own, ended in every way that there is.

const project = join(import.meta.dirname, '..');
const demo = join(project, 'demo', 'dongnan.json');
const minute = 60_000;
const wait_ms = 20;

let dataDir: string;
let data: string;
const running = new Set<Run>();

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'lianjian-durability-'));
  await chmod(dataDir, 0o755); // as root, PostgreSQL runs as another account
  data = dataIn(homeFor(dataDir).path);
});
/** What a test that failed has left would fail all others. */
afterEach(async () => {
  for (const { child } of running) child.kill('SIGTERM');
  await Promise.all([...running].map(({ ended }) => ended));
}, minute);
afterAll(async () => {
  if (existsSync(join(data, 'PG_VERSION'))) await (await startDatabase(dataDir, { alone: false })).stop();
  for (const each of [homeFor(dataDir).path, dataDir]) await rm(each, { recursive: true, force: true });
}, minute);

type Run = Readonly<{ child: ChildProcess; said: () => string; ended: Promise<number | null> }>;

/** Runs `lianjian …` from the sources, in a process group of its own. */
const lianjian = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Run => {
  const source = ['--conditions=@lianjian/source', '--import', './test/typescript.mjs', 'src/cli.ts'];
  const child = spawn(process.execPath, [...source, ...args], {
    cwd: project,
    detached: true,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], DATA_DIR: dataDir, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const ended: Run['ended'] = once(child, 'close').then(([code]) => (running.delete(run), code as number | null));
  const run: Run = { child, said: () => text, ended };
  running.add(run);
  return run;
};

/** Waits until it is so. */
const until = async <T>(is: () => T | Promise<T>, run: Run): Promise<T> => {
  for (const end = Date.now() + minute; Date.now() < end; await setTimeout(wait_ms)) {
    const found = await is();
    if (found) return found;
    if (run.child.exitCode !== null) throw new Error(`it ended with ${run.child.exitCode}:\n${run.said()}`);
  }
  throw new Error(`it takes too long:\n${run.said()}`);
};
const served = (run: Run) => until(() => /http:\/\/127\.0\.0\.1:(\d+)\/v1/.exec(run.said())?.[1], run);

/** Asks the embedded database; nothing where it does not answer. */
const ask = async (text: string): Promise<readonly any[]> => {
  const client = new pg.Client({ host: data, user: 'lianjian', database: 'lianjian' });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query(text)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
};
const head = async (): Promise<number> =>
  (await ask('SELECT max(position)::int AS head FROM log.event').catch(() => []))[0]?.head ?? 0;

/** Whoever was killed held the clock: from now on anybody may. */
const leaseOver = "UPDATE engine.checkpoint SET held_until = now() - interval '1 second' WHERE id = 'clock'";

/**
 * What a load leaves behind, whenever it was recorded, in whatever order, and at whatever instant the clock acted.
 * Without keys: each start prints other ones.
 */
const stateIn = async (asks: (text: string) => Promise<readonly any[]>) => ({
  events: await asks(`SELECT type, count(*)::int AS n FROM log.event WHERE type !~ '^Key' GROUP BY 1 ORDER BY 1`),
  rows: Object.fromEntries(
    Object.entries(await rowsOf(asks, projection, { but: ['position', 'recordedAt', 'at'] })).map(([table, rows]) => [
      table,
      rows.filter(isOfNoKey).map(whoeverDrafted).map(sealedAnyhow).toSorted(),
    ]),
  ),
});
const isOfNoKey = (row: string): boolean => !row.includes('"category":"key"') && !row.includes('"keyId":');
/** Several facts have minutes drafted; which one comes first is of no weight, since the draft is the same. */
const whoeverDrafted = (row: string): string =>
  row.includes('"command":"DraftMinutes"')
    ? row.replace(/"(causationId|commandId|correlationId|eventId)":"[^"]*"/g, '"$1":"…"')
    : row;
/** Words are sealed with chance in it: of a box it counts whose it is, where, which fields it has, and how long they are. */
const sealedAnyhow = (row: string): string =>
  row.replace(/(?<="box":)\{[^}]*\}/g, (box) => box.replace(/(?<=:")[\w-]*/g, (text) => `${text.length} characters`));
/** What still moves: readers that are behind, and deadlines that have run out and came to nothing yet. */
const moving = `SELECT 1 FROM engine.checkpoint WHERE id !~ '^(clock$|transparency-log )' AND position < (SELECT max(position) FROM log.event)
  UNION ALL SELECT 1 FROM ${schemaOf(projection)}.deadline AS due WHERE "dueAt"::timestamptz <= now()
    AND NOT EXISTS (SELECT FROM engine.refused_answer WHERE command_id = "commandId"::uuid)`;
const settled = async (run: Run): Promise<void> => {
  await until(async () => (await ask(moving)).length === 0, run);
};

const postmaster = async (): Promise<number> => Number((await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')[0]); // prettier-ignore
/** A zombie does not live: it waits to be collected by whatever is process 1. */
const lives = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !/^\d+ \(.*\) Z/.test(existsSync('/proc/self') ? readFileSync(`/proc/${pid}/stat`, 'utf8') : '');
  } catch {
    return false;
  }
};

/** The state after a load that nothing disturbed. */
const undisturbed = async () => {
  const app = await startApp({ env: { EVENT_STORE: 'postgresql' } }); // what is killed is the embedded database, with its log
  try {
    await loadDemo(app.nest, readDemoFile(demo));
    while ((await app.database.query(moving)).length > 0) await setTimeout(wait_ms);
    return await stateIn((text) => app.database.query(text));
  } finally {
    await app.close();
  }
};

it(
  'killed in the middle of the load, again and again, it ends up where an undisturbed load does',
  async () => {
    const wanted = await undisturbed();
    const all = wanted.events.reduce((sum, { n }) => sum + n, 0);
    const killedAt: number[] = [];
    const kills: readonly ((child: ChildProcess) => unknown)[] = [
      (child) => child.kill('SIGKILL'),
      (child) => process.kill(-child.pid!, 'SIGKILL'),
      async (child) => [child.kill('SIGKILL'), process.kill(await postmaster(), 'SIGKILL')],
    ];
    for (const [n, kill] of kills.entries()) {
      const run = lianjian(['serve', '--demo']);
      const enough = Math.floor((all * (n + 1)) / (kills.length + 2));
      await until(async () => (await head()) >= enough, run);
      await kill(run.child);
      expect(await run.ended).toBe(null);
      expect(run.said()).not.toMatch(/\/v1/);
      killedAt.push(await head());
      await ask(leaseOver).catch(() => undefined); // as after some seconds; where the server is gone, so is the lease soon
    }
    expect(killedAt.every((position) => position < all)).toBe(true); // or it was not in the middle

    const run = lianjian(['serve', '--demo']);
    await served(run);
    await settled(run);
    expect(await stateIn(ask)).toEqual(wanted);

    const again = lianjian(['demo']); // beside the running one
    expect([await again.ended, again.said()]).toEqual([0, expect.stringContaining('Demo: ')]);
    await settled(run);
    expect(await stateIn(ask)).toEqual(wanted);

    run.child.kill('SIGTERM');
    expect([await run.ended, run.said()]).toEqual([0, expect.stringContaining('SIGTERM')]);
  },
  2 * minute,
);

it(
  'started again it loads nothing, and a second one on the same data says so',
  async () => {
    const before = await startDatabase(dataDir, { alone: false }).then(
      async ({ stop }) => [await head(), await stop()][0],
    );
    const run = lianjian(['serve', '--demo']);
    const port = await served(run);
    expect(await head()).toBe(before);
    expect((await fetch(`http://127.0.0.1:${port}/health/live`)).status).toBe(200);

    const second = lianjian(['serve']);
    expect([await second.ended, second.said()]).toEqual([1, expect.stringMatching(/already runs on the data in/)]);
    expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200);

    const pid = await postmaster();
    expect(lives(pid)).toBe(true);
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(0);
    expect(existsSync(join(data, 'postmaster.pid'))).toBe(false);
    for (let attempt = 0; lives(pid) && attempt < 100; attempt++) await setTimeout(wait_ms);
    expect(lives(pid)).toBe(false);
  },
  minute,
);

it(
  'told to end in the middle of the start, it leaves no process behind',
  async () => {
    const run = lianjian(['serve', '--demo']);
    await until(() => existsSync(join(data, 'postmaster.pid')), run);
    run.child.kill('SIGTERM');
    expect(await run.ended).toBe(0);
    expect(existsSync(join(data, 'postmaster.pid'))).toBe(false);
  },
  minute,
);

it(
  'says that its port is taken, and leaves no process behind',
  async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const port = String((taken.address() as AddressInfo).port);
    const run = lianjian(['serve'], { PORT: port });
    expect([await run.ended, run.said()]).toEqual([1, expect.stringMatching(new RegExp(`port ${port} .*is taken`))]);
    expect(run.said()).not.toMatch(/Data:/); // before anything is loaded
    expect(existsSync(join(data, 'postmaster.pid'))).toBe(false);
    taken.close();
  },
  minute,
);

it(
  'says where to read on where there is no alliance yet',
  async () => {
    const empty = await mkdtemp(join(tmpdir(), 'lianjian-empty-'));
    await chmod(empty, 0o755); // as root, PostgreSQL runs as another account
    const run = lianjian(['serve', '--demo'], { DATA_DIR: empty, NODE_ENV: 'production' });
    await served(run);
    run.child.kill('SIGTERM');
    expect([await run.ended, run.said()]).toEqual([0, expect.stringMatching(/no alliance yet.*operations\.md#begin/)]);
    await rm(empty, { recursive: true });
  },
  minute,
);

it('says what is wrong with its settings and its words, and starts nothing', async () => {
  const wrong: readonly (readonly [readonly string[], Readonly<Record<string, string>>, RegExp])[] = [
    [['serve'], { PORT: 'x' }, /PORT is "x"/],
    [['serve'], { LIANJIAN_POTR: '1' }, /LIANJIAN_POTR is no setting; the nearest one is PORT/],
    [['serve', '--demos'], {}, /usage: lianjian serve/],
    [['nothing'], {}, /there is no command nothing/],
  ];
  const runs = wrong.map(([args, env]) => lianjian(args, env));
  for (const [n, run] of runs.entries()) {
    expect(await run.ended).toBeGreaterThan(0);
    expect(run.said()).toMatch(wrong[n]![2]);
  }
  expect(existsSync(join(data, 'postmaster.pid'))).toBe(false);
});
