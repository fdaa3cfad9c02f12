import { startApp, type TestApp } from './app.js';

let app: TestApp;
afterEach(() => app.close());

const everywhere = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
};
const headersOf = (response: Response) => Object.fromEntries(response.headers);

describe('What a browser is told', () => {
  it('stands on every answer, also on refusals, pages and what nobody asked for', async () => {
    app = await startApp();
    const authorization = `Bearer ${app.operator.key}`;
    for (const [path, init] of [
      ['/v1/me', { headers: { authorization } }],
      ['/v1/me', {}],
      ['/v1/alliances', { method: 'POST', body: '{', headers: { authorization, 'content-type': 'application/json' } }],
      ['/v1/nothing', {}],
      ['/health/live', {}],
      ['/health/ready', {}],
      ['/metrics', { headers: { authorization } }],
      ['/openapi.json', {}],
      ['/problems/malformed', {}],
      ['/docs', { redirect: 'manual' }],
      ['/docs/', {}],
      ['/', {}],
      ['/a/2d57a641-aaeb-510c-86f2-5dbd20256b2d/units', {}],
      ['/%zz', {}],
    ] as const) {
      const headers = headersOf(await fetch(`${app.url}${path}`, init as RequestInit));
      expect({ path, ...headers }).toMatchObject(everywhere);
      expect(headers['content-security-policy']).toMatch(/^default-src '(none|self)'/);
      expect(headers['content-security-policy']).toMatch(/frame-ancestors 'none'/);
      if (path.startsWith('/v1')) expect(headers['cache-control']).toBe('no-store');
      expect(headers['strict-transport-security']).toBeUndefined();
      expect(Object.keys(headers).filter((name) => /^(server|x-powered-by|access-control-)/.test(name))).toEqual([]);
    }
  });

  it('leads from the address of the API, as npm start prints it, to its description', async () => {
    app = await startApp();
    for (const path of ['/v1', '/docs'])
      expect(await fetch(`${app.url}${path}`)).toMatchObject({ status: 200, url: `${app.url}/docs/` });
  });

  it('lets pages load what is ours, and answers of the API nothing', async () => {
    app = await startApp();
    const policyOf = async (path: string) => (await fetch(`${app.url}${path}`)).headers.get('content-security-policy');
    expect(await policyOf('/')).toMatch(/default-src 'self'; .*object-src 'none'/);
    expect(await policyOf('/docs/')).toMatch(/style-src 'self' 'unsafe-inline'/);
    expect(await policyOf('/v1/me')).toBe("default-src 'none'; frame-ancestors 'none'");
  });

  it('comes compressed where it is long, whole and JSON, and no page of another site asked', async () => {
    app = await startApp();
    const { path, unit } = await app.found({ units: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] });
    const asked = async (what: string, headers: Record<string, string> = {}) => {
      const authorization = `Bearer ${unit('a').key}`;
      const response = await fetch(`${app.url}${path}${what}`, { headers: { authorization, ...headers } });
      expect(response.status).toBe(200);
      const { 'content-encoding': encoding, vary } = headersOf(response);
      return { encoding, vary, body: await response.text() };
    };
    const plain = await asked('/units', { 'accept-encoding': 'identity' });
    expect(plain).toMatchObject({ encoding: undefined, vary: 'Accept, Accept-Language, Accept-Encoding' });
    for (const [accepted, encoding] of [
      ['gzip, deflate, br', 'br'],
      ['br;q=0, gzip', 'gzip'],
      ['zstd', undefined],
    ] as const)
      // prettier-ignore
      expect(await asked('/units', { 'accept-encoding': accepted })).toEqual({ ...plain, encoding });
    const br = { 'accept-encoding': 'br' };
    for (const site of ['cross-site', 'same-site'])
      expect(await asked('/units', { ...br, 'sec-fetch-site': site })).toEqual(plain);
    expect(await asked('/units', { ...br, 'sec-fetch-site': 'same-origin' })).toEqual({ ...plain, encoding: 'br' });
    expect((await asked('/units?format=ndjson', br)).encoding).toBeUndefined(); // written bit by bit
    expect((await asked('/projects', br)).encoding).toBeUndefined(); // short
  });

  it('is to use https only, where that is how it is reached', async () => {
    app = await startApp({ env: { PUBLIC_URL: 'https://lianjian.example.org' } });
    const { headers } = await fetch(`${app.url}/v1/me`);
    expect(headers.get('strict-transport-security')).toBe('max-age=63072000; includeSubDomains');
    await app.close();
    app = await startApp({ env: { PUBLIC_URL: 'http://lianjian.example.org' } });
    expect((await fetch(`${app.url}/v1/me`)).headers.has('strict-transport-security')).toBe(false);
  });
});

describe('Pages of other origins', () => {
  const desk = 'https://desk.example.org';
  const preflight = (origin: string) =>
    fetch(`${app.url}/v1/alliances`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,idempotency-key',
      },
    });

  it('may call nothing unless they are named', async () => {
    app = await startApp();
    const { status, headers } = await preflight(desk);
    expect([status >= 400, headers.get('access-control-allow-origin')]).toEqual([true, null]);
    const simple = await fetch(`${app.url}/v1/me`, { headers: { origin: desk } });
    expect(simple.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('may where they are named, with their key, and read what an answer says beside its body', async () => {
    app = await startApp({ env: { CORS_ORIGINS: `${desk},https://other.example.org` } });
    const { status, headers } = await preflight(desk);
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe(desk);
    expect(headers.get('access-control-allow-headers')).toMatch(/authorization.*idempotency-key/);
    expect(headers.get('access-control-allow-credentials')).toBeNull();
    expect(headers.get('vary')).toMatch(/origin/i);
    const answer = await fetch(`${app.url}/v1/me`, {
      headers: { origin: desk, authorization: `Bearer ${app.operator.key}` },
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe(desk);
    expect(answer.headers.get('access-control-expose-headers')).toMatch(/etag.*retry-after.*lianjian-position/);

    const stranger = await preflight('https://evil.example.org');
    expect(stranger.headers.get('access-control-allow-origin')).toBeNull();
    const theirs = await fetch(`${app.url}/v1/me`, { headers: { origin: 'null' } });
    expect(theirs.headers.get('access-control-allow-origin')).toBeNull();
  });
});
