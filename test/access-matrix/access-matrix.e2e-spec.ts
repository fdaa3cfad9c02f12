import { StreamCommand } from '#event-sourcing';
import { isOpen, operations, type Operation } from '../../src/access/operations.js';
import { describedRoutes } from '../../src/description/described-routes.js';
import { schemasOf } from '../../src/platform/body-schema.js';
import { randomUUID } from 'node:crypto';
import { tellAWholeStory } from '../a-whole-story.js';
import { startApp, type TestApp } from '../app.js';
import { exampleOf } from '../from-schema.js';
import { sendHttp } from '../http.js';
import { at, described, type Operation as Described, type Said } from '../requests.js';
import { everybody, type Somebody } from './everybody.js';
import { barring, expected, type Expected } from './expected.js';

// Every line of the table of permissions against everybody who may come: asked over HTTP, expected by the table alone.

const at_once = 24;
const request_ms_max = 10_000;

let app: TestApp;
let story: Awaited<ReturnType<typeof tellAWholeStory>>;
let ids: (operation: string) => Readonly<Record<string, string>>;
let people: readonly Somebody[];
let routes: readonly Route[];
let cells: readonly Readonly<{ name: string; wrong: string | undefined; expected: Expected }>[];
let before: number;

type Route = Readonly<{
  line: Operation;
  inAlliance: boolean;
  streams: boolean;
  method: 'GET' | 'POST';
  path: string;
  body: object | undefined;
  /** Whether it issues a command, which is guarded where it is decided. */
  decided: boolean;
  /** The units whose thing it is. */
  thing: readonly string[];
}>;

beforeAll(async () => {
  app = await startApp();
  story = await tellAWholeStory(app);
  ids = await idsOf();
  people = await everybody(app, story);
  routes = await allRoutes();
  before = await app.log.head();
  cells = await allCells();
}, 300_000);
afterAll(() => app.close());

/** What stands in the paths: the story's things, and open ones where an act on what is over is answered before. */
const idsOf = async () => {
  const { alliance, chair, school, bank, vote } = story;
  const requirementId = randomUUID();
  const needed = { requirementId, kind: 'labour', description: { en: 'Hands' }, unitOfMeasure: 'hours', quantity: 9 };
  const projectId = await school.created('projects', { title: { en: 'Open' }, requirements: [needed] });
  await school.did(`projects/${projectId}/submission`);
  await vote({ kind: 'project', projectId, asks: 'approve' });
  const pledgeId = await bank.created(`projects/${projectId}/pledges`, { requirementId, quantity: 3 });
  await app.settled();
  const { unitId, personId } = alliance.unit('school');
  const { items } = await chair.got(`units/${unitId}/mandates?limit=200`);
  const { mandateId } = items.find((each: any) => each.personId === personId);
  const instead: Readonly<Record<string, object>> = {
    ...Object.fromEntries(['AcceptPledge', 'DeclinePledge', 'ReallocatePledge', 'ReportDelivery', 'WithdrawPledge'].map((name) => [name, { projectId, pledgeId }])), // prettier-ignore
    EndMandate: { mandateId },
  };
  return (operation: string): Readonly<Record<string, string>> => ({ ...story.ids, ...instead[operation] });
};

/** The units that are a party to the thing that stands in a path, as the API tells it. */
const thingOf = async ({ name, grants }: Operation, ids: Readonly<Record<string, string>>): Promise<readonly string[]> => {
  const party = grants.flatMap(({ of }) => of ?? [])[0];
  const { resourceId, bookingId, projectId, pledgeId, motionId, actionId, findingId, unitId } = ids;
  const got = (path: string) => story.chair.got(path);
  const booking = () => got(`resources/${resourceId}/bookings/${bookingId}`);
  switch (party) {
    case 'owner':
      return [(await got(`resources/${resourceId}`)).unitId];
    case 'booker':
      return [(await booking()).unitId];
    case 'booker or owner':
      if (name === 'CancelSeries') return [(await got(`resources/${resourceId}/series/${ids['seriesId']}`)).unitId, (await booking()).ownerId]; // prettier-ignore
      return [(await booking()).unitId, (await booking()).ownerId];
    case 'receiver':
      return [(await got(`projects/${projectId}`)).receiver];
    case 'pledger':
      return [(await got(`projects/${projectId}/pledges/${pledgeId}`)).unitId];
    case 'pledger or receiver':
      return [(await got(`projects/${projectId}/pledges/${pledgeId}`)).unitId, (await got(`projects/${projectId}`)).receiver]; // prettier-ignore
    case 'tabler':
      return [(await got(`motions/${motionId}`)).tabledBy];
    case 'doer':
      return [(await got(`actions/${actionId}`)).unitId];
    case 'answerer':
      return [(await got(`findings/${findingId}`)).unitId];
    case 'keeper':
    case 'subscriber':
      return [story.alliance.unit('residents').unitId];
    case 'unit':
    case 'coverer':
    case 'attendee':
      return [unitId!];
    default: // of nothing, or of what the story does not have
      return [];
  }
}; // prettier-ignore

const allRoutes = async (): Promise<readonly Route[]> => {
  const { operations: all } = described(app.nest);
  const named = new Map([...describedRoutes(app.nest).values()].map((route) => [route.name, route]));
  const found: Route[] = [];
  for (const each of all) {
    const { operation: line, body: command, kind } = named.get(each.id)!;
    const example = command && exampleOf({ $ref: `#/${command.name}` }, schemasOf(command), { optional: 'none' });
    found.push({
      ...{ line, inAlliance: each.params.includes('allianceId'), streams: kind?.kind === 'streams' },
      ...{ decided: command?.prototype instanceof StreamCommand, thing: await thingOf(line, ids(line.name)) },
      ...{
        method: each.method,
        path: pathOf(each, ids(line.name)),
        body: example && { ...example, ...bodies()[line.name] },
      },
    });
  }
  return found;
};

