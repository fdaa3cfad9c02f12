import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { inThreads } from './threads.js';

const work = { schema: 'views_v1_next', run: 'run', share: 0, shares: 1, upTo: 1 };

it('keeps a thread to its limits, whatever room node was started with', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'threads-'));
  const says = `import { parentPort } from 'node:worker_threads'; import { getHeapStatistics } from 'node:v8';
    parentPort.postMessage({ position: getHeapStatistics().heap_size_limit });`;
  await writeFile(join(folder, 'says.mjs'), says);
  setFlagsFromString('--max-semi-space-size=64');
  try {
    const limits: number[] = [];
    const fold = inThreads(pathToFileURL(join(folder, 'asks.mjs')).href, './says', {});
    await fold(work, (limit) => void limits.push(limit), new AbortController().signal);
    expect(limits).toEqual([104 << 20]); // 80 that live long, and three spaces of 8 for what is new
  } finally {
    setFlagsFromString('--max-semi-space-size=0');
    await rm(folder, { recursive: true });
  }
});
