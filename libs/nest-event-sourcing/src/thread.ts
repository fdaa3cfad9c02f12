import { extname } from 'node:path';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * Runs a module of this program in a thread of its own: the built one, or its source where node was taught to read
 * TypeScript, as its threads are then too.
 *
 * @param from the `import.meta.url` of whoever starts it
 * @param module its path from there, without an ending: `./projector-thread`
 */
export const startThread = (from: string, module: string, options: WorkerOptions = {}): Worker =>
  new Worker(new URL(module + extname(new URL(from).pathname), from), options);
