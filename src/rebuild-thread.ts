// A thread of `lianjian projections rebuild`: it folds one share of the log into tables that nobody reads yet.
import 'reflect-metadata';
import { FormattedEventStore } from '#event-sourcing';
import { logPool } from '#event-store-postgres';
import { foldInThread, inThisThread } from '#nest-event-sourcing';
import { config } from './config/config.js';
import { formats, projection } from './contexts.js';
import { openLog } from './platform/event-log.js';
import { ownerOptions } from './platform/owner-options.js';

const connections_max = 2;

await foldInThread(async ({ url, ownerUrl }: Readonly<{ url: string; ownerUrl: string }>) => {
  const pool = logPool(url, { max: connections_max });
  const stored = await openLog(config(process.env), pool);
  const log = new FormattedEventStore(stored.store, formats);
  return {
    fold: inThisThread(log, ownerOptions(ownerUrl), projection),
    close: async () => void (await Promise.all([stored.close(), pool.end()])),
  };
});
