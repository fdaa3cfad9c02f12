import { answer, answersTo, Executor, reaction as reactionOf } from '#event-sourcing';
import { Answers } from '#nest-event-sourcing';
import { jest } from '@jest/globals';
import { setTimeout } from 'node:timers/promises';
import { commands } from '../src/cli/commands.js';
import { run } from '../src/cli/run.js';
import { byCommandLine, commandLine } from '../src/access/command-line.js';
import { mandateGuard } from '../src/access/mandate-guard.js';
import { projection, reactions } from '../src/contexts.js';
import { faults_max } from '../src/platform/health-parts.js';
import { readersId } from '../src/readers/events.js';
import { setEventAside, SetEventAside } from '../src/readers/set-event-aside.js';
import { withdrawResource } from '../src/resources/withdraw-resource.js';
import { startApp, type Client, type TestApp } from './app.js';
import { logSettings } from './log-place.js';
import { wholeLog } from './whole-log.js';

// A program with a mistake in it meets an event that one of its readers cannot take.

let app: TestApp;
let alliance: Awaited<ReturnType<TestApp['found']>>;
let school: Client;
let bank: Client;
const before = { ...process.env };
const settings = () => ({
  ...{ DATABASE_URL: app.databaseUrl, DATABASE_OWNER_URL: app.ownerUrl, DATA_DIR: app.dataDir },
  ...logSettings(app.databaseUrl),
});
beforeAll(async () => {
  app = await startApp();
  alliance = await app.found({ units: ['school', 'bank'] });
  [school, bank] = [alliance.as('school'), alliance.as('bank')];
  Object.assign(process.env, settings());
});
afterAll(async () => {
  for (const name of Object.keys(settings()))
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  await app.close();
});

