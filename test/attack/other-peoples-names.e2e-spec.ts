import { randomUUID } from 'node:crypto';
import { startApp, type Client, type TestApp } from '../app.js';
import { audience, startProvider, type IdentityProvider } from '../identity-provider.js';

/** A delegate gives somebody else's person a mandate of their own unit, and a key for it, and tries to be that person. */
let provider: IdentityProvider;
let app: TestApp;
let alliance: Awaited<ReturnType<TestApp['found']>>;
let chair: { personId: string; unitId: string };
/** A key of the chair's person, for the attacker's unit. */
let posing: Client;
let attacker: Client;
const from = '2021-01-01T00:00:00.000Z';

beforeAll(async () => {
  provider = await startProvider();
  app = await startApp({ env: { OIDC_ISSUER: provider.issuer, OIDC_AUDIENCE: audience } });
  alliance = await app.found({ units: ['residents', 'school', 'bank'] });
  chair = alliance.unit('residents');
  attacker = alliance.as('school');
  const { unitId } = alliance.unit('school');
  const phone = { phone: '+86 532 5550 1234', email: 'chair@example.org' };
  await app.operator.did(`${alliance.path}/people/${chair.personId}/change`, phone);
  await attacker.created(`units/${unitId}/mandates`, { personId: chair.personId, kind: 'liaison', from });
  const issued = await attacker.post('keys', { kind: 'person', unitId, personId: chair.personId, label: 'posing' });
  posing = app.withKey(issued.body.key);
  await app.settled();
});
afterAll(async () => {
  await app.close();
  await provider.stop();
});
const person = (personId = chair.personId) => `${alliance.path}/people/${personId}`;
const evil = () => ({ issuer: provider.issuer, subject: 'evil' });

describe('A mandate of one unit, given to a person of another one,', () => {
  it('lets nobody say who that person is at the provider, and so act for the other unit', async () => {
    expect((await posing.get('/v1/me')).body).toMatchObject({ personId: chair.personId });
    for (const client of [posing, attacker]) {
      await client.refused(`${person()}/identities`, evil(), 403, 'identity-not-yours');
      expect((await client.get(`${person()}/identities`)).status).toBe(403);
    }
    const token = app.withKey(await provider.signed({ sub: 'evil' }));
    const as = { 'lianjian-unit': chair.unitId };
    expect(await token.get(alliance.path, as)).toMatchObject({
      status: 403,
      body: { type: '/problems/person-unknown' },
    });
  });

  it('shows nobody how to reach that person', async () => {
    for (const client of [posing, attacker])
      expect((await client.get(person())).body).toMatchObject({ phone: null, email: null, acts: [] });
  });

  it('lets nobody give that person another name', async () => {
    for (const client of [posing, attacker])
      await client.refused(`${person()}/change`, { name: 'Nobody' }, 403, 'person-not-yours');
  });

  it('lets nobody say in advance who a person is whom another unit registered', async () => {
    const personId = await alliance.as('bank').created('people', { personId: randomUUID(), name: 'Newcomer' });
    const { unitId } = alliance.unit('school');
    await attacker.created(`units/${unitId}/mandates`, { personId, kind: 'deputy', from });
    await app.settled();
    await attacker.refused(`${person(personId)}/identities`, evil(), 403, 'identity-not-yours');
    const { body } = await attacker.post('keys', { kind: 'person', unitId, personId, label: 'posing' });
    await app.withKey(body.key).refused(`${person(personId)}/identities`, evil(), 403, 'identity-not-yours');
  });
});

describe('A person', () => {
  it('says by the key of their only unit, or signed in, who they are', async () => {
    const { personId } = alliance.unit('bank');
    const [first, second] = ['first', 'second'].map((subject) => ({ issuer: provider.issuer, subject }));
    await alliance.as('bank').did(`${person(personId)}/identities`, first);
    const token = app.withKey(await provider.signed({ sub: 'first' }));
    await token.did(`${person(personId)}/identities`, second);
  });
});
