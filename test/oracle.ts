// npm run oracle -- [--operations 20000] [--seed 1] [--instances 3] [--callers 64] [--cut-ms 1000]: callers at random on a
// log of its own, and whether anybody was told what the log does not hold. The last line says what was done and found.
// KURRENTDB_URL, where it names a server, has the log there; what that cannot promise is not asked of it.
import { consult } from '../libs/event-sourcing/src/oracle/oracle.js'; // without Jest, which the other tools for tests need
import { Unanswered } from '#event-sourcing';
import { parseArgs } from 'node:util';
import { kurrentTrial, postgresTrial } from './oracle-logs.js';

const whole = (name: string, text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new RangeError(`--${name} takes a whole number`);
  return Number(text);
};
const defaults = { operations: '20000', seed: '1', instances: '3', callers: '64', 'cut-ms': '1000' };
const { values } = parseArgs({
  options: Object.fromEntries(
    Object.entries(defaults).map(([name, value]) => [name, { type: 'string', default: value } as const]),
  ),
});
const asked = (name: keyof typeof defaults): number => whole(name, String(values[name]));

const url = process.env['KURRENTDB_URL'];
const log = await (url ? kurrentTrial(url, asked('instances')) : postgresTrial(asked('instances')));
let cutting: NodeJS.Timeout | undefined;
try {
  if (asked('cut-ms') > 0) cutting = setInterval(log.cut, asked('cut-ms'));
  const start = performance.now();
  const operations = asked('operations');
  const onProgress = (done: number) => done % 10_000 === 0 && process.stderr.write(`\r${done} of ${operations}`);
  const isUnsure = (error: unknown) => error instanceof Unanswered;
  const trial = {
    operations,
    seed: asked('seed'),
    callers: asked('callers'),
    streams: Math.max(100, Math.ceil(operations / 5_000)),
  };
  const verdict = await consult(log.instances, { ...trial, promised: log.promised, isUnsure, onProgress });
  const seconds = Math.round((performance.now() - start) / 1_000);
  const told = Object.entries(verdict).map(([what, count]) => `${count} ${what}`);
  console.log(`\nseed ${trial.seed}, ${seconds} s: ${told.join(', ')}; nothing wrong`);
} finally {
  clearInterval(cutting);
  await log.end();
}
