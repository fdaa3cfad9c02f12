import type { Recorded } from '#event-sourcing';
import { Ajv2020, type Options, type ValidateFunction } from 'ajv/dist/2020.js';
import { randomUUID } from 'node:crypto';
import { SealingEventStore } from '../src/access/sealing-event-store.js';
import { openApi } from '../src/description/openapi.js';
import { checkOptions } from '../src/platform/body-pipe.js';
import { tellAWholeStory } from './a-whole-story.js';
import { startApp, type Answer, type Asked, type TestApp } from './app.js';

// A story in which every write of the API succeeds at least once, told under a watch: before each write a dry run, then
// the write twice at once under one key. So every convention is checked on every route, and a route that the story does
// not know yet is named.

let app: TestApp;
let operations: readonly Readonly<{ name: string; matches: RegExp; said: any; method: string }>[];
let components: any;
const met = new Map<string, number>();
const faults: string[] = [];
let watching = true;
let story: Awaited<ReturnType<typeof tellAWholeStory>>;
/** Writes that succeeded, with what was answered: one of each route. */
const succeeded = new Map<string, { asked: Asked; answer: Answer; headers: Record<string, string> }>();

const steady = (body: object) => ({ ...body, instance: undefined });
/** What a caller keeps of an answer, but for a secret that is shown once. */
const kept = ({ status, body, headers }: Answer) =>
  JSON.stringify([
    status,
    { ...body, key: undefined, secret: undefined },
    ...['location', 'etag', 'lianjian-position'].map((name) => headers.get(name)),
  ]);
/** What was decided, but for the instant at which it was. */
const timeless = (said: unknown) => JSON.stringify(said).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'then');

/** What a dry run says of what was recorded: the words of it, opened, beside the rest. */
const asForetold = ({ type, data }: Recorded) => {
  const { sealed, ...rest } = data as { sealed?: { plain: object } };
  return { type, data: rest, words: sealed?.plain ?? {} };
};

