import {
  answer,
  decision,
  Executor,
  FormattedEventStore,
  Formats,
  MemoryEventStore,
  noGuard,
  put,
  reaction,
  readModel,
  stream,
  StreamCommand,
  type Event,
  type EventStore,
  type Issue,
  type Recorded,
} from '#event-sourcing';
import { randomUUID } from 'node:crypto';
import { Column, DataSource, Entity, PrimaryColumn } from 'typeorm';
import { freshDatabase, type FreshDatabase } from '../../../test/database.js';
import { Answers } from './answers.js';
import { Checkpoint } from './checkpoint.js';
import { Faults } from './faults.js';
import { installProjection } from './install.js';
import { Projector } from './projector.js';
import { Reactor } from './reactor.js';
import { ReadModels } from './read-models.js';
import { rebuild } from './rebuild.js';
import { asideStream, type AsideEvent } from './set-aside.js';
import { engineSchema, faultSchema, grantEngine, rebuildRunSchema, rebuildSchema } from './tables.js';

// What a reader cannot take, as readers themselves see it: two read models of one projection, and a reaction.

@Entity('word')
class Word {
  @PrimaryColumn('text') id: string;
  @Column('text') text: string;
}
@Entity('length')
class Length {
  @PrimaryColumn('text') id: string;
  @Column('int') length: number;
}

type Said = Event<'Said', { text: string }>;
const measured = (text: string): number => (text === 'poison' && !mended ? broken() : text.length);
const broken = (): never => {
  throw new TypeError('a bug');
};
const word = stream<Said, object>('word', () => ({}), { Said: (state) => state });
let mended = false;
const words = readModel<Said, Word>(Word, ['id'], { Said: ({ id, data }) => put({ id, text: data.text }) });
const lengths = readModel<Said, Length>(Length, ['id'], {
  Said: ({ id, data }) => put({ id, length: measured(data.text) }),
});
const projection = { name: 'said', version: 1, models: [words, lengths] };
const [lengthsReader, echoReader] = ['said/length', 'echo/on-said'];

class Repeat extends StreamCommand {
  readonly length: number;
}
const echoes = stream<Event<'Repeated', { length: number }>, object>('echo', () => ({}), {
  Repeated: (state) => state,
});
const repeat = decision(Repeat, echoes, ({ length }) => [{ type: 'Repeated' as const, data: { length } }]);
const onSaid = reaction<Said>(echoReader, {
  Said: ({ id, data }) => [answer(repeat, id, { length: measured(data.text) })],
});

let fresh: FreshDatabase;
let database: DataSource;
let log: MemoryEventStore;
const owner = () => ({ type: 'postgres' as const, url: fresh.ownerUrl });
const role = () => new URL(fresh.url).username;

beforeEach(async () => {
  fresh = await freshDatabase();
  const making = await new DataSource(owner()).initialize();
  await making.query(engineSchema + faultSchema + rebuildSchema + rebuildRunSchema + grantEngine(role()));
  await making.destroy();
  await installProjection(owner(), projection, role());
  const entities = [Word, Length];
  database = await new DataSource({ type: 'postgres', url: fresh.url, schema: 'said_v1', entities }).initialize();
  log = new MemoryEventStore();
  mended = false;
  for (const text of ['one', 'poison', 'three']) await append('word-1', { type: 'Said', data: { text } });
});
afterEach(async () => {
  await database.destroy();
  await fresh.drop();
});

const append = async (streamId: string, event: Event): Promise<void> => {
  const commandId = randomUUID();
  const issue: Issue = {
    ...{ commandId, command: 'Say', requestHash: '', correlationId: commandId, tenantId: '' },
    ...{ actor: { kind: 'test' }, at: '2026-01-01T00:00:00.000Z' },
  };
  await log.append({ streamId, revision: (await log.read(streamId, 0, 99)).length - 1 }, [event], issue);
};
const poison = async (): Promise<Recorded> => (await log.readAll(1, 1))[0]!;
const says = async (type: AsideEvent['type'], reader: string): Promise<void> => {
  const { id: eventId, position } = await poison();
  await append(asideStream, { type, data: { reader, eventId, position } });
};

