import { noStream, type Receipt } from '#event-sourcing';
import { StandIn } from '#event-store-kurrentdb/testing';
import { freshLog, newIssue, type FreshLog } from '#event-store-postgres/testing';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Sequencer } from '../src/audit/sequencer.js';
import { config } from '../src/config/config.js';
import { projection } from '../src/contexts.js';
import { placeName } from '../src/platform/event-log.js';
import { migrate } from '../src/platform/migrate.js';
import { Client, startApp, startInstance, type TestApp } from './app.js';
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
    server.next(...Array.from({ length: appends_n / 2 }, () => 'answered' as const), 'stuck');
    const child = spawn(process.execPath, args, { cwd: join(import.meta.dirname, '..'), env, stdio: 'ignore' });
    while (server.size < all / 2 && child.exitCode === null) await setTimeout(5);
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(server.size).toBe(all / 2);
    const { code, said } = await copy(first!.url, server.url);
    expect(said).toMatch(new RegExp(`^${all} events, ${all / 2} of them copied before$`, 'm'));
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

describe('The application', () => {
  const postgres = { EVENT_STORE: 'postgresql' };
  const kurrent = () => ({ EVENT_STORE: 'kurrentdb', KURRENTDB_URL: server.url, KURRENTDB_PREFIX: 'moved.' });
  const project = (title: string) => {
    const needed = { requirementId: randomUUID(), kind: 'money', unitOfMeasure: 'CNY', quantity: 100 };
    return { title: { en: title }, requirements: [{ ...needed, description: { en: 'Paid' } }] };
  };

  /** One start as `lianjian serve` does it: what it finds, how far the log is signed; then it ends. */
  const life = async (
    { ownerUrl, databaseUrl }: TestApp,
    place: Readonly<Record<string, string>>,
    acts: (url: string) => Promise<void>,
  ) => {
    // prettier-ignore
    Object.assign(process.env, place);
    await migrate(ownerUrl, databaseUrl, projection, placeName(config(process.env)));
    const { nest, url } = await startInstance(databaseUrl, { env: place });
    try {
      await acts(url);
      const sequencer = nest.get(Sequencer);
      for (const until = Date.now() + 20_000; (await sequencer.state()).behind > 0; await setTimeout(50))
        if (Date.now() > until) throw new Error(JSON.stringify(await sequencer.state()));
      const [origin, size] = (await (await fetch(`${url}/log/checkpoint`)).text()).split('\n');
      return { origin, size: Number(size) };
    } finally {
      await nest.close();
    }
  };

  it('moves to KurrentDB with its log, and back: nothing is lost or done twice, and the signed log goes on', async () => {
    const app = await startApp({ env: postgres });
    try {
      const { path, unit } = await app.found({ units: ['residents'] });
      const titles = async (url: string) => {
        const all = new Client({ url, seen: { position: 0 } }, unit('residents').key, path);
        await all.created('projects', project(`Project ${n++}`));
        return (await all.got('projects')).items.map(({ title }: { title: { en: string } }) => title.en).sort();
      };
      let n = 1;
      const env = { DATABASE_URL: app.databaseUrl, DATABASE_OWNER_URL: app.ownerUrl, DATA_DIR: app.dataDir };
      Object.assign(process.env, env, kurrent(), postgres);
      const first = await life(app, postgres, async (url) => expect(await titles(url)).toEqual(['Project 1']));
      expect(await copy(app.databaseUrl, server.url, '--move')).toMatchObject({ code: 1, said: expect.stringContaining('is at work') }); // prettier-ignore
      await app.stop();

      const there = await copy(app.databaseUrl, server.url, '--move');
      expect(there).toMatchObject({ code: 0, said: expect.stringContaining(`signed as ${first.origin}, ${first.size} events: a beginning of the copy`) }); // prettier-ignore
      await expect(life(app, postgres, async () => undefined)).rejects.toThrow('goes with the log in kurrentdb moved.');
      const second = await life(app, kurrent(), async (url) => expect(await titles(url)).toEqual(['Project 1', 'Project 2'])); // prettier-ignore
      expect(second).toEqual({ origin: first.origin, size: expect.any(Number) });
      expect(second.size).toBeGreaterThan(first.size);

      expect(await copy(server.url, app.ownerUrl, '--move')).toMatchObject({ code: 0 });
      const third = await life(app, postgres, async (url) => expect(await titles(url)).toEqual(['Project 1', 'Project 2', 'Project 3'])); // prettier-ignore
      expect(third.size).toBeGreaterThan(second.size);
    } finally {
      await app.close();
    }
  });
});
