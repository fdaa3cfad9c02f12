import { execFile } from 'node:child_process';
import { chown, readFile, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { dataIn, type Account, type Home } from './embedded-home.js';
import { installation, makeWhole } from './embedded-installation.js';

/** A PostgreSQL server's files, whether it runs or not. */
export type Server = Readonly<{ home: string; data: string; bin: string; account: Account }>;

const mb = 1024 * 1024;
const command_ms_max = 60_000;
/** A start after a crash replays up to `max_wal_size`. */
const start_ms_max = 10 * 60_000;
const log_bytes_max = 10 * mb;

/** The memory that this process may use: a container's limit, or the machine's. */
const memory_bytes = (): number => Math.min(totalmem(), process.constrainedMemory() || Infinity);

const share = (part: number, least_mb: number, most_mb: number): string =>
  `${Math.round(Math.min(Math.max((memory_bytes() * part) / mb, least_mb), most_mb))}MB`;

/** How the server is set for an event log: every append durable before it is answered, and room for the indexes. */
const settings = (): Readonly<Record<string, string>> => ({
  fsync: 'on', //                            the log is the truth: what was answered is on the disk
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: share(1 / 4, 64, 4096), // the log's three indexes are written at random places: keep them at hand
  effective_cache_size: share(1 / 2, 128, 65_536),
  max_wal_size: share(1 / 2, 512, 4096), //  few checkpoints: each makes the next change of every page cost a whole page
  min_wal_size: share(1 / 8, 128, 1024), //  used files are used again instead of filling new ones with zeros
  checkpoint_timeout: '15min',
  checkpoint_completion_target: '0.9',
  wal_compression: 'pglz', //                of those whole pages; our binaries know no other
  max_connections: '200',
  random_page_cost: '1.1', //                there is no arm to move
  jit: 'off', //                             our queries are short: compiling costs more than it wins
  client_connection_check_interval: '10s', // nobody works for a client that is gone
  idle_in_transaction_session_timeout: '5min', // nor holds a lock for one that forgot
  log_min_duration_statement: '1s',
  log_lock_waits: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  listen_addresses: '', //                   its socket lies in a folder that only its account can enter
  unix_socket_permissions: '0700',
});

/** Makes what is missing: the binaries, and an empty cluster. */
export const serverIn = async ({ path: home, account }: Home): Promise<Server & Readonly<{ isNew: boolean }>> => {
  const data = dataIn(home);
  const bin = join(await installation(home), 'bin');
  const isNew =
    !existsSync(join(data, 'PG_VERSION')) &&
    (await makeWhole(home, data, async (half) => {
      if (account.uid !== undefined && account.gid !== undefined) await chown(half, account.uid, account.gid);
      await run(account, join(bin, 'initdb'), ['-D', half, ...cluster], command_ms_max);
    }));
  const [written, ours] = [(await readFile(join(data, 'PG_VERSION'), 'utf8')).trim(), await majorVersion(bin)];
  if (written !== ours)
    throw new Error(`The data in ${data} were written by PostgreSQL ${written}; this is PostgreSQL ${ours}.`);
  return { home, data, bin, account, isNew };
};

/** Starts the server and waits until it takes connections; does nothing where another process was faster. */
export const launch = async (server: Server): Promise<void> => {
  const { data, bin, account } = server;
  await removeStaleLocks(data);
  const log = join(data, 'server.log');
  if (existsSync(log) && (await stat(log)).size > log_bytes_max) await rename(log, `${log}.1`);
  const options = Object.entries({ ...settings(), unix_socket_directories: data })
    .map(([name, value]) => `-c ${name}=${quoted(value)}`)
    .join(' ');
  const wait_s = String(start_ms_max / 1000);
  try {
    const start = ['start', '-w', '-t', wait_s, '-s', '-D', data, '-l', log, '-o', options];
    await run(account, join(bin, 'pg_ctl'), start, start_ms_max);
  } catch (error) {
    if (await runs(server)) return;
    const lines = existsSync(log) ? (await readFile(log, 'utf8')).trimEnd().split('\n').slice(-10) : [];
    throw new Error([`PostgreSQL does not start in ${data}.`, ...lines].join('\n'), { cause: error });
  }
};

/** Lets nobody in any more, ends what runs, and writes everything down. */
export const halt = async ({ data, bin, account }: Server): Promise<void> => {
  const wait_s = String(command_ms_max / 1000);
  await run(account, join(bin, 'pg_ctl'), ['stop', '-w', '-t', wait_s, '-s', '-m', 'fast', '-D', data], command_ms_max);
};

const runs = async ({ data, bin, account }: Server): Promise<boolean> =>
  run(account, join(bin, 'pg_ctl'), ['status', '-D', data], command_ms_max).then(
    () => true,
    () => false,
  );

/** Texts compare by code point, the same on every machine. */
const cluster = [
  ...['-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-instructions'],
  ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
];

const majorVersion = async (bin: string): Promise<string> =>
  (await readFile(join(bin, '..', 'share', 'postgresql', 'postgres.bki'), 'utf8')).match(/^# PostgreSQL (\d+)/)?.[1] ??
  'of an unknown version';

/**
 * PostgreSQL does not start for fear of a process that bears the number of the server that crashed: another program,
 * after a restart of the machine, or that server as a zombie where nobody collects it. A server works in its data folder.
 * One lock is for the data, one for the socket, which lies among them.
 */
const removeStaleLocks = async (data: string): Promise<void> => {
  if (process.platform !== 'linux') return;
  for (const lock of ['postmaster.pid', '.s.PGSQL.5432.lock'].map((name) => join(data, name))) {
    const pid = existsSync(lock) ? Number((await readFile(lock, 'utf8')).split('\n')[0]) : 0;
    if (!(pid > 0)) continue; // there is none, or it is being written
    const worksIn = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
    if (worksIn !== (await realpath(data))) await rm(lock, { force: true });
  }
};

/** pg_ctl hands these to a shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const run = (account: Account, command: string, args: readonly string[], timeout: number): Promise<void> =>
  new Promise((done, failed) => {
    const env = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };
    // cwd: where this program was started may be closed to the account.
    execFile(command, args, { ...account, cwd: '/', env, timeout }, (error, stdout, stderr) => {
      if (error) failed(new Error(`${command}: ${stderr || stdout || error.message}`, { cause: error }));
      else done();
    });
  });
