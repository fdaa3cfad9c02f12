import { randomUUID } from 'node:crypto';
import { problemGroups } from '../src/problems.js';
import { startApp, type TestApp } from './app.js';
import { asking, problemOf } from './requests.js';

let app: TestApp;
let ask: ReturnType<typeof asking>;
let alliance: Awaited<ReturnType<TestApp['found']>>;
let key: string;
const zh = { 'accept-language': 'zh-CN' };
const han = /\p{Script=Han}/u;

beforeAll(async () => {
  app = await startApp();
  ask = asking(app.url);
  alliance = await app.found({ units: ['residents', 'school'] });
  key = alliance.as('school').key;
});
afterAll(() => app.close());

describe('The type of a problem', () => {
  it('leads to what it means, for software and for people, in both languages', async () => {
    for (const code of Object.values(problemGroups).flatMap(Object.keys)) {
      const { status, body } = await ask('GET', `/problems/${code}`);
      expect([code, status, Object.keys(body)]).toEqual([code, 200, ['code', 'status', 'about', 'title', 'cause', 'remedy']]);
      const page = await ask('GET', `/problems/${code}`, { headers: { accept: 'text/html,*/*;q=0.8', ...zh } });
      expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
      for (const { en, zh } of [body.title, body.cause, body.remedy])
        for (const said of [en, zh]) {
          const text = said.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replace(/`([^`]+)`/g, '<code>$1</code>');
          expect([code, page.text.includes(text)]).toEqual([code, true]);
        }
    }
  }); // prettier-ignore

  it('leads to a page in the reader’s language first', async () => {
    const page = async (language: string) =>
      (await ask('GET', '/problems/malformed', { headers: { accept: 'text/html', 'accept-language': language } })).text;
    expect(await page('zh')).toMatch(/<html lang="zh-CN">[^]*请求无效。[^]*The request is not valid\./);
    expect(await page('en')).toMatch(/<html lang="en">[^]*The request is not valid\.[^]*请求无效。/);
  });

  it('is not known where there is none', async () => {
    for (const code of ['nothing', '__proto__', 'constructor', '%3Cscript%3E'])
      expect(
        problemOf(await ask('GET', `/problems/${code}`, { headers: { accept: 'text/html' } }), 404),
      ).toBeUndefined();
  });
});

describe('What is wrong with a request', () => {
  const body = {
    title: { en: 'Lamps' },
    requirements: [{ kind: 'goods', quantity: 0, unitOfMeasure: 'pieces', 'a/b~': 1 }],
  };
  const post = (content: object, headers = {}) =>
    ask('POST', `${alliance.path}/projects`, { key, headers, ...content });

  it('is named at every place at once, by JSON pointers', async () => {
    const said = await post({ body });
    expect(problemOf(said, 400)).toBeUndefined();
    expect(said.body.detail).toBe('The body is not valid.');
    expect(said.body.errors).toEqual(
      expect.arrayContaining([
        { pointer: '/requirements/0/description', rule: 'required', detail: 'is missing' },
        { pointer: '/requirements/0/a~1b~0', rule: 'additionalProperties', detail: 'is not known here' },
        { pointer: '/requirements/0/quantity', rule: 'minimum', detail: 'is less than 1' },
      ]),
    );
  });

  it('is told in Chinese to whom prefers it, down to each place', async () => {
    const said = await post({ body }, zh);
    expect([said.body.title, said.body.detail]).toEqual(['请求无效。', '请求正文无效。']);
    expect(said.body.errors.length).toBeGreaterThan(2);
    for (const { detail } of said.body.errors) expect(detail).toMatch(han);
  });

  it('names so many places at most as somebody can read', async () => {
    const requirements = Array.from({ length: 90 }, () => ({}));
    expect((await post({ body: { requirements } })).body.errors).toHaveLength(20);
  });

  it('tells one fault of a body that is larger than people write', async () => {
    const areas = Array.from({ length: 9_000 }, (_, n) => ({ areaId: n }));
    const began = performance.now();
    const said = await ask('POST', `${alliance.path}/areas`, { key: alliance.as('residents').key, body: { areas } });
    expect([problemOf(said, 400), said.body.errors.length]).toEqual([undefined, 1]);
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it('points into the kind of thing that was meant, where a body may be of several', async () => {
    const said = await ask('POST', `${alliance.path}/motions`, { key, body: { title: { en: 'A' }, about: { kind: 'project', projectId: 1 } } }); // prettier-ignore
    expect(said.body.errors).toContainEqual({ pointer: '/about/projectId', rule: 'type', detail: 'must be of type string' });
    const other = await ask('POST', `${alliance.path}/motions`, { key, body: { title: { en: 'A' }, about: { kind: 'x' } } });
    expect(other.body.errors).toEqual([{ pointer: '/about', rule: 'discriminator', detail: 'its kind is none that is known here' }]);
  }); // prettier-ignore

  it.each([
    ['a parameter that is not known', '?mallory=1', {}, { parameter: 'mallory' }],
    ['a parameter that is out of bounds', '?limit=201', {}, { parameter: 'limit', detail: '大于 200' }],
    ['a header', '', { 'lianjian-after': 'x' }, { header: 'lianjian-after', detail: '须为日志位置' }],
    ['a cursor of nothing', '?cursor=x', {}, { parameter: 'cursor', rule: 'pattern' }],
  ])('in a question is named: %s', async (_, query, headers, wrong) => {
    const said = await ask('GET', `${alliance.path}/projects${query}`, { key, headers: { ...zh, ...headers } });
    expect(problemOf(said, 400)).toBeUndefined();
    expect(said.body.detail).toMatch(han);
    expect(said.body.errors).toEqual([expect.objectContaining(wrong)]);
  });

  it('of an id in the path is named by the part of the path', async () => {
    const said = await ask('GET', `${alliance.path}/projects/${randomUUID().toUpperCase()}`, { key });
    expect(said.body.errors).toEqual([expect.objectContaining({ parameter: 'projectId', rule: 'format' })]);
  });

  it.each([
    ['no JSON', { raw: '{"a":' }, 400, '请求正文不是有效的 JSON。'],
    ['nothing', { raw: '' }, 400, '请求正文为空：至少应发送 {}。'],
    ['a form', { raw: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415, undefined],
    ['compressed', { raw: '{}', headers: { 'content-encoding': 'gzip' } }, 415, undefined],
    ['too much', { raw: `"${'x'.repeat(1 << 20)}"` }, 413, undefined],
  ])('of a body that is %s is told', async (_, asks: { raw: string; headers?: object }, status, detail) => {
    const said = await ask('POST', `${alliance.path}/projects`, { key, ...asks, headers: { ...zh, ...asks.headers } });
    expect(problemOf(said, status)).toBeUndefined();
    expect([said.body.detail, han.test(said.body.title)]).toEqual([detail, true]);
  });

  it('tells a wrong method from a wrong path, and names the right methods', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH']) {
      const said = await ask(method, `${alliance.path}/projects?x=1`, { key });
      expect(problemOf(said, 405)).toBeUndefined();
      expect([said.body.type, said.headers.get('allow')]).toEqual(['/problems/method-not-allowed', 'GET, HEAD, POST']);
    }
    const said = await ask('GET', `${alliance.path}/projects/${randomUUID()}/submission`, { key });
    expect([problemOf(said, 405), said.headers.get('allow')]).toEqual([undefined, 'POST']);
    expect(problemOf(await ask('PUT', `${alliance.path}/nothing`, { key }), 404)).toBeUndefined();
    expect(problemOf(await ask('GET', '/v1/%E0%A4%A'), 400)).toBeUndefined();
  });
});
