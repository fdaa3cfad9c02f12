import { connect } from 'node:net';
import { startApp, type TestApp } from '../app.js';

let app: TestApp;
let alliance: Awaited<ReturnType<TestApp['found']>>;
beforeAll(async () => {
  app = await startApp();
  alliance = await app.found({ units: ['residents', 'school'] });
});
afterAll(() => app.close());

/** Sends exactly these bytes, and gives all that comes back. */
const raw = (text: string): Promise<string> =>
  new Promise((done, failed) => {
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1', () => socket.write(text));
    let all = '';
    socket.on('data', (data) => (all += data.toString()));
    socket.on('close', () => done(all));
    socket.on('error', failed);
    socket.setTimeout(5_000, () => socket.destroy());
  });
const get = (target: string, more = '') =>
  raw(
    `GET ${target} HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${alliance.unit('school').key}\r\nconnection: close\r\n${more}\r\n`,
  );

describe('However a path is spelled', () => {
  it.each([
    ['as it is', () => alliance.path],
    ['with an encoded letter', () => alliance.path.replace('/v1', '/%761')],
    ['as a whole address', () => `http://evil.example${alliance.path}`],
  ])('what it leads to is not stored: %s', async (_, path) => {
    const answer = await get(path());
    if (answer.startsWith('HTTP/1.1 200')) expect(answer).toMatch(/\r\ncache-control: no-store\r\n/i);
    else expect(answer).toMatch(/^HTTP\/1\.1 (400|404)/);
  });

  it.each(['/health/live/../../v1/me', '//v1/me', '/health/live%2f..%2f..%2fv1/me', '/V1/me', '/v1//me', '/v1/me/'])(
    'no spelling leads around a guard: %s',
    async (path) => expect(await get(path)).toMatch(/^HTTP\/1\.1 4/),
  );
});

describe('A request that two could read in two ways', () => {
  const body = '{}';
  const post = (headers: string, rest = body) =>
    raw(
      `POST ${alliance.path}/resources HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${alliance.unit('school').key}\r\ncontent-type: application/json\r\n${headers}\r\n\r\n${rest}`,
    );
  it.each([
    ['two lengths', 'content-length: 2\r\ncontent-length: 3'],
    ['a length and chunks', 'content-length: 2\r\ntransfer-encoding: chunked'],
    ['chunks that are not the last coding', 'transfer-encoding: chunked, identity'],
    ['a folded header', 'content-length: 2\r\nx-a: b\r\n c: d'],
    ['a space before the colon', 'content-length : 2'],
    ['a bare line feed', 'content-length: 2\nx-a: b'],
    ['a length with a sign', 'content-length: +2'],
  ])('is refused, and its connection closed: %s', async (_, headers) => {
    const answer = await post(headers);
    expect(answer).toMatch(/^HTTP\/1\.1 400/);
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
  });
});
