import { jest } from '@jest/globals';
import { Entry } from './entry.js';
import type { Event, Issue } from './event.js';
import { noStream } from './event-store.js';
import { MemoryEventStore } from './memory-event-store.js';
import { everySnapshotStore } from './snapshot-contract.js';
import { SnapshotWriter } from './snapshot-writer.js';
import { MemorySnapshotStore, Snapshots } from './snapshots.js';
import { States } from './states.js';
import { stream } from './stream.js';

everySnapshotStore('Snapshots in memory', () => new MemorySnapshotStore());

type Added = Event<'Added', { n: number }>;
type Sum = { sum: number; last: Map<string, Set<number>>; none: undefined };
const sumOf = (version: number) =>
  stream<Added, Sum>(
    'sum',
    () => ({ sum: 0, last: new Map(), none: undefined }),
    {
      Added: (state, { n }) => {
        state.last.set('n', new Set([n]));
        return { ...state, sum: state.sum + n };
      },
    },
    version,
  );
const [sum, newer] = [sumOf(1), sumOf(2)];
const key = Buffer.alloc(32, 'key');

let log: MemoryEventStore;
let store: MemorySnapshotStore;
let faults: unknown[];
const snapshots = (by = key, where = store) => new Snapshots(where, by, (error) => faults.push(error));
beforeEach(() => {
  [log, store, faults] = [new MemoryEventStore(), new MemorySnapshotStore(), []];
});

const issue = (): Issue => {
  const commandId = crypto.randomUUID();
  const of = { commandId, correlationId: commandId, command: 'Add', requestHash: '', tenantId: 'tenant' };
  return { ...of, actor: { kind: 'test' }, at: '2026-01-01T00:00:00.000Z' };
};
/** So many more events, of 1 each. */
const add = async (count: number, to = log) => {
  let revision = (await to.read('sum-s', 0, 1_000_000)).length - 1;
  for (let left = count; left > 0; left -= 500) {
    const events = Array.from({ length: Math.min(left, 500) }, () => ({ type: 'Added', data: { n: 1 } }));
    ({ revision } = await to.append({ streamId: 'sum-s', revision }, events, issue()));
  }
};
/** How a process that begins finds the stream, and how many events it read. */
const cold = async (of = sum, from = snapshots(), where = log) => {
  const read = jest.spyOn(where, 'read');
  const entry = await new States(where, from).load(of, 's', true);
  const pages = await Promise.all(read.mock.results.map(({ value }) => value as ReturnType<typeof where.read>));
  read.mockRestore();
  return { entry, read: pages.reduce((all, page) => all + page.length, 0) };
};
const warm = async () => {
  const states = new States(log, snapshots());
  const entry = await states.load(sum, 's', true);
  await states.stop();
  return { states, entry };
};

describe('A long stream', () => {
  it('of large events is read to its end, whether snapshots are kept or not', async () => {
    const large = { type: 'Added', data: { n: 1, text: 'x'.repeat(500_000) } };
    const append = (from: number) => log.append({ streamId: 'sum-s', revision: from - 1 }, [large, large], issue());
    for (let from = 0; from < 60; from += 2) await append(from);
    for (const from of [undefined, snapshots()]) {
      const { state, revision } = await new States(log, from).load(sum, 's', true);
      expect([revision, state.sum]).toEqual([59, 60]);
    }
  });

  it('is read on from its snapshot, and its state is that of all events', async () => {
    await add(5_000);
    await warm();
    await add(300);
    const { entry, read } = await cold();
    const all = new Entry(sum, 'sum-s');
    await all.catchUp(log);
    expect(read).toBeLessThan(1_000);
    expect({ ...entry, state: entry.state.sum, stream: 0, snapshots: 0, snapshotRevision: 0 }).toEqual({
      ...{ ...all, state: 5_300, stream: 0, snapshots: 0, snapshotRevision: 0 },
    });
    expect([...entry.state.last.get('n')!]).toEqual([1]);
    expect(Object.keys(entry.state)).toEqual(['sum', 'last', 'none']);
    expect(faults).toEqual([]);
  });

  it('has a new snapshot each time that it has grown by five hundred events', async () => {
    await add(5_000);
    const { states, entry } = await warm();
    await add(1_500);
    await entry.catchUp(log);
    await states.load(sum, 's', true);
    await states.stop();
    expect((await snapshots().find(sum, 'sum-s'))?.revision).toBe(6_499);
    await add(499);
    await states.load(sum, 's', true);
    await states.stop();
    expect((await snapshots().find(sum, 'sum-s'))?.revision).toBe(6_499);
  });

  it('has a snapshot of what is recorded only, though its process is ahead of that', async () => {
    await add(1_500);
    const states = new States(log, snapshots());
    const before = await states.load(sum, 's', false);
    const onItsWay = new Promise<never>(() => undefined);
    const event = { ...(await log.read('sum-s', 1_499, 1))[0]!, revision: 1_500, id: '' };
    states.sent('sum-s', [event], onItsWay);
    await states.load(sum, 's', false);
    expect(before.state.sum).toBe(1_501);
    await states.stop();
    const kept = await snapshots().find(sum, 'sum-s');
    expect(kept).toMatchObject({ revision: 1_499, state: { sum: 1_500 } });
  });

  it('is read to its end by each of those who ask at once', async () => {
    await add(3_000);
    await warm();
    const states = new States(log, snapshots());
    const all = await Promise.all(Array.from({ length: 20 }, () => states.load(sum, 's', true)));
    expect(all.map(({ state }) => state.sum)).toEqual(Array(20).fill(3_000));
  });
});

