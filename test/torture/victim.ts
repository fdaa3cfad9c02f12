import { startDatabase } from '../../src/platform/embedded-database.js';
import { dataIn } from '../../src/platform/embedded-home.js';
import { freezeDatabase, killDatabase } from './processes.js';

/** A database that is killed while others work on it, and comes back by itself. */
export type Victim = Readonly<{
  url: string;
  ownerUrl: string;
  home: string;
  /** What went wrong with its coming back. */
  faults: readonly string[];
  /** At once. @returns false where it is on its way back still, and was left alone */
  kill: () => boolean;
  /** Those of its processes that are chosen stand still for so long; where it is not there, nobody can. */
  freeze?: (ms: number, chosen: (pid: number) => boolean) => void;
  stop: () => Promise<void>;
}>;

/** One server, which is started again on the data that it left. */
export const alone = async (home: string): Promise<Victim> => {
  const database = await startDatabase(home);
  const kill = (): boolean => {
    killDatabase(dataIn(database.home));
    return true;
  };
  const freeze: Victim['freeze'] = (...how) => freezeDatabase(dataIn(database.home), ...how);
  return { ...database, faults: [], kill, freeze };
};
