import { EventStore } from '#event-sourcing';
import { randomUUID } from 'node:crypto';
import { grants, operations as lines } from '../src/access/operations.js';
import type { Role } from '../src/access/permissions.js';
import { tellAWholeStory } from './a-whole-story.js';
import { startApp, type TestApp } from './app.js';
import { exampleOf, type Schema, type Schemas } from './from-schema.js';
import { asking, at, described, problemOf, type Asks, type Operation, type Said } from './requests.js';

// Every rule here is told of every route that the application has: a route that is added is tested with the others.

let app: TestApp;
let alliance: Awaited<ReturnType<TestApp['found']>>;
let elsewhere: typeof alliance;
let ask: ReturnType<typeof asking>;
let operations: readonly Operation[];
let schemas: Schemas;
let keys: Readonly<Record<Exclude<Role, 'reaction' | 'clock' | 'member' | 'auditor' | 'known' | 'anyone'>, string>>;
let ended: string;
/** An alliance in which there is one of each thing, and their ids. */
let story: Awaited<ReturnType<typeof tellAWholeStory>>;

beforeAll(async () => {
  app = await startApp();
  ask = asking(app.url);
  ({ operations, schemas } = described(app.nest));
  alliance = await app.found({ units: ['residents', 'school', 'bank', 'clinic'] });
  elsewhere = await app.found({ units: ['others', 'more'] });
  keys = await keysOfEveryRole();
  story = await tellAWholeStory(app);
});
afterAll(() => app.close());

const keysOfEveryRole = async () => {
  const issued = async (unitId: string) => {
    const personId = randomUUID();
    await app.operator.post(`${alliance.path}/people`, { personId, name: 'Somebody' });
    return { personId, unitId, ...(await app.keys.issue({ kind: 'person', allianceId: alliance.id, unitId, personId, label: '' })) }; // prettier-ignore
  };
  const chair = alliance.as('residents');
  const school = alliance.unit('school').unitId;
  const under = async (kind: string, from: string, until?: string) => {
    const { personId, key } = await issued(school);
    const mandate = { personId, kind, from, ...(until && { until }) };
    await app.operator.created(`${alliance.path}/units/${school}/mandates`, mandate);
    return key;
  };
  const [before, then, now] = ['2020-01-01T00:00:00.000Z', '2021-01-01T00:00:00.000Z', '2022-01-01T00:00:00.000Z'];
  ended = await under('liaison', before, then);
  const [deputy, liaison] = [await under('deputy', before), await under('liaison', now)];
  await chair.did(`units/${alliance.unit('clinic').unitId}/suspension`, { reason: 'It asked for it' });
  await app.settled();
  return {
    chair: chair.key,
    'vice-chair': chair.key,
    secretary: chair.key,
    delegate: alliance.as('bank').key,
    deputy,
    liaison,
    suspended: alliance.as('clinic').key,
    applicant: (await issued(randomUUID())).key,
    operator: app.operator.key,
  };
};

const writes = () => operations.filter(({ method }) => method === 'POST');
/** Questions that have an answer with an end: the live stream has none. */
const reads = () =>
  operations.filter(({ method, open, path }) => method === 'GET' && !open && !path.endsWith('/stream'));
const lists = () => reads().filter(({ query }) => query.some(({ name }) => name === 'cursor'));
const inAlliance = ({ params }: Operation) => params.includes('allianceId');
const idsIn = (of: string = alliance.id) =>
  new Proxy({} as Record<string, string>, {
    get: (_, name) => (name === 'allianceId' ? of : name === 'position' ? '999999999' : randomUUID()),
  });
const bodyOf = ({ body }: Operation, optional: 'all' | 'none' = 'none') =>
  exampleOf(schemas[body!]!, schemas, { optional });
const holderOf = (operation: Operation) => (inAlliance(operation) ? keys.chair : keys.operator);

/** The path, with the query that a question needs. */
const asked = (each: Operation, ids: Readonly<Record<string, string>>): string => {
  const needed = each.query.filter(({ required }) => required);
  const example = ({ schema }: Schema, n: number): string =>
    schema.format === 'date-time'
      ? `2026-01-0${n + 1}T00:00:00.000Z`
      : schema.format === 'date'
        ? `2026-01-0${n + 1}`
        : String(exampleOf(schema, schemas, { optional: 'none' }));
  const said = needed.map((each, n) => `${each.name}=${encodeURIComponent(example(each, n))}`);
  return said.length > 0 ? `${at(each, ids)}?${said.join('&')}` : at(each, ids);
};

