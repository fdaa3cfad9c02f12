import { jest } from '@jest/globals';
import { setTimeout } from 'node:timers/promises';
import { decision, StreamCommand, type Guard, type Seen } from './decision.js';
import type { Call, Event } from './event.js';
import { Executor, noGuard, refuse as refuseCommand } from './executor.js';
import { Busy, Mailboxes } from './mailboxes.js';
import { MemoryEventStore } from './memory-event-store.js';
import { States } from './states.js';
import { stream, view } from './stream.js';

type Said = Event<'Said', { text: string; at: string }>;
type Told = { said: { text: string; at: string }[]; aloud?: string };

const talk = stream<Said, Told>('talk', () => ({ said: [] }), {
  Said: (state, data) => {
    state.said.push(data);
    if (data.text === 'broken' && state.said.filter(({ text }) => text === 'broken').length === 1)
      throw new Error('this cannot be folded');
    return state;
  },
});
const echo = view<Said, { last?: string }>('echo', 'talk', () => ({}), { Said: (_, { text }) => ({ last: text }) });

class Say extends StreamCommand {
  readonly text: string;
}
const heard: Told[] = [];
const say = decision(Say, talk, ({ text }, state, { at }) => {
  heard.push(structuredClone(state) as Told);
  return text === '' ? [] : [{ type: 'Said' as const, data: { text, at } }];
});

const tenantId = '00000000-0000-4000-8000-00000000000a';
let issued = 0;
const call = (more: Partial<Call['issue']> = {}): Call => {
  const commandId = `00000000-0000-4000-8000-${String(++issued).padStart(12, '0')}`;
  return {
    issue: {
      commandId,
      correlationId: commandId,
      tenantId,
      actor: { kind: 'test' },
      at: '2026-01-01T00:00:00.000Z',
      ...more,
    },
  };
};
const saying = (text: string, as = call(), subject = 's') => Object.assign(new Say(), { text }).for(subject, as);

let log: MemoryEventStore;
beforeEach(() => {
  log = new MemoryEventStore();
  heard.length = 0;
});
const executor = (states = new States(log)) => new Executor(log, noGuard, states);

describe('What a process knows of a stream', () => {
  it('is what the log holds, also where a command was recorded before, by another process and at another time', async () => {
    const [here, there] = [executor(), executor()];
    await here.execute(say, saying('one'));
    await here.execute(say, saying('two')); // by now it is known here
    const as = call({ at: '2026-01-01T00:00:01.000Z' });
    const first = await there.execute(say, saying('three', as));
    const again = await here.execute(say, saying('three', { issue: { ...as.issue, at: '2026-01-01T00:00:09.000Z' } }));
    expect(again).toEqual(first);
    await here.execute(say, saying('four'));
    const known = heard.at(-1)!.said;
    expect(known).toEqual((await log.read('talk-s', 0, 9)).slice(0, 3).map(({ data }) => data));
  });

  it('is read once, however many ask for it at once', async () => {
    const before = executor();
    for (const text of ['one', 'two', 'three']) await before.execute(say, saying(text));
    const read = jest.spyOn(log, 'read');
    const states = new States(log);
    await Promise.all(Array.from({ length: 100 }, () => states.load(talk, 's', true)));
    expect(read.mock.calls.length).toBeLessThanOrEqual(2);
  });

  it('holds no place for what is not there', async () => {
    const states = new States(log);
    const [one, other] = [await states.load(talk, 's', true), await states.load(talk, 's', true)];
    expect(one).not.toBe(other);
  });

  it('is not built on once a fold has stopped half-way', async () => {
    const states = new States(log);
    const alone = executor(states);
    await alone.execute(say, saying('one'));
    await alone.execute(say, saying('two'));
    await executor()
      .execute(say, saying('broken'))
      .catch(() => undefined);
    const first = states.load(talk, 's', true);
    await Promise.resolve(); // it reads already, so the next one reads after it
    const asked = await Promise.allSettled([first, states.load(talk, 's', true)]);
    expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(alone.execute(say, saying('more'))).rejects.toThrow('cannot be folded');
    expect(await log.head()).toBe(3);
  });
});

describe('A guard that reads the very stream of the command, by a view of its own', () => {
  const guard: Guard = {
    reads: () => [{ stream: echo, id: 's' }],
    check: ({ actor }, [{ last }]) => (last === 'over' ? refuseCommand('not-of-this-tenant') : actor),
  };
  it('sees it at the same revision, whoever appends meanwhile', async () => {
    const two = [new States(log), new States(log)].map((states) => new Executor(log, guard, states));
    await two[0]!.execute(say, saying('one'));
    const said = await Promise.allSettled(
      Array.from({ length: 40 }, (_, n) => two[n % 2]!.execute(say, saying(n === 20 ? 'over' : String(n)))),
    );
    const texts = (await log.read('talk-s', 0, 99)).map(({ data }) => (data as Said['data']).text);
    expect(texts.at(-1)).toBe('over');
    const done = said.filter(({ status }) => status === 'fulfilled').length;
    expect(texts).toHaveLength(done + 1);
  });
});

describe('Who may not issue a command', () => {
  const nobody: Guard = { reads: () => [], check: () => refuseCommand('revision-moved') };
  const reckless = decision(Say, talk, () => [], {
    any: {
      stream: echo,
      id: () => {
        throw new Error('only for those who may');
      },
    },
  });
  it('is told so before anything is read that the decision names', async () => {
    const said = new Executor(log, nobody).execute(reckless, saying('x'));
    await expect(said).rejects.toMatchObject({ code: 'revision-moved' });
  });
});

