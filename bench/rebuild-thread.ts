// A thread of the rebuild that is measured: that of the product, for some of the read models.
import 'reflect-metadata';
import { FormattedEventStore } from '../libs/event-sourcing/src/index.js';
import { logPool, PostgresEventStore } from '../libs/event-store-postgres/src/index.js';
import { foldInThread, inThisThread } from '../libs/nest-event-sourcing/src/index.js';
import { formats } from '../src/contexts.js';
import { ownerOptions } from '../src/platform/owner-options.js';
import { rebuiltModels } from './rebuilt-models.js';

type Data = Readonly<{ url: string; ownerUrl: string; of: string }>;

await foldInThread(async ({ url, ownerUrl, of }: Data) => {
  const pool = logPool(url, { max: 2 });
  const log = new FormattedEventStore(new PostgresEventStore(pool), formats);
  return { fold: inThisThread(log, ownerOptions(ownerUrl), rebuiltModels[of]!), close: () => pool.end() };
});