const faults = () => new Faults(log, database);
const projector = () => new Projector(log, database, projection, faults());
const reactor = (reads: EventStore = log) => {
  const answers = new Answers(new Executor(log, noGuard), database);
  const asks = new ReadModels(database, 'said_v1');
  return new Reactor(reads, answers, asks, new Checkpoint(database, echoReader, randomUUID()), onSaid, faults());
};
/** As a pump does: until there is nothing more, or it cannot go on. */
const run = async (reader: { advance: () => Promise<number> }): Promise<string> => {
  try {
    while ((await reader.advance()) > 0);
    return 'through';
  } catch (error) {
    return String(error);
  }
};
const column = async (text: string) => (await database.query(text)).map((row: object) => Object.values(row)[0]);
const texts = () => column(`SELECT text FROM said_v1.word WHERE text <> '' ORDER BY text`);
const sizes = () => column('SELECT length FROM said_v1.length ORDER BY length');
const repeated = async () =>
  (await log.readAll(0, 99)).flatMap(({ type, data }) => (type === 'Repeated' && 'length' in data ? data.length : []));
const releaseLease = () => database.query('UPDATE engine.checkpoint SET holder = NULL, held_until = NULL');

describe('A read model that cannot take an event', () => {
  it('stops its projection there, and says which, where, why, since when and how often', async () => {
    const { id: eventId } = await poison();
    for (let n = 0; n < 3; n++) expect(await run(projector())).toMatch(new RegExp(`said/length: TypeError: a bug$`));
    expect([await texts(), await sizes()]).toEqual([['one'], [3]]);
    const [fault, ...more] = await faults().standing();
    expect(more).toEqual([]);
    expect(fault).toMatchObject({
      ...{ reader: lengthsReader, checkpoint: 'said_v1', eventId, type: 'Said', position: 2, times: 3 },
      error: 'TypeError: a bug',
    });
    expect(Date.parse(fault!.lastAt)).toBeGreaterThan(Date.parse(fault!.since));
  });

  it('lacks it where it is set aside, and no other one does, whoever reads', async () => {
    const standing = projector();
    await run(standing);
    await says('EventSetAside', lengthsReader!);
    await run(standing); // it looks again when it fails, and passes over it from then on
    expect(await run(standing)).toBe('through');
    expect([await texts(), await sizes()]).toEqual([
      ['one', 'poison', 'three'],
      [3, 5],
    ]);
    expect(await faults().standing()).toEqual([]);
    expect(await faults().lacking('said_v1')).toEqual([{ reader: lengthsReader, events: 1 }]);
  });

  it('lacks it in a rebuild too, though it could take it by then; until it is readmitted', async () => {
    await says('EventSetAside', lengthsReader!);
    expect(await run(projector())).toBe('through');
    mended = true;
    await rebuild(log, owner(), projection, role());
    expect(await sizes()).toEqual([3, 5]);
    expect(await faults().lacking('said_v1')).toEqual([{ reader: lengthsReader, events: 1 }]);
    await says('EventReadmitted', lengthsReader!);
    expect(await run(projector())).toBe('through');
    expect(await sizes()).toEqual([3, 5]); // what has passed is not taken back
    expect(await faults().lacking('said_v1')).toEqual([{ reader: lengthsReader, events: 1 }]);
    await rebuild(log, owner(), projection, role());
    expect(await sizes()).toEqual([3, 5, 6]);
    expect(await faults().lacking('said_v1')).toEqual([]);
  });

  it('lacks all that comes later in the stream, where the first of it was set aside with that', async () => {
    const { id: eventId, position, streamId, revision } = await poison();
    const data = { reader: lengthsReader, eventId, position, from: { streamId, revision } };
    await append(asideStream, { type: 'EventSetAside', data });
    await append('word-2', { type: 'Said', data: { text: 'elsewhere' } });
    expect(await run(projector())).toBe('through');
    expect([await texts(), await sizes()]).toEqual([
      ['elsewhere', 'one', 'poison', 'three'],
      [3, 9],
    ]);
    expect(await faults().lacking('said_v1')).toEqual([{ reader: lengthsReader, events: 2 }]);
  });

  it('has no fault once it is set aside, though another instance met it before it knew of that', async () => {
    await says('EventSetAside', lengthsReader!);
    const met = { reader: lengthsReader!, checkpoint: 'said_v1', event: await poison(), error: new TypeError('a bug') };
    expect(await faults().met({ ...met, stands: 2 })).toBe(false);
    expect(await column('SELECT reader FROM engine.fault')).toEqual([]);
  });

  it('goes on by itself once the program is mended', async () => {
    const standing = projector();
    await run(standing);
    mended = true;
    expect(await run(standing)).toBe('through');
    expect(await sizes()).toEqual([3, 5, 6]);
    expect(await column('SELECT reader FROM engine.fault')).toEqual([]);
  });
});