/** Bodies that say whose thing it is. */
const bodies = (): Readonly<Record<string, object>> => {
  const { unitId, personId } = story.alliance.unit('school');
  const { unitId: ours, personId: chairman } = story.alliance.unit('residents');
  return {
    RecordAttendance: { attendee: { unitId, personId } },
    StateCoverage: { areaIds: [story.ids.areaId] },
    IssueKey: { kind: 'person', unitId: ours, personId: chairman },
  };
};

/** With what a question needs; a write is a dry run. */
const pathOf = (each: Described, ids: Readonly<Record<string, string>>): string => {
  const needed = each.query.filter(({ required }) => required);
  const said = needed.map(({ name }, n): [string, string] => [name, `2026-01-0${n + 1}T00:00:00.000Z`]);
  const query = new URLSearchParams(each.method === 'POST' ? [['dryRun', 'true']] : said).toString();
  return `${at(each, ids)}${query && `?${query}`}`;
};

const allCells = async () => {
  const wanted = routes.flatMap((route) => people.map((somebody) => ({ route, somebody })));
  const done: { name: string; wrong: string | undefined; expected: Expected }[] = [];
  const work = async (): Promise<void> => {
    for (let next = wanted.pop(); next; next = wanted.pop()) {
      const { route, somebody } = next;
      const where = { ...route, allianceId: story.alliance.id, decided: route.decided && route.inAlliance };
      const due = expected(route.line, somebody, where, route.thing);
      const name = `${route.line.name} by ${somebody.name}`;
      const said = await asked(route, somebody, due).catch((error: unknown) => String(error));
      done.push({ name, expected: due, wrong: typeof said === 'string' ? said : judged(due, said, route.line) });
    }
  };
  await Promise.all(Array.from({ length: at_once }, work));
  return done;
};

const asked = async (
  { method, path, body, streams }: Route,
  { key }: Somebody,
  { allowed }: Expected,
): Promise<Said> => {
  const { status, headers, text } = await sendHttp(`${app.url}${path}`, {
    method: streams && allowed ? 'HEAD' : method, // whoever may follow does not hear the end of it
    headers: {
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...(body && { 'content-type': 'application/json' }),
    },
    body: body && JSON.stringify(body),
    silent_ms_max: request_ms_max,
  });
  const isJson = headers.get('content-type')?.includes('json');
  return { status, headers, body: isJson && text ? JSON.parse(text) : {}, text };
};

/** What is wrong with an answer; nothing where it is as expected. */
const judged = (due: Expected, { status, body, text }: Said, line: Operation): string | undefined => {
  const told: readonly { type?: string }[] = [body, ...(body?.also ?? [])];
  const codes = told.flatMap(({ type }) => type?.split('/').at(-1) ?? []);
  const odd = `${status} ${text.slice(0, 200)}`;
  if (status >= 500) return odd;
  if (!due.allowed) {
    const right = due.among
      ? codes.includes(due.code) && status >= 400
      : status === due.status && codes[0] === due.code;
    return right ? undefined : `not ${due.status} ${due.code}: ${odd}`;
  }
  const missing = line.kind === 'asks' && status === 404 && codes[0]?.endsWith('-not-found'); // another unit's webhook
  const barred = status === 401 || (!missing && codes.some((code) => barring.includes(code)));
  const unseen = status === 404 && codes[0] === 'not-found' && !isOpen(line);
  return barred || unseen ? `may: ${odd}` : undefined;
};

it('Every line of the table is asked by everybody, and answered as the table says', () => {
  expect(cells.flatMap(({ name, wrong }) => (wrong ? [`${name}: ${wrong}`] : [])).sort()).toEqual([]);
});

it('It is thousands of cells, of those who may and of those who may not, for each reason', () => {
  expect(cells.length).toBeGreaterThan(5_000);
  expect(people.length).toBeGreaterThan(35);
  const counts = new Map<string, number>();
  for (const { expected: due } of cells) {
    const code = due.allowed ? 'allowed' : due.code;
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  for (const code of [
    'allowed',
    'not-found',
    'unauthenticated',
    'scope-missing',
    'no-mandate',
    'unit-not-in-standing',
    'not-permitted',
  ])
    // prettier-ignore
    expect([code, counts.get(code)]).toEqual([code, expect.any(Number)]);
  const parties = barring.filter((code) => /yours|^not-your/.test(code));
  expect(parties.filter((code) => !counts.has(code))).toEqual([]);
});

it('Every role is held by somebody who asks, but those that nobody can be', () => {
  const held = new Set(people.flatMap(({ roles }) => roles));
  const named = new Set([...operations.values()].flatMap(({ grants }) => grants.map(({ role }) => role)));
  expect([...named].filter((role) => !held.has(role)).sort()).toEqual(['anyone', 'clock', 'known', 'reaction']);
});

it('Nothing of it was recorded but what auditors read', async () => {
  const recorded = await app.log.readAll(before, 1_000);
  expect(new Set(recorded.map(({ type, issue }) => `${type} by ${issue.actor.kind}`))).toEqual(
    new Set(['MattersRead by auditor']),
  );
});