/** What `lianjian …` prints, and its exit code. */
const lianjian = async (...args: readonly string[]) => {
  const lines: string[] = [];
  const spies = (['log', 'error'] as const).map((way) =>
    jest.spyOn(console, way).mockImplementation((line: unknown) => void lines.push(String(line))),
  );
  try {
    return { code: await run(args, commands), said: lines.join('\n') };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
};

type Reads = Record<string, (...args: any[]) => any>;
/** Makes a mistake: a reader fails at every event of a type. @returns what mends it */
const breaks = (on: Readonly<Reads>, type: string): (() => void) => {
  const [all, good] = [on as Reads, on[type]!];
  all[type] = () => {
    throw new TypeError('a mistake of the program');
  };
  return () => void (all[type] = good);
};
const model = (row: string) => projection.models.find((each) => each.row.name === row)!;
const reaction = (name: string) => reactions.find((each) => each.name === name)!;

const ready = async () => {
  await setTimeout(600); // an answer is good for half a second
  const answer = await fetch(`${app.url}/health/ready`);
  return { code: answer.status, ...((await answer.json()) as any) };
};
const metrics = async () =>
  (await fetch(`${app.url}/metrics`, { headers: { authorization: `Bearer ${app.operator.key}` } })).text();
const until = async <T>(look: () => Promise<T>, isSo: (now: T) => boolean, ms_max = 30_000): Promise<T> => {
  for (const end = Date.now() + ms_max; ;) {
    const now = await look();
    if (isSo(now) || Date.now() > end) return now;
    await setTimeout(50);
  }
};
const stuckAt = (reader: string, times = 1) =>
  until(ready, ({ faults }) => faults.some((each: any) => each.reader === reader && each.times >= times));
const settled = () => until(ready, ({ faults, readers }) => faults.length === 0 && readers.every((each: any) => !each.behind)); // prettier-ignore

const offer = (by: Client, name: string) =>
  by.created('resources', { name: { en: name }, kind: 'goods', unitOfMeasure: 'pieces', quantity: 3 });
/** What is shown of the resources now, whatever was recorded since. */
const shown = async (): Promise<Readonly<Record<string, string>>> => {
  const { body } = await school.get('resources', { 'lianjian-after': '0' });
  return Object.fromEntries(body.items.map((each: any) => [each.name.en, each.status]));
};
const newest = async (type: string) => (await wholeLog(app.log)).findLast((each) => each.type === type)!;
/** The position of the event before the one at a position: where whoever cannot take that one stands. */
const placeBefore = async (position: number) =>
  (await wholeLog(app.log)).findLast((each) => each.position < position)!.position;
const who = ['--reason', 'No column for it', '--by', 'Li Na'];

describe('A projection that cannot take an event', () => {
  it('stops loudly there, and everything else goes on', async () => {
    const tables = await offer(school, 'Tables');
    await app.settled();
    const mend = breaks(model('ResourceRow').on, 'ResourcePaused');
    try {
      await school.did(`resources/${tables}/pause`, { reason: 'Spring cleaning' });
      await offer(school, 'Lamps'); // a command needs no read model
      await stuckAt('views/resource', faults_max + 1);
      const { id: eventId, position } = await newest('ResourcePaused');
      const health = await ready();
      expect([health.code, health.status, health.database, health.log]).toEqual([200, 'degraded', 'ok', 'ok']);
      const fault = { reader: 'views/resource', eventId, type: 'ResourcePaused', position };
      expect(health).toMatchObject({ faults: [fault], lacks: [] });
      const readers = new Map<string, any>(health.readers.map((each: any) => [each.name, each]));
      expect(readers.get('views_v1')).toMatchObject({ status: 'faulty', position: await placeBefore(position) });
      expect(readers.get('resources/on-pledge')).toMatchObject({ status: 'ok', behind: 0 });
      expect(JSON.stringify(health)).not.toContain('a mistake');
      expect(await metrics()).toContain('lianjian_reader_stuck_events{reader="views/resource"} 1');
      expect(await shown()).toEqual({ Tables: 'offered' }); // what was there by then is answered
      expect((await school.get('resources')).status).toBe(503); // and who asks for what came later is told
    } finally {
      mend();
    }
    expect(await settled()).toMatchObject({ code: 200, status: 'ok' }); // as with a new version of the program
    expect(await shown()).toEqual({ Lamps: 'offered', Tables: 'paused' });
  });

  it('is inspected, tried again, and helped on by setting the event aside for the one read model', async () => {
    const chairs = await offer(school, 'Chairs');
    const mend = breaks(model('ResourceRow').on, 'ResourcePaused');
    try {
      await school.did(`resources/${chairs}/pause`, { reason: 'Spring cleaning' });
      await offer(school, 'Ladders');
      await stuckAt('views/resource', 3);
      const { id, position } = await newest('ResourcePaused');

      const { code, said } = await lianjian('readers', 'inspect', 'views/resource');
      expect(said).toMatch(/cannot take ResourcePaused .*: TypeError: a mistake of the program; \d+ times since 2/);
      expect(said).toContain(`"subjectId": "${chairs}"`);
      expect([code, said.includes('sealed'), said.includes('Spring cleaning')]).toEqual([0, false, false]);
      const again = await lianjian('readers', 'retry', 'views/resource');
      expect(again).toMatchObject({ code: 1, said: expect.stringContaining('it failed again') });

      const set = (reader: string, ...more: readonly string[]) => lianjian('readers', 'set-aside', reader, id, ...more);
      expect(await set('views/resource', '--by', 'Li Na')).toMatchObject({ code: 2 });
      expect(await set('views/nothing', ...who)).toMatchObject({ code: 2 });
      expect(await set('views/project', ...who)).toMatchObject({ code: 1 }); // it does not stand there
      const aside = await set('views/resource', ...who);
      expect(aside).toMatchObject({ code: 0, said: expect.stringMatching(/is set aside[^]*views_v1 goes on/) });
      const fact = await newest('EventSetAside');
      expect(fact.issue).toMatchObject({ tenantId: '', actor: { kind: 'operator' } });
      const box = { reason: expect.any(String), by: expect.any(String) }; // which `list` opens
      const sealed = { of: commandLine, in: fact.id, box };
      const data = { reader: 'views/resource', eventId: id, eventType: 'ResourcePaused', position, sealed };
      expect(fact.data).toEqual(data);
    } finally {
      mend();
    }
    const lacks = [{ reader: 'views/resource', events: 1 }];
    expect(await settled()).toMatchObject({ code: 200, status: 'degraded', faults: [], lacks });
    expect(await metrics()).toContain('lianjian_read_model_lacks_events{reader="views/resource"} 1');
    expect(await shown()).toMatchObject({ Chairs: 'offered', Ladders: 'offered', Tables: 'paused' });
    expect((await lianjian('readers', 'list')).said).toMatch(/set aside .* by Li Na: No column for it/);
    const [told] = (await app.database.query(`SELECT count(*)::int AS n FROM views_v1.history WHERE type = 'ResourcePaused'`)) as [{ n: number }]; // prettier-ignore
    expect(told.n).toBe(2); // another read model of the projection has taken it
  });

  it('lacks it in a rebuild by a program that could take it, until it is readmitted', async () => {
    const { id } = await newest('ResourcePaused');
    process.env['SECRET_KEY'] = 'x'.repeat(43); // what opens no words needs no key
    expect(await lianjian('projections', 'rebuild')).toMatchObject({ code: 0 });
    delete process.env['SECRET_KEY'];
    expect(await shown()).toMatchObject({ Chairs: 'offered' });
    expect(await ready()).toMatchObject({ status: 'degraded', lacks: [{ reader: 'views/resource', events: 1 }] });
    const back = await lianjian('readers', 'readmit', 'views/resource', id, ...who);
    expect(back).toMatchObject({ code: 0, said: expect.stringContaining('lianjian projections rebuild') });
    expect(await ready()).toMatchObject({ status: 'degraded', lacks: [{ reader: 'views/resource', events: 1 }] });
    expect(await lianjian('projections', 'rebuild')).toMatchObject({ code: 0 });
    expect(await shown()).toMatchObject({ Chairs: 'paused' });
    expect(await ready()).toMatchObject({ code: 200, status: 'ok', lacks: [] });
  });
});

describe('A reaction whose command is refused', () => {
  it('does not stand still, and an operator sees which rule refused what, page by page', async () => {
    const kept = new Answers(app.nest.get(Executor), app.database);
    for (const subjectId of ['first', 'second', 'third']) {
      const event = await newest('ResourceOffered');
      const by = reactionOf('resources/on-unit-left', { UnitLeft: () => [answer(withdrawResource, subjectId, {})] });
      for (const { decision, command } of await answersTo(by, { ...event, type: 'UnitLeft' }, async () => []))
        await kept.issue(by.name, decision, command);
    }
    const { said, code } = await lianjian('answers', '--of', 'resources/on-unit-left', '--limit', '2');
    const [one, two, more] = said.split('\n');
    expect([code, one, two]).toEqual([
      0,
      expect.stringMatching(/resources\/on-unit-left {2}WithdrawResource of third {2}resource-not-found/),
      expect.stringContaining('of second'),
    ]);
    const next = await lianjian('answers', ...more!.replace('more: ', '').split(' '), '--of', 'resources/on-unit-left');
    expect(next).toMatchObject({ code: 0, said: expect.stringMatching(/^[^\n]* of first [^\n]*$/) });
    expect(await lianjian('answers', '--limit', '0')).toMatchObject({ code: 2 });
  });
});

describe('A reaction that cannot answer an event', () => {
  it('gives none where it is set aside, and gives it where it is readmitted', async () => {
    const bikes = await offer(bank, 'Bikes');
    await app.settled();
    const mend = breaks(reaction('resources/on-unit-left').on, 'UnitLeft');
    try {
      await bank.did(`units/${alliance.unit('bank').unitId}/leave`);
      await stuckAt('resources/on-unit-left', 6); // it would try again six seconds later
      const { id: eventId, position } = await newest('UnitLeft');
      const about = { reader: 'resources/on-unit-left', eventId, eventType: 'UnitLeft', position };
      const command = Object.assign(new SetEventAside(), { ...about, reason: 'A mistake', by: 'Li Na' });
      const call = byCommandLine('', new Date().toISOString());
      const elsewhere = new Executor(app.log, mandateGuard); // of another instance, of whose acts this one is not told
      const { position: said } = await elsewhere.execute(setEventAside, command.for(readersId, call));
      const reader = async () => (await ready()).readers.find(({ name }: any) => name === 'resources/on-unit-left');
      expect(await until(reader, (now) => now.position >= said, 5_000)).toMatchObject({ status: 'ok', position: said });
      expect(await settled()).toMatchObject({ code: 200, status: 'ok', faults: [], lacks: [] });
    } finally {
      mend();
    }
    expect(await shown()).toMatchObject({ Bikes: 'offered' });
    const { id } = await newest('UnitLeft');
    await lianjian('readers', 'readmit', 'resources/on-unit-left', id, ...who);
    await until(shown, ({ Bikes }) => Bikes === undefined || Bikes === 'withdrawn');
    const answers = (await app.log.read(`resource-${bikes}`, 0, 9)).map(({ type }) => type);
    expect(answers).toEqual(['ResourceOffered', 'ResourceWithdrawn']);
  });
});
