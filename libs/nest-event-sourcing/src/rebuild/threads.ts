import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { parentPort, workerData, type WorkerOptions } from 'node:worker_threads';
import { startThread } from '../thread.js';
import type { FoldShare, ShareWork } from './shares-run.js';

/** What one thread may hold: what lives long, and what is new. The rows that it may keep fit in there several times. */
const resourceLimits = { maxOldGenerationSizeMb: 80, maxYoungGenerationSizeMb: 16 };

/**
 * A size of the young generation that node was started with (`--max-semi-space-size`, as for `serve`) goes before a thread's own
 * limits: with 64 MB of it in a heap of so few, a thread collects garbage six times as long as it folds.
 */
const heedLimits = (): void => setFlagsFromString('--max-semi-space-size=0');

type Said = Readonly<{ position: number }>;
/** How often a thread says where it is: to say it after each page takes as long as to parse the page. */
const saying_ms = 200;

/**
 * Folds each share in a thread of its own.
 *
 * @param from the `import.meta.url` of whoever asks
 * @param module the path from there of the module that the thread runs, which calls `foldInThread`
 * @param data what it needs to begin, such as addresses of the database: values only
 * @param options of each thread beside its limits
 */
export const inThreads =
  <Work = ShareWork>(from: string, module: string, data: object, options: WorkerOptions = {}): FoldShare<Work> =>
  async (work, progress, stopping) => {
    stopping.throwIfAborted();
    heedLimits();
    const thread = startThread(from, module, { ...options, workerData: { ...data, work }, resourceLimits });
    const stop = () => void thread.terminate();
    stopping.addEventListener('abort', stop);
    thread.on('message', ({ position }: Said) => {
      if (!stopping.aborted) progress(position); // which may throw where it is to stop: nobody here would catch that
    });
    try {
      const [code] = (await once(thread, 'exit')) as [number]; // an error of the thread rejects this
      stopping.throwIfAborted();
      if (code !== 0) throw new Error(`a thread that folds a share ended with ${code}`);
    } finally {
      stopping.removeEventListener('abort', stop);
    }
  };

/** Folds the share that this thread was started for. @param open gives the fold, and what is to be closed after it */
export const foldInThread = async <Data, Work = ShareWork>(
  open: (data: Data) => Promise<Readonly<{ fold: FoldShare<Work>; close: () => Promise<void> }>>,
): Promise<void> => {
  const { work, ...data } = workerData as Data & Readonly<{ work: Work }>; // as `inThreads` has sent it
  const { fold, close } = await open(data as Data);
  try {
    let [at, said_ms] = [0, -Infinity];
    const say = () => {
      said_ms = performance.now();
      parentPort?.postMessage({ position: at } satisfies Said);
    };
    const progress = (position: number) => {
      at = position;
      if (performance.now() - said_ms > saying_ms) say();
    };
    await fold(work, progress, new AbortController().signal);
    say();
  } finally {
    await close();
  }
};
