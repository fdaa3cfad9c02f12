import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A position of the log, and when it was acknowledged, or seen by the read models. */
export type Moment = readonly [position: number, at_ms: number];

/** The time as all processes of one machine have it, in parts of a millisecond. */
export const now_ms = (): number => performance.timeOrigin + performance.now();

/** Looks at the read models from a process of its own, which nothing else keeps busy. */
export const watcherOf = (url: string): ChildProcess =>
  fork(fileURLToPath(new URL('./watch-projection.ts', import.meta.url)), [url]);

/** Does the work, and adds how long after its receipt each of those looked at was shown by the read models. */
export const watched = async <T extends object>(
  server: ChildProcess,
  watcher: ChildProcess,
  work: () => Promise<T>,
): Promise<T & { lag_ms: readonly number[] }> => {
  const answer = async (from: ChildProcess, asked: string) => {
    from.send(asked);
    return (await once(from, 'message'))[0] as readonly Moment[];
  };
  await Promise.all([answer(watcher, 'watch'), answer(server, 'watch')]);
  const done = await work();
  const acknowledged = await answer(server, 'watched');
  const shown = await answer(watcher, 'watched');
  const lag_ms = [];
  let n = 0;
  for (const [position, at_ms] of acknowledged.toSorted(([a], [b]) => a - b)) {
    while (n < shown.length && shown[n]![0] < position) n++;
    const seen = shown[n];
    if (seen) lag_ms.push(Math.max(0, seen[1] - at_ms));
  }
  return { ...done, lag_ms };
};
