import { isDeepStrictEqual } from 'node:util';
import { config } from '../config/config.js';
import { kurrentdb } from '../config/kinds.js';
import { UsageError, type Given } from './run.js';

const [enough, notEnough] = [0, 1];
/** What the application's account may, and may not. */
const wanted = { read: true, append: true, shorten: false, delete: false } as const;

/** Says what an account may do with the log in KurrentDB, after another one has got its rights there, where that is asked. */
export const rights = async ({ at, grant }: Given['options']): Promise<number> => {
  const { kurrentdbUrl, kurrentdbPrefix } = config(process.env);
  const url = at === undefined ? kurrentdbUrl : kurrentdb.parse(String(at));
  if (url === undefined) throw new UsageError(`--at, or KURRENTDB_URL, takes ${kurrentdb.takes}`);
  if (grant === '') throw new UsageError('--grant names an account');
  const { connected, grantTo, rightsOf } = await import('#event-store-kurrentdb');
  const connection = await connected(url, kurrentdbPrefix);
  try {
    if (typeof grant === 'string') {
      await grantTo(connection, grant);
      console.log(`${grant} may read and append. Ask with its own password what it may.`);
      return enough;
    }
    const found = await rightsOf(connection, kurrentdbPrefix);
    for (const [what, may] of Object.entries(found)) console.log(`${what.padEnd(8)} ${may ? 'yes' : 'no'}`);
    return isDeepStrictEqual(found, wanted) ? enough : notEnough;
  } finally {
    await connection.close();
  }
};