it('A state is kept in mind by what it weighs, not by how many events its stream has', async () => {
  const [last, revision] = [{ id: 'last', streamId: 'sum-s', issue: issue() }, 3_000_000];
  const kept = { sum: 1, last: new Map(), none: undefined };
  await snapshots().keep(sum, 'sum-s', { state: kept, revision, eventId: last.id });
  const first = Array.from({ length: 200 }, (_, n) => ({ ...last, type: 'Added', data: { n: 1 }, revision: n }));
  const read = jest.spyOn(log, 'read').mockImplementation(async (_, from) =>
    (from === 0 ? first : [{ ...last, revision }]) as never); // prettier-ignore
  const states = new States(log, snapshots());
  const of = async () => (await states.load(sum, 's', false)).revision;
  expect(await of()).toBe(revision);
  const before = read.mock.calls.length;
  expect([await of(), read.mock.calls.length]).toEqual([revision, before]);
});

describe('A snapshot is passed over, and all events are read', () => {
  beforeEach(async () => {
    await add(3_000);
    await warm();
  });
  const expectWhole = async (found: ReturnType<typeof cold>, events = 3_000) => {
    const { entry, read } = await found;
    expect([entry.state.sum, entry.revision]).toEqual([events, events - 1]);
    expect(read).toBeGreaterThanOrEqual(events);
  };

  it('where it is of another version of the fold', () => expectWhole(cold(newer)));
  it('where another key sealed it', () => expectWhole(cold(sum, snapshots(Buffer.alloc(32, 'another')))));

  it.each(['', '00', 'ff'.repeat(5_000)])('where its bytes are %.12s…', async (hex) => {
    await store.keep('sum-s', 'sum', Buffer.from(hex, 'hex'));
    await expectWhole(cold());
  });

  it('where one of its bits is another one', async () => {
    const content = (await store.find('sum-s', 'sum'))!;
    content[content.length - 20]! ^= 1;
    await store.keep('sum-s', 'sum', content);
    await expectWhole(cold());
  });

  it('where it was kept for another stream', async () => {
    const other = { ...(await snapshots().find(sum, 'sum-s'))! };
    await snapshots().keep(sum, 'sum-other', other);
    await store.keep('sum-s', 'sum', (await store.find('sum-other', 'sum'))!);
    await expectWhole(cold());
  });

  it('where the log is another one, such as a copy of an earlier day on which others went on', async () => {
    const restored = new MemoryEventStore();
    await add(2_000, restored);
    await expectWhole(cold(sum, snapshots(), restored), 2_000);
    await add(1_500, restored);
    await expectWhole(cold(sum, snapshots(), restored), 3_500);
  });

  it('where its store fails, which is told', async () => {
    class Failing extends MemorySnapshotStore {
      override find = (): Promise<never> => Promise.reject(new Error('no such table'));
    }
    await expectWhole(cold(sum, snapshots(key, new Failing())));
    expect(faults.map(String)).toContain('Error: no such table');
  });
});

it('Those who wait for their snapshots are bounded, and a stop leaves them', async () => {
  await add(1_000);
  const writer = new SnapshotWriter(log, snapshots());
  const keep = jest.spyOn(store, 'keep');
  const entries = Array.from({ length: 300 }, (_, n) => Object.assign(new Entry(sum, `sum-${n}`), { revision: 5_000 }));
  for (const each of entries) writer.moved(each);
  expect(entries.filter(({ snapshotRevision }) => snapshotRevision > noStream)).toHaveLength(101); // and one is under way
  await writer.stop();
  expect(keep.mock.calls.length).toBeLessThanOrEqual(1);
});