/** Asks each of these in turn, and gives what is wrong with the answers. */
const faults = async <T>(all: readonly T[], name: (each: T) => string, judge: (each: T) => Promise<string | undefined>) => {
  const found: string[] = [];
  for (const each of all) {
    const fault = await judge(each);
    if (fault) found.push(`${name(each)} ${fault}`);
  }
  return found;
}; // prettier-ignore
const byName = ({ name }: Operation) => name;
const commandOf = ({ id }: Operation): string => id.charAt(0).toUpperCase() + id.slice(1);

const post = (operation: Operation, asks: Asks = {}): Promise<Said> =>
  ask('POST', at(operation, idsIn()), { key: holderOf(operation), ...asks });

const atPlaces = <T>(schema: Schema, path: string, found: (schema: Schema, path: string) => readonly T[]): readonly T[] => {
  const { $ref, ...beside } = schema;
  const whole: Schema = $ref ? { ...schemas[$ref.split('/').at(-1)], ...beside } : schema;
  return [
    ...found(whole, path),
    ...Object.entries<Schema>(whole['properties'] ?? {}).flatMap(([name, each]) => atPlaces(each, `${path}/${name}`, found)),
    ...(whole['items'] ? atPlaces(whole['items'], `${path}/0`, found) : []),
    ...[...(whole['oneOf'] ?? []), ...(whole['anyOf'] ?? [])].flatMap((each: Schema) => atPlaces(each, path, found)),
  ];
}; // prettier-ignore

/** The body with something else at a place; undefined where the place is not in it. */
const withAt = (body: any, path: string, change: (holder: any, field: string) => void): object | undefined => {
  const copy = structuredClone(body);
  const [last = '', ...way] = path.split('/').slice(1).reverse();
  const holder = way.reverse().reduce((each, name) => each?.[name], copy);
  if (typeof holder !== 'object' || holder === null || (last !== '' && !(last in holder))) return undefined;
  change(holder, last);
  return copy;
};

describe('The description', () => {
  it('calls every operation by a name of its own, and names every part of its path', () => {
    const names = operations.map(({ id }) => id);
    expect(names.filter((name, n) => names.indexOf(name) !== n)).toEqual([]);
    expect(operations.filter(({ params, declared }) => params.join() !== declared.join()).map(byName)).toEqual([]);
  });
});

