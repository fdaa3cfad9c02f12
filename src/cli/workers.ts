import type { EventStore } from '#event-sourcing';
import { inThreads } from '#nest-event-sourcing';
import { UsageError } from './run.js';

/** How many threads fold a long log, unless said. */
export const workers_n = 3;
const workers_max = 32;
/** A shorter log is folded by the time that threads take to begin. */
const worthThreads_n = 50_000;

/** Who folds the log, by what was asked for. @throws UsageError */
export const workersOf = async (
  asked: unknown,
  log: EventStore,
  { url, ownerUrl }: Readonly<{ url: string; ownerUrl: string }>,
) => {
  const workers = asked === undefined ? undefined : Number(asked);
  if (workers !== undefined && !(Number.isInteger(workers) && workers >= 1 && workers <= workers_max))
    throw new UsageError(`--workers is a number from 1 to ${workers_max}`);
  if (workers === undefined && (await log.head()) < worthThreads_n * log.spacing) return { shares: 1 };
  return { shares: workers ?? workers_n, fold: inThreads(import.meta.url, '../rebuild-thread', { url, ownerUrl }) };
};

/** Works until it is done, or somebody ends this program. */
export const untilInterrupted = async <T>(what: string, work: (stopping: AbortSignal) => Promise<T>): Promise<T> => {
  const stopping = new AbortController();
  const stop = () => stopping.abort(new Error(what));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  try {
    return await work(stopping.signal);
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop);
  }
};
