import {
  deadline,
  decision,
  Executor,
  MemoryEventStore,
  noGuard,
  reaction,
  answer,
  refusals,
  stream,
  StreamCommand,
  type Event,
  type Recorded,
} from '#event-sourcing';
import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { freshDatabase, type FreshDatabase } from '../../../test/database.js';
import { Answers } from './answers.js';
import { Checkpoint } from './checkpoint.js';
import { Clock, deadlineRows, DeadlineRow } from './clock.js';
import { Faults } from './faults.js';
import { installProjection } from './install.js';
import { Projector, schemaOf } from './projector.js';
import { Reactor } from './reactor.js';
import { ReadModels } from './read-models.js';
import { asideStream, type AsideEvent } from './set-aside.js';
import { engineSchema, faultSchema, grantEngine } from './tables.js';
import { Time } from './time.js';

type Egg = Event<'Laid', { how: string; hatchesAt: string }> | Event<'Hatched', { how: string }>;
const eggs = stream<Egg, { how?: string; hatched: boolean }>('egg', () => ({ hatched: false }), {
  Laid: (_, { how }) => ({ how, hatched: false }),
  Hatched: (egg) => ({ ...egg, hatched: true }),
});
const refuse = refusals({ rotten: { status: 409, en: 'It is rotten.', zh: '坏了。' } });

class Lay extends StreamCommand {
  readonly how: string;
}
const lay = decision(Lay, eggs, ({ how }) => [{ type: 'Laid' as const, data: { how, hatchesAt } }]);
let hatchesAt: string;
class Hatch extends StreamCommand {}
let asked: string[] = [];
const hatch = decision(Hatch, eggs, ({ subjectId }, { how = 'nothing' }) => {
  asked.push(subjectId);
  if (how === 'cracked') throw new TypeError('a bug');
  if (how === 'rotten') return refuse('rotten');
  return how === 'empty' ? [] : [{ type: 'Hatched' as const, data: { how } }];
});
const hatches = deadline<Egg>('eggs/hatch', hatch, { Laid: ({ data }) => data.hatchesAt, Hatched: () => null });

/** One event that sets two of them: what one comes to is nothing to the other. */
type Clutch = Event<'Brooded', { hatchesAt: string }>;
const clutches = stream<Clutch, object>('clutch', () => ({}), { Brooded: (state) => state });
class HatchOne extends StreamCommand {
  readonly deadlineKey: string;
}
const hatchOne = decision(HatchOne, clutches, ({ deadlineKey }) => {
  asked.push(deadlineKey);
  if (broken.includes(deadlineKey)) throw new TypeError('a bug');
  return refuse('rotten');
});
let broken: readonly string[] = [];
const hatchOnes = deadline<Clutch>('clutches/hatch', hatchOne, {
  Brooded: ({ data }) => ['first', 'second'].map((key) => ({ key, until: data.hatchesAt })),
});
const onLaid = reaction<Egg>('eggs/on-laid', { Laid: ({ subjectId }) => [answer(hatch, subjectId, {})] });
const projection = { name: 'views', version: 1, models: [deadlineRows([hatches, hatchOnes])] };

let fresh: FreshDatabase;
let database: DataSource;
let log: MemoryEventStore;
let executor: Executor;

beforeEach(async () => {
  fresh = await freshDatabase();
  const [owner, role] = [{ type: 'postgres' as const, url: fresh.ownerUrl }, new URL(fresh.url).username];
  const making = await new DataSource(owner).initialize();
  await making.query(engineSchema + faultSchema + grantEngine(role));
  await making.destroy();
  await installProjection(owner, projection, role);
  const schema = schemaOf(projection);
  database = await new DataSource({ type: 'postgres', url: fresh.url, schema, entities: [DeadlineRow] }).initialize();
  log = new MemoryEventStore();
  executor = new Executor(log, noGuard);
  asked = [];
  broken = [];
  hatchesAt = '2026-01-01T00:00:00.000Z';
});
afterEach(async () => {
  await database.destroy();
  await fresh.drop();
});