describe('Every write', () => {
  it('is there, with a body that is described, and permitted to somebody', () => {
    expect(writes().length).toBeGreaterThan(30);
    expect(new Set(writes().map(({ body }) => body)).size).toBe(writes().length);
    const commands = writes().filter(({ path }) => !path.endsWith('/people'));
    expect(commands.filter(({ body }) => !lines.has(body!)).map(byName)).toEqual([]);
  });

  it.each([
    ['that is no JSON', { raw: '{' }, 400],
    ['that ends too early', { raw: '{"a":' }, 400],
    ['that is a list', { raw: '[]' }, 400],
    ['that is null', { raw: 'null' }, 400],
    ['that is a text', { raw: '"x"' }, 400],
    ['that is a number', { raw: '1' }, 400],
    ['that is empty, yet said to be JSON', { raw: '' }, 400],
    ['with a __proto__', { raw: '{"__proto__":{"a":1}}' }, 400],
    ['with a constructor', { raw: '{"constructor":{"prototype":{"a":1}}}' }, 400],
    ['that is too large', { raw: JSON.stringify({ note: 'x'.repeat(300 << 10) }) }, 413],
    ['in plain text', { raw: '{}', headers: { 'content-type': 'text/plain' } }, 415],
    ['in XML', { raw: '<a/>', headers: { 'content-type': 'application/xml' } }, 415],
    ['of a form', { raw: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415],
    ['of no type that exists', { raw: '{}', headers: { 'content-type': 'x' } }, 415],
  ])('refuses a body %s', async (_, asks: Asks, status: number) => {
    expect(await faults(writes(), byName, async (each) => problemOf(await post(each, asks), status))).toEqual([]);
  });

  it('names an unknown field, wherever it stands', async () => {
    const found = await faults(writes(), byName, async (each) => {
      const whole = bodyOf(each, 'all');
      const places = atPlaces(schemas[each.body!]!, '', (schema, path) => (schema['properties'] ? [path] : []));
      for (const path of new Set(places)) {
        const body = withAt({ ...whole }, `${path}/`, (holder) => (holder.mallory = 1));
        if (!body) continue;
        const said = await post(each, { body });
        const fault = problemOf(said, 400);
        const named = said.body.errors?.some(({ pointer }: { pointer: string }) => pointer.endsWith('/mallory'));
        if (fault || !named) return `${path}: ${fault ?? said.text}`;
      }
      return undefined;
    });
    expect(found).toEqual([]);
  });

  it('misses a field that it needs, wherever it stands', async () => {
    const found = await faults(writes(), byName, async (each) => {
      const whole = bodyOf(each, 'all');
      const places = atPlaces<string>(schemas[each.body!]!, '', (schema, path) =>
        (schema['required'] ?? []).map((name: string) => `${path}/${name}`),
      );
      for (const path of new Set(places)) {
        const body = withAt(whole, path, (holder, field) => delete holder[field]);
        const fault = body && problemOf(await post(each, { body }), 400);
        if (fault) return `${path}: ${fault}`;
      }
      return undefined;
    });
    expect(found).toEqual([]);
  });

  it('refuses another type, a NUL and half a character, wherever they stand', async () => {
    const odd = [null, [], {}, 'a\0b', 'a\uD800', 1.5, -1, 1e300, true, ''];
    const found = await faults(writes(), byName, async (each) => {
      const whole = bodyOf(each, 'all');
      const schema = schemas[each.body!]!;
      const places = atPlaces(schema, '', (of, path) => (path && !of['properties'] ? [{ path, of }] : []));
      const mayBeNull = new Set(atPlaces(schema, '', (of, path) => (of['anyOf']?.some(({ type }: Schema) => type === 'null') ? [path] : []))); // prettier-ignore
      for (const { path, of } of places)
        for (const value of odd) {
          if (value === null && mayBeNull.has(path)) continue;
          if (typeof value === 'boolean' && of['type'] === 'boolean') continue;
          if (Array.isArray(value) && of['type'] === 'array' && !of['minItems']) continue;
          const body = withAt(whole, path, (holder, field) => (holder[field] = value));
          const fault = body && problemOf(await post(each, { body }), 400);
          if (fault) return `${path} ${JSON.stringify(value)}: ${fault}`;
        }
      return undefined;
    });
    expect(found).toEqual([]);
  });

  it.each([
    ['no key', { headers: {} }],
    ['another scheme', { headers: { authorization: 'Basic YTpi' } }],
    ['a key of nobody', { headers: { authorization: `Bearer lj_${'0'.repeat(12)}_${'A'.repeat(32)}` } }],
    ['a key of no shape', { headers: { authorization: 'Bearer é' } }],
  ])('refuses %s', async (_, { headers }) => {
    const found = await faults([...writes(), ...reads()], byName, async (each) => {
      const body = each.method === 'POST' ? { body: bodyOf(each) } : {};
      const said = await ask(each.method, at(each, idsIn()), { ...body, headers });
      return problemOf(said, 401) ?? (said.headers.get('www-authenticate')?.startsWith('Bearer') ? undefined : 'no WWW-Authenticate'); // prettier-ignore
    });
    expect(found).toEqual([]);
  });

  it('refuses a key whose secret is not its own, and one that was revoked', async () => {
    const { key, clientId } = await app.keys.issue({ kind: 'operator', label: 'revoked' });
    await app.keys.revoke(clientId);
    const forged = keys.chair.replace(/.{4}$/, (end) => (end === 'AAAA' ? 'BBBB' : 'AAAA'));
    const found = await faults([...writes(), ...reads()], byName, async (each) => {
      const body = each.method === 'POST' ? { body: bodyOf(each) } : {};
      const said = [key, forged].map((wrong) => ask(each.method, at(each, idsIn()), { ...body, key: wrong }));
      return (await Promise.all(said)).map((each) => problemOf(each, 401)).find(Boolean);
    });
    expect(found).toEqual([]);
  });

  it('is for those only whom the table of permissions names', async () => {
    const roles = ['chair', 'delegate', 'deputy', 'liaison', 'suspended', 'applicant', 'operator'] as const;
    const member = (...also: readonly Role[]): readonly Role[] => ['member', ...also];
    const held: Readonly<Record<(typeof roles)[number], readonly Role[]>> = {
      ...{ chair: member('chair', 'delegate'), delegate: member('delegate'), deputy: member('deputy') },
      ...{ liaison: member('liaison'), suspended: member('suspended') },
      ...{ applicant: ['applicant'], operator: ['operator'] },
    };
    const commands = writes().filter((each) => lines.has(each.body!) && inAlliance(each));
    const found = await faults(commands, byName, async (each) => {
      for (const role of roles) {
        const allowed = grants(each.body!, held[role]);
        const said = await post(each, { key: keys[role], body: bodyOf(each), headers: { dryRun: 'true' } });
        const code = said.body.type?.split('/').at(-1);
        const barred = ['not-permitted', 'no-mandate', 'unit-not-in-standing'].includes(code);
        if (allowed && barred) return `${role} may: ${said.text}`;
        const fault = allowed ? undefined : problemOf(said, 403);
        if (fault) return `${role} may not: ${fault}`;
      }
      return undefined;
    });
    expect(found).toEqual([]);
  });

  it('of the installation is for the operator only', async () => {
    const commands = writes().filter((each) => !inAlliance(each));
    expect(commands.length).toBeGreaterThan(0);
    const others = async (each: Operation) => problemOf(await post(each, { key: keys.chair, body: bodyOf(each) }), 403);
    expect(await faults(commands, byName, others)).toEqual([]);
  });

  it('does not know an alliance that is not there, nor that of others', async () => {
    const commands = writes().filter(inAlliance);
    const found = await faults(commands, byName, async (each) => {
      const body = bodyOf(each);
      for (const id of [randomUUID(), elsewhere.id, alliance.id.toUpperCase(), 'x', '%00', '%f0%a0%ae%b7'])
        for (const key of [keys.chair, keys.applicant]) {
          const fault = problemOf(await ask('POST', at(each, idsIn(id)), { key, body }), [400, 404]);
          if (fault) return `${id}: ${fault}`;
        }
      if (each.path.endsWith('/people')) return undefined; // the operator registers those who are to found an alliance
      return problemOf(await ask('POST', at(each, idsIn(randomUUID())), { key: keys.operator, body }), [403, 404]);
    });
    expect(found).toEqual([]);
  });

  it('does not know ids in another spelling', async () => {
    const ids = (spelt: (id: string) => string) =>
      new Proxy({} as Record<string, string>, {
        get: (_, name) => (name === 'allianceId' ? alliance.id : spelt(randomUUID())),
      });
    const spellings = [(id: string) => id.toUpperCase(), (id: string) => `{${id}}`, () => 'x', () => '%00', (id: string) => id.replaceAll('-', '')]; // prettier-ignore
    const found = await faults(
      [...writes(), ...reads()].filter(({ params }) => params.length > 1),
      byName,
      async (each) => {
        for (const spelt of spellings) {
          const body = each.method === 'POST' ? { body: bodyOf(each) } : {};
          const said = await ask(each.method, at(each, ids(spelt)), { key: keys.chair, ...body });
          const fault = problemOf(said, [400, 404]);
          if (fault) return fault;
        }
        return undefined;
      },
    );
    expect(found).toEqual([]);
  });

  it.each([
    ['an empty Idempotency-Key', '', { 'idempotency-key': ' ' }],
    ['an Idempotency-Key with a space', '', { 'idempotency-key': 'a b' }],
    ['an Idempotency-Key beyond ASCII', '', { 'idempotency-key': 'é' }],
    ['an Idempotency-Key that is too long', '', { 'idempotency-key': 'x'.repeat(256) }],
    ['an If-Match of no revision', '', { 'if-match': 'x' }],
    ['a weak If-Match', '', { 'if-match': 'W/"1"' }],
    ['any If-Match', '', { 'if-match': '*' }],
    ['an If-Match below nothing', '', { 'if-match': '"-1"' }],
    ['an endless If-Match', '', { 'if-match': `"${'9'.repeat(400)}"` }],
    ['a Lianjian-After of no position', '', { 'lianjian-after': '-1' }],
    ['a dryRun that is neither', '?dryRun=yes', {}],
    ['a dryRun twice', '?dryRun=true&dryRun=false', {}],
    ['an unknown parameter', '?mallory=1', {}],
    ['a parameter of lists', '?limit=1', {}],
    ['a parameter called __proto__', '?__proto__=1', {}],
  ])('refuses %s', async (_, query, headers) => {
    const found = await faults(writes(), byName, async (each) => {
      const said = await ask('POST', `${at(each, idsIn())}${query}`, { key: holderOf(each), body: bodyOf(each), headers }); // prettier-ignore
      return problemOf(said, 400);
    });
    expect(found).toEqual([]);
  });

  it('records nothing in a dry run, whether it would or would be refused', async () => {
    const before = await app.log.head();
    const people = await count('access.person');
    const found = await faults(writes(), byName, async (each) => {
      const [nowhere, there] = [idsIn(), story.ids].map((ids) => `${at(each, ids)}?dryRun=true`);
      const asked = [bodyOf(each), bodyOf(each, 'all')].flatMap((body) => [
        ask('POST', nowhere!, { key: holderOf(each), body }),
        ask('POST', there!, { key: inAlliance(each) ? story.chair.key : keys.operator, body }),
      ]);
      for (const said of await Promise.all(asked)) {
        if (said.status === 200 && Array.isArray(said.body.events)) continue;
        const fault = problemOf(said, [400, 403, 404, 409]);
        if (fault) return fault;
      }
      return undefined;
    });
    expect(found).toEqual([]);
    expect(await app.nest.get(EventStore).head()).toBe(before);
    expect(await count('access.person')).toBe(people);
  });

  it('answers in Chinese to whom prefers it', async () => {
    const headers = { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.5' };
    const found = await faults([...writes(), ...reads()], byName, async (each) => {
      const said = each.method === 'POST' ? await post(each, { raw: '[]', headers }) : await ask('GET', `${at(each, idsIn())}?mallory=1`, { key: holderOf(each), headers }); // prettier-ignore
      const refused = each.method === 'POST' ? await post(each, { body: bodyOf(each), key: keys.applicant, headers }) : said; // prettier-ignore
      const chinese = ({ status, body }: Said) => status < 300 || /\p{Script=Han}/u.test(body.title);
      return problemOf(said, 400) ?? (chinese(said) && chinese(refused) ? undefined : `${said.text} ${refused.text}`);
    });
    expect(found).toEqual([]);
  });
});

const count = async (table: string): Promise<number> =>
  (await app.database.query(`SELECT count(*)::int AS n FROM ${table}`))[0].n;

describe('Every question', () => {
  const got = (each: Operation, query = '', key = holderOf(each), ids = idsIn(), headers = {}) => {
    const path = asked(each, ids);
    return ask('GET', path.includes('?') ? `${path}${query.replace('?', '&')}` : `${path}${query}`, { key, headers });
  };

  it('is there', () => {
    expect(reads().length).toBeGreaterThan(15);
    expect(lists().length).toBeGreaterThan(6);
  });

  /** Asks about what is there. */
  const there = (each: Operation, query = '', key = inAlliance(each) ? story.chair.key : keys.operator) =>
    got(each, query, key, story.ids);

  it('about what is there is answered, with its place in the log', async () => {
    const ofInstallation = ['/v1/keys/{keyId}']; // the story's key is of its alliance
    const known = reads().filter(({ params, path }) =>
      params.every((name) => name in story.ids) && !ofInstallation.includes(path) && !path.endsWith('/explain')); // prettier-ignore
    expect(known.length).toBeGreaterThan(20);
    const found = await faults(known, byName, async (each) => {
      // Who somebody is elsewhere is not for the chair, where they are of another unit.
      const said = await (each.path.endsWith('/identities') ? there(each, '', keys.operator) : there(each));
      const position = Number(said.headers.get('lianjian-position'));
      const placed = !inAlliance(each) || each.path.includes('/people/') || position > 0;
      return said.status === 200 && placed ? undefined : `${said.status} ${position} ${said.text}`;
    });
    expect(found).toEqual([]);
  });

  it('about one thing that is not there answers 404', async () => {
    const things = reads().filter(({ params }) => params.length > 1);
    const items = async (each: Operation) => {
      const said = await got(each);
      if (lists().includes(each) && said.status === 200 && said.body.items.length === 0) return undefined;
      return problemOf(said, 404);
    };
    expect(await faults(things, byName, items)).toEqual([]);
  });

  it('about an alliance that is not there, or that of others, answers 404', async () => {
    const found = await faults(reads().filter(inAlliance), byName, async (each) => {
      for (const id of [randomUUID(), elsewhere.id, alliance.id.toUpperCase()]) {
        const fault = problemOf(await got(each, '', keys.chair, idsIn(id)), [400, 404]);
        if (fault) return fault;
      }
      return problemOf(await got(each, '', keys.operator, idsIn(randomUUID())), 404);
    });
    expect(found).toEqual([]);
  });

  it.each(['?mallory=1', '?dryRun=true', '?__proto__=1', '?constructor=1', '?cursor[]=1'])('refuses %s', async (query) => {
    const found = await faults(reads(), byName, async (each) => problemOf(await got(each, query), 400));
    expect(found).toEqual([]);
  }); // prettier-ignore

  it.each([
    ...['?limit=0', '?limit=201', '?limit=abc', '?limit=', '?limit=1.5', '?limit=-1', '?limit=1e3', '?limit=1&limit=2'],
    ...['?cursor=', '?cursor=x', `?cursor=${'x'.repeat(3_000)}`, '?cursor=%00', '?cursor=bnVsbA', '?cursor=W10'],
    `?cursor=${Buffer.from('[{}]').toString('base64url')}`,
    `?cursor=${Buffer.from('["a\\u0000","b","c"]').toString('base64url')}`,
    `?cursor=${Buffer.from('[1e400,1e400]').toString('base64url')}`,
  ])('of a list refuses %s', async (query) => {
    expect(await faults(lists(), byName, async (each) => problemOf(await there(each, query), 400))).toEqual([]);
  });

  it('of a list does not take the cursor of no list, whatever it holds', async () => {
    const places = [[''], ['', ''], ['', '', ''], [1], [1, ''], ['', 1], [0.5], [null, null], [[], []], [9e15, ''], ['\ud800', 'x'], [true]]; // prettier-ignore
    const found = await faults(lists(), byName, async (each) => {
      for (const place of places) {
        const cursor = Buffer.from(JSON.stringify(place)).toString('base64url');
        const said = await there(each, `?cursor=${cursor}`);
        if (said.status === 200 && Array.isArray(said.body.items)) continue;
        const fault = problemOf(said, 400);
        if (fault) return `${JSON.stringify(place)} ${fault}`;
      }
      return undefined;
    });
    expect(found).toEqual([]);
  });

  it('of a list refuses what no filter may be', async () => {
    const found = await faults(lists(), byName, async (each) => {
      for (const { name, schema } of each.query) {
        if (['cursor', 'limit'].includes(name)) continue;
        const odd = ['', '%00', 'x'.repeat(3_000), ...((schema.enum ?? schema.format) ? ['x'] : []), `a&${name}=b`];
        for (const value of odd) {
          const fault = problemOf(await there(each, `?${name}=${value}`), 400);
          if (fault) return `${name}=${value.slice(0, 20)} ${fault}`;
        }
      }
      return undefined;
    });
    expect(found).toEqual([]);
  });

  it('refuses a Lianjian-After that is no position', async () => {
    const odd = ['x', '-1', '1.5', '9'.repeat(16), ''];
    const found = await faults(reads(), byName, async (each) => {
      for (const after of odd.filter(Boolean)) {
        const fault = problemOf(await got(each, '', keys.chair, idsIn(), { 'lianjian-after': after }), 400);
        if (fault) return `${after} ${fault}`;
      }
      return undefined;
    });
    expect(found).toEqual([]);
  });

  it('is not for those whose mandate has ended', async () => {
    const found = await faults(reads().filter(inAlliance), byName, async (each) => {
      const said = await got(each, '', ended);
      if (openToApplicants(each)) return said.status < 500 ? undefined : said.text;
      return problemOf(said, 403);
    });
    expect(found).toEqual([]);
  });

  it('is not for applicants, but for the one about themselves', async () => {
    const found = await faults(reads().filter(inAlliance), byName, async (each) => {
      const said = await got(each, '', keys.applicant);
      return problemOf(said, openToApplicants(each) ? 404 : 403);
    });
    expect(found).toEqual([]);
  });

  it('is for every member, also a suspended one, where the table says so', async () => {
    const open = reads().filter((each) => inAlliance(each) && grants(commandOf(each), ['member']));
    expect(open.length).toBeGreaterThan(30);
    const found = await faults(open, byName, async (each) => {
      for (const role of ['delegate', 'deputy', 'liaison', 'suspended'] as const) {
        const said = await got(each, '', keys[role]);
        if (said.status !== 200 && said.status !== 404) return `${role} ${said.text}`;
      }
      return undefined;
    });
    expect(found).toEqual([]);
  });

  /** An applicant may read its own application, have its own acts proven, and nothing else. */
  const openToApplicants = ({ path }: Operation) => /\/(units\/\{unitId\}|receipts\/\{position\})$/.test(path);
});

describe('The things of an alliance', () => {
  /** Somebody of the other alliance who may do such a thing there. */
  let holders: Readonly<{ chair: string; auditor: string }>;
  beforeAll(async () => {
    const { key } = await app.keys.issue({ kind: 'auditor', allianceId: elsewhere.id, label: 'audit' });
    holders = { chair: elsewhere.as('others').key, auditor: key };
  });
  const theirs = (each: Operation): string =>
    each.method === 'POST' && grants(commandOf(each), ['auditor']) ? holders.auditor : holders.chair;

  it('are not to be got or touched from another one', async () => {
    const there = { ...story.ids, allianceId: elsewhere.id };
    const touching = [...writes(), ...reads()].filter(({ params }) => params.length > 1);
    const before = await app.log.head();
    const found = await faults(touching, byName, async (each) => {
      const body = each.method === 'POST' ? { body: bodyOf(each) } : {};
      return problemOf(await ask(each.method, asked(each, there), { key: theirs(each), ...body }), 404);
    });
    expect(found).toEqual([]);
    expect(await app.log.head()).toBe(before);
  });

  it('give no new thing of another one their id', async () => {
    const begins = writes().filter(({ params, path }) => params.length === 1 && ownId(path));
    expect(begins.length).toBeGreaterThan(2);
    const before = await app.log.head();
    const found = await faults(begins, byName, async (each) => {
      const id = ownId(each.path)!;
      if (!(id in schemas[each.body!]!['properties'])) return undefined; // the key says for which unit
      const body = { ...bodyOf(each), [id]: story.ids[id as keyof typeof story.ids] };
      const said = await ask('POST', at(each, { allianceId: elsewhere.id }), { key: theirs(each), body });
      return problemOf(said, [404, 409]);
    });
    expect(found).toEqual([]);
    expect(await app.log.head()).toBe(before);
  });

  /** The id of a thing that is made at this path. */
  const ownId = (path: string): string | undefined =>
    reads()
      .find((each) => each.path.startsWith(`${path}/{`) && each.path.endsWith('}'))
      ?.params.at(-1);
});

describe('What is no route', () => {
  it.each([
    ['GET', '/v1/nothing'],
    ['GET', '/%ff'],
    ['GET', '/v1/alliances/%E0%A4%A'],
    ['PUT', '/v1/alliances'],
    ['DELETE', '/v1/alliances'],
    ['PATCH', '/v1/alliances'],
    ['POST', '/health/live'],
    ['GET', `/v1/alliances/${'x'.repeat(200)}`],
    ['GET', '//'],
    ['OPTIONS', '/v1/alliances'],
  ])('%s %s is answered with a problem document', async (method, path) => {
    expect(problemOf(await ask(method, path, { key: app.operator.key }), [400, 404, 405, 413])).toBeUndefined();
  });
});
