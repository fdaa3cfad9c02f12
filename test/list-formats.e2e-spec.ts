import { parse } from 'csv-parse/sync';
import { randomUUID } from 'node:crypto';
import { get, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { openApi } from '../src/description/openapi.js';
import { startApp, type TestApp } from './app.js';

let app: TestApp;
let alliance: Awaited<ReturnType<TestApp['found']>>;
const hostile = '=HYPERLINK("http://x","y")\r\n,"z"';

beforeAll(async () => {
  app = await startApp();
  alliance = await app.found({ units: ['residents', 'school'] });
  for (let n = 0; n < 5; n++)
    await alliance.as('residents').did('areas', {
      areas: Array.from({ length: 90 }, (_, m) => ({
        ...{
          areaId: randomUUID(),
          level: 'estate',
          name: { en: m === 0 ? hostile : `Area ${n} ${m}`, zh: `区域${m}` },
        },
      })),
    });
  await app.settled();
});
afterAll(() => app.close());

const asked = async (path: string, accept?: string) => {
  const headers = { authorization: `Bearer ${alliance.unit('school').key}`, ...(accept && { accept }) };
  const response = await fetch(`${app.url}${alliance.path}/${path}`, { headers });
  const text = Buffer.from(await response.arrayBuffer()).toString('utf8');
  return { status: response.status, type: response.headers.get('content-type'), headers: response.headers, text };
};
const paged = async (path: string) => {
  const items: any[] = [];
  for (let next = ''; ;) {
    const page = await alliance
      .as('school')
      .got(`${alliance.path}/${path}${path.includes('?') ? '&' : '?'}limit=150${next}`);
    items.push(...page.items);
    if (!page.next) return items;
    next = `&cursor=${page.next}`;
  }
};

/** That a list is taken away is noted in the history, which is a list itself. */
const isNoNote = ({ type }: any) => type !== 'HistoryExported';

describe('A list', () => {
  it('as lines of JSON is every item of every page, in the same order', async () => {
    const { text, type, headers } = await asked('history', 'application/x-ndjson');
    expect(type).toMatch(/^application\/x-ndjson/);
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.length).toBeGreaterThan(450);
    expect(lines.filter(isNoNote)).toEqual((await paged('history')).filter(isNoNote));
    expect(Number(headers.get('lianjian-position'))).toBeGreaterThanOrEqual(
      Math.max(...lines.map(({ position }) => position)),
    );
    expect(headers.get('vary')).toContain('Accept');
    expect(headers.get('link')).toBeNull();
    const filtered = await asked('history?type=UnitFounded', 'application/x-ndjson');
    expect(filtered.text.trimEnd().split('\n')).toHaveLength(2);
  });

  it('as a table has a column for each field, and no formula', async () => {
    const { text, type, headers } = await asked('areas', 'application/json;q=0.5, text/csv');
    expect(type).toBe('text/csv; charset=utf-8; header=present');
    expect(headers.get('content-disposition')).toBeNull();
    const items = await paged('areas');
    const rows = parse(text, { columns: true }) as Record<string, string>[];
    expect(rows).toHaveLength(items.length);
    for (const [n, row] of rows.entries()) {
      const { areaId, name, level } = items[n];
      expect(row).toMatchObject({ areaId, level, 'name.zh': name.zh ?? '' });
      expect(row['name.en']).toBe(name.en === hostile ? `'${hostile}` : (name.en ?? ''));
    }
  });

  it('by a link is a file for a spreadsheet', async () => {
    const { text, headers } = await asked('areas?format=csv');
    expect(text.charCodeAt(0)).toBe(0xfeff);
    expect(headers.get('content-disposition')).toBe('attachment; filename="areas.csv"');
    expect((parse(text, { columns: true, bom: true }) as object[]).length).toBe((await paged('areas')).length);
    expect((await asked('areas?format=ndjson')).headers.get('content-disposition')).toBe(
      'attachment; filename="areas.ndjson"',
    );
    expect((await asked('areas?format=json')).type).toMatch(/^application\/json/);
  });

  it('is one page where somebody says how long', async () => {
    const { text, headers } = await asked('areas?limit=7', 'text/csv');
    expect(parse(text)).toHaveLength(8);
    const [, next] = /<.*\/(areas\?.*)>; rel="next"/.exec(headers.get('link')!)!;
    const rest = await asked(next!.replace('limit=7&', ''), 'text/csv');
    expect(parse(rest.text)).toHaveLength((await paged('areas')).length - 7 + 1);
  });

  it('stays JSON for everybody else, and refuses in problem documents', async () => {
    for (const accept of [undefined, '*/*', 'text/html,application/xml;q=0.9,*/*;q=0.8', 'text/csv;q=0', 'text/*'])
      expect((await asked('areas', accept)).type).toMatch(/^application\/json/);
    for (const [path, status] of [
      ['areas?format=xml', 400],
      ['areas?format=csv&format=json', 400],
      ['areas?format=csv&other=1', 400],
      ['areas?format=csv&limit=0', 400],
      ['areas?format=csv&cursor=x', 400],
      [`projects/${randomUUID()}/pledges?format=csv`, 404],
    ] as const) {
      const said = await asked(path, 'text/csv');
      expect([path, said.status]).toEqual([path, status]);
      expect(said.type).toMatch(/^application\/problem\+json/);
    }
  });

  it('comes in every form wherever the description says so', async () => {
    const lists = Object.entries(openApi(app.nest, new Map()).paths)
      .filter(([path, { get }]) => {
        const isHere = path.startsWith('/v1/alliances/{allianceId}/') && path.split('{').length === 2;
        const answer = get?.responses?.['200'] as { content?: object } | undefined;
        return isHere && answer?.content && 'text/csv' in answer.content && 'application/x-ndjson' in answer.content;
      })
      .map(([path]) => path);
    expect(lists.length).toBeGreaterThan(8);
    for (const path of lists) {
      const here = path.replace('/v1/alliances/{allianceId}/', '');
      const { status, type, text } = await asked(here, 'text/csv');
      if (status === 403 || status === 404) continue; // not for this one
      expect([here, status, type]).toEqual([here, 200, 'text/csv; charset=utf-8; header=present']);
      const [head, ...rows] = parse(text) as string[][];
      for (const row of rows) expect(row).toHaveLength(head!.length);
      const told = rows.filter((row) => !row.includes('HistoryExported'));
      expect(told).toHaveLength((await paged(here)).filter(isNoNote).length);
    }
  });

  it('lets everything go when nobody reads it any more', async () => {
    for (let n = 0; n < 40; n++) {
      const headers = { authorization: `Bearer ${alliance.unit('school').key}`, accept: 'text/csv' };
      const asking = get(`${app.url}${alliance.path}/history`, { headers, agent: false });
      const [response] = (await once(asking, 'response')) as [IncomingMessage];
      expect(response.statusCode).toBe(200);
      await once(response, 'readable');
      asking.destroy();
    }
    await setTimeout(100);
    expect((await asked('history', 'text/csv')).status).toBe(200);
  });
});
