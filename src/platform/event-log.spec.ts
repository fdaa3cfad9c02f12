import { noStream } from '#event-sourcing';
import { logPool, type Placed } from '#event-store-postgres';
import { freshLog, newIssue, type FreshLog } from '#event-store-postgres/testing';
import { openLog } from './event-log.js';

let log: FreshLog;
beforeAll(async () => void (log = await freshLog()));
afterAll(() => log.drop());

it('Who opens the log knows where it ends, before its readers go on from where they were', async () => {
  const place = { eventStore: 'postgresql', kurrentdbUrl: undefined, kurrentdbPrefix: '' } as const;
  const pool = logPool(log.url);
  const seen: Placed[] = [];
  const open = () => openLog(place, pool, ({ position, id }) => seen.push({ position, id }));
  await open();
  expect(seen).toEqual([]); // it is empty
  const at = { streamId: 'thing-1', revision: noStream };
  const { position } = await log.open().append(at, [{ type: 'Said', data: {} }], newIssue());
  const { store } = await open();
  const [event] = await store.read('thing-1', 0, 1);
  expect(seen[0]).toEqual({ position, id: event?.id });
  await pool.end();
});
