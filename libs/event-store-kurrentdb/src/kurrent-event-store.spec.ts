import { everyEventStore } from '#event-sourcing/testing';
import { logOn, StandIn } from './testing.js';

const onServer = (
  name: string,
  url: string,
  log: Awaited<ReturnType<typeof logOn>>,
  after: () => void = () => undefined,
) => {
  afterAll(async () => {
    await log.close();
    after();
  });
  const { conditionsAtomic } = log;
  everyEventStore(name, () => log.open(), { dense: false, conditionsAtomic, shared: true });
};

const url = process.env['KURRENTDB_URL'];
if (url) onServer('The log in the KurrentDB of KURRENTDB_URL', url, await logOn(url));

for (const checksConditions of [false, true]) {
  const standIn = new StandIn(checksConditions);
  await standIn.start();
  const which = checksConditions ? 'a test double of KurrentDB 26.1' : 'a test double of KurrentDB';
  onServer(`The log in ${which}`, standIn.url, await logOn(standIn.url), () => standIn.stop());
}
