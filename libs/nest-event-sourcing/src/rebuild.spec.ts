import { put, readModel, type EventStore, type Recorded } from '#event-sourcing';
import { Column, DataSource, Entity, PrimaryColumn, type DataSourceOptions } from 'typeorm';
import { freshDatabase, type FreshDatabase } from '../../../test/database.js';
import { installProjection } from './install.js';
import { rebuild } from './rebuild.js';
import { engineSchema, faultSchema } from './tables.js';

@Entity('note')
class Note {
  @PrimaryColumn('text') id: string;
  @Column('bigint') position: number;
}
const notes = readModel<never, Note>(Note, ['id'], {});
const noted = { ...notes, on: { Noted: ({ id, position }: Recorded) => put<Note>({ id, position }) } };
const projection = { name: 'notes', version: 1, models: [noted] };

const head = 100;
const events = Array.from({ length: head }, (_, n) => ({ type: 'Noted', id: `n${n}`, position: n + 1 }) as Recorded);
// Of a log, a rebuild only reads what comes next.
const log = {
  head: async () => head,
  read: async () => [],
  readAll: async (after: number, events_max: number) => events.slice(after, after + events_max),
} as unknown as EventStore;

let fresh: FreshDatabase;
let database: DataSource;
let owner: DataSourceOptions & { type: 'postgres' };
beforeAll(async () => {
  fresh = await freshDatabase();
  owner = { type: 'postgres', url: fresh.ownerUrl };
  database = await new DataSource(owner).initialize();
  await database.query(engineSchema + faultSchema);
});
afterAll(async () => {
  await database.destroy();
  await fresh.drop();
});

it('What was rebuilt takes the place of what was there, and questions are planned by what it holds', async () => {
  const role = decodeURIComponent(new URL(fresh.url).username);
  await installProjection(owner, projection, role);
  expect(await rebuild(log, owner, projection, role)).toEqual({ events: head });
  expect(await database.query('SELECT count(*)::int AS count FROM notes_v1.note')).toEqual([{ count: head }]);
  const known = `SELECT reltuples::int AS rows FROM pg_class WHERE oid = 'notes_v1.note'::regclass`;
  expect(await database.query(known)).toEqual([{ rows: head }]); // -1 before it is analyzed
});