describe('A reaction that cannot answer an event', () => {
  it('stands at it, and gives it no answer where it is set aside', async () => {
    const standing = reactor();
    expect(await run(standing)).toMatch(/echo\/on-said cannot answer Said .*: TypeError: a bug/);
    expect(await repeated()).toEqual([3]);
    expect(await faults().standing()).toMatchObject([{ reader: echoReader, position: 2, times: 1 }]);
    await says('EventSetAside', echoReader!);
    await run(standing);
    expect(await run(standing)).toBe('through');
    expect(await repeated()).toEqual([3, 5]);
    expect(await faults().standing()).toEqual([]);
  });

  it('answers it when it meets the readmission, though it had learned before that it is set aside', async () => {
    await says('EventSetAside', echoReader!);
    const standing = reactor();
    expect(await run(standing)).toBe('through');
    mended = true;
    await says('EventReadmitted', echoReader!);
    expect(await run(standing)).toBe('through');
    expect(await repeated()).toEqual([3, 5, 6]);
  });

  it('answers it when it is readmitted, once, by whichever instance meets that', async () => {
    await says('EventSetAside', echoReader!);
    expect(await run(reactor())).toBe('through');
    await releaseLease();
    mended = true;
    await says('EventReadmitted', echoReader!);
    for (let n = 0; n < 2; n++) {
      expect(await run(reactor())).toBe('through');
      await releaseLease();
    }
    expect(await repeated()).toEqual([3, 5, 6]);
  });

  it('stands at the readmission where it still cannot, and may be helped on in the same way', async () => {
    await says('EventSetAside', echoReader!);
    await says('EventReadmitted', echoReader!);
    mended = true;
    expect(await run(reactor())).toBe('through');
    await releaseLease();
    mended = false;
    await says('EventSetAside', echoReader!);
    await says('EventReadmitted', echoReader!);
    const { id: eventId } = await poison();
    const standing = reactor();
    expect(await run(standing)).toMatch('a bug');
    expect(await faults().standing()).toMatchObject([{ reader: echoReader, eventId, position: 2 }]);
    await says('EventSetAside', echoReader!);
    await run(standing);
    expect(await run(standing)).toBe('through');
  });
});

/** The database refuses what a read model saves. */
const refuses = async (code: string): Promise<void> => {
  const making = await new DataSource(owner()).initialize();
  await making.query(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE 'no' USING ERRCODE = '${code}'; END $$;
    CREATE TRIGGER refuse BEFORE INSERT ON said_v1.length EXECUTE FUNCTION refuse()`);
  await making.destroy();
};

describe('A reader that fails for a passing reason', () => {
  it.each([
    ['the database is away', '57P01'],
    ['nobody gave it the right to a table', '42501'],
    ['it lost a race', '40001'],
  ])('has no fault of an event: %s', async (_, code) => {
    await refuses(code);
    expect(await run(projector())).toMatch('no');
    expect(await faults().standing()).toEqual([]);
  });

  it('but for what the values of an event are to blame for', async () => {
    await refuses('22003');
    expect(await run(projector())).toMatch('no');
    expect(await faults().standing()).toMatchObject([
      { reader: lengthsReader, position: 1, times: 1, error: 'the database refused it: SQLSTATE 22003' },
    ]);
  });

  it('but stops by name at what this program does not know: an event of a newer one, which is not set aside', async () => {
    await append('word-1', { type: 'Whispered', data: { text: 'psst' } });
    const { id } = (await log.readAll(3, 1))[0]!;
    const formatted = new FormattedEventStore(log, new Formats([word, echoes]));
    mended = true;
    for (const reader of [new Projector(formatted, database, projection, faults()), reactor(formatted)])
      expect(await run(reader)).toMatch(`Whispered version 1 (${id}, position 4): unknown event Whispered`);
    expect(await column('SELECT reader FROM engine.fault')).toEqual([]);
  });

  it('such as one whose tables are locked by somebody for too long', async () => {
    const other = database.createQueryRunner();
    await other.query('BEGIN; LOCK TABLE said_v1.length');
    const slow = database.transaction.bind(database);
    database.transaction = (async (level: 'READ COMMITTED', work: Parameters<typeof slow>[1]) =>
      slow(level, async (db) => {
        await db.query(`SET LOCAL lock_timeout = '50ms'`);
        return work(db as never);
      })) as typeof database.transaction;
    mended = true;
    expect(await run(projector())).toMatch('lock timeout');
    await other.query('ROLLBACK');
    await other.release();
    expect(await column('SELECT reader FROM engine.fault')).toEqual([]);
  });
});
