import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';
import { schemaOf } from '#nest-event-sourcing';
import { projection } from '../src/contexts.js';
import { openApi } from '../src/description/openapi.js';
import { tellAWholeStory } from './a-whole-story.js';
import { startApp, type Answer, type TestApp } from './app.js';

// Every list, with every filter, is answered from an index: also where its table holds a million rows. So many are not
// made, but some, and the planner is told that each page of them holds fifty times what it does: a scan looks cheaper to
// it than it would be.

const rows_many = 1_000_000;
const rows_made = 20_000;
/** Rows of a table are of so many projects, resources, units: one of them is asked about. */
const owners = 200;

type Asked = Readonly<{ name: string; text: string; values: readonly unknown[] }>;
let app: TestApp;
let owner: pg.Client;
const asked: Asked[] = [];
let story: Awaited<ReturnType<typeof tellAWholeStory>>;
const schema = schemaOf(projection);

beforeAll(async () => {
  app = await startApp();
  story = await tellAWholeStory(app);
  matching = ['PledgeMade', String((await app.log.readAll(0, 7)).at(-1)?.position)];
  owner = new pg.Client({ connectionString: app.ownerUrl });
  await owner.connect();
  await captured();
});
afterAll(async () => {
  await owner.end();
  await app.close();
});

/** Asks again while the state of then is being filled. */
const filledAnswer = async (path: string): Promise<Answer> => {
  for (;;) {
    const answer = await app.operator.get(path);
    if (answer.body.type !== '/problems/past-not-ready') return answer;
    await setTimeout(100);
  }
};

/** What each list asks of the database: bare, with each of its filters, and on a second page. */
const captured = async (): Promise<void> => {
  const { query } = pg.Client.prototype; // oxlint-disable-line typescript/unbound-method -- it is put back below
  let listening: string | undefined;
  pg.Client.prototype.query = function (this: pg.Client, ...args: any[]) {
    const [said, given] = args;
    const text = typeof said === 'string' ? said : said?.text;
    const values = given && typeof given !== 'function' ? given : (said?.values ?? []);
    if (listening && typeof text === 'string' && /^\s*(SELECT|WITH)/i.test(text) && text.includes(schema))
      asked.push({ name: listening, text, values });
    return (query as any).apply(this, args);
  } as never;
  try {
    for (const { name, path, filters } of lists()) {
      const queries = [
        '',
        ...filters.map((each: string) => `&${each}`),
        filters.length > 1 ? `&${filters.join('&')}` : '',
      ];
      for (const filter of new Set(queries)) {
        await app.settled();
        listening = `${name}?${filter.slice(1)}`;
        const { status, body } = await filledAnswer(`${path}?limit=1${filter}`);
        if (status >= 400) throw new Error(`${listening}: ${JSON.stringify(body)}`);
        if (filter === '' && body.next) {
          listening = `${name}?cursor`;
          await app.operator.get(`${path}?limit=1&cursor=${body.next}`);
        }
        listening = undefined;
      }
    }
  } finally {
    pg.Client.prototype.query = query;
  }
};

const lists = () => {
  const document: any = openApi(app.nest, new Map());
  return Object.entries<any>(document.paths).flatMap(([path, { get }]) => {
    const query = (get?.parameters ?? []).filter((each: any) => each.in === 'query');
    if (!query.some((each: any) => each.name === 'cursor') || !path.includes('{allianceId}')) return [];
    const filters = query.filter((each: any) => !['cursor', 'limit', 'format'].includes(each.name)).map(exampleOf);
    const at = path.replace(/\{(\w+)\}/g, (_, id: string) => story.ids[id as keyof typeof story.ids] ?? nothing);
    return at.includes(nothing) || kept.has(path) || isExplanation(path) ? [] : [{ name: path, path: at, filters }];
  });
};
const nothing = '00000000-0000-4000-8000-000000000000';
/** Lists that are answered from other tables than the projection's. */
const kept = new Set<string>();
/** An explanation is paged, and no list: it reads the acts of one thing after another. */
const isExplanation = (path: string): boolean => path.endsWith('/explain');

/** A kind of event, a log position. */
let matching: readonly string[];

const exampleOf = ({ name, schema: { enum: words, format, type, pattern } }: any): string => {
  if (words) return `${name}=${words[0]}`;
  if (format === 'uuid') return `${name}=${story.ids[name as keyof typeof story.ids] ?? story.ids.unitId}`;
  if (format === 'date-time') return `${name}=${name === 'from' ? '2026-11-01' : '2026-12-01'}T00:00:00.000Z`;
  if (format === 'date') return `${name}=2026-12-01`;
  if (type === 'boolean') return `${name}=true`;
  if (type === 'integer') return `${name}=1`;
  return `${name}=${(pattern && matching.find((each) => new RegExp(pattern).test(each))) ?? 'x'}`;
};

