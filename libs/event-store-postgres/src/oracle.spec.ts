import { Unanswered } from '#event-sourcing';
import { consult } from '#event-sourcing/testing';
import { freshLog, type FreshLog } from './testing.js';

const [operations, cut_ms] = [20_000, 1_000];

let log: FreshLog;
let cutting: NodeJS.Timeout;
beforeAll(async () => {
  log = await freshLog();
  cutting = setInterval(() => void log.cut(), cut_ms);
});
afterAll(async () => {
  clearInterval(cutting);
  await log.drop();
});

it('tells everybody nothing but what it holds: 64 callers of three instances whose connections are cut, and who follow it', async () => {
  const instances = [log.open(), log.open(), log.open()];
  const isUnsure = (error: unknown) => error instanceof Unanswered;
  const { recorded } = await consult(instances, { seed: 20261122, operations, isUnsure });
  expect(recorded).toBeGreaterThan(operations / 3);
});
