import { setTimeout } from 'node:timers/promises';
import {
  foldingThen,
  inThreads,
  PastNotReady,
  PastStates,
  ReadModels,
  type FoldShare,
  type ThenWork,
} from '#nest-event-sourcing';
import { DataSource, type EntityManager } from 'typeorm';
import { projection } from '../src/contexts.js';
import type { HistoryRow } from '../src/overview/history.js';
import { allianceReach } from '../src/overview/reach.js';
import { thingsChanged, type ThingChange } from '../src/overview/things-changed.js';
import { patientOptions, readModelOptions } from '../src/read-model-options.js';
import { actAtRandom } from './a-random-history.js';
import { startApp, type Answer, type Client, type TestApp } from './app.js';
import { logSettings } from './log-place.js';
import { rowsOf } from './rows.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

/** Asks again while the state of then is being filled. */
const asked = async (client: Client, path: string): Promise<Answer> => {
  for (;;) {
    const answer = await client.get(path);
    if (answer.status !== 503) return answer;
    expect(answer.body.type).toBe('/problems/past-not-ready');
    await setTimeout(100);
  }
};
const then = (path: string, asOf: number | string): string => `${path}${path.includes('?') ? '&' : '?'}asOf=${asOf}`;
const instantNow = async (): Promise<string> => {
  await setTimeout(5);
  const now = new Date().toISOString();
  await setTimeout(5);
  return now;
};
const withOwner = async <T>(work: (owner: DataSource) => Promise<T>): Promise<T> => {
  const owner = await new DataSource({ type: 'postgres', url: app.ownerUrl }).initialize();
  try {
    return await work(owner);
  } finally {
    await owner.destroy();
  }
};
const kept = (): Promise<{ schema: string; tenant: string }[]> =>
  app.database.query('SELECT schema, tenant FROM engine.past WHERE ready');
const schemas = async (): Promise<readonly string[]> =>
  (await app.database.query(`SELECT nspname FROM pg_namespace WHERE nspname ~ '^past_' ORDER BY 1`)).map(
    ({ nspname }: { nspname: string }) => nspname,
  );

/** All that a state of then holds, whoever has filled it: each time it is filled anew. */
const rowsThen = async (states: PastStates, tenantId: string, position: number) => {
  await withOwner((owner) => owner.query('DELETE FROM engine.past'));
  for (;;)
    try {
      const question = async (db: EntityManager) => {
        const { schema = '' } = db.connection.options as { schema?: string };
        const [{ history }] = await db.query(
          `SELECT json_agg(each ORDER BY position) AS history FROM "${schema}".history each`,
        );
        return { ...(await rowsOf((text) => db.query(text), projection, { schema })), history };
      };
      return (await states.ask(tenantId, position, question)).answer;
    } catch (error) {
      if (!(error instanceof PastNotReady)) throw error;
    }
};

/** Numbers that tell a story: always the same one. */
const choices = Array.from({ length: 400 }, (_, n) => Math.floor(1e6 * Math.abs(Math.sin(n + 1))));

const questions = [
  ...['', '/dashboard', '/roll-up', '/alliances', '/units', '/projects', '/resources', '/motions', '/meetings'],
  ...['/actions', '/open-matters', '/bookings', '/history?limit=7', '/events?limit=200', '/areas'],
];

