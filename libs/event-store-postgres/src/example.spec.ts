import { eventsOf, noStream, RevisionConflict, type Event } from '#event-sourcing';
import pg from 'pg';
import { freshDatabase, type FreshDatabase } from '../../../test/database.js';
import { grantLog, grantMoment, logPool, logSchema, momentSchema, PostgresEventStore } from './index.js';
import { newIssue } from './testing.js';

let fresh: FreshDatabase;
beforeAll(async () => void (fresh = await freshDatabase()));
afterAll(() => fresh.drop());

type ToolEvent = Event<'ToolLent', { to: string }>;
const happened = eventsOf<ToolEvent>();

it('appends on condition, and says the same again', async () => {
  const [ownerUrl, url, role] = [fresh.ownerUrl, fresh.url, new URL(fresh.url).username];
  // #region schema
  const owner = new pg.Client(ownerUrl); // migrates; the application itself may only append and read
  await owner.connect();
  await owner.query(logSchema + momentSchema + grantLog(role) + grantMoment(role));
  await owner.end();
  // #endregion
  const [issue, another] = [newIssue(), newIssue()];
  // #region append
  const pool = logPool(url);
  const log = new PostgresEventStore(pool);

  const at = { streamId: 'tool-saw', revision: noStream };
  const lent = [happened('ToolLent', { to: 'ann' })];
  const receipt = await log.append(at, lent, issue); // { streamId: 'tool-saw', revision: 0, position: 1 }
  const again = await log.append(at, lent, issue); // the same receipt: nothing was recorded
  await expect(log.append(at, lent, another)).rejects.toThrow(RevisionConflict);

  const events = await log.readAll(0, 100); // the whole log, from its beginning, in commit order
  // #endregion
  expect(receipt).toEqual({ streamId: 'tool-saw', revision: 0, position: 1 });
  expect({ ...again }).toEqual(receipt);
  expect(events).toMatchObject([{ position: 1, revision: 0, type: 'ToolLent', data: { to: 'ann' } }]);
  await pool.end();
});
