import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { median, printTable, whole } from './figures.js';

/** `stages`: at which second each was over. */
export type Rebuilt = Readonly<{
  of: string;
  events: number;
  seconds: number;
  stages: Readonly<Record<string, number>>;
  resident_mb: number;
}>;
const rounds = 3;
const workers = 3;

/** Rebuilds of the dashboard's read models and of all, each in a process of its own, whose memory is looked at. */
export const measureRebuild = async ({
  url,
  ownerUrl,
}: Readonly<{ url: string; ownerUrl: string }>): Promise<readonly Rebuilt[]> => {
  const all: Rebuilt[] = [];
  for (let round = 0; round < rounds; round++)
    for (const models of ['dashboard', 'all']) {
      const args = [url, ownerUrl, models, String(workers)];
      const program = fileURLToPath(new URL('./rebuild-once.mjs', import.meta.url));
      const child = fork(program, args, { execArgv: [] }); // of this one's: it was taught TypeScript, and finds its sources
      const [rebuilt] = (await once(child, 'message')) as [Rebuilt];
      await once(child, 'exit');
      all.push(rebuilt);
    }
  console.log();
  printTable(['dashboard', 'all'].map((of) => lineOf(all.filter((each) => each.of === of))));
  return all;
};

const lineOf = (rounds: readonly Rebuilt[]) => {
  const of = (field: 'events' | 'seconds' | 'resident_mb') => median(rounds.map((each) => each[field]));
  return {
    'read models': rounds[0]!.of,
    events: whole(of('events')),
    seconds: of('seconds').toFixed(1),
    'of these folding': median(rounds.map(({ stages }) => stages['fold'] ?? NaN)).toFixed(1),
    'events/s': whole(median(rounds.map(({ events, seconds }) => events / seconds))),
    'resident MB, at most': whole(of('resident_mb')),
  };
};
