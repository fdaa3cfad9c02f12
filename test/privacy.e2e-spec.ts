import { tellAWholeStory } from './a-whole-story.js';
import { startApp, type TestApp } from './app.js';

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

it('Each reason and note is in the log, sealed; no name, phone or address is there at all', async () => {
  const text = JSON.stringify(await bodies());
  const kept = new Set([...said].filter(([words]) => text.includes(words)).map(([, field]) => field));
  const fields = new Set(said.values());
  expect([...fields].filter((field) => !kept.has(field)).sort()).toEqual(['email', 'name', 'phone']);
});

it('Nothing of it stands in the stored bytes, in what was refused, or in a key', async () => {
  const tables: { name: string }[] = await app.database.query(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
  );
  const names = tables.map(({ name }) => name).filter((name) => !/^access\.person$/.test(name));
  expect(names).toEqual(expect.arrayContaining(['access.secret', 'engine.refused_answer']));
  const personal = [...said].filter(([, field]) => ['name', 'phone', 'email'].includes(field)).map(([words]) => words);
  for (const name of names) {
    const found = await app.database.query(
      `SELECT 1 FROM ${name} AS row WHERE EXISTS (SELECT FROM unnest($1::text[]) AS words WHERE row::text LIKE '%' || words || '%') LIMIT 1`,
      [personal],
    );
    expect([name, found]).toEqual([name, []]);
  }
});

it('The history shows none of it', async () => {
  const alliances: { id: string }[] = await app.database.query('SELECT DISTINCT alliance_id AS id FROM access.person');
  for (const { id } of alliances) {
    const { body } = await app.operator.get(`/v1/alliances/${id}/history?limit=200`);
    expect(body.items.length).toBeGreaterThan(50);
    expect([...said.keys()].filter((words) => JSON.stringify(body).includes(words))).toEqual([]);
  }
});
