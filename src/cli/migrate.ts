import { projection } from '../contexts.js';
import { migrate as migrateDatabase } from '../platform/migrate.js';
import { withDatabase } from './database.js';
import type { CliCommand } from './run.js';

export const migrate: CliCommand = {
  name: 'migrate',
  summary: 'Bring the database up to this version. Serving does it too.',
  usage: 'lianjian migrate',
  help: ['One instance at a time does it; others wait, and find nothing to do.'],
  run: () =>
    withDatabase(async ({ ownerUrl, url, where }) => {
      const ran = await migrateDatabase(ownerUrl, url, projection);
      console.log(`${where}: ${ran.length > 0 ? `ran ${ran.join(', ')}` : 'nothing to do'}`);
    }),
};
