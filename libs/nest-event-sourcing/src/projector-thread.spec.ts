import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { MessageChannel, Worker } from 'node:worker_threads';
import type { Projector } from './projector.js';
import { SetAside } from './set-aside.js';
import { Pump } from './pump.js';
import { projectFor, ProjectorThread } from './projector-thread.js';

const until = async (holds: () => boolean): Promise<void> => {
  for (const end = Date.now() + 20_000; !holds() && Date.now() < end;) await setTimeout(5);
  expect(holds()).toBe(true);
};

/** A thread that says how far it is, and then does what it is told by `then`. */
const threadThat = (then: string): Worker =>
  new Worker(
    `const { parentPort } = require('node:worker_threads');
     parentPort.on('message', (told) => told === 'stop' && parentPort.close());
     parentPort.postMessage({ position: 7 });
     ${then}`,
    { eval: true },
  );

const idle = () => new Pump('views', async () => 0, () => undefined); // prettier-ignore

describe('A projector in a thread of its own', () => {
  it('is started again where the thread ends, loudly, until it is to stop', async () => {
    const [positions, faults]: [number[], string[]] = [[], []];
    const ends = ["setImmediate(() => { throw new Error('out of luck'); })", 'setImmediate(() => process.exit(3))', ''];
    const begun: Worker[] = [];
    const begin = () => {
      begun.push(threadThat(ends[begun.length] ?? ''));
      return begun.at(-1)!;
    };
    const told = (position: number) => void positions.push(position);
    const projector = new ProjectorThread(
      'views',
      begin,
      idle,
      told,
      (name, fault) => void faults.push(`${name}: ${String(fault)}`),
    );
    projector.start();
    await until(() => positions.length === 3);
    expect(faults).toEqual([
      'views: its thread ended: Error: out of luck',
      'views: its thread ended: nobody asked it to',
    ]);
    expect(projector.state).toEqual({ name: 'views', faults: 0 });
    await projector.stop();
    expect(begun.map(({ threadId }) => threadId)).toEqual([-1, -1, -1]); // they are over
    expect(faults).toHaveLength(2);
  });

  it('has one here that stands in for it while it loads, and again once it has ended', async () => {
    const threads = ["parentPort.once('message', () => parentPort.postMessage({ position: 7 }))", ''];
    const begun: Worker[] = [];
    const begin = () => {
      begun.push(new Worker(`const { parentPort } = require('node:worker_threads'); parentPort.on('message', (told) => told === 'stop' && parentPort.close()); ${threads[begun.length] ?? ''}`, { eval: true })); // prettier-ignore
      return begun.at(-1)!;
    };
    const [positions, looks]: [number[], number[]] = [[], []];
    const standIn = () => {
      const n = looks.push(0) - 1;
      return new Pump('views', async () => (looks[n]!++, 0), () => undefined); // prettier-ignore
    };
    const told = (position: number) => void positions.push(position);
    const projector = new ProjectorThread('views', begin, standIn, told, () => undefined);
    projector.start();
    await until(() => looks[0]! > 1);
    expect(positions).toEqual([]);
    projector.wake(); // now the thread speaks
    await until(() => positions.length === 1);
    const seen = looks[0];
    await setTimeout(700); // longer than it is ever idle
    expect(looks).toEqual([seen]);
    await begun[0]!.terminate();
    await until(() => (looks[1] ?? 0) > 1);
    await projector.stop();
    expect(begun.map(({ threadId }) => threadId)).toEqual([-1, -1]);
  });

  it('says what the one that stands in fails at, and counts on when the thread fails at it, too', async () => {
    const begin = () =>
      new Worker(
        `const { parentPort } = require('node:worker_threads');
         const say = ['fault', 'position'].map((what) => ({ [what]: what === 'fault' ? 'no row' : 7 }));
         parentPort.on('message', (told) => (told === 'stop' ? parentPort.close() : parentPort.postMessage(say.shift())));`,
        { eval: true },
      );
    const logged: string[] = [];
    const log = (name: string, fault: unknown) => void logged.push(`${name}: ${String(fault)}`);
    let tries = 0;
    const failsTwice = async (stopping: AbortSignal): Promise<number> => {
      if (tries++ < 2) throw new Error('no row');
      await once(stopping, 'abort');
      return 0;
    };
    const standIn = () => new Pump('views', failsTwice, log);
    const projector = new ProjectorThread('views', begin, standIn, () => undefined, log);
    projector.start();
    await until(() => projector.state.faults === 2);
    expect(projector.state.fault).toBe('no row');
    projector.wake(); // now the thread speaks
    await until(() => projector.state.faults === 3);
    expect(logged).toEqual(['views: Error: no row']); // it is the same fault
    projector.wake();
    await until(() => projector.state.faults === 0);
    expect(projector.state.fault).toBeUndefined();
    await projector.stop();
  });

  it('tells how far it is, what it cannot project, and that it goes on', async () => {
    let broken = false;
    const projector = { position: 3, advance: async () => (broken ? Promise.reject(new Error('no row')) : 0) };
    const aside = new SetAside({ read: async () => [] });
    const { port1: starter, port2: thread } = new MessageChannel();
    const said: unknown[] = [];
    starter.on('message', (each) => said.push(each));
    const running = projectFor(thread, 'views', projector as unknown as Projector, aside, String);
    await until(() => said.length === 1);
    broken = true;
    starter.postMessage('wake');
    await until(() => said.length >= 2);
    broken = false;
    await until(() => said.length >= 3 && 'position' in (said.at(-1) as object));
    expect(said.slice(0, 2)).toEqual([{ position: 3 }, { fault: 'Error: no row' }]);
    expect(said.at(-1)).toEqual({ position: 3 });
    starter.postMessage('stop');
    await running;
  });
});
