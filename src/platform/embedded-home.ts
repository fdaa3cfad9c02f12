import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, chmodSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** Whom PostgreSQL runs as; empty: whoever runs this program. */
export type Account = Readonly<{ uid?: number; gid?: number }>;

export type Home = Readonly<{
  path: string;
  account: Account;
  /** Why the data do not lie where they were wanted. */
  moved?: Readonly<{ from: string; why: string }>;
}>;

/** A Unix socket's whole path, in bytes; the kernel takes no longer one. */
const socket_path_bytes_max = process.platform === 'darwin' ? 103 : 107;

/**
 * The folder for PostgreSQL and its data: `wanted`, or the next place that will do. Where data lie already goes first, so
 * that a folder's changed rights never show somebody an empty system.
 */
export const homeFor = (wanted: string): Home => {
  const from = resolve(wanted);
  const places = [from, ...otherPlaces(from)].map((path) => {
    const account = accountFor(path);
    return { path, account, why: whyNot(path, account) };
  });
  const fit = places.filter(({ why }) => why === undefined);
  const chosen = fit.find(({ path }) => existsSync(join(dataIn(path), 'PG_VERSION'))) ?? fit[0];
  if (!chosen) {
    const reasons = places.map(({ path, why }) => `${path}: ${why}`).join('; ');
    throw new Error(`No place for the database. ${reasons}. Set DATA_DIR to another one, or DATABASE_URL.`);
  }
  const { path, account } = chosen;
  if (path === from) return { path, account };
  return { path, account, moved: { from, why: places[0]?.why ?? 'the data lie here already' } };
};

export const dataIn = (home: string): string => join(home, 'data');

/** Makes a folder that every account can enter, whatever the umask. */
export const makeFolder = (path: string): void => {
  const first = mkdirSync(path, { recursive: true });
  if (first === undefined) return;
  for (let each = resolve(path); each.length >= first.length; each = dirname(each)) chmodSync(each, 0o755);
};

const otherPlaces = (wanted: string): readonly string[] => {
  const name = createHash('sha256').update(wanted).digest('hex').slice(0, 12);
  const state = isRoot() ? '/var/lib' : (process.env['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state'));
  return [join(state, 'lianjian', name), join(tmpdir(), `lianjian-${name}`)];
};

const isRoot = (): boolean => process.getuid?.() === 0;

/** PostgreSQL refuses to run as root: then it runs as who has the data already, else as an account without rights. */
const accountFor = (home: string): Account => {
  if (!isRoot()) return {};
  const owner = statSync(dataIn(home), { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g']
      .map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }))
      .map(({ status, stdout }) => (status === 0 ? Number(stdout) : undefined));
    if (uid !== undefined && gid !== undefined) return { uid, gid };
  }
  throw new Error('PostgreSQL does not run as root, and there is no account "postgres" or "nobody" to run it as.');
};

const whyNot = (home: string, account: Account): string | undefined => {
  if (Buffer.byteLength(join(dataIn(home), '.s.PGSQL.5432')) > socket_path_bytes_max)
    return `the path is too long for a socket (at most ${socket_path_bytes_max} bytes)`;
  const existing = nearestExisting(home);
  if (!canWrite(existing)) return `${existing} cannot be written`;
  if (account.uid !== undefined && !canEnter(existing, account))
    return `the account that PostgreSQL runs as (${account.uid}) cannot reach ${existing}`;
  if (existing === home && home.startsWith(tmpdir()) && statSync(home).uid !== process.getuid?.())
    return 'it belongs to somebody else';
  return undefined;
};

const nearestExisting = (path: string): string => {
  let each = path;
  while (!existsSync(each)) each = dirname(each);
  return each;
};

const canWrite = (folder: string): boolean => {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return statSync(folder).isDirectory();
  } catch {
    return false;
  }
};

const canEnter = (folder: string, account: Account): boolean =>
  spawnSync('sh', ['-c', 'cd -- "$0"', folder], { ...account, cwd: '/', stdio: 'ignore' }).status === 0;
