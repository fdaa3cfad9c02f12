import { hkdfSync, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const bytes = 32;
const file = 'secret.key';

/**
 * A key of this installation for one purpose: of the setting SECRET_KEY, else of a secret that is made once and lies in
 * the data folder. Several instances that share a database need the setting.
 */
export const installationKey = (
  { secretKey, dataDir }: Readonly<{ secretKey: string | undefined; dataDir: string }>,
  purpose: string,
): Buffer => {
  const secret = secretKey ?? kept(dataDir);
  return Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'base64url'), '', `lianjian/${purpose}`, bytes));
};

const kept = (folder: string): string => {
  const path = join(folder, file);
  return read(path) ?? made(folder, path);
};

const read = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Error(`${path} cannot be read: set DATA_DIR to another folder, or SECRET_KEY`, { cause: error });
  }
};

/** Nobody finds it half written, and who comes second takes the first one's. */
const made = (folder: string, path: string): string => {
  const half = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(half, `${randomBytes(bytes).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
    linkSync(half, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
      throw new Error(`${path} cannot be written: set DATA_DIR to another folder, or SECRET_KEY`, { cause: error });
  } finally {
    rmSync(half, { force: true });
  }
  return readFileSync(path, 'utf8').trim();
};