/** Many rows, of which the story's alliance has all, and its things each their share. */
const filled = async (table: string): Promise<void> => {
  const metadata = app.database.entityMetadatas.find((each) => each.tableName === table && each.schema === schema)!;
  const key = metadata.primaryColumns.map((each) => each.databaseName);
  const columns = metadata.columns.map((column) => [column.databaseName, valueOf(column, key)] as const);
  const name = (each: string) => pg.escapeIdentifier(each);
  await owner.query(`ALTER TABLE ${name(schema)}.${name(table)} SET (autovacuum_enabled = false)`);
  await owner.query(
    `INSERT INTO ${name(schema)}.${name(table)} (${columns.map(([column]) => name(column)).join(', ')})
     SELECT ${columns.map(([, value]) => value).join(', ')} FROM generate_series(1, ${rows_made}) n ON CONFLICT DO NOTHING`,
  );
  await owner.query(`ANALYZE ${name(schema)}.${name(table)}`);
  await owner.query(
    `SELECT pg_restore_relation_stats('schemaname', schemaname, 'relname', relname, 'reltuples', ${rows_many}::real)
     FROM (SELECT $1::text AS schemaname, $2::text AS relname
           UNION ALL SELECT schemaname, indexname FROM pg_indexes WHERE schemaname = $1 AND tablename = $2) relation`,
    [schema, table],
  );
};

const uuid = (seed: string) => `overlay(md5(${seed})::uuid::text placing '4' from 15 for 1)`;
const valueOf = ({ databaseName: field, type, isNullable }: ColumnMetadata, key: readonly string[]): string => {
  const known = story.ids[field as keyof typeof story.ids];
  if (field === 'allianceId') return `'${story.alliance.id}'`;
  if (key.at(-1) === field) return type === 'text' ? uuid(`n || '${field}'`) : '1000000 + n';
  if (known && type === 'text') return `CASE WHEN n % ${owners} = 0 THEN '${known}' ELSE ${uuid(`n % ${owners} || '${field}'`)} END`; // prettier-ignore
  if (type === 'bigint' || type === 'int') return `n % 1000`;
  if (type === 'boolean') return 'n % 2 = 0';
  if (type === 'jsonb') return isNullable ? 'NULL' : `'{}'`;
  if (/At$|^from$|^to$|^at$|^since$|^due$|^day$|^until$/.test(field)) return `to_char(timestamp '2024-01-01' + n * interval '47 seconds', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`; // prettier-ignore
  if (/Id$/.test(field)) return uuid(`n % ${owners} || '${field}'`);
  return `(ARRAY['a', 'b', 'c', 'd', 'e', 'f'])[1 + n % 6]`;
};

type Plan = Readonly<{ 'Node Type': string; 'Relation Name'?: string; 'Plan Rows': number; Plans?: readonly Plan[] }>;
const nodesOf = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** Lists that are sums: they read all that counts in their time, or all that is open, and the code bounds that. */
const sums = [
  { of: /\/load\?/, because: 'who gave how much is summed over the pledges, bookings and actions of its period' },
  {
    of: /\/anomalies\?/,
    because: 'what is worth a look is gathered from the acts of its period, which is a year at most',
  },
  {
    of: /\/difference\?/,
    because: 'the figures of the dashboard are sums; the acts of the things of one page are counted',
  },
  { of: /\/open-matters\?/, because: 'what is open is put in one order of urgency, and what is over has left it' },
];

it('Every list and every filter is served by an index where its table holds a million rows', async () => {
  const named = (text: string) => [...text.matchAll(new RegExp(`"${schema}"\\."(\\w+)"`, 'g'))].map(([, table]) => table!);
  const paged = asked.filter(({ text }) => /limit/i.test(text));
  expect(new Set(paged.map(({ name }) => name.split('?')[0])).size).toBeGreaterThan(15);
  const tables = [...new Set(paged.flatMap(({ text }) => named(text)))].sort();
  for (const table of tables) await filled(table);
  const slow: string[] = [];
  for (const { name, text, values } of paged.filter((each) => !sums.some(({ of }) => of.test(each.name)))) {
    const { rows } = await owner.query({ text: `EXPLAIN (FORMAT JSON) ${text}`, values: [...values] });
    const nodes = nodesOf(rows[0]['QUERY PLAN'][0].Plan);
    const scans = nodes.filter((each) => each['Node Type'] === 'Seq Scan' && tables.includes(each['Relation Name'] ?? ''));
    const sorts = nodes.filter((each) => each['Node Type'] === 'Sort' && each['Plan Rows'] > rows_many / 20);
    for (const each of [...scans, ...sorts]) slow.push(`${name}: ${each['Node Type']} ${each['Relation Name'] ?? each['Plan Rows']}`);
  }
  expect([...new Set(slow)]).toEqual([]);
}, 600_000); // prettier-ignore
