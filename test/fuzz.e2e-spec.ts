import { fuzz } from './fuzz/fuzz.js';

// A part of what `npm run fuzz` asks, which takes a few minutes where others use the machine, too. What it finds is told
// with its seed and the number of the request: npm run fuzz -- --seed S --runs N asks it again.

const runs = Number(process.env['FUZZ_RUNS'] ?? 4_000);

it('answers whatever is asked of it as it is described, and records nothing that it does not tell', async () => {
  const { line, findings, runs: asked, never } = await fuzz({ runs, seed: 20_261_122 });
  expect([line, findings]).toEqual([line, []]);
  expect(asked).toBeGreaterThanOrEqual(runs);
  expect(never.length).toBeLessThan(60); // or it asks no longer what can be done
}, 600_000);
