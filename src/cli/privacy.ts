import { logPool } from '#event-store-postgres';
import { Keyring } from '../access/keyring.js';
import { config } from '../config/config.js';
import { MasterKeys } from '../platform/master-keys.js';
import { withDatabase } from './database.js';
import { UsageError, type CliCommand } from './run.js';

export const privacy: CliCommand = {
  name: 'privacy',
  summary: 'Wrap the data keys of people by another master key.',
  usage: 'lianjian privacy rotate-master-key',
  help: [
    'rotate-master-key  wraps every data key that another master key has wrapped by the one that is set now, and says how',
    '                   many it were. Set the new one as PRIVACY_KEY and the old one as PRIVACY_KEY_BEFORE, start every',
    '                   instance anew, run this, and take PRIVACY_KEY_BEFORE away. Nobody is interrupted; done again, or',
    '                   gone on with where it was broken off, it wraps what is left. A copy of the keys from before is of',
    '                   use only to who has the old master key: destroy that where you want such copies to be worthless',
  ],
  run: async ({ words: [what, ...more] }) => {
    if (what !== 'rotate-master-key' || more.length > 0) throw new UsageError('say rotate-master-key');
    await withDatabase(async ({ url }) => {
      const pool = logPool(url, { max: 1 });
      try {
        const toNobody = () => Promise.reject(new Error('no key is handed out here'));
        const wrapped = await new Keyring(pool, new MasterKeys(config(process.env)), toNobody).rewrap();
        console.log(`${wrapped} data keys were wrapped anew`);
      } finally {
        await pool.end();
      }
    });
  },
};
