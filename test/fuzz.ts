import { fuzz } from './fuzz/fuzz.js';
import { numbersAsked } from './numbers-asked.js';

const usage = `npm run fuzz -- [--runs 20000] [--seed 1]

Requests at random, by the API description of an application of its own, on a database of its own. The last line says what
was done and found; what was found is printed with how to ask it again.`;

const { runs, seed } = numbersAsked(usage, { runs: 20_000, seed: 1 });
const { default: startDatabase } = await import(new URL('./global-setup.mjs', import.meta.url).href);
const { default: stopDatabase } = await import(new URL('./global-teardown.mjs', import.meta.url).href);
await startDatabase();
try {
  const onProgress = (done: number) => void process.stderr.write(`\r${done} of ${runs}`);
  const { line, findings, never } = await fuzz({ runs, seed, onProgress });
  for (const each of findings) console.log(`\n${each}`);
  if (never.length > 0) console.log(`\nNever done: ${never.join(', ')}`);
  console.log(`\n${line}`);
  process.exitCode = findings.length === 0 ? 0 : 1;
} finally {
  await stopDatabase();
}