const laid = async (...hows: readonly string[]): Promise<readonly string[]> => {
  const ids = hows.map(() => randomUUID());
  for (const [n, how] of hows.entries()) {
    const commandId = randomUUID();
    const issue = { commandId, correlationId: commandId, tenantId: commandId, actor: { kind: 'test' } };
    const call = { issue: { ...issue, at: '2025-01-01T00:00:00.000Z' } };
    await executor.execute(lay, Object.assign(new Lay(), { how }).for(ids[n]!, call));
  }
  return ids;
};
const faults = () => new Faults(log, database);
const projected = () => new Projector(log, database, projection, faults()).advance();
const holder = randomUUID();
const checkpoint = (id: string, by = randomUUID()) => new Checkpoint(database, id, by);
const clock = () => {
  const answers = new Answers(executor, database);
  return new Clock(answers, database, checkpoint('clock'), new Time(), [hatches, hatchOnes], faults());
};
const reactor = () =>
  new Reactor(
    log,
    new Answers(executor, database),
    new ReadModels(database, schemaOf(projection)),
    checkpoint(onLaid.name, holder),
    onLaid,
    faults(),
  );
const hatched = async () =>
  (await log.readAll(0, 999)).flatMap(({ type, subjectId }) => (type === 'Hatched' ? subjectId : []));
const refused = async () =>
  (await database.query('SELECT code FROM engine.refused_answer')).map((each: any) => each.code);

describe('The clock', () => {
  it('keeps no deadline before its time where it is ahead of that of the database', async () => {
    const due = await laid('good');
    hatchesAt = new Date(Date.now() + 1_800_000).toISOString();
    await laid('early');
    await projected();
    const really = Date.now.bind(Date);
    const ahead = jest.spyOn(Date, 'now').mockImplementation(() => really() + 3_600_000);
    try {
      await clock().advance();
    } finally {
      ahead.mockRestore();
    }
    expect(await hatched()).toEqual(due);
    const [{ issue }] = (await log.readAll(2, 1)) as [Recorded];
    expect(Date.parse(issue.at)).toBeLessThan(Date.now() + 5_000);
  });

  it('keeps every other deadline, however many cannot be kept', async () => {
    const ids = await laid(...Array.from({ length: 130 }, () => 'cracked'), 'good', 'good');
    await projected();
    await expect(clock().advance()).rejects.toThrow(
      /130 deadlines cannot be kept; the first is eggs\/hatch of .*a bug/,
    );
    expect((await hatched()).sort()).toEqual(ids.slice(-2).sort());
  });

  it('says which it cannot keep, and leaves out those that are set aside until they are readmitted', async () => {
    const [cracked] = await laid('cracked', 'good');
    await projected();
    const standing = clock();
    for (let n = 0; n < 2; n++) await expect(standing.advance()).rejects.toThrow('1 deadlines cannot be kept');
    const { id: eventId, type, position } = (await log.read(`egg-${cracked}`, 0, 1))[0]!;
    const fault = { reader: hatches.name, checkpoint: 'clock', eventId, type, position, error: 'TypeError: a bug' };
    expect(await faults().standing()).toMatchObject([{ ...fault, times: 2 }]);
    const said = async (kind: AsideEvent['type']) => {
      const { issue } = (await log.readAll(0, 1))[0]!;
      const revision = (await log.read(asideStream, 0, 9)).length - 1;
      const data = { reader: hatches.name, eventId, position };
      const under = { ...issue, commandId: randomUUID(), tenantId: '' };
      await log.append({ streamId: asideStream, revision }, [{ type: kind, data }], under);
    };
    await said('EventSetAside');
    await standing.advance().catch(() => undefined); // it looks again when it fails
    await projected();
    const before = asked.length;
    await standing.advance();
    expect([asked.length, await faults().standing()]).toEqual([before, []]);
    await said('EventReadmitted');
    await expect(clock().advance()).rejects.toThrow('a bug'); // it is due as before
  });

  it('forgets a fault once the deadline is kept or gone', async () => {
    const [cracked] = await laid('cracked');
    await projected();
    const standing = clock();
    await expect(standing.advance()).rejects.toThrow('a bug');
    const { issue } = (await log.readAll(0, 1))[0]!;
    const moved = { how: 'good', hatchesAt: '2026-01-01T00:00:00.000Z' };
    const under = { ...issue, commandId: randomUUID() };
    await log.append({ streamId: `egg-${cracked}`, revision: 0 }, [{ type: 'Laid', data: moved }], under);
    executor = new Executor(log, noGuard);
    await projected();
    await clock().advance();
    expect(await faults().standing()).toEqual([]);
    expect(await hatched()).toEqual([cracked]);
  });

  it('issues once what changes nothing or is refused, and then lets it be', async () => {
    const ids = await laid('empty', 'rotten', 'good');
    await projected();
    await clock().advance();
    const before = asked.length;
    expect(new Set(asked)).toEqual(new Set(ids));
    await projected();
    for (const again of [clock(), clock()]) await again.advance();
    expect(asked).toHaveLength(before);
    expect((await refused()).sort()).toEqual(['nothing', 'rotten']);
  });

  it('keeps each of several deadlines that one event has set, whatever came of another', async () => {
    const commandId = randomUUID();
    const of = { commandId, command: 'Brood', requestHash: '', correlationId: commandId, tenantId: commandId };
    const data = { hatchesAt: '2026-01-01T00:00:00.000Z' };
    const issue = { ...of, actor: { kind: 'test' }, at: '2025-01-01T00:00:00.000Z' };
    await log.append({ streamId: `clutch-${randomUUID()}`, revision: -1 }, [{ type: 'Brooded', data }], issue);
    await projected();
    broken = ['second'];
    await expect(clock().advance()).rejects.toThrow('1 deadlines cannot be kept');
    expect([new Set(asked), await refused()]).toEqual([new Set(['first', 'second']), ['rotten']]);
    asked = [];
    broken = [];
    await clock().advance();
    expect([new Set(asked), await refused()]).toEqual([new Set(['second']), ['rotten', 'rotten']]);
  });

  it('lets others hold it as soon as it is through', async () => {
    await laid('good');
    await projected();
    await clock().advance();
    expect(await checkpoint('clock').hold()).toBe(true);
  });

  it('leaves off when it is told to stop', async () => {
    await laid('good', 'good');
    await projected();
    await clock().advance(AbortSignal.abort());
    expect(asked).toEqual([]);
  });
});

