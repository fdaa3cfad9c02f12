import { change, MemoryEventStore, put, readModelByStream, remove, type Event } from '#event-sourcing';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import pg from 'pg';
import { Column, DataSource, Entity, Index, PrimaryColumn } from 'typeorm';
import { freshDatabase, type FreshDatabase } from '../../../test/database.js';
import { Faults } from './faults.js';
import { installProjection } from './install.js';
import { Projector, type Projection } from './projector.js';
import { rebuild } from './rebuild.js';
import { TablesDiffer } from './rebuild/compare.js';
import type { RebuildOptions, RebuildProgress } from './rebuild/rebuild-options.js';
import { abortRebuild, rollBack } from './rebuild/roll-back.js';
import { inThisThread, type FoldShare, type ShareWork } from './rebuild/shares-run.js';
import { RebuildAborted, RebuildOvertaken, rebuildsIn } from './rebuild/state.js';
import { asideStream, type AsideEvent } from './set-aside.js';
import { engineSchema, faultSchema, grantEngine, grantRebuild, rebuildRunSchema, rebuildSchema } from './tables.js';

@Entity('note')
@Index(['text'])
@Index(['names'], { type: 'gin' })
class Note {
  @PrimaryColumn('text') book: string;
  @PrimaryColumn('text') note: string;
  @Column('text') text: string;
  @Column('bigint') position: number;
  @Column('jsonb') names: readonly string[];
}
type NoteEvent =
  | Event<'Noted', { note: string; text: string }>
  | Event<'Reworded', { note: string; text: string }>
  | Event<'Closed', object>;
const notes = readModelByStream<NoteEvent, Note>(Note, ['book', 'note'], {
  Noted: ({ subjectId: book, position, data }) => put({ ...data, book, position, names: [data.note] }),
  Reworded: ({ subjectId: book, position, data: { note, text } }) =>
    text === 'poison' && !mended ? broken() : change({ book, note }, (row) => ({ ...row, text, position })),
  Closed: ({ subjectId: book }) => remove({ book }),
});
const broken = (): never => {
  throw new TypeError('a bug');
};
let mended = false;
const projection: Projection = { name: 'notes', version: 1, models: [notes] };
const bounds = { rows_max: 10, bytes_max: 1 << 20, characters_max: 1 << 20, events_max: 7, seen_bytes: 1 << 12 };

let fresh: FreshDatabase;
let database: DataSource;
let log: MemoryEventStore;
const owner = () => ({ type: 'postgres' as const, url: fresh.ownerUrl });
const role = () => new URL(fresh.url).username;

beforeEach(async () => {
  fresh = await freshDatabase();
  database = await new DataSource({ ...owner(), schema: 'notes_v1', entities: [Note] }).initialize();
  await database.query(
    engineSchema + faultSchema + rebuildSchema + rebuildRunSchema + grantEngine(role()) + grantRebuild(role()),
  );
  await installProjection(owner(), projection, role());
  log = new MemoryEventStore();
  mended = false;
  for (let n = 0; n < 30; n++) {
    await append(`book-${n % 7}`, { type: 'Noted', data: { note: `${n}`, text: `${n}\t\\ 联 \n${n % 3}` } });
    if (n % 4 === 3) await append(`book-${n % 7}`, { type: 'Reworded', data: { note: `${n}`, text: 'again' } });
  }
  await append('book-3', { type: 'Closed', data: {} });
  await append('book-3', { type: 'Noted', data: { note: 'later', text: '' } });
});
afterEach(async () => {
  await database.destroy();
  await fresh.drop();
});

const append = async (streamId: string, event: NoteEvent | AsideEvent): Promise<void> => {
  const last = (await log.read(streamId, 0, 1_000)).length - 1;
  const issue = {
    ...{ commandId: randomUUID(), command: 'Note', requestHash: 'h', correlationId: randomUUID() },
    ...{ tenantId: randomUUID(), actor: { kind: 'test' }, at: '2026-01-01T00:00:00.000Z' },
  };
  await log.append({ streamId, revision: last }, [event], issue);
};

/** The live projector has come to the end of the log. */
const live = async (): Promise<void> => {
  const projector = new Projector(log, database, projection, new Faults(log, database));
  while ((await projector.advance()) > 0);
};
const rebuilt = (options: RebuildOptions = {}) =>
  rebuild(log, owner(), projection, role(), { fold: inThisThread(log, owner(), projection, bounds), ...options });
