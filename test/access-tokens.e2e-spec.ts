import { exportJWK, SignJWT, UnsecuredJWT } from 'jose';
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { Client, startApp, type TestApp } from './app.js';
import { audience, Browser, newKey, seconds, startProvider, type IdentityProvider } from './identity-provider.js';

let provider: IdentityProvider;
let app: TestApp;
let alliance: Awaited<ReturnType<TestApp['found']>>;

beforeAll(async () => {
  provider = await startProvider();
  app = await startApp({ env: { OIDC_ISSUER: provider.issuer, OIDC_AUDIENCE: audience } });
  alliance = await app.found({ units: ['residents', 'school', 'bank'] });
  await link('wang', alliance.unit('school').personId);
});
afterAll(async () => {
  await app.close();
  await provider.stop();
});

const link = (subject: string, personId: string, of: Readonly<{ path: string }> = alliance) =>
  app.operator.did(`${of.path}/people/${personId}/identities`, { issuer: provider.issuer, subject });
const clientWith = (token: string) => new Client(app, token, alliance.path);
const offer = { name: { en: 'Gym' }, kind: 'venue', unitOfMeasure: 'room', quantity: 1 };
const statusOf = async (token: string) => (await clientWith(token).get('')).status;

describe('An access token of the provider', () => {
  it('that a person got by signing in there opens what their mandate does, and records who acted', async () => {
    const token = await tokenOf('wang');
    const wang = clientWith(token);
    expect(await wang.got('/v1/me')).toMatchObject({
      kind: 'person',
      unitId: alliance.unit('school').unitId,
      units: [{ name: { en: 'school' }, allianceName: { en: 'Test alliance' }, personName: 'Delegate of school' }],
    });
    const id = await wang.created('resources', offer);
    expect((await wang.got(`resources/${id}`)).unitId).toBe(alliance.unit('school').unitId);
    await wang.refused('areas', { areas: [{ areaId: randomUUID(), level: 'estate', name: { en: 'x' } }] }, 403, 'not-permitted'); // prettier-ignore
  });

  it('makes one command of one idempotency key, with a new token too', async () => {
    const again = { 'idempotency-key': randomUUID() };
    const first = await clientWith(await provider.signed()).post('resources', offer, again);
    const second = await clientWith(await provider.signed()).post('resources', offer, again);
    expect(second).toMatchObject({ status: 201, body: first.body });
    const others = await clientWith(await provider.signed({ client_id: 'another' })).post('resources', offer, again);
    expect(others.body.id).not.toBe(first.body.id);
  });

  const wrong: Readonly<Record<string, () => Promise<string>>> = {
    'for another audience': () => provider.signed({ aud: 'https://elsewhere.test' }),
    'for the client, as an ID token is': () => provider.signed({ aud: 'desk' }, { typ: 'JWT' }),
    'of another issuer': () => provider.signed({ iss: 'https://elsewhere.test' }),
    'that ran out': () => provider.signed({ iat: seconds() - 3_700, exp: seconds() - 61 }),
    'that never runs out': () => provider.signed({ exp: undefined }),
    'that was issued in the future': () => provider.signed({ iat: seconds() + 120 }),
    'that is not good yet': () => provider.signed({ nbf: seconds() + 120 }),
    'that was issued more than a day ago': () => provider.signed({ iat: seconds() - 90_000 }),
    'that does not say when it was issued': () => provider.signed({ iat: undefined }),
    'of nobody': () => provider.signed({ sub: undefined }),
    'of the software itself': () => provider.signed({ sub: 'desk' }),
    'signed by somebody else under the same kid': async () =>
      provider.signed({}, {}, { ...(await newKey('RS256')), kid: provider.key().kid }),
    'signed by a key that nobody knows': async () => provider.signed({}, {}, await newKey('RS256')),
    'that brings its own key': async () => {
      const key = await newKey('RS256');
      const jwk = { ...(await exportJWK(key.privateKey)), d: undefined, p: undefined, q: undefined };
      return provider.signed({}, { jwk, kid: key.kid }, key);
    },
    'that says where its key is': async () =>
      provider.signed({}, { jku: 'http://127.0.0.1:1/jwks', kid: 'x' }, await newKey('RS256')),
    'signed with a secret that both sides know': async () =>
      new SignJWT({ iss: provider.issuer, aud: audience, sub: 'wang', iat: seconds(), exp: seconds() + 60 })
        .setProtectedHeader({ alg: 'HS256', kid: provider.key().kid })
        .sign(new TextEncoder().encode(JSON.stringify(await exportJWK(provider.key().privateKey)))),
    'with no signature': async () =>
      new UnsecuredJWT({
        iss: provider.issuer,
        aud: audience,
        sub: 'wang',
        iat: seconds(),
        exp: seconds() + 60,
      }).encode(),
    'with its signature cut off': async () => (await provider.signed()).replace(/[^.]*$/, ''),
    'with another body': async () => {
      const [head, , signature] = (await provider.signed()).split('.');
      const body = { iss: provider.issuer, aud: audience, sub: 'li', iat: seconds(), exp: seconds() + 60 };
      return [head, Buffer.from(JSON.stringify(body)).toString('base64url'), signature].join('.');
    },
    'that asks for what we do not know': () => provider.signed({}, { crit: ['urn:test:must'], 'urn:test:must': true }),
    'that is nonsense': async () => 'a.b.c',
    'of which there is too much': () => provider.signed({ more: 'x'.repeat(9_000) }),
  };
  it.each(Object.keys(wrong))('%s is not honoured', async (which) => {
    await statusOf(await provider.signed()); // the keys are known
    const token = await wrong[which]!();
    const answer = await clientWith(token).get('');
    expect(answer).toMatchObject({ status: 401, body: { type: '/problems/unauthenticated' } });
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
  });

  it('a minute of clock skew is allowed, and no more; it ends while it is used', async () => {
    expect(await statusOf(await provider.signed({ iat: seconds() + 50 }))).toBe(200);
    expect(await statusOf(await provider.signed({ exp: seconds() - 50 }))).toBe(200);
  });

  it('of a person whom nobody here knows names them, and opens nothing', async () => {
    const token = await provider.signed({ sub: 'stranger' });
    for (const path of ['', '/v1/me', `${alliance.path}/units`]) {
      const { status, body } = await clientWith(token).get(path);
      expect([status, body.type, body.data]).toEqual([403, '/problems/person-unknown', { issuer: provider.issuer, subject: 'stranger' }]); // prettier-ignore
    }
    expect((await clientWith(token).post('resources', offer)).status).toBe(403);
  });
});

