import { consult } from '../libs/event-sourcing/src/oracle/oracle.js'; // without Jest, which the other tools for tests need
import { Unanswered } from '#event-sourcing';
import { numbersAsked } from './numbers-asked.js';
import { kurrentTrial, postgresTrial } from './oracle-logs.js';

const usage = `npm run oracle -- [--operations 20000] [--seed 1] [--instances 3] [--callers 64] [--cut-ms 1000]

Callers at random on a log of its own, whose connections are cut every so often, and whether anybody was told what the log
does not hold. The last line says what was done and found. With KURRENTDB_URL the log is there; what that cannot promise
is not asked of it.`;

const defaults = { operations: 20_000, seed: 1, instances: 3, callers: 64, 'cut-ms': 1_000 };
const { operations, seed, instances, callers, 'cut-ms': cut_ms } = numbersAsked(usage, defaults);
const url = process.env['KURRENTDB_URL'];
const log = await (url ? kurrentTrial(url, instances) : postgresTrial(instances));
let cutting: NodeJS.Timeout | undefined;
try {
  if (cut_ms > 0) cutting = setInterval(log.cut, cut_ms);
  const start = performance.now();
  const onProgress = (done: number) => done % 10_000 === 0 && process.stderr.write(`\r${done} of ${operations}`);
  const isUnsure = (error: unknown) => error instanceof Unanswered;
  const trial = { operations, seed, callers, streams: Math.max(100, Math.ceil(operations / 5_000)) };
  const verdict = await consult(log.instances, { ...trial, promised: log.promised, isUnsure, onProgress });
  const seconds = Math.round((performance.now() - start) / 1_000);
  const told = Object.entries(verdict).map(([what, count]) => `${count} ${what}`);
  console.log(`\nseed ${seed}, ${seconds} s: ${told.join(', ')}; nothing wrong`);
} finally {
  clearInterval(cutting);
  await log.end();
}