describe('Any question about an alliance', () => {
  it('is answered as of a position, and as of an instant, as it was answered then', async () => {
    const told: { path: string; answer: Answer; at: string }[] = [];
    const things = new Set<string>();
    let [acts, isLooking] = [0, false];
    app.watch(async (what, send) => {
      const answer = await send(what);
      if (what.method !== 'POST' || isLooking || answer.status >= 300) return answer;
      const [, alliance] = /^(\/v1\/alliances\/[^/]+)\//.exec(what.path) ?? [];
      const [thing] = /^.*?\/(projects|resources|motions)\/[^/]+/.exec(what.path) ?? [];
      if (thing) things.add(thing);
      if (!alliance || ++acts % 7 !== 0) return answer;
      isLooking = true;
      await app.settled();
      const paths = [...questions.map((each) => alliance + each), ...[...things].slice(-3)];
      for (const path of paths) told.push({ path, answer: await app.operator.get(path), at: '' });
      const at = await instantNow();
      for (const each of told.slice(-paths.length)) each.at = at;
      isLooking = false;
      return answer;
    });
    await actAtRandom(app, choices, 45);
    app.watch((what, send) => send(what));
    expect(told.length).toBeGreaterThan(50);
    for (const { path, answer, at } of told) {
      const position = answer.headers.get('lianjian-position')!;
      const again = await asked(app.operator, then(path, position));
      expect([path, position, again.status, again.body]).toEqual([path, position, answer.status, answer.body]);
      expect([again.headers.get('etag'), again.headers.get('lianjian-position')]).toEqual([answer.headers.get('etag'), position]); // prettier-ignore
      if (!path.endsWith('/history?limit=7') && !path.endsWith('/dashboard')) continue;
      const byInstant = await asked(app.operator, then(path, at));
      expect([path, at, byInstant.body]).toEqual([path, at, answer.body]);
    }
    expect((await kept()).length).toBeLessThanOrEqual(8);
  });
});