const rows = (schema = 'notes_v1') => database.query(`SELECT * FROM ${schema}.note ORDER BY book, note`);
/** How the tables of a schema are indexed. */
const indexes = async (schema: string): Promise<readonly string[]> => {
  const text = 'SELECT indexdef FROM pg_indexes WHERE schemaname = $1 ORDER BY 1';
  return (await database.query(text, [schema])).map(
    ({ indexdef }: { indexdef: string }) => indexdef.split('USING ')[1],
  );
};
/** Whether autovacuum leaves each table and what is stored beside it alone. */
const leftAlone = async (schema: string): Promise<readonly boolean[]> => {
  const text = `SELECT 'autovacuum_enabled=off' = ANY (coalesce(reloptions, '{}')) AS alone FROM pg_class
    WHERE oid = $1::regclass OR oid = (SELECT reltoastrelid FROM pg_class WHERE oid = $1::regclass)`;
  return (await database.query(text, [`${schema}.note`])).map(({ alone }: { alone: boolean }) => alone);
};
const isThere = async (schema: string): Promise<boolean> =>
  (await database.query('SELECT to_regnamespace($1) IS NOT NULL AS there', [schema]))[0].there;

describe('A rebuild', () => {
  it('takes the place of what was there and is equal to it, and questions are planned by what it holds', async () => {
    await live();
    const before = await rows();
    expect(before.length).toBeGreaterThan(20);
    const head = await log.head();
    expect(await rebuilt()).toEqual({ position: head, from: 0, compared: true, differences: [] });
    expect(await rows()).toEqual(before);
    const known = `SELECT reltuples::int AS rows FROM pg_class WHERE oid = 'notes_v1.note'::regclass`;
    expect(await database.query(known)).toEqual([{ rows: before.length }]); // -1 before it is analyzed
    expect(await indexes('notes_v1')).toEqual(await indexes('notes_v1_previous'));
    expect(await indexes('notes_v1')).toContain(`gin (names jsonb_path_ops) WITH (fastupdate=off)`);
    expect(await rebuildsIn(database)).toEqual([]);
  });

  it('of tables that are not there yet, as those of a new version, needs nothing to compare', async () => {
    const next = { ...projection, version: 2 };
    const head = await log.head();
    const { compared, position } = await rebuild(log, owner(), next, role());
    expect([compared, position]).toEqual([false, head]);
    await live();
    expect(await rows('notes_v2')).toEqual(await rows());
  });

  it('goes on after the log has grown, to where the live tables are', async () => {
    await live();
    let grown = false;
    const growing = async () => {
      grown = true;
      await append('book-1', { type: 'Noted', data: { note: 'late', text: 'late' } });
      await live();
    };
    const fold = inThisThread(log, owner(), projection, bounds);
    await rebuilt({ fold: async (...args) => fold(...args).then(() => (grown ? undefined : growing())) });
    expect(await rows()).toContainEqual(expect.objectContaining({ note: 'late' }));
  });

  it('names the first rows and columns that differ, and takes nobody’s place then', async () => {
    await live();
    await database.query(
      `UPDATE notes_v1.note SET text = 'forged' WHERE note = '12'; DELETE FROM notes_v1.note WHERE note = '5'`,
    );
    const before = await rows();
    const failed = await rebuilt().catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(TablesDiffer);
    expect((failed as TablesDiffer).differences).toEqual([
      {
        ...{ table: 'note', rows: { live: before.length, next: before.length + 1 } },
        first: [
          { key: { book: '5', note: '12' }, columns: ['text'] },
          { key: { book: '5', note: '5' }, only: 'next', columns: ['book', 'note', 'text', 'position', 'names'] },
        ],
      },
    ]);
    expect(String(failed)).toContain('{"book":"5","note":"12"} in text');
    expect(await rows()).toEqual(before);
    expect((await rebuildsIn(database))[0]).toMatchObject({
      isRunning: false,
      fault: expect.stringContaining('differ'),
    });
    expect((await rebuilt({ acceptDifferences: true })).differences.length).toBe(1);
    expect((await rows()).length).toBe(before.length + 1);
  });

  it('stops at an event that a read model cannot take, names it, and passes it over once it is set aside', async () => {
    await live();
    const before = await rows();
    await append('book-2', { type: 'Reworded', data: { note: '9', text: 'poison' } });
    const poison = await log.head();
    const [event] = await log.readAll(poison - 1, 1);
    await expect(rebuilt()).rejects.toThrow(`notes/note cannot project Reworded ${event!.id} at position ${poison}`);
    expect(await rows()).toEqual(before);
    expect(await new Faults(log, database).standing()).toMatchObject([{ reader: 'notes/note', eventId: event!.id }]);
    await append(asideStream, { type: 'EventSetAside', data: { reader: 'notes/note', eventId: event!.id } });
    await rebuilt();
    expect(await rows()).toEqual(before);
    expect(await new Faults(log, database).lacking('notes_v1')).toEqual([{ reader: 'notes/note', events: 1 }]);
    expect(await database.query('SELECT FROM engine.fault')).toEqual([]);
  });

  it('names the event whose row the database does not take, though it is one of many that are written together', async () => {
    await live();
    const before = await rows();
    await append('book-2', { type: 'Noted', data: { note: 'half', text: '\ud800' } }); // COPY does not take half a character
    const half = await log.head();
    for (let n = 0; n < 9; n++) await append(`book-${n}`, { type: 'Noted', data: { note: `later ${n}`, text: '' } });
    const [event] = await log.readAll(half - 1, 1);
    await expect(rebuilt()).rejects.toThrow(`notes/note cannot project Noted ${event!.id} at position ${half}`);
    expect(await rows()).toEqual(before);
    expect(await new Faults(log, database).standing()).toMatchObject([{ eventId: event!.id, position: half }]);
    await append(asideStream, { type: 'EventSetAside', data: { reader: 'notes/note', eventId: event!.id } });
    await rebuilt();
    expect(await rows()).toHaveLength(before.length + 9);
  });

  it('that was interrupted goes on from there; another program’s is begun anew', async () => {
    await live();
    const before = await rows();
    const stopping = new AbortController();
    const progress = ({ done }: { done: number }) => done > 10 && stopping.abort(new Error('enough'));
    await expect(rebuilt({ stopping: stopping.signal, progress })).rejects.toThrow('enough');
    expect(await rows()).toEqual(before);
    await database.query(`UPDATE engine.rebuild SET done = 11`);
    const { from } = await rebuilt();
    expect(from).toBe(11);
    expect(await rows()).toEqual(before);
    await expect(rebuilt({ stopping: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
    await database.query(`UPDATE engine.rebuild SET done = 11, made_by = 'another'`);
    expect((await rebuilt()).from).toBe(0);
  });

  it('fills tables that autovacuum leaves alone until they take their place, also where it is gone on with', async () => {
    await live();
    const seen: (readonly boolean[])[] = [];
    const interrupted = async (stage: string) => {
      const stopping = new AbortController();
      const progress = (at: RebuildProgress) => at.stage === stage && stopping.abort(new Error('enough'));
      await expect(rebuilt({ stopping: stopping.signal, progress })).rejects.toThrow('enough');
      seen.push(await leftAlone('notes_v1_next'));
    };
    for (const stage of ['fold', 'indexes']) await interrupted(stage);
    expect(seen).toEqual([
      [true, true],
      [true, true],
    ]);
    await rebuilt();
    expect(await leftAlone('notes_v1')).toEqual([false, false]);
  });

  it('takes what was readmitted since it passed it over: it begins anew, and says so where that comes while it is at work', async () => {
    await live();
    await append('book-2', { type: 'Reworded', data: { note: '9', text: 'poison' } });
    const [event] = await log.readAll((await log.head()) - 1, 1);
    const fact = { reader: 'notes/note', eventId: event!.id };
    const readmit = () =>
      append(asideStream, { type: 'EventReadmitted', data: { ...fact, position: event!.position } });
    await append(asideStream, { type: 'EventSetAside', data: fact });
    await live();
    const fold = inThisThread(log, owner(), projection, bounds);
    const late: FoldShare = async (...args) => fold(...args).then(readmit);
    await expect(rebuilt({ fold: late })).rejects.toThrow('was readmitted');
    await append(asideStream, { type: 'EventSetAside', data: fact });
    const stopping = new AbortController();
    const progress = ({ stage }: RebuildProgress) => stage === 'indexes' && stopping.abort(new Error('enough'));
    await expect(rebuilt({ anew: true, stopping: stopping.signal, progress })).rejects.toThrow('enough');
    mended = true;
    await readmit();
    expect(await rebuilt()).toMatchObject({ from: 0, differences: [] });
    expect(await rows()).toContainEqual(expect.objectContaining({ note: '9', text: 'poison' }));
    expect(await new Faults(log, database).lacking('notes_v1')).toEqual([]);
  });

  it('whose connection was lost while another went on with it writes nothing more', async () => {
    await live();
    const before = await rows();
    const holder = `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
    const fold = inThisThread(log, owner(), projection, bounds);
    let works: ShareWork[] = [];
    const loses: FoldShare = async (work, _, stopping) => {
      works = [...works, work];
      if (work.share === 0) await database.query(holder);
      if (!stopping.aborted) await once(stopping, 'abort');
      stopping.throwIfAborted();
    };
    await expect(rebuilt({ fold: loses })).rejects.toThrow('the lock of notes_v1 was lost');
    expect(works.length).toBe(3);
    const never = new AbortController().signal;
    const besides: FoldShare = async (work, ...rest) => {
      await expect(fold(works[work.share]!, () => undefined, never)).rejects.toThrow(RebuildOvertaken);
      return fold(work, ...rest);
    };
    expect(await rebuilt({ fold: besides })).toMatchObject({ differences: [] });
    expect(await rows()).toEqual(before);
  });

  it('waits for whoever holds the live tables, such as a backup, says who it is, and goes on from there when it was too long', async () => {
    await live();
    const before = await rows();
    const backup = new pg.Client({ connectionString: fresh.ownerUrl, application_name: 'pg_dump' });
    await backup.connect();
    try {
      await backup.query('BEGIN; LOCK TABLE engine.swap IN ACCESS SHARE MODE');
      const held = /held by pg_dump \(process \d+, \w+\); run the same again/;
      await expect(rebuilt({ patience_ms: 100 })).rejects.toThrow(held);
      expect(await rows()).toEqual(before);
      const head = await log.head();
      let waited = '';
      const progress = ({ waitsFor = '' }: RebuildProgress) => {
        if (waitsFor !== '' && waited === '') void backup.query('ROLLBACK');
        waited ||= waitsFor;
      };
      expect((await rebuilt({ progress })).from).toBe(head);
      expect(waited).toContain('pg_dump');
    } finally {
      await backup.end();
    }
    expect(await rows()).toEqual(before);
  });

  it('that another build of the program has begun is begun anew', async () => {
    const interrupted = { stopping: AbortSignal.abort(new Error('enough')) };
    await expect(rebuilt({ ...interrupted, program: 'one' })).rejects.toThrow('enough');
    await database.query('UPDATE engine.rebuild SET done = 11');
    await expect(rebuilt({ ...interrupted, program: 'one' })).rejects.toThrow('enough');
    expect((await rebuildsIn(database))[0]).toMatchObject({ done: 11 });
    expect((await rebuilt({ program: 'another' })).from).toBe(0);
  });

  it('takes its place and is over in one moment: what comes between leaves both undone, and it is gone on with', async () => {
    await live();
    const before = await rows();
    await database.query(`CREATE FUNCTION engine.stop() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'killed'; END $$;
      CREATE TRIGGER stop BEFORE DELETE ON engine.rebuild FOR EACH ROW EXECUTE FUNCTION engine.stop()`);
    await expect(rebuilt()).rejects.toThrow('killed');
    expect([await isThere('notes_v1_next'), await isThere('notes_v1_previous')]).toEqual([true, false]);
    await database.query('DROP FUNCTION engine.stop() CASCADE');
    expect((await rebuilt()).from).toBe(await log.head());
    expect(await rows()).toEqual(before);
  });

  it('that is aborted ends, and leaves nothing but the live tables', async () => {
    await live();
    const before = await rows();
    let aborted: Promise<boolean> | undefined;
    const progress = () => void (aborted ??= abortRebuild(owner(), projection));
    const fold = inThisThread(log, owner(), projection, bounds);
    const slow = async (...args: Parameters<typeof fold>) => fold(...args).then(() => aborted && new Promise((done) => setTimeout(done, 1_500))).then(() => undefined); // prettier-ignore
    await expect(rebuilt({ fold: slow, progress })).rejects.toThrow(RebuildAborted);
    expect(await aborted).toBe(true);
    expect([await isThere('notes_v1_next'), await rebuildsIn(database)]).toEqual([false, []]);
    expect(await rows()).toEqual(before);
    expect(await abortRebuild(owner(), projection)).toBe(false);
  });

  it('is taken back, and that too, and nothing is lost meanwhile', async () => {
    await expect(rollBack(log, owner(), projection)).rejects.toThrow('no notes_v1_previous');
    await live();
    await database.query(`UPDATE notes_v1.note SET text = 'as before' WHERE note = '12'`);
    const of = async () => (await database.query(`SELECT text FROM notes_v1.note WHERE note = '12'`))[0].text;
    await rebuilt({ acceptDifferences: true });
    await append('book-1', { type: 'Noted', data: { note: 'late', text: 'late' } });
    await live();
    await rollBack(log, owner(), projection);
    expect(await of()).toBe('as before');
    expect(await rows()).toContainEqual(expect.objectContaining({ note: 'late' }));
    await rollBack(log, owner(), projection);
    expect(await of()).not.toBe('as before');
    await live();
    expect((await rebuilt()).differences).toEqual([]);
  });
});
