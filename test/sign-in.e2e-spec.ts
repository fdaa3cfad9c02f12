import { randomUUID } from 'node:crypto';
import { SignInLinks } from '../src/access/sign-in-links.js';
import { startApp, startInstance, type TestApp } from './app.js';
import { audience, Browser, client, startProvider, type IdentityProvider } from './identity-provider.js';

const at = 'https://lianjian.test';
const back = /^https:\/\/lianjian\.test\/sign-in\/callback/;
const hour_ms = 3_600_000;
let provider: IdentityProvider;
let app: TestApp;
let alliance: Awaited<ReturnType<TestApp['found']>>;
let env: Readonly<Record<string, string>>;
/** What the log said, down to the least line, and what it must never say. */
const lines: string[] = [];
const secrets: string[] = [client.secret];

beforeAll(async () => {
  provider = await startProvider();
  await provider.redirectTo(`${at}/sign-in/callback`);
  env = { OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: client.id, OIDC_CLIENT_SECRET: client.secret, PUBLIC_URL: at };
  const all = { ...env, OIDC_AUDIENCE: audience, LOG_LEVEL: 'verbose', LOG_FORMAT: 'json' };
  app = await startApp({ env: all, log: (line) => lines.push(line) });
  alliance = await app.found({ units: ['residents', 'school', 'bank'] });
  for (const [subject, unit] of [['wang', 'school'], ['li', 'bank']] as const)
    await app.operator.did(`${alliance.path}/people/${alliance.unit(unit).personId}/identities`, {
      issuer: provider.issuer,
      subject,
    });
}); // prettier-ignore
afterAll(async () => {
  await app.close();
  await provider.stop();
});

const browser = (of: { url: string } = app) => new Browser({ [at]: of.url });
const name = '__Host-lianjian-session';
const sessionOf = (each: Browser) => new RegExp(`${name}=([^;]+)`).exec(each.cookies(at))?.[1];
const me = (each: Browser) => each.ask(`${at}/v1/me`);

/** Up to where the provider sends the browser back to, without going there. */
const returning = (each: Browser, login = 'wang', returnTo = '/docs/') =>
  each.consent(`${at}/sign-in?returnTo=${encodeURIComponent(returnTo)}`, login, back);
const signedIn = async (login = 'wang') => {
  const each = browser();
  const url = await returning(each, login);
  const { code = '', state = '' } = Object.fromEntries(new URL(url).searchParams);
  secrets.push(code, state, each.cookies(at).split('=')[1]!);
  expect((await each.ask(url)).status).toBe(303);
  secrets.push(sessionOf(each)!);
  return each;
};
const post = async (each: Browser, headers: Readonly<Record<string, string>>) => {
  const body = JSON.stringify({ name: { en: 'Gym' }, kind: 'venue', unitOfMeasure: 'room', quantity: 1 });
  const said = { cookie: each.cookies(at), 'content-type': 'application/json', ...headers };
  return fetch(`${app.url}${alliance.path}/resources`, { method: 'POST', body, headers: said });
};

