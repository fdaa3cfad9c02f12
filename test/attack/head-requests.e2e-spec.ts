import { randomUUID } from 'node:crypto';
import { startApp, type TestApp } from '../app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const head = async (path: string, key: string) =>
  (await fetch(`${app.url}${path}`, { method: 'HEAD', headers: { authorization: `Bearer ${key}` } })).status;

describe('A HEAD request', () => {
  it('is answered like the GET request, to whom that is answered', async () => {
    const alliance = await app.found({ units: ['school'] });
    const { key, personId } = alliance.unit('school');
    for (const path of ['', '/units', '/projects?limit=1', `/people/${personId}`])
      expect(await head(`${alliance.path}${path}`, key)).toBe(200);
    expect(await head(`${alliance.path}/people/${randomUUID()}`, key)).toBe(404);
    expect(await head(`${alliance.path}/units?mallory=1`, key)).toBe(400);
  });
  it('tells a stranger nothing that the GET request would not', async () => {
    const alliance = await app.found({ units: ['school'] });
    const stranger = await app.clientOf(alliance.id, randomUUID(), randomUUID());
    const { personId } = alliance.unit('school');
    for (const path of [`/people/${personId}`, `/people/${randomUUID()}`, '/units', '/history'])
      expect(await head(`${alliance.path}${path}`, stranger.key)).toBe(403);
  });
});
