import { Executor, MemoryEventStore, noGuard, put, readModel, type Deadline } from '#event-sourcing';
import { Column, DataSource, Entity, PrimaryColumn } from 'typeorm';
import { freshDatabase, type FreshDatabase } from '../../../test/database.js';
import { LendTool, lendTool, type ToolEvent } from '../../event-sourcing/src/example.js';
import {
  DeadlineRow,
  deadlineRows,
  Engine,
  engineSchema,
  faultSchema,
  grantEngine,
  installProjection,
  ReadModels,
  schemaOf,
  Time,
} from './index.js';

// #region projection
@Entity('loan')
class Loan {
  @PrimaryColumn('text') toolId: string;
  @Column('text', { nullable: true }) lentTo: string | null;
}

const loans = readModel<ToolEvent, Loan>(Loan, ['toolId'], {
  ToolLent: ({ subjectId, data }) => put<Loan>({ toolId: subjectId, lentTo: data.to }),
  ToolReturned: ({ subjectId }) => put<Loan>({ toolId: subjectId, lentTo: null }),
});
const deadlines: readonly Deadline[] = []; // what the clock does when a time runs out; its table is a read model, too

/** Tables that advance together, in a schema of their own: `tools_v1`. A changed fold is another version. */
const projection = { name: 'tools', version: 1, models: [loans, deadlineRows(deadlines)] };
// #endregion

let fresh: FreshDatabase;
beforeAll(async () => void (fresh = await freshDatabase()));
afterAll(() => fresh.drop());

it('shows who wrote what they wrote', async () => {
  const [owner, role] = [{ type: 'postgres' as const, url: fresh.ownerUrl }, new URL(fresh.url).username];
  const migration = await new DataSource(owner).initialize();
  await migration.query(engineSchema + faultSchema + grantEngine(role));
  await migration.destroy();
  await installProjection(owner, projection, role);
  const [log, type, entities] = [new MemoryEventStore(), 'postgres' as const, [Loan, DeadlineRow]];
  const database = await new DataSource({ type, url: fresh.url, entities, schema: schemaOf(projection) }).initialize();
  const command = Object.assign(new LendTool(), { to: 'ann' }).for('saw', {
    issue: {
      ...{ commandId: crypto.randomUUID(), correlationId: crypto.randomUUID(), tenantId: crypto.randomUUID() },
      ...{ actor: { kind: 'person' }, at: new Date().toISOString() },
    },
  });
  const faults: unknown[] = [];
  const onFault = (name: string, error: unknown) => void faults.push(name, error);
  // #region engine
  const executor = new Executor(log, noGuard);
  const readModels = new ReadModels(database, schemaOf(projection), () => log.head());
  const parts = { projection, reactions: [], deadlines };
  const engine = new Engine(log, executor, database, readModels, new Time(), parts, onFault);
  engine.start();

  const { position } = await executor.execute(lendTool, command);
  const { answer } = await readModels.ask(position, (db) => db.find(Loan)); // not before what was written is shown
  // #endregion
  expect(answer).toEqual([{ toolId: 'saw', lentTo: 'ann' }]);
  await engine.stop();
  expect(faults).toEqual([]);
  await database.destroy();
});
