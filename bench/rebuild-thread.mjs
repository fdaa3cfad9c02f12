// A thread of the bench's rebuild: what src/rebuild-thread.ts is, of read models that are told.
import 'reflect-metadata';
import { FormattedEventStore } from '../dist/libs/event-sourcing/src/index.js';
import { logPool, PostgresEventStore } from '../dist/libs/event-store-postgres/src/index.js';
import { foldInThread, inThisThread } from '../dist/libs/nest-event-sourcing/src/index.js';
import { formats } from '../dist/src/contexts.js';
import { ownerOptions } from '../dist/src/platform/owner-options.js';
import { rebuiltModels } from './rebuilt-models.mjs';

await foldInThread(async ({ url, ownerUrl, of }) => {
  const pool = logPool(url, { max: 2 });
  const log = new FormattedEventStore(new PostgresEventStore(pool), formats);
  return { fold: inThisThread(log, ownerOptions(ownerUrl), rebuiltModels[of]), close: () => pool.end() };
});
