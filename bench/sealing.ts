// What sealing costs, in the process's CPU: appends to a log in memory, of an event with a reason of forty characters and
// of the same event without, in alternating rounds; and each step by itself. A log in memory, so that nothing is waited for.
// `--rounds 9 --appends 20000`
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { MemoryEventStore, type Event, type Versioned } from '../libs/event-sourcing/src/index.js';
import type { Keyring } from '../src/access/keyring.js';
import { SealingEventStore } from '../src/access/sealing-event-store.js';
import { closed, openedWords, sealed } from '../src/platform/sealed.js';
import { median } from './figures.js';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '9' }, appends: { type: 'string', default: '20000' } },
});
const [rounds, appends] = [Number(values.rounds), Number(values.appends)];

const [of, key, marking] = [randomUUID(), randomBytes(32), randomBytes(32)];
/** A keyring that has the key of one person at hand. */
const keyring = {
  keyOf: () => key,
  isReady: () => true,
  marked: (_: string, hash: string) => createHmac('sha256', marking).update(hash).digest('base64url'),
} as unknown as Keyring; // what an append asks of it

const reason = 'The hall is being painted until Thursday';
const actor = { kind: 'representative', personId: of, unitId: randomUUID(), clientId: randomUUID() };
const requestHash = randomBytes(32).toString('base64url');

const cpu_us = async (work: () => Promise<unknown> | unknown): Promise<number> => {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / appends;
};

/** CPU of an append, in microseconds. */
const appended = (words: object) => {
  const log = new SealingEventStore(new MemoryEventStore(), keyring, new Set());
  return cpu_us(async () => {
    for (let n = 0; n < appends; n++) {
      const commandId = randomUUID();
      const issue = { commandId, correlationId: commandId, tenantId: of, actor, at: '2026-11-23T08:00:00.000Z', command: 'PauseResource', requestHash }; // prettier-ignore
      const event = { type: 'ResourcePaused', version: 1, data: { sealed: sealed(words) } } as Event & Versioned;
      await log.append({ streamId: `resource-${commandId}`, revision: -1 }, [event], issue);
    }
  });
};

const box = closed(key, of, of, { reason });
const many = (work: () => unknown) => () => {
  for (let n = 0; n < appends; n++) work();
};
const steps = {
  'an append without words': () => appended({}),
  'an append with a sealed reason': () => appended({ reason }),
  'to seal the reason': () => cpu_us(many(() => closed(key, of, of, { reason }))),
  'to open it': () => cpu_us(many(() => openedWords(key, box))),
  'the keyed hash of a request': () => cpu_us(many(() => keyring.marked(of, requestHash))),
};
const found = new Map<string, number[]>(Object.keys(steps).map((name) => [name, []]));
for (let round = 0; round <= rounds; round++)
  for (const [name, step] of Object.entries(steps)) {
    const us = await step();
    if (round > 0) found.get(name)?.push(us); // the first one warms up
  }
for (const [name, all] of found)
  console.log(`${name.padEnd(32)} ${median(all).toFixed(1)} µs of CPU (least ${Math.min(...all).toFixed(1)})`);
