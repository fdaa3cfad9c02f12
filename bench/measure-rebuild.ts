import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { median, printTable, whole } from './figures.js';

export type Rebuilt = Readonly<{ events: number; seconds: number; before_mb: number; resident_mb: number }>;
const rounds = 3;

/** The rebuild of all read models, each time in a process of its own, whose memory is looked at. */
export const measureRebuild = async ({
  url,
  ownerUrl,
}: Readonly<{ url: string; ownerUrl: string }>): Promise<readonly Rebuilt[]> => {
  const all: Rebuilt[] = [];
  for (let round = 0; round < rounds; round++) {
    const child = fork(fileURLToPath(new URL('./rebuild-once.ts', import.meta.url)), [url, ownerUrl]);
    const [rebuilt] = (await once(child, 'message')) as [Rebuilt];
    await once(child, 'exit');
    all.push(rebuilt);
  }
  const of = (field: keyof Rebuilt) => median(all.map((each) => each[field]));
  console.log();
  printTable([
    {
      'rebuild of': `${whole(of('events'))} events`,
      seconds: of('seconds').toFixed(1),
      'events/s': whole(median(all.map(({ events, seconds }) => events / seconds))),
      'resident MB before': whole(of('before_mb')),
      'at most': whole(of('resident_mb')),
    },
  ]);
  return all;
};
