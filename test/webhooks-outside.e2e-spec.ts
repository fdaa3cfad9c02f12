import { DataSource } from 'typeorm';
import { Outside } from '../src/webhooks/outside.js';
import { Progress } from '../src/webhooks/progress.js';
import { startApp, startInstance, type Client, type TestApp } from './app.js';
import { startReceiver, takes, until, type Receiver } from './webhook-receiver.js';

// Where webhooks go, where they never go, and who sends them when somebody dies.

const SECRET_KEY = 'k'.repeat(43);
const patience = { connect_ms: 150, headers_ms: 250, answer_ms: 400 };
const port = (receiver: Receiver) => new URL(receiver.url).port;

let receiver: Receiver;
beforeEach(async () => (receiver = await startReceiver()));
afterEach(() => receiver.close());

const offer = (by: Client, name: string) =>
  by.created('resources', { name: { en: name }, kind: 'venue', unitOfMeasure: 'seats', quantity: 80, approval: 'automatic' }); // prettier-ignore
const register = (by: Client, url: string) =>
  by.created('webhooks', { url, label: 'Desk', eventTypes: ['ResourceOffered'] });
const names = () => receiver.events.map(({ said }) => said.data.data.name.en);

describe('In the open', () => {
  let app: TestApp;
  let school: Client;
  let outside: Outside;
  beforeAll(async () => {
    app = await startApp({ env: { SECRET_KEY } });
    school = (await app.found({ units: ['residents', 'school'] })).as('school');
    outside = app.nest.get(Outside);
    outside.patience = patience;
  });
  afterAll(() => app.close());
  afterEach(async () => {
    for (const { webhookId } of (await school.got('webhooks')).items) await school.did(`webhooks/${webhookId}/removal`);
  });

  it.each([
    'http://desk.example/',
    'https://127.0.0.1/',
    'https://[::ffff:127.0.0.1]/',
    'https://desk.example:25/',
    'https://a:b@desk.example/',
  ])('nothing can be registered for %s', async (url) => {
    const { data } = await school.refused('webhooks', { url, label: 'Desk' }, 409, 'webhook-address-refused');
    expect(data.why).toEqual(expect.any(String));
    const webhookId = await register(school, 'https://desk.example/');
    await school.refused(`webhooks/${webhookId}/revision`, { url, label: 'Desk' }, 409, 'webhook-address-refused');
  });

  it.each([
    ['this machine', ['127.0.0.1']],
    ['this machine, by IPv6', ['::1']],
    ['a private network', ['10.1.2.3']],
    ['the cloud’s own services', ['169.254.169.254']],
    ['a public and a private address', ['93.184.215.14', '127.0.0.1']],
    ['IPv4 in IPv6', ['::ffff:7f00:1']],
  ])('a name that stands for %s is connected to by nobody', async (_, addresses) => {
    outside.resolve = async () => addresses;
    const webhookId = await register(school, `https://desk.example:${port(receiver)}/`);
    const { data } = await school.refused(`webhooks/${webhookId}/verification`, {}, 409, 'webhook-not-answering');
    expect(data).toEqual({ why: 'its name stands for an address that is not public' });
    const { items } = await school.got(`webhooks/${webhookId}/deliveries`);
    expect(items).toMatchObject([{ outcome: 'refused', status: null }]);
    expect(receiver.all).toEqual([]);
  });

  it('a name is asked once for each connection, and that goes to what it said: what it says a moment later is checked anew', async () => {
    const asked: string[] = [];
    outside.resolve = async (name) => [asked.push(name) === 1 ? '93.184.215.14' : '127.0.0.1'];
    const webhookId = await register(school, `https://rebinds.example:${port(receiver)}/`);
    const first = await school.refused(`webhooks/${webhookId}/verification`, {}, 409, 'webhook-not-answering');
    expect(first.data.why).not.toContain('not public'); // it was tried there, where nobody answers us
    expect(asked).toEqual(['rebinds.example']);
    const second = await school.refused(`webhooks/${webhookId}/verification`, {}, 409, 'webhook-not-answering');
    expect([second.data.why, asked.length]).toEqual(['its name stands for an address that is not public', 2]);
    expect(receiver.all).toEqual([]);
  });
});

