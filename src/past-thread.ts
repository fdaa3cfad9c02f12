// A thread of `lianjian serve`: it folds one share of a past state that many events make up.
import 'reflect-metadata';
import { FormattedEventStore } from '#event-sourcing';
import { logPool } from '#event-store-postgres';
import { foldingThen, foldInThread, type ThenWork } from '#nest-event-sourcing';
import { formats, projection } from './contexts.js';
import { openLog, type LogPlace } from './platform/event-log.js';
import { patientOptions } from './read-model-options.js';

const connections_max = 2;

await foldInThread<Readonly<{ databaseUrl: string; place: LogPlace }>, ThenWork>(async ({ databaseUrl, place }) => {
  const pool = logPool(databaseUrl, { max: connections_max });
  const stored = await openLog(place, pool);
  const log = new FormattedEventStore(stored.store, formats);
  return {
    fold: foldingThen(log, patientOptions(databaseUrl), projection),
    close: async () => void (await Promise.all([stored.close(), pool.end()])),
  };
});
