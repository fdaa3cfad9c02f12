import { LeasedBuckets, type AskForLease } from './leased-buckets.js';
import type { Rate } from './rate.js';

const rate: Rate = { capacity: 100, perSecond: 10 };
const chunk = 10;

/** A shared bucket as the database keeps it, instances of it, and a clock that is moved by hand. */
const world = () => {
  let now_ms = 0;
  let calls = 0;
  let away = false;
  let [tokens, at_ms] = [rate.capacity, 0];
  const ask: AskForLease = async (_, owed) => {
    calls++;
    if (away) throw new Error('away');
    tokens = Math.min(rate.capacity, tokens + ((now_ms - at_ms) / 1_000) * rate.perSecond) - owed;
    at_ms = now_ms;
    const granted = Math.max(0, Math.min(chunk, Math.floor(tokens)));
    tokens -= granted;
    return { granted, left: tokens };
  };
  return {
    instance: () => new LeasedBuckets(rate, ask, () => now_ms),
    pass: (ms: number) => (now_ms += ms),
    goAway: (is: boolean) => (away = is),
    get calls() {
      return calls;
    },
  };
};
const turn = () => new Promise((done) => setImmediate(done));
const take = async (buckets: LeasedBuckets, n: number, subject = 'somebody') => {
  let admitted = 0;
  for (let each = 0; each < n; each++) {
    if ((await buckets.take(subject)).admitted) admitted++;
    await turn();
  }
  return admitted;
};

describe('A bucket that instances share', () => {
  it('asks the database for nothing as long as little is wanted', async () => {
    const { instance, ...all } = world();
    const here = instance();
    for (let n = 0; n < 50; n++) expect(await take(here, 4, `address ${n}`)).toBe(4);
    expect(all.calls).toBe(0);
  });

  it('admits what it holds, and then what comes in, for one call each half of a chunk', async () => {
    const all = world();
    const here = all.instance();
    expect(await take(here, 500)).toBe(rate.capacity);
    expect(all.calls).toBeLessThanOrEqual(2 * (rate.capacity / chunk) + 1);
    all.pass(3_000);
    expect(await take(here, 500)).toBe(30);
  });

  it('admits no more to several instances together, but for a chunk each', async () => {
    const all = world();
    const instances = [all.instance(), all.instance(), all.instance()];
    const admitted = await Promise.all(instances.map((each) => take(each, 300)));
    const sum = admitted.reduce((a, b) => a + b, 0);
    expect(sum).toBeGreaterThanOrEqual(rate.capacity);
    expect(sum).toBeLessThanOrEqual(rate.capacity + instances.length * chunk);
  });

  it('holds for a minute of steady asking at many instances what it promises', async () => {
    const all = world();
    const instances = [all.instance(), all.instance(), all.instance(), all.instance()];
    let sum = 0;
    for (let tenth = 0; tenth < 600; tenth++) {
      for (const each of instances) sum += await take(each, 3);
      all.pass(100);
    }
    expect(sum).toBeGreaterThan(60 * rate.perSecond);
    expect(sum).toBeLessThan(rate.capacity + 60 * rate.perSecond + instances.length * chunk * 2);
    expect(all.calls).toBeLessThan(60 * 5 * instances.length); // of 7,200 requests
  });

  it('says when to come again, and asks the database no sooner', async () => {
    const all = world();
    const here = all.instance();
    await take(here, 200);
    const { calls } = all;
    const verdict = await here.take('somebody');
    expect(verdict).toMatchObject({ admitted: false, remaining: 0 });
    expect(verdict.retry_ms).toBeGreaterThanOrEqual(200);
    await take(here, 1_000);
    expect(all.calls).toBe(calls);
    all.pass(verdict.retry_ms);
    expect((await here.take('somebody')).admitted).toBe(true);
  });

  it('gives those who come together each a token of their own', async () => {
    const all = world();
    const here = all.instance();
    const verdicts = await Promise.all(Array.from({ length: 300 }, async () => here.take('somebody')));
    expect(verdicts.filter(({ admitted }) => admitted)).toHaveLength(rate.capacity);
  });

  it('has half of its rate at each instance while the database is away, and asks again when that is over', async () => {
    const all = world();
    const here = all.instance();
    all.goAway(true);
    expect(await take(here, 100)).toBeLessThanOrEqual(chunk + 10);
    const { calls } = all;
    let admitted = 0;
    for (let second = 0; second < 10; second++) {
      all.pass(1_000);
      admitted += await take(here, 20);
    }
    expect(admitted).toBeGreaterThanOrEqual(40);
    expect(admitted).toBeLessThanOrEqual(60);
    expect(all.calls - calls).toBeLessThanOrEqual(6);
    all.goAway(false);
    all.pass(10_000);
    expect(await take(here, 200)).toBeGreaterThanOrEqual(90);
  });
});
