import { change, put, readModel, type EventStore, type Recorded } from '#event-sourcing';
import { setTimeout } from 'node:timers/promises';
import { Column, DataSource, Entity, PrimaryColumn, type DataSourceOptions } from 'typeorm';
import { freshDatabase, type FreshDatabase } from '../../../test/database.js';
import { Faults } from './faults.js';
import { installProjection } from './install.js';
import { Projector } from './projector.js';
import { engineSchema, faultSchema } from './tables.js';

@Entity('note')
class Note {
  @PrimaryColumn('text') id: string;
  @Column('bigint') position: number;
}
const notes = readModel<never, Note>(Note, ['id'], {});
const noted = {
  ...notes,
  on: {
    Noted: ({ id, position }: Recorded) => put<Note>({ id, position }),
    Moved: ({ id }: Recorded) => change<Note>({ id }, (note) => ({ ...note, position: note.position + 100 })),
  },
};
const projection = { name: 'notes', version: 1, models: [noted] };

const events = [1, 2, 3].map((position) => ({ type: 'Noted', id: `n${position}`, position }) as Recorded);
// Of a log, a projector only reads what comes next.
const log = { readAll: async (after: number) => events.slice(after), read: async () => [] } as unknown as EventStore;

let fresh: FreshDatabase;
let database: DataSource;
beforeAll(async () => {
  fresh = await freshDatabase();
  const owner: DataSourceOptions & { type: 'postgres' } = { type: 'postgres', url: fresh.ownerUrl };
  database = await new DataSource({ ...owner, schema: 'notes_v1', entities: [Note] }).initialize();
  await database.query(engineSchema + faultSchema);
  await installProjection(owner, projection, decodeURIComponent(new URL(fresh.url).username));
});
afterAll(async () => {
  await database.destroy();
  await fresh.drop();
});

const count = async () => (await database.query('SELECT count(*)::int AS n FROM notes_v1.note'))[0].n;

describe('A projector', () => {
  it('that is at the end of the log goes back to where a crash of the database took its rows', async () => {
    const projector = new Projector(log, database, projection, new Faults(log, database));
    expect([await projector.advance(), await projector.advance(), await count()]).toEqual([3, 0, 3]);
    await database.query(`DELETE FROM notes_v1.note WHERE id <> 'n1'; UPDATE engine.checkpoint SET position = 1`);
    const end = Date.now() + 3_000;
    while ((await count()) < 3 && Date.now() < end) await projector.advance().then(() => setTimeout(20));
    expect(await count()).toBe(3);
  });

  it('leaves a batch to the instance that is at it, and takes over at once where that one is killed', async () => {
    await database.query('TRUNCATE notes_v1.note; UPDATE engine.checkpoint SET position = 0');
    const other = database.createQueryRunner(); // what another instance has open while it saves a batch
    await other.startTransaction();
    const held = `SELECT pg_backend_pid() AS pid FROM engine.checkpoint WHERE id = 'notes_v1' FOR UPDATE`;
    const [{ pid }] = await other.query(held);
    const projector = new Projector(log, database, projection, new Faults(log, database));
    expect([await projector.advance(), projector.position, await count()]).toEqual([0, 0, 0]);
    await database.query('SELECT pg_terminate_backend($1, 5000)', [pid]); // as when its process is gone
    expect([await projector.advance(), projector.position, await count()]).toEqual([3, 3, 3]);
    await other.release();
  });

  it('waits while other tables take the place of its own, since its statements are planned for those of before', async () => {
    await database.query('TRUNCATE notes_v1.note; UPDATE engine.checkpoint SET position = 0');
    const swapping = database.createQueryRunner();
    await swapping.startTransaction();
    await swapping.query('LOCK TABLE engine.swap IN ACCESS EXCLUSIVE MODE');
    const advanced = new Projector(log, database, projection, new Faults(log, database)).advance();
    expect(await Promise.race([advanced, setTimeout(300, 'waits')])).toBe('waits');
    await swapping.commitTransaction();
    expect([await advanced, await count()]).toEqual([3, 3]);
    await swapping.release();
  });

  it('knows the rows that it saved, until somebody else writes the checkpoint: another instance, or a rebuild', async () => {
    await database.query('TRUNCATE notes_v1.note; UPDATE engine.checkpoint SET position = 0');
    const types = ['Noted', 'Moved', 'Moved'];
    const moves = types.map((type, n) => ({ type, id: 'n1', position: n + 1 }) as Recorded);
    const oneByOne = { readAll: async (after: number) => moves.slice(after, after + 1) };
    const projector = new Projector(oneByOne, database, projection, new Faults(log, database));
    const after = async (elsewhere: string) => {
      await database.query(elsewhere);
      await projector.advance();
      return (await database.query('SELECT position::int FROM notes_v1.note'))[0].position;
    };
    expect(await after('SELECT')).toBe(1);
    expect(await after('UPDATE notes_v1.note SET position = 50')).toBe(101);
    expect(await after('UPDATE notes_v1.note SET position = 50; UPDATE engine.checkpoint SET id = id')).toBe(150);
  });
});