describe('Whoever acts for several units', () => {
  const unit = (unitId: string) => ({ 'lianjian-unit': unitId });
  let other: typeof alliance;
  beforeAll(async () => {
    other = await app.found({ units: ['clinic', 'market'] });
    await link('li', alliance.unit('bank').personId);
    await link('li', other.unit('market').personId, other);
  });
  const li = async () => clientWith(await provider.signed({ sub: 'li' }));

  it('is one person in each alliance, and acts there without a word where there is one unit', async () => {
    const all = await (await li()).got('/v1/me');
    expect(all).toMatchObject({ kind: 'guest' });
    expect(all).not.toHaveProperty('personId');
    expect(all.units.map((each: any) => each.name.en).sort()).toEqual(['bank', 'market']);
    expect((await (await li()).get(alliance.path)).status).toBe(200);
    expect((await (await li()).get(other.path)).status).toBe(200);
    expect((await (await li()).get('/v1/me', unit(other.unit('market').unitId))).body).toMatchObject({
      kind: 'person',
      personId: other.unit('market').personId,
    });
  });

  it('names the unit where there are several, and no one else’s', async () => {
    const { personId } = alliance.unit('bank');
    const mandate = { personId, kind: 'liaison', from: '2021-01-01T00:00:00.000Z' };
    const school = alliance.unit('school').unitId;
    await app.operator.created(`${alliance.path}/units/${school}/mandates`, mandate);
    await app.settled();
    const asked = await (await li()).get('units');
    expect([asked.status, asked.body.type]).toEqual([422, '/problems/unit-not-named']);
    expect(asked.body.data.units.sort()).toEqual([school, alliance.unit('bank').unitId].sort());
    const made = await (await li()).post('resources', offer, unit(school));
    expect((await alliance.as('school').got(`resources/${made.body.id}`)).unitId).toBe(school);
    for (const unitId of [alliance.unit('residents').unitId, other.unit('market').unitId, randomUUID()])
      expect(await (await li()).get('units', unit(unitId))).toMatchObject({ status: 403, body: { type: '/problems/no-mandate' } }); // prettier-ignore
    expect((await (await li()).get('units', unit('x'))).status).toBe(400);
  });

  it('a key is for its own unit, whatever the header says', async () => {
    const { unitId } = alliance.unit('school');
    expect((await alliance.as('school').get('units', unit(unitId))).status).toBe(200);
    expect((await alliance.as('school').get('units', unit(alliance.unit('bank').unitId))).status).toBe(403);
    expect((await app.operator.get('/v1/me', unit(unitId))).status).toBe(403);
  });

  it('does not learn of an alliance where they are nobody', async () =>
    expect((await clientWith(await provider.signed()).get(other.path)).status).toBe(404));
});

