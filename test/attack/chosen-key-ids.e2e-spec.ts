import { byCommandLine, commandLine } from '../../src/access/command-line.js';
import { Keys } from '../../src/access/keys.js';
import { clientOf } from '../../src/access/identities.js';
import { startApp, type TestApp } from '../app.js';

/** A key's id is also that of the client who uses it, and its issuer may choose it. */
let app: TestApp;
let alliance: Awaited<ReturnType<TestApp['found']>>;
beforeAll(async () => {
  app = await startApp();
  alliance = await app.found({ units: ['residents', 'school'] });
});
afterAll(() => app.close());

const issue = (keyId: string) => {
  const { unitId, personId } = alliance.unit('school');
  return alliance.as('school').post('keys', { keyId, kind: 'person', unitId, personId, label: 'Shadow' });
};

describe('A key whose issuer chooses its id', () => {
  it('is not the command line, which would be locked out once the key is revoked', async () => {
    const answer = await issue(commandLine);
    if (answer.status === 201) await alliance.as('school').did(`keys/${commandLine}/revocation`);
    const holder = { kind: 'auditor', allianceId: alliance.id, label: 'Auditors' } as const;
    await expect(app.nest.get(Keys).issue(holder)).resolves.toMatchObject({ key: expect.stringMatching(/^lj_/) });
    expect(answer).toMatchObject({ status: 409, body: { type: '/problems/key-id-taken' } });
    expect(byCommandLine('', '').issue.actor).toMatchObject({ clientId: commandLine });
  });

  it('is not somebody who signed in: it would use up their share of requests and streams', async () => {
    const theirs = clientOf({ issuer: 'https://id.example.org', subject: '24400320', party: 'session' });
    expect(await issue(theirs)).toMatchObject({ status: 409, body: { type: '/problems/key-id-taken' } });
  });
});