describe('The sign-in at the provider', () => {
  it('opens a session in a cookie that no script and no other site can use, and leads back', async () => {
    const each = browser();
    const begun = await each.ask(`${at}/sign-in?returnTo=/docs/`);
    const asked = new URL(begun.headers.get('location')!).searchParams;
    expect(asked.get('code_challenge_method')).toBe('S256');
    for (const what of ['state', 'nonce', 'code_challenge']) expect(asked.get(what)!.length).toBeGreaterThan(40);
    const ended = await each.ask(await each.consent(begun.headers.get('location')!, 'wang', back));
    expect([ended.status, ended.headers.get('location')]).toEqual([303, '/docs/']);
    const [session, flow] = ended.headers.getSetCookie();
    expect(session).toMatch(/^__Host-lianjian-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
    expect(flow).toMatch(/^__Host-lianjian-sign-in=; .*Max-Age=0/);
    expect(JSON.parse((await me(each)).text)).toMatchObject({
      kind: 'person',
      unitId: alliance.unit('school').unitId,
      units: [{ personName: 'Delegate of school', name: { en: 'school' }, alliance: alliance.path }],
    });
    const made = await post(each, { 'sec-fetch-site': 'same-origin' });
    const { id } = (await made.json()) as { id: string };
    await app.settled();
    expect((await alliance.as('school').got(`resources/${id}`)).unitId).toBe(alliance.unit('school').unitId);
  });

  it('is the same client in every session: a repeat of a write is answered, not repeated', async () => {
    const again = { 'idempotency-key': randomUUID(), 'sec-fetch-site': 'same-origin' };
    const ids = [];
    for (let n = 0; n < 2; n++) ids.push(((await (await post(await signedIn(), again)).json()) as { id: string }).id);
    expect(new Set(ids).size).toBe(1);
  });

  it.each(['https://evil.example', '//evil.example', '/\\evil.example', '/.//evil.example', '/sign-in', ''])(
    'leads nowhere but to ourselves: %s',
    async (wanted) => {
      const each = browser();
      expect((await each.ask(await returning(each, 'wang', wanted))).headers.get('location')).toBe('/');
    },
  );

  const tampered = (each: Browser, change: Readonly<Record<string, string>>) => {
    const cookie = '__Host-lianjian-sign-in';
    const kept = new RegExp(`${cookie}=([^;]+)`).exec(each.cookies(at))![1]!;
    const begun = { ...JSON.parse(Buffer.from(kept, 'base64url').toString()), ...change };
    each.set(at, cookie, Buffer.from(JSON.stringify(begun)).toString('base64url'));
  };
  const other = 'x'.repeat(43);
  it.each<[string, (each: Browser, url: string) => Promise<string> | string]>([
    ['that another browser began', async (each, url) => (each.set(at, '__Host-lianjian-sign-in', ''), url)],
    ['with another state', (_, url) => url.replace(/state=[^&]+/, 'state=another')],
    ['without a state', (_, url) => url.replace(/state=[^&]+&?/, '')],
    ['whose nonce is not in the ID token', (each, url) => (tampered(each, { nonce: other }), url)],
    ['whose verifier is not the challenge’s', (each, url) => (tampered(each, { verifier: other }), url)],
    ['from another issuer', (_, url) => url.replace(/iss=[^&]+/, 'iss=https%3A%2F%2Fevil.example')],
    ['with another code', (_, url) => url.replace(/code=[^&]+/, 'code=another')],
    ['with two codes', (_, url) => `${url}&code=another`],
    ['that the person refused', (_, url) => url.replace(/code=[^&]+/, 'error=access_denied')],
    ['that took more than ten minutes', (each, url) => (tampered(each, { at: '2020-01-01T00:00:00.000Z' }), url)],
    ['that kept nonsense', (each, url) => (each.set(at, '__Host-lianjian-sign-in', 'e30'), url)],
  ])('signs nobody in by an answer %s', async (_, change) => {
    const each = browser();
    const url = await change(each, await returning(each));
    const answer = await each.ask(url);
    expect([answer.status, sessionOf(each)]).toEqual([400, undefined]);
    expect(answer.text).toContain('Nobody was signed in');
  });

  it('signs in once by one answer', async () => {
    const each = browser();
    const url = await returning(each);
    const kept = each.cookies(at);
    expect((await each.ask(url)).status).toBe(303);
    expect((await browser().ask(url, { headers: { cookie: kept } })).status).toBe(400);
  });

  it('replaces the session that the browser had: nobody can have planted it', async () => {
    const mallory = await signedIn('li');
    const planted = sessionOf(mallory)!;
    const victim = browser();
    victim.set(at, name, planted);
    await victim.ask(await returning(victim));
    expect(sessionOf(victim)).not.toBe(planted);
    expect((await me(mallory)).status).toBe(401);
    expect(JSON.parse((await me(victim)).text).unitId).toBe(alliance.unit('school').unitId);
  });

  it('says to whom nobody is linked who they are, and signs them in nowhere', async () => {
    const each = browser();
    const answer = await each.ask(await returning(each, '<i>stranger</i>'));
    expect([answer.status, sessionOf(each)]).toEqual([403, undefined]);
    expect(answer.text).toContain(provider.issuer);
    expect(answer.text).toContain('&lt;i&gt;stranger&lt;/i&gt;');
  });

  it('is a page that says so while the provider gives no answer', async () => {
    const cold = await startInstance(app.databaseUrl, { env });
    try {
      const each = browser(cold);
      const url = await returning(each);
      await provider.stop();
      const ended = await each.ask(url);
      expect([ended.status, ended.headers.get('retry-after')]).toEqual([503, '1']);
      const second = await startInstance(app.databaseUrl, { env });
      const begun = await browser(second).ask(`${at}/sign-in`);
      expect([begun.status, begun.headers.get('retry-after')]).toEqual([503, '1']);
      await second.nest.close();
    } finally {
      await provider.start();
      await cold.nest.close();
    }
  });
});

describe('A session', () => {
  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a neighbour of the same domain', { 'sec-fetch-site': 'same-site' }],
    ['the address line', { 'sec-fetch-site': 'none' }],
    ['another origin, in an old browser', { origin: 'https://evil.example' }],
    ['our host without TLS', { origin: 'http://lianjian.test' }],
    ['a sandbox', { origin: 'null' }],
    ['who does not say', {}],
  ])('writes nothing on behalf of %s', async (_, headers) => {
    const answer = await post(await signedIn(), headers);
    expect([answer.status, ((await answer.json()) as { type: string }).type]).toEqual([
      403,
      '/problems/not-from-our-page',
    ]);
  });

  it('writes for our own page, also in a browser that says its origin only', async () =>
    expect((await post(await signedIn(), { origin: at })).status).toBe(201));

  it('is nothing beside a key that is not honoured, under another name, or twice', async () => {
    const each = await signedIn();
    const headers = { 'sec-fetch-site': 'same-origin' };
    const ask = async (more: Readonly<Record<string, string>>) =>
      (await fetch(`${app.url}/v1/me`, { headers: { ...headers, ...more } })).status;
    const cookie = each.cookies(at);
    expect(await ask({ cookie })).toBe(200);
    expect(await ask({ cookie, authorization: 'Bearer x' })).toBe(401);
    expect(await ask({ cookie, authorization: '' })).toBe(401);
    expect(await ask({ cookie: cookie.replace('__Host-', '') })).toBe(401);
    for (const twice of [`${name}=another; ${cookie}`, `${cookie}; ${name}=another`])
      expect(await ask({ cookie: twice })).toBe(401);
    expect(await ask({ cookie: cookie.replace(/.$/, '') })).toBe(401);
  });

  it('ends when it is signed out, on every instance, and only by our own page', async () => {
    const second = await startInstance(app.databaseUrl, { env });
    try {
      const each = await signedIn();
      const elsewhere = () => fetch(`${second.url}/v1/me`, { headers: { cookie: `${name}=${sessionOf(each)}` } });
      const [there, kept] = [await elsewhere(), each.cookies(at)];
      expect(there.status).toBe(200);
      const cross = { 'sec-fetch-site': 'cross-site' };
      expect((await each.ask(`${at}/sign-out`, { form: {}, headers: cross })).status).toBe(403);
      expect((await each.ask(`${at}/sign-out`)).status).toBe(405);
      expect((await me(each)).status).toBe(200);
      const out = await each.ask(`${at}/sign-out`, { form: {} });
      expect([out.status, out.headers.get('location'), sessionOf(each)]).toEqual([303, '/', undefined]);
      const after = await fetch(`${second.url}/v1/me`, { headers: { cookie: kept } });
      expect(after.status).toBe(401);
    } finally {
      await second.nest.close();
    }
  });

  it('of somebody who is linked no more opens nothing', async () => {
    const each = await signedIn('li');
    const people = `${alliance.path}/people/${alliance.unit('bank').personId}/identities`;
    const identity = { issuer: provider.issuer, subject: 'li' };
    await app.operator.did(`${people}/removal`, identity);
    expect((await me(each)).status).toBe(403);
    await app.operator.did(people, identity);
    expect((await me(each)).status).toBe(200);
  });

  it('is one of ten at most: the oldest ends', async () => {
    const [first, second, ...rest] = await inTurn(11, () => signedIn('li'));
    expect((await me(first!)).status).toBe(401);
    for (const each of [second!, ...rest]) expect((await me(each)).status).toBe(200);
  });

  it('is not in the database, nor is a link: only what they hash to', async () => {
    const secret = sessionOf(await signedIn())!;
    const link = (await app.nest.get(SignInLinks).make(alliance.unit('bank').personId)).split('token=')[1]!;
    for (const table of ['session', 'sign_in_link']) {
      const rows = await app.database.query(`SELECT * FROM access.${table}`);
      expect(rows.length).toBeGreaterThan(0);
      for (const each of [secret, link]) expect(JSON.stringify(rows)).not.toContain(each);
    }
  });

  it('is not in the log, nor is a code, a link, a token or the secret of this application', async () => {
    const token = await provider.signed();
    const link = await app.nest.get(SignInLinks).make(alliance.unit('bank').personId);
    secrets.push(token, token.split('.')[2]!, link.split('token=')[1]!);
    await app.withKey(token).get('/v1/me');
    await app.withKey(`${token}x`).get('/v1/me');
    await browser().ask(`${at}${link}`);
    await browser().ask(`${at}/sign-in/link`, { form: { token: link.split('token=')[1]! } });
    await provider.stop();
    await browser().ask(await returning(browser()).catch(() => `${at}/sign-in/callback?code=x`));
    await provider.start();
    await signedIn();
    expect(lines.length).toBeGreaterThan(50);
    for (const secret of secrets) expect([secret, lines.filter((line) => line.includes(secret))]).toEqual([secret, []]);
  });

  it('ends after two hours without a word, and after twelve whatever is said', async () => {
    const [silent, busy] = [await signedIn(), await signedIn()];
    for (let hours = 1; hours <= 11; hours++) {
      app.clock.advance(hour_ms);
      expect((await me(busy)).status).toBe(200);
      if (hours === 2) expect((await me(silent)).status).toBe(401);
    }
    app.clock.advance(hour_ms);
    expect((await me(busy)).status).toBe(401);
  });
});