describe('A link of a person to an identity', () => {
  const identitiesOf = (name: string) => `people/${alliance.unit(name).personId}/identities`;
  const identity = (subject: string) => ({ issuer: provider.issuer, subject });

  it('is made, seen and taken back, which ends what its tokens open', async () => {
    const here = await app.found({ units: ['bank', 'school'] });
    const pathOf = (name: string) => `people/${here.unit(name).personId}/identities`;
    const bank = here.as('bank');
    const zhao = async () => new Client(app, await provider.signed({ sub: 'zhao' }), here.path).get('');
    expect((await zhao()).status).toBe(403);
    const dry = await bank.post(`${pathOf('bank')}?dryRun=true`, identity('zhao'));
    expect([dry.status, dry.body]).toEqual([200, { events: [] }]);
    expect((await zhao()).status).toBe(403);
    for (let twice = 0; twice < 2; twice++) await bank.did(pathOf('bank'), identity('zhao'));
    const { personId } = here.unit('bank');
    expect((await bank.got(pathOf('bank'))).items).toContainEqual({ personId, ...identity('zhao') });
    expect((await zhao()).status).toBe(200);
    await here.as('school').refused(pathOf('school'), identity('zhao'), 409, 'identity-taken');
    for (let twice = 0; twice < 2; twice++) await bank.did(`${pathOf('bank')}/removal`, identity('zhao'));
    expect((await zhao()).status).toBe(403);
    await app.operator.refused(
      `${here.path}/people/${randomUUID()}/identities`,
      identity('x'),
      404,
      'person-not-found',
    );
  });

  it('is for nobody else, least of all for an officer who would be another unit’s voice', async () => {
    const chair = alliance.as('residents');
    for (const path of [identitiesOf('school'), `${identitiesOf('school')}/removal`])
      await chair.refused(path, identity('chair'), 403, 'identity-not-yours');
    expect((await chair.get(identitiesOf('school'))).status).toBe(403);
    const { unitId } = alliance.unit('residents');
    const [deputy, nobodyYet] = [randomUUID(), randomUUID()];
    for (const personId of [deputy, nobodyYet]) await chair.post('people', { personId, name: 'Somebody' });
    const mandate = { personId: deputy, kind: 'deputy', from: '2021-01-01T00:00:00.000Z' };
    await chair.created(`units/${unitId}/mandates`, mandate);
    await app.settled();
    await chair.refused(`people/${nobodyYet}/identities`, identity('chair'), 403, 'identity-not-yours');
    await chair.did(`people/${deputy}/identities`, identity('deputy'));
    const acting = clientWith(await provider.signed({ sub: 'deputy' }));
    await acting.refused(identitiesOf('residents'), identity('x'), 403, 'identity-not-yours');
    await acting.did(`people/${deputy}/identities`, identity('another-of-mine'));
  });

  it('is of one person, also where two are linked at once', async () => {
    const answers = await Promise.all(
      ['residents', 'school', 'bank'].map((name) =>
        app.operator.post(`${alliance.path}/${identitiesOf(name)}`, identity('twin')),
      ),
    );
    expect(answers.map(({ status }) => String(status)).sort()).toEqual(['200', '409', '409']);
  });

  it('cannot be made to ourselves, as whom links sign in', async () => {
    const chair = { issuer: 'urn:lianjian:person', subject: alliance.unit('residents').personId };
    const answer = await alliance.as('school').post(identitiesOf('school'), chair);
    expect(answer.status).toBe(400);
  });
});

