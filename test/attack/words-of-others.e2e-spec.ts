import { tellAWholeStory } from '../a-whole-story.js';
import { startApp, type TestApp } from '../app.js';
import { exampleOf } from '../from-schema.js';
import { at, described } from '../requests.js';

let app: TestApp;
let story: Awaited<ReturnType<typeof tellAWholeStory>>;
const said = new Set<string>();

beforeAll(async () => {
  app = await startApp();
  story = await tellAWholeStory(app, (field) => {
    const text = `Words${said.size}-${field.replaceAll(' ', '-')}`;
    said.add(text);
    return text;
  });
  await app.settled();
});
afterAll(() => app.close());

const found = (text: string) => [...said].filter((each) => text.includes(each));

it('A dry run, and what is refused, say no word that somebody else said', async () => {
  const { operations, schemas } = described(app.nest);
  const writes = operations.filter(
    ({ method, path, body }) => method === 'POST' && path.includes('{allianceId}') && body,
  );
  const told: string[] = [];
  let tried = 0;
  for (const each of writes)
    for (const who of [story.clinic, story.bank, story.chair, story.school]) {
      const body = exampleOf(schemas[each.body!]!, schemas, { optional: 'none' });
      const answer = await who.post(`${at(each, story.ids)}?dryRun=true`, body);
      tried += answer.status === 200 ? 1 : 0;
      const words = found(JSON.stringify(answer.body));
      if (words.length > 0) told.push(`${each.name}: ${words.join()}`);
    }
  expect(tried).toBeGreaterThan(20);
  expect(told).toEqual([]);
});

it('The stream and the history, in every form, say none of them either', async () => {
  const told: string[] = [];
  const headers = { authorization: `Bearer ${story.chair.key}` };
  for (const format of ['json', 'csv', 'ndjson']) {
    const limit = format === 'json' ? '&limit=200' : '';
    const path = `${story.alliance.path}/history?format=${format}${limit}`;
    const response = await fetch(`${app.url}${path}`, { headers });
    expect(response.status).toBe(200);
    told.push(...found(await response.text()));
  }
  const gone = new AbortController();
  const response = await fetch(`${app.url}${story.alliance.path}/stream?after=0`, {
    headers,
    signal: gone.signal,
  });
  const head = await app.log.head();
  let text = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (Number(/.*^id: (\d+)/ms.exec(text)?.[1]) >= head) break;
  }
  gone.abort();
  expect(text).toContain('event: BallotCast');
  expect([...told, ...found(text)]).toEqual([]);
});
