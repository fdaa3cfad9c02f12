import { noStream, type Receipt } from '#event-sourcing';
import { StandIn } from '#event-store-kurrentdb/testing';
import { freshLog, newIssue, type FreshLog } from '#event-store-postgres/testing';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { startApp, startInstance } from './app.js';
import { lianjian } from './cli.js';

const [streams_n, appends_n, events_n] = [7, 60, 50];
const all = appends_n * events_n;

const server = new StandIn(false);
const logs: FreshLog[] = [];
const newLog = async () => {
  const log = await freshLog();
  logs.push(log);
  return log;
};
const before = { ...process.env };
beforeAll(() => server.start());
afterAll(async () => {
  server.stop();
  process.env = before;
  await Promise.all(logs.map((log) => log.drop()));
});

/** Events of several streams, in turn, with texts that are easily spoilt. */
const written = async (log: FreshLog): Promise<FreshLog> => {
  const store = log.open();
  const last = new Map<string, Receipt>();
  for (let n = 0; n < appends_n; n++) {
    const streamId = `thing-${n % streams_n}`;
    const said = Array.from({ length: events_n }, (_, k) => ({
      type: 'Said',
      data: { n, k, text: `小区 "\\" \0 \ud800 ${'…'.repeat(k)}`, 7: 1e21, '': [null, -0, 0.1] },
    }));
    const at = { streamId, revision: last.get(streamId)?.revision ?? noStream };
    last.set(streamId, await store.append(at, said, newIssue()));
  }
  return log;
};
const stored = async ({ owner }: FreshLog) =>
  (await owner.query("SELECT count(*)::int, md5(string_agg(event::text, '' ORDER BY position)) FROM log.event")).rows[0]; // prettier-ignore

const copy = (from: string, to: string, ...more: string[]) => lianjian('log', 'copy', '--from', from, '--to', to, ...more); // prettier-ignore
const rootsIn = (said: string) => [...said.matchAll(/^(?:from|to) +(\S{44}) /gm)].map(([, root]) => root);

describe('A log', () => {
  let [first, second]: (FreshLog | undefined)[] = [];
  beforeAll(async () => {
    [first, second] = [await written(await newLog()), await newLog()];
    process.env['KURRENTDB_PREFIX'] = 'copied.';
  });

  it('that is copied to KurrentDB by somebody who is killed is there once, in order, when it was copied again', async () => {
    const source = ['--conditions=@lianjian/source', '--import', './test/typescript.mjs', 'src/cli.ts'];
    const { NODE_OPTIONS: _, ...env } = process.env;
    const args = [...source, 'log', 'copy', '--from', first!.url, '--to', server.url];
    const child = spawn(process.execPath, args, { cwd: join(import.meta.dirname, '..'), env, stdio: 'ignore' });
    while (server.size < all / 3 && child.exitCode === null) await setTimeout(5);
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(server.size).toBeGreaterThan(0);
    expect(server.size).toBeLessThan(all);
    const { code, said } = await copy(first!.url, server.url);
    expect(said).toMatch(new RegExp(`^${all} events, [1-9]\\d* of them copied before$`, 'm'));
    expect([code, server.size]).toEqual([0, all]);
    expect(new Set(rootsIn(said)).size).toBe(1);
  });

  it('is byte for byte what it was, when it comes back to PostgreSQL', async () => {
    const { code, said } = await copy(server.url, second!.ownerUrl);
    expect([code, said]).toEqual([0, expect.stringContaining('The same leaves, the same root.')]);
    expect(await stored(second!)).toEqual(await stored(first!));
    expect(await copy(first!.url, second!.ownerUrl)).toMatchObject({ code: 0, said: expect.stringContaining(rootsIn(said)[0]!) }); // prettier-ignore
  });

  it('is copied to no place where another one lies, or more than it', async () => {
    const other = await written(await newLog());
    for (const to of [server.url, second!.ownerUrl]) {
      const refused = await copy(other.url, to);
      expect(refused).toMatchObject({ code: 1, said: expect.stringContaining('the second log is another one: its event 1 is Said') }); // prettier-ignore
    }
    expect(await copy((await newLog()).url, server.url)).toMatchObject({ code: 1, said: expect.stringContaining('it is shorter') }); // prettier-ignore
  });

  it('that has grown is copied on', async () => {
    await first!.open().append({ streamId: 'thing-new', revision: noStream }, [{ type: 'Said', data: {} }], newIssue());
    const { code, said } = await copy(first!.url, second!.ownerUrl);
    expect([code, said]).toEqual([0, expect.stringContaining(`${all + 1} events, ${all} of them copied before`)]);
    expect(await stored(second!)).toEqual(await stored(first!));
  });

  it.each([
    [['copy', '--from', 'postgresql://x/y']],
    [['copy', '--from', 'mysql://x', '--to', 'kurrentdb://x']],
    [['burn']],
  ])('says how it is copied where that was not understood: %j', async (args) =>
    expect(await lianjian('log', ...args)).toMatchObject({ code: 2 }),
  );
});

/** The application, its log here or there. */
const inPostgreSql = { EVENT_STORE: 'postgresql' };
const inKurrentDb = () => ({ EVENT_STORE: 'kurrentdb', KURRENTDB_URL: server.url, KURRENTDB_PREFIX: 'moved.' });

it('The application moves to KurrentDB with its log, and back: nothing is lost, done twice, or signed anew', async () => {
  const app = await startApp({ env: inPostgreSql });
  Object.assign(process.env, inKurrentDb(), { DATABASE_URL: app.databaseUrl, DATABASE_OWNER_URL: app.ownerUrl, DATA_DIR: app.dataDir }); // prettier-ignore
  const { id, client } = await app.found({ units: ['residents', 'school'] });
  const seen = async (url: string) => {
    const answer = await fetch(`${url}/v1/alliances/${id}/units`, { headers: { authorization: `Bearer ${client.key}` } });
    return [answer.status, await answer.json()];
  };
  await app.settled();
  const before = await seen(app.url);
  expect(await copy(app.databaseUrl, server.url, '--move')).toMatchObject({ code: 1, said: expect.stringContaining('is at work') }); // prettier-ignore
  await app.nest.close();
})