describe('A past state', () => {
  it('is filled once for all who ask at once, and once more where the database has lost it', async () => {
    const alliance = await app.found({ units: ['school'] });
    const school = alliance.as('school');
    const before = await school.get('dashboard');
    const position = before.headers.get('lianjian-position')!;
    await school.created('resources', { name: { en: 'Gym' }, kind: 'venue', unitOfMeasure: 'seats', quantity: 80 });
    const ask = () => asked(school, then('dashboard', position));
    for (const { body } of await Promise.all([ask(), ask(), ask(), ask()])) expect(body).toEqual(before.body);
    const ours = async () => (await kept()).filter(({ tenant }) => tenant === alliance.id);
    const [first, ...others] = await ours();
    expect(others).toEqual([]);

    await withOwner((owner) => owner.query('TRUNCATE engine.past')); // as a crash does
    expect((await ask()).body).toEqual(before.body);
    const [second] = await ours();
    expect(second).not.toEqual(first);
    await app.nest.get(PastStates).tidy();
    expect(await schemas()).toEqual((await kept()).map(({ schema }) => schema).sort());

    await withOwner((owner) => owner.query(`DROP SCHEMA ${second!.schema} CASCADE; DELETE FROM engine.past`)); // of an instance
    expect((await ask()).body).toEqual(before.body);

    const [third] = await ours();
    await withOwner((owner) => owner.query(`DROP VIEW ${third!.schema}.history`)); // with the live one of before two rebuilds
    const toldOf = () => asked(school, then('history?limit=7', position));
    expect((await toldOf()).body.items.length).toBeGreaterThan(0);
    expect((await ours())[0]).not.toEqual(third);
  });

  it('is the same, row by row, folded as one of few events or as one of many, by a thread too; also of few acts among many others', async () => {
    const { id } = await app.found({ units: ['school'] });
    await app.settled();
    const head = await app.log.head();
    const [most] = await app.database.query(`SELECT "allianceId" AS id, percentile_disc(0.5) WITHIN GROUP (ORDER BY position)::float8 AS middle
      FROM views_v1.history GROUP BY 1 ORDER BY count(*) DESC LIMIT 1`); // prettier-ignore
    const tables = patientOptions(app.databaseUrl);
    const worked: ThenWork[] = [];
    const by = (fold: FoldShare<ThenWork>, few_max?: number) => {
      const open = (schema: string) => new DataSource({ ...readModelOptions(app.databaseUrl), schema }).initialize();
      const noted: typeof fold = (work, ...rest) => (worked.push(work), fold(work, ...rest));
      const parts = {
        projection,
        reach: allianceReach,
        open,
        patient: tables,
        shares: 2,
        fold: noted,
        onFault: () => undefined,
      };
      return new PastStates(app.log, app.database, app.nest.get(ReadModels), { ...parts, ...(few_max !== undefined && { few_max }) }); // prettier-ignore
    };
    const { EVENT_STORE: eventStore, KURRENTDB_URL: kurrentdbUrl, KURRENTDB_PREFIX: kurrentdbPrefix } = logSettings(app.databaseUrl); // prettier-ignore
    const data = { databaseUrl: app.databaseUrl, place: { eventStore, kurrentdbUrl, kurrentdbPrefix } };
    const execArgv = ['--conditions=@lianjian/source', '--import', './test/typescript.mjs'];
    const threads = inThreads<ThenWork>(new URL('../src/engine.module.ts', import.meta.url).href, './past-thread', data, { execArgv }); // prettier-ignore
    const here = foldingThen(app.log, tables, projection);
    const first: typeof here = (work, ...rest) => (work.share === 0 ? threads : here)(work, ...rest);
    const [few, many, inThread] = [by(here), by(here, 0), by(first, 0)];
    for (const [states, tenantId, position] of [
      [many, most.id, most.middle],
      [many, most.id, head],
      [many, '', head],
      [inThread, id, head],
    ] as const) {
      const rows = await rowsThen(states, tenantId, position);
      expect(rows).toEqual(await rowsThen(few, tenantId, position));
      expect(Object.values(rows).flat().length).toBeGreaterThan(10);
      if (tenantId === id)
        expect(new Set(rows.history.map((act: HistoryRow) => act.allianceId))).toEqual(new Set([id]));
      expect(rows.history.at(-1).position).toBeLessThanOrEqual(position);
    }
    expect(new Set(worked.map(({ theirs }) => theirs.isDense))).toEqual(new Set([true, false]));
    await Promise.all([few, many, inThread].map((each) => each.stop()));
  });

  it('is asked as of what has been, of what is in the log, by who may ask now', async () => {
    const first = await app.log.head();
    const alliance = await app.found({ units: ['school', 'bank'] });
    const { key, clientId: keyId } = await app.keys.issue({ kind: 'auditor', allianceId: alliance.id, label: 'audit' });
    const auditor = app.withKey(key);
    const founded = await app.log.head();
    const at = (path: string, asOf: number | string) => asked(auditor, then(`${alliance.path}/${path}`, asOf));
    expect((await at('units?limit=1', founded)).body.items).toHaveLength(1);
    const { headers } = await at('units?limit=1', founded);
    const [, next] = /<([^>]+)>; rel="next"/.exec(headers.get('link')!)!;
    expect(next).toContain(`asOf=${founded}`);
    expect((await asked(auditor, next!)).body.items).toHaveLength(1);
    expect(String((await asked(auditor, then(`${alliance.path}/units?format=csv`, founded))).body).split('\n')).toHaveLength(4); // prettier-ignore

    expect((await at('units', first)).status).toBe(404); // not founded by then
    for (const toCome of [(await app.log.head()) + 1_000_000, '2100-01-01T00:00:00.000Z'])
      expect((await at('units', toCome)).body).toMatchObject({ status: 409, type: '/problems/moment-to-come' });
    for (const odd of [
      '0',
      '-1',
      'yesterday',
      '2026-01-01',
      '0000-01-01T00:00:00.000Z',
      '1e3',
      `${founded}&asOf=${founded}`,
    ])
      expect((await at('units', odd)).body).toMatchObject({ status: 400, errors: [{ parameter: 'asOf' }] });
    const person = alliance.unit('school').personId;
    expect((await asked(app.operator, then(`${alliance.path}/people/${person}`, founded))).body).toMatchObject({
      status: 400,
    }); // beside the log
    const offer = { name: { en: 'Gym' }, kind: 'venue', unitOfMeasure: 'seats', quantity: 80 };
    const written = await alliance.as('school').post(then('resources', founded), offer);
    expect(written.body).toMatchObject({ status: 400, errors: [{ parameter: 'asOf' }] });
    await app.keys.issue({ kind: 'operator', label: 'later' });
    const labels = async (asOf: number) => {
      const { body } = await asked(app.operator, then('/v1/keys?limit=200', asOf));
      return body.items.map(({ label }: { label: string }) => label);
    };
    await app.settled();
    const ofNow = await labels(await app.log.head());
    expect(ofNow).toContain('later');
    expect((await labels(founded)).sort()).toEqual(ofNow.filter((each: string) => each !== 'later').sort());

    await app.keys.revoke(keyId);
    expect((await at('units', founded)).status).toBe(401);
  });
});