describe('A sign-in link', () => {
  let local: TestApp;
  let here: Awaited<ReturnType<TestApp['found']>>;
  beforeAll(async () => {
    local = await startApp();
    here = await local.found({ units: ['residents', 'school'] });
  });
  afterAll(() => local.close());
  const link = async () => local.nest.get(SignInLinks).make(here.unit('school').personId);
  const use = (each: Browser, path: string, headers = {}) =>
    each.ask(`${local.url}/sign-in/link`, { form: { token: path.split('token=')[1]! }, headers });

  it('is not used up by who merely looks at it, and signs in once, by its button', async () => {
    const [path, each] = [await link(), new Browser()];
    for (let looks = 0; looks < 3; looks++) {
      const page = await new Browser().ask(`${local.url}${path}`);
      expect(page.status).toBe(200);
      expect(page.text).not.toMatch(/<script|javascript:|onclick/i);
      expect(page.text).toContain('<form method="post" action="/sign-in/link">');
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(page.headers.get('referrer-policy')).toBe('same-origin');
      expect(page.headers.get('cache-control')).toBe('no-store');
    }
    expect((await fetch(`${local.url}${path}`, { method: 'HEAD' })).status).toBe(200);
    const used = await use(each, path);
    expect([used.status, used.headers.get('location')]).toEqual([303, '/']);
    // On this machine itself some browsers keep no Secure cookie, and nothing leaves the machine.
    expect(used.headers.getSetCookie()[0]).toMatch(/^lianjian-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    const who = JSON.parse((await each.ask(`${local.url}/v1/me`)).text);
    expect(who).toMatchObject({ personId: here.unit('school').personId, unitId: here.unit('school').unitId });
    const again = await use(new Browser(), path);
    expect([again.status, again.headers.getSetCookie()]).toEqual([403, []]);
  });

  it('signs in one of many who use it at once', async () => {
    const path = await link();
    const all = await Promise.all(Array.from({ length: 8 }, () => use(new Browser(), path)));
    expect(all.filter(({ status }) => status === 303)).toHaveLength(1);
  });

  it('is not used for somebody by another site, which would sign them in as another', async () => {
    const path = await link();
    for (const site of ['cross-site', 'same-site', 'none'])
      expect((await use(new Browser(), path, { 'sec-fetch-site': site })).status).toBe(403);
    const json = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' } }; // prettier-ignore
    expect((await fetch(`${local.url}/sign-in/link`, json)).status).toBe(415);
    expect((await use(new Browser(), path)).status).toBe(303);
  });

  it('is of no use where others hear what is said, as on a network without TLS', async () => {
    const { hostname, port } = new URL(local.url);
    const { request } = await import('node:http');
    const status = await new Promise((done) =>
      request({ hostname, port, path: '/sign-in/link?token=x', headers: { host: '192.168.1.5:3000' } }, (answer) =>
        done(answer.resume().statusCode),
      ).end(),
    );
    expect(status).toBe(403);
  });

  it('is good for fifteen minutes, and of five at most', async () => {
    const [first, ...rest] = await inTurn(6, link);
    expect((await use(new Browser(), first!)).status).toBe(403);
    local.clock.advance(14 * 60_000);
    expect((await use(new Browser(), rest[0]!)).status).toBe(303);
    local.clock.advance(61_000);
    expect((await use(new Browser(), rest[1]!)).status).toBe(403);
  });

  it('nonsense is no link', async () => {
    for (const form of [{ token: 'x' }, { token: '' }, {}, { token: 'x'.repeat(3_000) }] as Record<string, string>[])
      expect((await new Browser().ask(`${local.url}/sign-in/link`, { form })).status).toBe(403);
    expect((await new Browser().ask(`${local.url}/sign-in/link`)).status).toBe(404);
    expect((await new Browser().ask(`${local.url}/sign-in/callback?code=x`)).status).toBe(404);
    const page = await new Browser().ask(`${local.url}/sign-in`, { headers: { 'accept-language': 'zh-CN' } });
    expect([page.status, page.text]).toEqual([200, expect.stringContaining('此处凭链接登录')]);
    const script = await new Browser().ask(`${local.url}/sign-in/link?token=${encodeURIComponent('"><script>')}`);
    expect(script.text).toContain('value="&quot;&gt;&lt;script&gt;"');
  });
});

const inTurn = async <T>(n: number, make: () => Promise<T>): Promise<T[]> => {
  const made: T[] = [];
  for (let i = 0; i < n; i++) made.push(await make());
  return made;
};
