import { eventsOf, noStream, type Event } from '#event-sourcing';
import { randomUUID } from 'node:crypto';
import { Connection, KurrentEventStore } from './index.js';
import { StandIn } from './testing.js';

const happened = eventsOf<Event<'ToolLent', { to: string }>>();
const standIn = process.env['KURRENTDB_URL'] ? undefined : new StandIn(true);
beforeAll(() => standIn?.start());
afterAll(() => standIn?.stop());

it('appends, follows and reads', async () => {
  const url = process.env['KURRENTDB_URL'] ?? standIn?.url ?? '';
  const [prefix, wake, onFault] = [`example-${randomUUID()}.`, () => undefined, () => undefined];
  const at = { streamId: 'tool-saw', revision: noStream };
  const issue = {
    ...{ commandId: randomUUID(), command: 'LendTool', requestHash: '', correlationId: randomUUID() },
    ...{ tenantId: randomUUID(), actor: { kind: 'person' }, at: new Date().toISOString() },
  };
  // #region append
  const connection = new Connection(url); // kurrentdb://host:2113?tls=false
  const conditionsAtomic = await connection.checksConditions(); // KurrentDB 26.1 and later
  const log = new KurrentEventStore(connection, { prefix, conditionsAtomic });

  const receipt = await log.append(at, [happened('ToolLent', { to: 'ann' })], issue);
  const events = await log.readAll(0, 100); // in commit order; positions are places in its files
  const following = log.follow(wake, onFault); // connects again by itself
  // #endregion
  expect(events).toMatchObject([{ position: receipt.position, revision: 0, type: 'ToolLent', data: { to: 'ann' } }]);
  await following.stop();
  await log.close();
});
