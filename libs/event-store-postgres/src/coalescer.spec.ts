import { noStream, Overloaded, RevisionConflict } from '#event-sourcing';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { Coalescer } from './coalescer.js';
import { newIssue } from './testing.js';
import type { Append, Fate } from './together.js';

/** An append of so many bytes to a stream of its own, built on others, and whether it was recorded. */
const append = (to: Coalescer, bytes = 1, fate: Fate = {}, builtOn: readonly Fate[] = []): Promise<unknown> =>
  new Promise((done, failed) =>
    to.add({
      ...{ at: { streamId: crypto.randomUUID(), revision: noStream }, rows: [{ id: '', type: 'Said', body: '' }] },
      ...{ issue: newIssue(), fate, alsoAt: [], builtOn, bytes, since_ms: performance.now(), done, failed },
    }),
  );
const record = (batch: readonly Append[]): readonly Append[] => {
  for (const { at, fate, done } of batch) {
    fate.outcome = 'recorded';
    done({ ...at, position: 1 });
  }
  return [];
};

describe('A coalescer', () => {
  it('takes any number of bytes, one after the other', async () => {
    const coalescer = new Coalescer(async (batch) => record(batch), 1_000);
    for (let n = 0; n < 100; n++) await append(coalescer, 1 << 20);
  });

  it('sends together what came in one breath, and while a flight was under way', async () => {
    const flights: number[] = [];
    const coalescer = new Coalescer(async (batch) => {
      flights.push(batch.length);
      await setTimeout(20);
      return record(batch);
    }, 1_000);
    const first = [append(coalescer), append(coalescer), append(coalescer)];
    await setTimeout(10);
    await Promise.all([...first, append(coalescer), append(coalescer)]);
    expect(flights).toEqual([3, 2]);
  });

  it('sends a crowd in two halves, the second while the first is on its way, and whoever is told comes back meanwhile', async () => {
    const flights: number[] = [];
    const land: (() => void)[] = [];
    const coalescer = new Coalescer(async (batch) => {
      flights.push(batch.length);
      await new Promise<void>((resolve) => land.push(resolve));
      void setImmediate().then(() => record(batch));
      return [];
    }, 10_000);
    const thrice = async () => {
      for (let n = 0; n < 3; n++) await append(coalescer);
    };
    const all = Promise.all(Array.from({ length: 100 }, thrice));
    for (let landed = 0; landed < 6; landed++) {
      for (let turn = 0; turn < 5; turn++) await setImmediate(); // whoever was told has come back
      expect(flights.length - landed).toBe(landed === 0 || landed === 5 ? 1 : 2); // on their way
      land[landed]!();
    }
    await all;
    expect(flights).toEqual([50, 50, 50, 50, 50, 50]);
  });

  it('keeps what is built on an append that is on its way until that is recorded', async () => {
    const flights: (readonly Append[])[] = [];
    let land = (): void => undefined;
    const landed = new Promise<void>((resolve) => (land = resolve));
    const coalescer = new Coalescer(async (batch) => {
      flights.push(batch);
      await landed;
      return record(batch);
    }, 1_000);
    const fates = Array.from({ length: 40 }, (): Fate => ({}));
    const first = fates.map((fate) => append(coalescer, 1, fate));
    await setImmediate();
    const second = fates.map((fate) => append(coalescer, 1, {}, [fate]));
    await setImmediate();
    expect(flights.map(({ length }) => length)).toEqual([32]);
    land();
    await Promise.all([...first, ...second]);
    expect(flights.map(({ length }) => length)).toEqual([32, 40, 8]);
  });

  it('never sends what is built on an append that was not recorded', async () => {
    const flights: (readonly Append[])[] = [];
    const coalescer = new Coalescer(async (batch) => {
      flights.push(batch);
      await setTimeout(5);
      if (flights.length > 1) return record(batch);
      for (const { fate, failed } of batch) {
        fate.outcome = 'fell';
        failed(new Error('too long'));
      }
      return [];
    }, 1_000);
    const fate: Fate = {};
    const first = append(coalescer, 1, fate);
    await setImmediate();
    const second = append(coalescer, 1, {}, [fate]);
    const third = append(coalescer);
    await expect(first).rejects.toThrow('too long');
    await expect(second).rejects.toThrow(RevisionConflict);
    await third;
    expect(flights.map(({ length }) => length)).toEqual([1, 1]);
  });

  it('sends again what is to go again, at once and alone, before whoever came meanwhile', async () => {
    const flights: (readonly Append[])[] = [];
    const coalescer = new Coalescer(async (batch) => {
      flights.push(batch);
      if (flights.length === 1) void append(coalescer);
      return flights.length < 3 ? [...batch.slice(1), ...record(batch.slice(0, 1))] : record(batch);
    }, 1_000);
    await Promise.all([append(coalescer), append(coalescer), append(coalescer)]);
    await setTimeout(0);
    const [all = [], ...later] = flights;
    expect(later).toEqual([all.slice(1), all.slice(2), [expect.anything()]]);
  });

  it('tells who waited too long, and does not record it', async () => {
    const flights: number[] = [];
    const coalescer = new Coalescer(async (batch) => {
      flights.push(batch.length);
      await setTimeout(50);
      return record(batch);
    }, 20);
    const first = append(coalescer);
    await setTimeout(5);
    const late = append(coalescer);
    await first;
    await expect(late).rejects.toThrow(Overloaded);
    await append(coalescer);
    expect(flights).toEqual([1, 0, 1].filter((length) => length > 0));
  });
});