it('What changed between two moments is told: the figures that are others, and the things that something happened to', async () => {
  const alliance = await app.found({ units: ['school'] });
  const school = alliance.as('school');
  const offer = { name: { en: 'Gym' }, kind: 'venue', unitOfMeasure: 'seats', quantity: 80 };
  const older = await school.created('resources', offer);
  const from = await app.settled();
  await school.did(`resources/${older}/revision`, { ...offer, quantity: 100 });
  const newer = await school.created('resources', { ...offer, quantity: 20 });
  const to = await app.settled();
  await school.did(`resources/${newer}/pause`);
  const between = (query: string) => asked(school, `${alliance.path}/difference?${query}`);

  const { body } = await between(`since=${from}&asOf=${to}`);
  expect(body).toMatchObject({ from, to });
  const ofSeats = { of: 'resources', group: 'venue, seats' };
  expect(body.figures).toEqual([
    { ...ofSeats, figure: 'count', before: 1, after: 2 },
    { ...ofSeats, figure: 'quantity', before: 80, after: 120 },
    { ...ofSeats, figure: 'stock.quantity', before: 80, after: 120 },
  ]);
  expect(body.things).toMatchObject([
    { category: 'resource', subjectId: older, isNew: false, acts: 1, lastType: 'ResourceRevised' },
    { category: 'resource', subjectId: newer, isNew: true, acts: 1, lastType: 'ResourceOffered' },
  ]);
  const first = await between(`since=${from}&asOf=${to}&limit=1`);
  const second = await between(`since=${from}&asOf=${to}&limit=1&cursor=${first.body.next}`);
  expect([first, second].flatMap((page) => page.body.things)).toEqual(body.things);
  expect(second.body.next).toBeUndefined();

  const principal = { kind: 'operator', clientId: 'looks', scopes: [] } as const;
  const askedBy = { tenantId: alliance.id, now: '', asker: { principal, standing: { unit: 'stranger', roles: [] } } } as const; // prettier-ignore
  const before = [...(await app.log.readRange(0, from))].at(-3)?.position ?? 0; // two events further back
  /** All things, page by page: a page looks at so many acts at most, and at so many at once. */
  const walked = (things_max: number, acts_max: number, looks_max: number) =>
    app.nest.get(ReadModels).ask(0, async (db) => {
      const [pages, upTo] = [[] as (readonly ThingChange[])[], await app.log.head()];
      for (let after = before; after < upTo;) {
        const question = { asked: askedBy, from: before, upTo, after, things_max };
        const { things, through } = await thingsChanged(db, question, { acts_max, looks_max });
        expect(through).toBeGreaterThan(after);
        [after] = [through, pages.push(things)];
      }
      return pages;
    });
  const { answer: once } = await walked(200, 2_000, 10);
  expect(once[0]!.map(({ acts }) => acts)).toEqual([expect.any(Number), 2, 2]);
  for (const [things_max, acts_max, looks_max] of [
    [1, 1, 1],
    [2, 1, 3],
    [200, 2, 1],
    [1, 4, 2],
  ] as const)
    // prettier-ignore
    expect((await walked(things_max, acts_max, looks_max)).answer.flat()).toEqual(once.flat());

  const sinceBegun = await between('');
  expect(sinceBegun.body.figures).toContainEqual({ of: 'units', group: 'admitted, other', figure: 'count', before: null, after: 1 }); // prettier-ignore
  expect((await between(`since=${to}&asOf=${from}`)).body).toMatchObject({
    status: 400,
    errors: [{ parameter: 'since' }],
  });
});