describe('A decision that reads a stream which its own one names', () => {
  const names = decision(
    Say,
    talk,
    ({ text }, state, { at }, { named }) => {
      expect(named.last ?? 'nothing').toBe(`of ${state.said.at(-1)!.text}`);
      return [{ type: 'Said' as const, data: { text, at } }];
    },
    { named: { stream: echo, id: (_: Say, state: Seen<Told>) => state.said.at(-1)?.text } },
  );
  it('reads the one that is named now, also where that changed while it was read', async () => {
    const [here, there] = [new States(log), executor()];
    for (const name of ['a', 'b']) await there.execute(say, saying(`of ${name}`, call(), name));
    await there.execute(say, saying('a'));
    const known = await here.load(talk, 's', true);
    await there.execute(say, saying('b'));
    const read = log.read.bind(log);
    jest.spyOn(log, 'read').mockImplementationOnce(async (...asked) => {
      await known.catchUp({ read } as never); // somebody else needs the stream
      return read(...asked);
    });
    await new Executor(log, noGuard, here).execute(names, saying('c'));
  });
});

describe('Commands on one stream', () => {
  /** A log that records when it is told to: as an append on its way to a disk. */
  class Slow extends MemoryEventStore {
    readonly asked: { revision: number; go: (fails?: Error) => void }[] = [];
    override append(...all: Parameters<MemoryEventStore['append']>): ReturnType<MemoryEventStore['append']> {
      return new Promise((done, failed) => {
        const go = (fails?: Error) => (fails ? failed(fails) : done(super.append(...all)));
        this.asked.push({ revision: all[0].revision, go });
      });
    }
  }
  const once = decision(Say, talk, ({ text }, { said }, { at }) => {
    if (said.some((each) => each.text === text)) return refuseCommand('revision-moved');
    return [{ type: 'Said' as const, data: { text, at } }];
  });
  let slow: Slow;
  let alone: Executor;
  beforeEach(() => {
    slow = new Slow();
    alone = new Executor(slow, noGuard);
  });
  const sent = async (count: number) => {
    while (slow.asked.length < count) await setTimeout(1);
    return slow.asked;
  };

  it('are each decided on what the one before is about to leave, and sent before that is answered', async () => {
    const said = ['a', 'b', 'c'].map((text) => alone.execute(once, saying(text)));
    const asked = await sent(3);
    expect(asked.map(({ revision }) => revision)).toEqual([-1, 0, 1]);
    for (const { go } of asked) go();
    expect((await Promise.all(said)).map(({ position }) => position)).toEqual([1, 2, 3]);
  });

  it('fall where the one before falls, and are decided again', async () => {
    const [a, b] = [alone.execute(once, saying('a')), alone.execute(once, saying('b'))];
    const [first, second] = await sent(2);
    first!.go(new Error('the disk is full'));
    second!.go();
    await expect(a).rejects.toThrow('the disk is full');
    (await sent(3))[2]!.go();
    expect(await b).toMatchObject({ revision: 0, recorded: true });
    expect((await slow.read('talk-s', 0, 9)).map(({ data }) => (data as Said['data']).text)).toEqual(['b']);
  });

  it('are refused only for what was recorded', async () => {
    const [a, twice] = [alone.execute(once, saying('same')), alone.execute(once, saying('same'))];
    const [first] = await sent(1);
    await setTimeout(5);
    first!.go(new Error('the disk is full'));
    await expect(a).rejects.toThrow('the disk is full');
    (await sent(2))[1]!.go();
    expect(await twice).toMatchObject({ revision: 0, recorded: true });
    await expect(alone.execute(once, saying('same'))).rejects.toMatchObject({ code: 'revision-moved' });
  });

  it('whose answer is lost are answered by what the log holds', async () => {
    const as = call();
    const first = alone.execute(once, saying('a', as));
    const again = alone.execute(once, saying('a', as));
    (await sent(1))[0]!.go();
    expect(await again).toEqual(await first);
    expect(await slow.head()).toBe(1);
  });

  it('of several processes with a log that fails now and then are each recorded once, or not at all', async () => {
    let turn = 0;
    const append = log.append.bind(log);
    jest.spyOn(log, 'append').mockImplementation(async (...all) => {
      await setTimeout(turn++ % 3);
      if (turn % 7 === 0) throw new Error('the disk is full');
      return append(...all);
    });
    const processes = [executor(), executor()];
    const texts = Array.from({ length: 200 }, (_, n) => String(n % 150));
    const ends = await Promise.allSettled(texts.map((text, n) => processes[n % 2]!.execute(once, saying(text))));
    const recorded = texts.filter((_, n) => ends[n]!.status === 'fulfilled').sort();
    const held = (await log.read('talk-s', 0, 1_000)).map(({ data }) => (data as Said['data']).text).sort();
    expect(held).toEqual(recorded);
    expect(new Set(held).size).toBe(held.length);
    expect(held.length).toBeGreaterThan(50);
  });
});

describe('Work on one stream', () => {
  it('that has waited too long for its turn is not done, and its sender is told', async () => {
    const boxes = new Mailboxes(20);
    const slow = boxes.queue('s', () => setTimeout(50, 'slow'));
    const done: number[] = [];
    const late = [1, 2, 3].map((n) => boxes.queue('s', async () => done.push(n)));
    const ends = await Promise.allSettled(late);
    expect(await slow).toBe('slow');
    expect(ends.map((each) => each.status === 'rejected' && each.reason instanceof Busy)).toEqual([true, true, true]);
    expect(done).toEqual([]);
    expect(await boxes.queue('s', async () => 'soon')).toBe('soon');
  });
});
