import { tellAWholeStory } from './a-whole-story.js';
import { SealingEventStore } from '../src/access/sealing-event-store.js';
import { startApp, type TestApp } from './app.js';
import { rowsWith, tablesOf } from './rows-with.js';

let app: TestApp;
const said = new Map<string, string>();
/** A text that stands nowhere else. */
const marker = (field: string): string => {
  const text = `秘密${said.size}-Geheim-${field.replaceAll(' ', '-')}`;
  said.set(text, field);
  return text;
};

beforeAll(async () => {
  app = await startApp();
  await tellAWholeStory(app, marker);
});
afterAll(() => app.close());

const withoutSealed = (value: any): any =>
  typeof value !== 'object' || value === null
    ? value
    : Array.isArray(value)
      ? value.map(withoutSealed)
      : Object.fromEntries(
          Object.entries(value).flatMap(([name, each]) => (name === 'sealed' ? [] : [[name, withoutSealed(each)]])),
        );

const bodies = async (): Promise<readonly { type: string; data: any; issue: any }[]> => app.log.readAll(0, 5_000);

it('What people say of people lies in an event under `sealed`, and nowhere else', async () => {
  const open = (await bodies()).flatMap((event) => {
    const text = JSON.stringify(withoutSealed(event));
    return [...said].filter(([words]) => text.includes(words)).map(([, field]) => `${event.type}: ${field}`);
  });
  expect(open).toEqual([]);
});

it('Each reason and note comes back where the log is opened; no name, phone or address is there at all', async () => {
  const text = JSON.stringify(await app.nest.get(SealingEventStore).opened((await bodies()) as never));
  const kept = new Set([...said].filter(([words]) => text.includes(words)).map(([, field]) => field));
  const fields = new Set(said.values());
  expect([...fields].filter((field) => !kept.has(field)).sort()).toEqual(['email', 'name', 'phone']);
});

it('No word, name, phone or address stands in any table of the database', async () => {
  const names = await tablesOf(app.database);
  expect(names).toEqual(
    expect.arrayContaining(['log.event', 'access.person', 'access.secret', 'engine.refused_answer']),
  );
  for (const name of names) expect([name, await rowsWith(app.database, name, [...said.keys()])]).toEqual([name, []]);
});

it('The history shows none of it', async () => {
  const alliances: { id: string }[] = await app.database.query('SELECT DISTINCT alliance_id AS id FROM access.person');
  for (const { id } of alliances) {
    const { body } = await app.operator.get(`/v1/alliances/${id}/history?limit=200`);
    expect(body.items.length).toBeGreaterThan(50);
    expect([...said.keys()].filter((words) => JSON.stringify(body).includes(words))).toEqual([]);
  }
});
