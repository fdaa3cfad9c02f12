import { attempts_max, retryAfterOf, waitAfter } from './schedule.js';

const now = '2026-01-01T00:00:00.000Z';
const hour = 3_600_000;

it('Attempts spread over about a day, on average', () => {
  const waits = Array.from({ length: attempts_max - 1 }, (_, n) => waitAfter(n + 1, 0.5)!);
  expect(waits[0]).toBe(5_000);
  const all = waits.reduce((sum, each) => sum + each, 0);
  expect(all).toBeGreaterThan(24 * hour);
  expect(all).toBeLessThan(30 * hour);
  expect(waitAfter(attempts_max, 0.5)).toBeUndefined();
});

it('A wait is anything from nothing to twice its average', () => {
  expect(waitAfter(2, 0)).toBe(0);
  expect(waitAfter(2, 1)).toBe(600_000);
});

it('A receiver that asks for more time has it, up to a day', () => {
  expect(waitAfter(1, 0.5, 60_000)).toBe(60_000);
  expect(waitAfter(1, 0.5, 1)).toBe(5_000);
  expect(waitAfter(1, 0.5, 1_000 * hour)).toBe(24 * hour);
});

it.each([
  [undefined, 0],
  ['120', 120_000],
  ['Thu, 01 Jan 2026 00:01:00 GMT', 60_000],
  ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
  ['-5', 0],
  ['soon', 0],
  ['99999999999999999999', 0],
])('Retry-After %s asks for %d ms', (header, ms) => expect(retryAfterOf(header, now)).toBe(ms));
