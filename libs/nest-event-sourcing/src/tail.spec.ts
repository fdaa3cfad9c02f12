import { setTimeout } from 'node:timers/promises';
import { cutPage, type Recorded } from '#event-sourcing';
import { Tail } from './tail.js';

/** A log of which only the positions matter, that says how often it was read. */
const logOf = (head: number) => {
  const log = {
    head,
    reads: 0,
    broken: false,
    readAll: async (after: number, events_max: number) => {
      log.reads++;
      const positions = Array.from({ length: log.head - after }, (_, n) => after + 1 + n).slice(0, events_max);
      await setTimeout(1);
      if (log.broken) throw new Error('no connection');
      return positions.map((position) => ({ position }) as Recorded);
    },
    readAt: async () => [],
  };
  return log;
};
const positions = (events: readonly Recorded[]) => events.map(({ position }) => position);

describe('The tail of the log', () => {
  it('is read once for all who are at the same place, and a little behind', async () => {
    const log = logOf(5);
    const tail = new Tail(log);
    const all = await Promise.all([tail.readAll(2, 10), tail.readAll(2, 10), tail.readAll(3, 10), tail.readAll(4, 1)]);
    expect(all.map(positions)).toEqual([[3, 4, 5], [3, 4, 5], [4, 5], [5]]);
    expect(log.reads).toBe(1);
  });
  it('is read again for who is before it', async () => {
    const tail = new Tail(logOf(5));
    await tail.readAll(3, 10);
    expect(positions(await tail.readAll(0, 2))).toEqual([1, 2]);
  });
  it('ends only where the log ends', async () => {
    const log = logOf(5);
    const tail = new Tail(log);
    expect(positions(await tail.readAll(0, 2))).toEqual([1, 2]);
    expect(positions(await tail.readAll(2, 2))).toEqual([3, 4]);
    expect(positions(await tail.readAll(4, 2))).toEqual([5]);
    expect(await tail.readAll(5, 2)).toEqual([]);
  });
  it('does not end where a page was cut, for its events are large', async () => {
    const log = logOf(5);
    const cut = async (after: number, events_max: number) =>
      cutPage((await log.readAll(after, events_max)).slice(0, 2));
    const tail = new Tail({ ...log, readAll: cut });
    expect(positions(await tail.readAll(0, 10))).toEqual([1, 2]);
    expect(positions(await tail.readAll(2, 10))).toEqual([3, 4]);
  });
  it('shows what was recorded while it was read, to who is woken after it', async () => {
    const log = logOf(5);
    const tail = new Tail(log);
    const before = tail.readAll(5, 10);
    log.head = 6;
    tail.grows();
    expect(positions(await tail.readAll(5, 10))).toEqual([6]);
    expect(await before).toEqual([]);
  });
  it('shows before long what was recorded elsewhere', async () => {
    const log = logOf(5);
    const tail = new Tail(log);
    await tail.readAll(5, 10);
    log.head = 6;
    await setTimeout(10);
    expect(positions(await tail.readAll(5, 10))).toEqual([6]);
  });
  it('is read again after it could not be read', async () => {
    const log = logOf(5);
    const tail = new Tail(log);
    log.broken = true;
    const failing = [tail.readAll(0, 10), tail.readAll(1, 10)];
    for (const each of failing) await expect(each).rejects.toThrow('no connection');
    log.broken = false;
    expect(positions(await tail.readAll(4, 10))).toEqual([5]);
  });
});