describe('The provider', () => {
  it('may sign with another key: it is found, and the one before is forgotten', async () => {
    const before = await provider.signed();
    expect(await statusOf(before)).toBe(200);
    await provider.rotate();
    const after = await provider.signed();
    let status = 0;
    for (let tries = 0; tries < 40 && status !== 200; tries++) {
      status = await statusOf(after);
      expect([200, 401]).toContain(status); // no look-up more often than every five seconds
      if (status !== 200) await setTimeout(250);
    }
    expect(status).toBe(200);
    expect(await statusOf(before)).toBe(401);
  });

  it('that gives no answer is a 503 that says when to come again, for its tokens alone', async () => {
    const cold = await startApp({ env: { OIDC_ISSUER: provider.issuer, OIDC_AUDIENCE: audience } });
    try {
      await provider.stop();
      const token = await provider.signed();
      for (let twice = 0; twice < 2; twice++) {
        const answer = await new Client(cold, token, '').get('/v1/me');
        expect([answer.status, answer.body.type]).toEqual([503, '/problems/provider-unavailable']);
        expect(answer.headers.get('retry-after')).toBe('1');
      }
      expect((await cold.operator.get('/v1/me')).status).toBe(200);
      await provider.start();
      await setTimeout(1_100);
      expect((await new Client(cold, token, '').get('/v1/me')).status).toBe(403); // known to the provider, not here
    } finally {
      await cold.close();
    }
  });

  it('whose keys are nonsense is no reason to let anybody in, nor a mistake of the caller', async () => {
    const token = await provider.signed();
    const elsewhere = provider.issuer.replace('127.0.0.1', 'localhost');
    const cold = await startApp({ env: { OIDC_ISSUER: elsewhere, OIDC_AUDIENCE: audience } });
    try {
      expect((await new Client(cold, token, '').get('/v1/me')).status).toBe(503); // it says that it is another one
    } finally {
      await cold.close();
    }
  });

  it('is not asked where there is none', async () => {
    const alone = await startApp();
    try {
      expect((await new Client(alone, await provider.signed(), '').get('/v1/me')).status).toBe(401);
    } finally {
      await alone.close();
    }
  });
});

/** A token got as other software gets one: by the person's sign-in at the provider, with PKCE. */
const tokenOf = async (login: string): Promise<string> => {
  const back = 'http://localhost/unknown';
  const verifier = 'v'.repeat(43);
  const challenge = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(verifier))).toString('base64url');
  const query = new URLSearchParams({
    ...{ client_id: 'desk', redirect_uri: back, response_type: 'code', scope: 'openid x', resource: audience },
    ...{ code_challenge: challenge, code_challenge_method: 'S256' },
  });
  const url = await new Browser().consent(
    `${provider.issuer}/auth?${query.toString()}`,
    login,
    /^http:\/\/localhost\/unknown/,
  );
  const answer = await fetch(`${provider.issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      ...{ grant_type: 'authorization_code', code: new URL(url).searchParams.get('code') ?? '', client_id: 'desk' },
      ...{ redirect_uri: back, code_verifier: verifier, resource: audience },
    }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
};
