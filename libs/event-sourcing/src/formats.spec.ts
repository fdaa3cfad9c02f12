import type { Event, Issue } from './event.js';
import { noStream } from './event-store.js';
import { FormattedEventStore, Formats, Unreadable } from './formats.js';
import { MemoryEventStore } from './memory-event-store.js';
import { stream } from './stream.js';

// How a format grows, on an event that was stored in four versions: each step makes the data of one that of the next.

type Joined = Event<'Joined', { kind: string; givenName: string; familyName: string; joinedOn: string | null }>;
const member = stream<Joined, object>('member', () => ({}), { Joined: (_, data) => data });

const rename = ({ type, ...data }: { type: string }) => ({ ...data, kind: type });
const split = ({ name, ...data }: { name: string }) => {
  const [givenName = '', ...others] = name.split(' ');
  return { ...data, givenName, familyName: others.join(' ') };
};
const newField = (data: object) => ({ ...data, joinedOn: null });

/** The program as it was after so many changes. */
const formats = (changes: number) => new Formats([member], { Joined: [rename, split, newField].slice(0, changes) });
const today = { kind: 'person', givenName: 'Ada', familyName: 'King Lovelace' };
const written: readonly object[] = [
  { type: 'person', name: 'Ada King Lovelace' },
  { kind: 'person', name: 'Ada King Lovelace' },
  today,
  { ...today, joinedOn: '2026-01-01' },
];

const issue = (n: number): Issue => ({
  ...{ commandId: `00000000-0000-4000-8000-00000000000${n}`, command: 'Join', requestHash: '', correlationId: '' },
  ...{ tenantId: '', actor: { kind: 'test' }, at: '2026-01-01T00:00:00.000Z' },
});

/** In which nothing can be changed without a throw. */
const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(frozen);
  return Object.freeze(value);
};

let log: MemoryEventStore;
beforeEach(async () => {
  log = new MemoryEventStore();
  for (const [n, data] of written.entries()) {
    const then = new FormattedEventStore(log, formats(n));
    await then.append({ streamId: `member-${n}`, revision: noStream }, [{ type: 'Joined', data }], issue(n));
  }
});
const reader = (changes: number) => new FormattedEventStore(log, formats(changes));
const dataAt = async (changes: number, n: number) => (await reader(changes).read(`member-${n}`, 0, 1))[0]?.data;

describe('What was stored before', () => {
  it('a field was renamed has it under its new name', async () =>
    expect(await dataAt(1, 0)).toEqual({ kind: 'person', name: 'Ada King Lovelace' }));

  it('a field was split in two has both', async () => {
    expect(await dataAt(2, 0)).toEqual(today);
    expect(await dataAt(2, 1)).toEqual(today);
  });

  it('there was a new field has what it means that nobody said it', async () => {
    for (const n of [0, 1, 2]) expect(await dataAt(3, n)).toEqual({ ...today, joinedOn: null });
    expect(await dataAt(3, 3)).toEqual({ ...today, joinedOn: '2026-01-01' });
  });

  it('is not touched by who reads it, and is read alike each time', async () => {
    for (const event of await log.readAll(0, 9)) {
      const stored = frozen(event);
      expect(formats(3).read(stored)).toEqual(formats(3).read(stored));
    }
  });

  it('stays in the log as it was', async () => {
    await reader(3).readAll(0, 9);
    const stored = await log.readAll(0, 9);
    expect(stored.map(({ version, data }) => ({ version, data }))).toEqual(
      written.map((data, n) => ({ version: n + 1, data })),
    );
  });
});

describe('A reader stops', () => {
  it('at a version that its program does not know, which it names', () =>
    expect(reader(2).readAll(0, 9)).rejects.toThrow('Joined version 4'));

  it('at a type that its program does not know, which it names', async () => {
    await log.append({ streamId: 'member-x', revision: noStream }, [{ type: 'Vanished', data: {} }], issue(9));
    await expect(reader(3).readAll(0, 9)).rejects.toThrow(/^Vanished version 1 \(.+, position 5\): unknown event/);
    await expect(reader(3).readAll(0, 9)).rejects.toThrow(Unreadable);
  });

  it('at an event that its upcaster does not understand, which it names', async () => {
    await log.append(
      { streamId: 'member-x', revision: noStream },
      [{ type: 'Joined', data: { type: 'person' } }],
      issue(9),
    );
    await expect(reader(3).readAll(0, 9)).rejects.toThrow(/^Joined version 1 \(.+, position 5\): Cannot read/);
  });
});