describe('A reaction', () => {
  it('whose answer changed nothing does not decide it again when it meets the event again', async () => {
    const [id] = await laid('empty');
    await reactor().advance();
    await database.query(`UPDATE engine.checkpoint SET position = 0`); // as if it had died before it moved on
    const again = { commandId: randomUUID(), correlationId: id!, tenantId: '', actor: { kind: 'test' }, at: '' };
    await log.append({ streamId: `egg-${id}`, revision: 0 }, [{ type: 'Laid', data: { how: 'good', hatchesAt: '' } }], {
      ...again,
      tenantId: (await log.readAll(0, 1))[0]!.issue.tenantId,
      command: 'Lay',
      requestHash: '',
    });
    await reactor().advance();
    expect(await hatched()).toEqual([id]); // for the second event, and not for the first one too
    expect((await log.readAll(0, 9)).at(-1)!.issue.causationId).toBe((await log.readAll(1, 1))[0]!.id);
    expect(await refused()).toEqual(['nothing']);
  });

  it('leaves off between two events when it is told to stop, and goes on there', async () => {
    const ids = await laid('good', 'good', 'good');
    const stopping = new AbortController();
    const read = log.readAll.bind(log);
    log.readAll = async (...from) => {
      executor.onRecorded(() => stopping.abort());
      return read(...from);
    };
    await reactor().advance(stopping.signal);
    expect(asked).toEqual(ids.slice(0, 1));
    await reactor().advance();
    expect(await hatched()).toEqual(ids);
    expect(asked.filter((each) => each === ids[0])).toHaveLength(1);
  });
});