describe('Where tests allow it', () => {
  let app: TestApp;
  let alliance: Awaited<ReturnType<TestApp['found']>>;
  let school: Client;
  let bank: Client;
  beforeAll(async () => {
    app = await startApp({ env: { SECRET_KEY, WEBHOOK_ALLOW_PRIVATE: 'true' } });
    app.nest.get(Outside).patience = patience;
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    alliance = await app.found({ units: ['residents', 'school', 'bank'] });
    [school, bank] = ['school', 'bank'].map(alliance.as) as [Client, Client];
  });
  const active = async (url = `${receiver.url}/`, by = school) => {
    const webhookId = await register(by, url);
    await by.did(`webhooks/${webhookId}/verification`);
    return webhookId;
  };
  const lastOf = async (webhookId: string) => (await school.got(`webhooks/${webhookId}/deliveries`)).items[0];
  const failed = async (webhookId: string) => {
    await until(
      async () => (await lastOf(webhookId)).outcome === 'failed',
      () => 'nothing failed',
    );
    return lastOf(webhookId);
  };

  it('a connection goes to the very address that was checked, whatever others say of the name', async () => {
    app.nest.get(Outside).resolve = async (name) => (name === 'desk.test' ? ['127.0.0.1'] : []);
    await active(`http://desk.test:${port(receiver)}/`);
    expect(receiver.all[0]!.headers.host).toBe(`desk.test:${port(receiver)}`);
  });

  it('a redirect is an answer like any other, and leads nowhere', async () => {
    const inner = await startReceiver();
    try {
      receiver.answers = (got, response) =>
        got.said.type === 'webhook.verification' ? takes(got, response) : { status: 307, headers: { location: `${inner.url}/admin` } }; // prettier-ignore
      const webhookId = await active();
      await offer(bank, 'Redirected');
      expect(await failed(webhookId)).toMatchObject({ status: 307 });
      expect(inner.all).toEqual([]);
    } finally {
      await inner.close();
    }
  });

  it.each<[string, Receiver['answers'], object]>([
    ['says nothing', () => undefined, { why: 'no answer within 250 ms', status: null }],
    [
      'drips',
      (_, response) => {
        response.writeHead(200);
        const drip = setInterval(() => response.write('.'), 20);
        response.on('close', () => clearInterval(drip));
      },
      { why: 'no whole answer within 400 ms', status: null },
    ],
    ['hangs up', (_, response) => void response.destroy(), { status: null }],
    [
      'hangs up in the middle',
      (_, response) => void (response.writeHead(200, { 'content-length': '100' }), response.write('x'), setTimeout(() => response.destroy(), 20)), // prettier-ignore
      { status: null },
    ],
    ['sends endless headers', () => ({ status: 200, headers: { x: 'x'.repeat(20_000) } }), { status: null }],
  ])('a receiver that %s has failed, in bounded time, and holds up nobody else', async (_, answers, wanted) => {
    const other = await startReceiver();
    try {
      const webhookId = await active();
      await active(`${other.url}/`, bank);
      receiver.answers = answers;
      await offer(bank, 'Slow');
      await other.until(1);
      const attempt = await failed(webhookId);
      expect(attempt).toMatchObject({ attempt: 1, ...wanted });
      expect(attempt.duration_ms).toBeLessThan(5_000);
    } finally {
      await other.close();
    }
  });

  it('of an endless answer a little is read, and its status counts', async () => {
    const webhookId = await active();
    receiver.answers = (_, response) => {
      response.writeHead(200);
      const more = setInterval(() => response.write('x'.repeat(60_000)), 1);
      response.on('close', () => clearInterval(more));
    };
    await offer(bank, 'Endless');
    await until(
      async () => (await lastOf(webhookId)).type === 'ResourceOffered',
      () => 'nothing came',
    );
    const { outcome, answer } = await lastOf(webhookId);
    expect([outcome, answer.length]).toEqual(['delivered', 1_000]);
  });

  it('whoever dies with a message in hand is followed by another instance, and nothing is lost', async () => {
    const other = await startInstance(app.databaseUrl, {
      env: { SECRET_KEY, WEBHOOK_ALLOW_PRIVATE: 'true' },
      log: () => undefined,
    });
    try {
      await active();
      for (const each of [app.nest, other.nest]) each.get(Progress).lease_ms = 700;
      other.nest.get(Outside).patience = { ...patience, headers_ms: 3_000, answer_ms: 3_000 };
      // The one that gets the first message dies before it can write down that it was taken.
      const dies = { done: false };
      receiver.answers = (got, response) => {
        if (dies.done || got.said.type === 'webhook.verification') return takes(got, response);
        dies.done = true;
        void other.nest.get<DataSource>(DataSource).destroy();
        return takes(got, response);
      };
      app.nest.get(Outside).patience = patience;
      const taken = kept(app.nest.get(Progress));
      await offer(bank, 'One');
      await receiver.until(1);
      taken.release();
      for (const name of ['Two', 'Three', 'Four']) await offer(bank, name);
      await until(
        () => new Set(names()).size === 4,
        () => `${names().join()} came`,
      );
      expect([...new Set(names())]).toEqual(['One', 'Two', 'Three', 'Four']);
      expect(names().slice(0, 2)).toEqual(['One', 'One']); // at least once
    } finally {
      await other.nest.close().catch(() => undefined);
    }
  });
});

/** Keeps one instance from taking anything up, so that the other one must. */
const kept = (progress: Progress) => {
  const take = progress.take.bind(progress);
  progress.take = async () => undefined;
  return { release: () => (progress.take = take) };
};