beforeAll(async () => {
  app = await startApp();
  const document: any = openApi(app.nest, new Map());
  components = document.components;
  operations = Object.entries<any>(document.paths).flatMap(([path, methods]) =>
    Object.entries<any>(methods).map(([method, said]) => {
      const matches = new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`);
      return { name: `${method.toUpperCase()} ${path}`, matches, said, method: method.toUpperCase() };
    }),
  );
  app.watch(async (asked, send) => (asked.method === 'POST' && watching ? watchWrite(asked, send) : watchRead(asked, send))); // prettier-ignore
  story = await tellAWholeStory(app);
  watching = false;
}, 300_000);
afterAll(() => app.close());

type Send = (asked: Asked) => Promise<Answer>;
const operationOf = ({ method, path }: Pick<Asked, 'method' | 'path'>) => {
  const found = operations.filter((each) => each.method === method && each.matches.test(path.split('?')[0]!));
  return found.sort((one, other) => one.name.split('{').length - other.name.split('{').length)[0];
};

const watchWrite = async (asked: Asked, send: Send): Promise<Answer> => {
  const name = operationOf(asked)?.name ?? `${asked.method} ${asked.path}`;
  const fault = (what: string) => void faults.push(`${name}: ${what}`);
  const headers = { 'idempotency-key': randomUUID(), ...asked.headers };
  const dry = asked.path.includes('?') ? `${asked.path}&dryRun=true` : `${asked.path}?dryRun=true`;
  await app.settled();
  const before = await app.log.head();
  const forecast = await send({ ...asked, path: dry, headers });
  const meanwhile = await app.log.readAll(before, 200); // the clock goes on by itself
  if (meanwhile.some(({ issue: { actor } }) => !['clock', 'reaction'].includes(actor.kind))) fault('a dry run was recorded'); // prettier-ignore
  describedAs(asked, forecast, fault);

  const [answer, again] = await Promise.all([send({ ...asked, headers }), send({ ...asked, headers })]);
  describedAs(asked, answer, fault);
  if (answer.status >= 300) {
    if (forecast.status !== answer.status || JSON.stringify(steady(forecast.body)) !== JSON.stringify(steady(answer.body)))
      fault(`the dry run said ${JSON.stringify(forecast.body)}, the write ${JSON.stringify(answer.body)}`);
    return answer;
  }
  if (kept(answer) !== kept(again)) fault(`two at once with one key: ${kept(answer)} and ${kept(again)}`);
  if (forecast.status !== 200) fault(`the dry run was refused: ${JSON.stringify(forecast.body)}`);
  const position = Number(answer.headers.get('lianjian-position'));
  if (position > before) {
    const all = await app.log.readAll(before, 200);
    const last = all.find((each) => each.position === position);
    const recorded = all.filter(({ issue }) => issue.commandId === last?.issue.commandId);
    const open = await app.nest.get(SealingEventStore).opened(recorded);
    const [said, is] = [forecast.body.events, open.map(asForetold)].map(timeless);
    if (said !== is && recorded.length > 0) fault(`the dry run foretold ${said}, and it was ${is}`);
  }
  met.set(name, (met.get(name) ?? 0) + 1);
  succeeded.set(name, { asked, answer, headers });
  return answer;
}; // prettier-ignore

const watchRead = async (asked: Asked, send: Send): Promise<Answer> => {
  const answer = await send(asked);
  const name = operationOf(asked)?.name ?? asked.path;
  describedAs(asked, answer, (what) => void faults.push(`${name}: ${what}`));
  if (answer.status === 200) met.set(name, (met.get(name) ?? 0) + 1);
  return answer;
};

const checks = new Map<string, ValidateFunction>();
const known = checkOptions.formats as NonNullable<Options['formats']>;
const lenient: Options = {
  ...{ strict: false, discriminator: false },
  formats: { ...known, int32: true, int64: true, 'uri-reference': true },
};
const resolved = (each: any): any => (each?.$ref ? components[each.$ref.split('/')[2]][each.$ref.split('/')[3]] : each);
/** Whether an answer is one that the description names, of the shape and with the headers that it says. */
const describedAs = (asked: Asked, { status, body, headers }: Answer, fault: (what: string) => void): void => {
  const operation = operationOf(asked);
  if (!operation) return fault('is not described');
  const said = resolved(operation.said.responses[status]);
  if (!said) return fault(`${status} is not described: ${JSON.stringify(body)}`);
  const form = headers.get('content-type')?.split(';')[0] ?? '';
  const schema = said.content?.[form]?.schema;
  if (!schema) return fault(`${status} is not described as ${form}`);
  if (!form.endsWith('json')) return;
  const key = `${operation.name} ${status}`;
  const check = checks.get(key) ?? new Ajv2020(lenient).compile({ ...schema, components });
  checks.set(key, check);
  if (!check(body)) fault(`${status}: ${JSON.stringify(check.errors?.slice(0, 3))}`);
  const ours = ['lianjian-position', 'etag', 'location', 'link'];
  const names = Object.keys(said.headers ?? {}).map((each) => each.toLowerCase());
  const odd = ours.filter((each) => headers.has(each) && !names.includes(each));
  if (odd.length > 0) fault(`${status} has ${odd.join()}, which is not described`);
};

it('In the whole story every convention holds', () => {
  expect([...new Set(faults)]).toEqual([]);
});

it('Every write succeeds somewhere in the story', () => {
  const writes = operations.filter(({ method }) => method === 'POST').map(({ name }) => name);
  const missed = writes.filter((name) => !met.has(name) && !toldElsewhere.test(name));
  expect(missed).toEqual([]);
}); // prettier-ignore

/** Writes of other stories, whose own tests tell of them. */
const toldElsewhere =
  /^POST \/v1\/(keys|sign-in|session|feeds|alliances)\b(?!\/\{allianceId\}\/(?!webhooks|placement|people\/.*(identities|change)))/;

it('A stale If-Match is refused on every route with 412, whatever else is wrong, and records nothing', async () => {
  const before = await app.log.head();
  const wrong: string[] = [];
  for (const [name, { asked }] of succeeded) {
    const headers = { ...asked.headers, 'idempotency-key': randomUUID(), 'if-match': '"999999999"' };
    const { status, body } = await app.send({ ...asked, headers });
    if (status !== 412 && status !== 403) wrong.push(`${name}: ${status} ${JSON.stringify(body)}`);
  }
  expect(wrong).toEqual([]);
  expect(await app.log.head()).toBe(before);
});

it('What was recorded is answered again under its key, long after, and another request under it is refused', async () => {
  const before = await app.log.head();
  const wrong: string[] = [];
  for (const [name, { asked, answer, headers }] of succeeded) {
    const again = await app.send({ ...asked, headers });
    if (again.status === 403) continue; // who acted has left since, or lost its mandate
    // People stand beside the log: a repeat is answered with the position of now.
    if (kept(again) !== kept(answer) && !name.endsWith('/people'))
      wrong.push(`${name}: ${kept(again)} instead of ${kept(answer)}`);
  }
  expect(wrong).toEqual([]);
  expect(await app.log.head()).toBe(before);
});

it('A key that stood for one request is refused for another one', async () => {
  const wrong: string[] = [];
  const path = `${story.alliance.path}/projects`;
  const said = { ...lamps, title: { en: 'Another request' } };
  for (const [name, { asked, headers }] of succeeded) {
    if (asked.key !== story.school.key && asked.key !== story.bank.key) continue;
    const { status, body } = await app.send({ ...asked, path, body: said, headers });
    if (status !== 422) wrong.push(`${name}: ${status} ${JSON.stringify(body)}`);
  }
  expect(wrong).toEqual([]);
});

it('A position that is beyond the log is waited for by every question, and then to be asked for again', async () => {
  const answers = operations.filter(({ method, said, name }) => method === 'GET' && name.includes('/alliances/{allianceId}') && !name.endsWith('/stream') && !said.responses[200].content['text/calendar']); // prettier-ignore
  const known = answers.filter(({ name }) => [...name.matchAll(/\{(\w+)\}/g)].every(([, id]) => id! in story.ids));
  expect(known.length).toBeGreaterThan(40);
  const after = { 'lianjian-after': String((await app.log.head()) + 100_000) };
  const answered = await Promise.all(
    known.map(async ({ name, said }) => {
      const path = name.slice(4).replace(/\{(\w+)\}/g, (_, id: string) => story.ids[id as keyof typeof story.ids]);
      const query = required(said.parameters ?? []);
      const { status, headers } = await app.send({ key: story.chair.key, method: 'GET', path: `${path}?${query}`, headers: after }); // prettier-ignore
      return [name, status, headers.get('retry-after') !== null] as const;
    }),
  );
  const waited = answered.filter(([name]) => !besideTheLog.test(name));
  expect(waited.filter(([, status, retry]) => status !== 503 || !retry)).toEqual([]);
});
/** What does not stand in the log. */
const besideTheLog = /\/(people|keys|identities|webhooks)\b/;
/** A query with all that a question cannot do without: ids of the story, instants one after another, the path of a figure. */
const required = (parameters: readonly any[]): string => {
  const query = new URLSearchParams();
  const needed = parameters.filter((each) => each.in === 'query' && each.required);
  for (const [n, { name, schema }] of needed.entries()) {
    const others = schema.format === 'date-time' ? `2026-01-0${n + 1}T00:00:00.000Z` : '/units/count';
    query.set(name, story.ids[name as keyof typeof story.ids] ?? others);
  }
  return query.toString();
};
const lamps = { requirements: [{ kind: 'goods', description: { en: 'Lamps' }, unitOfMeasure: 'pieces', quantity: 1 }] };

it('64 requests at once with one key give one result', async () => {
  const asked = { key: story.school.key, method: 'POST', path: `${story.alliance.path}/projects`, headers: { 'idempotency-key': randomUUID(), 'content-type': 'application/json' }, body: { title: { en: 'Once' }, ...lamps } }; // prettier-ignore
  await app.settled();
  const before = await app.log.head();
  const all = await Promise.all(Array.from({ length: 64 }, () => app.send(asked)));
  expect([...new Set(all.map(kept))]).toHaveLength(1);
  expect([all[0]!.status, (await app.log.readAll(before, 9)).length]).toEqual([201, 1]);
});
