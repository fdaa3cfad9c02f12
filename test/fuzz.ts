// npm run fuzz -- [--runs 20000] [--seed 1]: requests at random, by the API description of an application of its own, on a
// database of its own. The last line says what was done and found; what was found is printed with how to ask it again.
import { parseArgs } from 'node:util';
import { fuzz } from './fuzz/fuzz.js';

const whole = (name: string, text: string): number => {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new RangeError(`--${name} takes a whole number`);
  return Number(text);
};
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '20000' }, seed: { type: 'string', default: '1' } },
});
const { default: startDatabase } = await import(new URL('./global-setup.mjs', import.meta.url).href);
const { default: stopDatabase } = await import(new URL('./global-teardown.mjs', import.meta.url).href);
const runs = whole('runs', values.runs);
await startDatabase();
try {
  const onProgress = (done: number) => void process.stderr.write(`\r${done} of ${runs}`);
  const { line, findings, never } = await fuzz({ runs, seed: whole('seed', values.seed), onProgress });
  for (const each of findings) console.log(`\n${each}`);
  if (never.length > 0) console.log(`\nNever done: ${never.join(', ')}`);
  console.log(`\n${line}`);
  process.exitCode = findings.length === 0 ? 0 : 1;
} finally {
  await stopDatabase();
}
