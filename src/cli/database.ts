import { accessSync, constants, mkdirSync } from 'node:fs';
import { config, type Config } from '../config/config.js';
import { startDatabase } from '../platform/embedded-database.js';
import { reachable } from './reachable.js';

/** The database that the settings name, or the embedded one, which is started. */
export type Database = Readonly<{
  url: string;
  ownerUrl: string;
  /** Where the keys to try are kept. */
  home: string;
  where: string;
  stop: () => Promise<void>;
}>;

/** @param alone for the application itself: a second one on the same data is refused */
export const openDatabase = async (
  { databaseUrl, databaseOwnerUrl, dataDir }: Config,
  alone: boolean,
): Promise<Database> => {
  if (databaseUrl) {
    await reachable(databaseUrl, 'DATABASE_URL');
    if (databaseOwnerUrl) await reachable(databaseOwnerUrl, 'DATABASE_OWNER_URL');
    const shown = new URL(databaseUrl);
    const where = `${shown.host}${shown.pathname}`;
    return {
      url: databaseUrl,
      ownerUrl: databaseOwnerUrl ?? databaseUrl,
      home: dataDir,
      where,
      stop: async () => undefined,
    };
  }
  const { url, ownerUrl, home, moved, stop } = await startDatabase(dataDir, { alone });
  if (moved) console.log(`The data lie in ${home}, not in ${moved.from}: ${moved.why}.`);
  const where = `embedded PostgreSQL in ${home}`;
  return { url, ownerUrl, home: canWrite(dataDir) ? dataDir : home, where, stop };
};

/** Data that PostgreSQL's account cannot reach lie elsewhere; what is ours stays where it is looked for. */
const canWrite = (folder: string): boolean => {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
};

/** Opens the database for one command beside a running application, or without one. */
export const withDatabase = async <T>(work: (database: Database, settings: Config) => Promise<T>): Promise<T> => {
  const settings = config(process.env);
  const database = await openDatabase(settings, false);
  try {
    return await work(database, settings);
  } finally {
    await database.stop();
  }
};
