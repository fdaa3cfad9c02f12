import { randomUUID } from 'node:crypto';
import { Couriers } from '../src/webhooks/couriers.js';
import { Progress } from '../src/webhooks/progress.js';
import { startApp, type Client, type TestApp } from './app.js';
import { startReceiver, takes, until, verified, type Receiver } from './webhook-receiver.js';
import { wholeLog } from './whole-log.js';

const env = { WEBHOOK_ALLOW_PRIVATE: 'true', SECRET_KEY: 'k'.repeat(43) };
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];

let app: TestApp;
let alliance: Awaited<ReturnType<TestApp['found']>>;
let chair: Client;
let school: Client;
let bank: Client;
let receiver: Receiver;

beforeAll(async () => {
  app = await startApp({ env });
});
afterAll(() => app.close());
beforeEach(async () => {
  alliance = await app.found({ units: ['residents', 'school', 'bank'] });
  [chair, school, bank] = ['residents', 'school', 'bank'].map(alliance.as) as [Client, Client, Client];
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

const wanted = (more: object = {}) => ({ url: `${receiver.url}/hooks/very-secret`, label: 'Our desk', ...more });
const registered = async (more: object = {}, by = school) => {
  const { status, body } = await by.post('webhooks', wanted(more));
  expect([status, body]).toEqual([201, expect.anything()]);
  return { id: body.id as string, secret: body.secret as string };
};
const active = async (more: object = {}, by = school) => {
  const webhook = await registered(more, by);
  await by.did(`webhooks/${webhook.id}/verification`);
  return webhook;
};
/** Something that happens, for all to see. */
const offer = (name = 'Gym', by = bank) =>
  by.created('resources', { name: { en: name }, kind: 'venue', unitOfMeasure: 'seats', quantity: 80, approval: 'automatic' }); // prettier-ignore
const offers = async (...names: readonly string[]) => {
  for (const name of names) await offer(name);
};
const names = () => receiver.events.map(({ said }) => said.data.data.name?.en).filter(Boolean);
const read = (id: string, by = school) => by.got(`webhooks/${id}`);
const log = async (id: string) => (await school.got(`webhooks/${id}/deliveries`)).items;
const quiet = async () => {
  await app.settled();
  await new Promise((done) => setTimeout(done, 150));
};
const only = { eventTypes: ['ResourceOffered'] };

describe('A webhook', () => {
  it('is told nothing before its address gave the challenge back, and then everything since its registration, in order', async () => {
    const { id, secret } = await registered();
    await offers('One', 'Two');
    await quiet();
    expect(receiver.all).toEqual([]);
    expect(await read(id)).toMatchObject({ status: 'unverified', verifiedAt: null });
    await school.did(`webhooks/${id}/verification`);
    await offers('Three');
    await receiver.until(4);
    expect(receiver.types).toEqual(['ResourceOffered', 'ResourceOffered', 'WebhookVerified', 'ResourceOffered']);
    expect(names()).toEqual(['One', 'Two', 'Three']);
    for (const each of receiver.all) expect(verified(secret, each)).toEqual(each.said);
    await until(
      async () => (await read(id)).position === receiver.events.at(-1)!.said.data.position,
      () => 'behind',
    );
  });

  it('is told an event as its unit may read it in the history, and nothing sealed', async () => {
    await active();
    const resourceId = await offer();
    await bank.did(`resources/${resourceId}/pause`, { reason: 'Somebody fell ill' });
    await receiver.until(3);
    const paused = receiver.events.find(({ said }) => said.type === 'ResourcePaused')!;
    const { body: history } = await school.get(`history/${paused.said.data.position}`);
    expect(paused.said).toEqual({ type: 'ResourcePaused', timestamp: history.at, data: { ...history, version: 1 } });
    expect(paused.body).not.toContain('fell ill');
    expect(paused.headers).toMatchObject({ 'content-type': 'application/json', 'user-agent': 'Lianjian-Webhooks/1' });
    expect(paused.headers['webhook-id']).toMatch(/^msg_[0-9a-f-]{36}$/);
  });

  it('is told nothing of another alliance, nor of the webhooks of others', async () => {
    const others = await app.found({ units: ['others'] });
    await active();
    await active({ label: 'Theirs', url: `${receiver.url}/theirs` }, bank);
    await offer('Elsewhere', others.as('others'));
    await offer('Here');
    await receiver.until(4);
    await quiet();
    const told = (path: string) => receiver.events.filter((each) => each.path === path).map(({ said }) => said.type);
    expect(told('/hooks/very-secret')).toEqual(['WebhookVerified', 'ResourceOffered']);
    expect(told('/theirs')).toEqual(['WebhookVerified', 'ResourceOffered']);
    expect(names()).toEqual(['Here', 'Here']);
  });

  it('is told only what it wants', async () => {
    const { id } = await active({ eventTypes: ['ResourcePaused', 'ResourceResumed'] });
    const resourceId = await offer();
    await bank.did(`resources/${resourceId}/pause`);
    await receiver.until(1);
    await school.did(`webhooks/${id}/revision`, { label: 'Our desk', ...only });
    await bank.did(`resources/${resourceId}/resumption`);
    await offers('Last');
    await receiver.until(2);
    await quiet();
    expect(receiver.types).toEqual(['ResourcePaused', 'ResourceOffered']);
    await school.refused('webhooks', wanted({ eventTypes: ['PledgeMade', 'Nothing'] }), 409, 'event-type-unknown');
  });

  it('shows its secret once, and its address never', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const first = await school.post('webhooks', wanted(), key);
    expect(first.body.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const again = await school.post('webhooks', wanted(), key);
    expect([again.status, again.body]).toEqual([201, { ...first.body, secret: null }]);
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
    const seen = [await read(first.body.id), await school.got('webhooks'), await school.got('history')];
    const everything = JSON.stringify([seen, await wholeLog(app.log)]);
    expect(everything).not.toContain('very-secret');
    expect(everything).not.toContain(first.body.secret.slice(6));
    const stored = await app.database.query(`SELECT sealed FROM webhooks.kept`);
    expect(stored.map(({ sealed }: { sealed: Buffer }) => sealed.toString('latin1')).join()).not.toMatch(
      /very-secret|whsec_/,
    );
    expect(seen[0]).toMatchObject({ origin: receiver.url, label: 'Our desk', status: 'unverified' });
  });

  it('is of its unit only; officers see it, and cannot touch it', async () => {
    const { id } = await active();
    await school.refused('webhooks', { ...wanted({ label: 'Another' }), webhookId: id }, 409, 'webhook-id-taken');
    expect((await bank.get(`webhooks/${id}`)).body.type).toBe('/problems/webhook-not-found');
    expect((await bank.got('webhooks')).items).toEqual([]);
    expect((await chair.got('webhooks')).items.map((each: any) => each.webhookId)).toEqual([id]);
    expect((await read(id, chair)).acts).toEqual([]);
    expect((await read(id)).acts.map(({ act }: any) => act)).toEqual(['ReviseWebhook', 'RotateWebhookSecret', 'PauseWebhook', 'ReplayWebhook', 'RemoveWebhook']); // prettier-ignore
    for (const by of [bank, chair]) {
      await by.refused(`webhooks/${id}/pause`, {}, 404, 'webhook-not-found');
      await by.refused(`webhooks/${id}/verification`, {}, 404, 'webhook-not-found');
      await by.refused(`webhooks/${id}/secrets`, {}, 404, 'webhook-not-found');
    }
    expect((await bank.get(`webhooks/${id}/deliveries`)).status).toBe(404);
    expect((await bank.get(`webhooks/${id}/dead-letters`)).status).toBe(404);
    const { body } = await bank.get('history?limit=200');
    expect(body.items.filter(({ category }: any) => category === 'webhook')).toEqual([]);
  });

  it('does not end with the person who registered it: it is the unit’s', async () => {
    const { unitId, personId } = alliance.unit('school');
    const successor = randomUUID();
    await school.post('people', { personId: successor, name: 'Next' });
    await active(only);
    const { items } = await school.got(`units/${unitId}/mandates`);
    await school.created(`units/${unitId}/mandates`, { personId: successor, kind: 'delegate', from: app.clock.now(), replaces: items[0].mandateId }); // prettier-ignore
    expect(items[0].personId).toBe(personId);
    await offers('After');
    await receiver.until(1);
    expect(names()).toEqual(['After']);
  });

  it('rests while its unit is suspended, and is told afterwards what happened', async () => {
    const { id } = await active(only);
    const { unitId } = alliance.unit('school');
    await chair.did(`units/${unitId}/suspension`, { reason: 'Rules' });
    await offers('Meanwhile');
    await quiet();
    expect(names()).toEqual([]);
    expect(await read(id)).toMatchObject({ status: 'paused', because: 'unit-suspended' });
    await chair.did(`units/${unitId}/reinstatement`);
    await receiver.until(1);
    expect(names()).toEqual(['Meanwhile']);
    expect(await read(id)).toMatchObject({ status: 'active', because: null });
  });

  it('ends when its unit leaves; nothing of its address and secrets is kept', async () => {
    const { id } = await active(only);
    await school.did(`units/${alliance.unit('school').unitId}/leave`);
    await offers('Later');
    await quiet();
    expect(names()).toEqual([]);
    expect(await read(id, chair)).toMatchObject({ status: 'removed', because: 'unit-left' });
    await app.nest.get(Progress).sweep(app.clock.now(), await app.log.head());
    expect(await app.database.query('SELECT 1 FROM webhooks.kept WHERE webhook_id = $1', [id])).toEqual([]);
  });

  it('of one unit there are ten at most', async () => {
    for (let n = 0; n < 10; n++) await registered();
    await app.settled();
    await school.refused('webhooks', wanted(), 409, 'too-many-webhooks');
  });
});

describe('The challenge', () => {
  it.each<[string, Receiver['answers']]>([
    ['an error', () => ({ status: 500, body: '' })],
    ['nothing in it', () => ({ status: 200, body: '{}' })],
    ['another word', () => ({ status: 200, body: JSON.stringify({ challenge: 'x' }) })],
    ['the whole message given back', ({ body }) => ({ status: 200, body })],
    ['the word with an error', ({ said }) => ({ status: 400, body: said.data.challenge })],
    ['a redirect', () => ({ status: 302, headers: { location: '/' } })],
  ])('is not met by %s', async (_, answers) => {
    receiver.answers = answers;
    const { id } = await registered();
    await school.refused(`webhooks/${id}/verification`, {}, 409, 'webhook-not-answering');
    expect(await read(id)).toMatchObject({ status: 'unverified' });
    expect(receiver.all).toHaveLength(1);
    expect((await log(id))[0]).toMatchObject({ type: 'webhook.verification', eventId: null, outcome: 'failed' });
  });

  it('may be given back as it stands, and is not sent again to whom gave it back', async () => {
    receiver.answers = ({ said }) => ({ status: 200, body: `${said.data.challenge}\n` });
    const { id } = await registered();
    const key = { 'idempotency-key': randomUUID() };
    const first = await school.post(`webhooks/${id}/verification`, {}, key);
    const again = await school.post(`webhooks/${id}/verification`, {}, key);
    expect([again.status, again.body]).toEqual([200, first.body]);
    await school.did(`webhooks/${id}/verification`);
    expect(receiver.all.filter(({ said }) => said.type === 'webhook.verification')).toHaveLength(1);
  });

  it('is not sent in a dry run', async () => {
    const { id } = await registered();
    const { status, body } = await school.post(`webhooks/${id}/verification?dryRun=true`);
    expect([status, body.events[0].type]).toEqual([200, 'WebhookVerified']);
    expect((await school.post('webhooks?dryRun=true', wanted())).body.events[0].type).toBe('WebhookRegistered');
    expect(receiver.all).toEqual([]);
  });

  it('is to be met again by another address', async () => {
    const { id } = await active(only);
    const elsewhere = await startReceiver();
    try {
      await school.did(`webhooks/${id}/revision`, { label: 'Moved', url: `${elsewhere.url}/new`, ...only });
      await offers('After the move');
      await quiet();
      expect([names(), elsewhere.all]).toEqual([[], []]);
      await school.did(`webhooks/${id}/verification`);
      await elsewhere.until(1);
      expect([names(), elsewhere.types]).toEqual([[], ['ResourceOffered']]);
    } finally {
      await elsewhere.close();
    }
  });
});

describe('Two secrets', () => {
  it('sign while they overlap; then the new one alone does', async () => {
    const { id, secret } = await active(only);
    const { body } = await school.post(`webhooks/${id}/secrets`, { overlapHours: 2 });
    const { secret: next } = body;
    await offers('During');
    await receiver.until(1);
    for (const each of [secret, next]) expect(verified(each, receiver.events[0]!)).toBeDefined();
    app.clock.advance(3 * hour);
    await offers('After');
    await receiver.until(2);
    expect(receiver.events[0]!.headers['webhook-signature']!.toString().split(' ')).toHaveLength(2);
    expect(receiver.events[1]!.headers['webhook-signature']!.toString().split(' ')).toHaveLength(1);
    await app.nest.get(Progress).sweep(app.clock.now(), await app.log.head()); // what is young is kept whatever it is
    await school.post(`webhooks/${id}/secrets`, { overlapHours: 0 });
    await offers('Last');
    await receiver.until(3);
    expect(receiver.events[2]!.headers['webhook-signature']!.toString().split(' ')).toHaveLength(1);
  });
});

describe('What is not taken', () => {
  const failing =
    (status = 500, headers: Record<string, string> = {}): Receiver['answers'] =>
    (got, response) =>
      got.said.type === 'webhook.verification' ? takes(got, response) : { status, headers, body: 'Not now \0 please' };
  const tried = (count: number) => receiver.until(count);
  const due = async (id: string) => (await read(id)).nextAttemptAt as string | null;
  /** Lets time pass until what waits is due. */
  const passUntilDue = async (id: string) => {
    await until(
      async () => (await due(id)) !== null,
      () => 'nothing waits',
    );
    app.clock.advance(Math.max(0, Date.parse((await due(id))!) - Date.parse(app.clock.now())) + 1_000);
  };

  it('is sent again with the same id, in order, until it is taken', async () => {
    receiver.answers = failing();
    const { id } = await active(only);
    await offers('First', 'Second');
    await tried(1);
    await passUntilDue(id);
    await tried(2);
    await until(
      async () => (await read(id)).attempts === 2,
      () => 'not two attempts',
    );
    expect(names()).toEqual(['First', 'First']);
    expect(await read(id)).toMatchObject({ attempts: 2, failingSince: expect.any(String) });
    receiver.answers = takes;
    await passUntilDue(id);
    await tried(4);
    expect(names()).toEqual(['First', 'First', 'First', 'Second']);
    const ids = receiver.events.map(({ headers }) => headers['webhook-id']);
    expect([new Set(ids.slice(0, 3)).size, new Set(ids).size]).toEqual([1, 2]);
    await until(
      async () => (await log(id)).length === 5,
      () => 'not five attempts',
    );
    const attempts = (await log(id)).map((each: any) => [each.attempt, each.outcome, each.status]);
    expect(attempts).toEqual([[1, 'delivered', 204], [3, 'delivered', 204], [2, 'failed', 500], [1, 'failed', 500], [1, 'delivered', 200]]); // prettier-ignore
    expect((await log(id))[2]).toMatchObject({ answer: 'Not now  please', type: 'ResourceOffered', duration_ms: expect.any(Number) }); // prettier-ignore
    expect(await read(id)).toMatchObject({ attempts: 0, failingSince: null, lastDeliveredAt: expect.any(String) });
    expect((await school.got(`webhooks/${id}/deliveries?outcome=failed`)).items).toHaveLength(2);
  });

  it('for a day is a dead letter; the rest goes on, and the letter can be sent once more', async () => {
    receiver.answers = (got, response) =>
      got.said.data.data?.name?.en === 'Poison' ? { status: 422 } : takes(got, response);
    const { id } = await active(only);
    await offers('Poison', 'Next');
    for (let n = 1; n <= 8; n++) {
      await tried(n);
      if (n < 8) await passUntilDue(id);
    }
    await receiver.until(9);
    expect(names()).toEqual([...Array(8).fill('Poison'), 'Next']);
    const [letter] = (await school.got(`webhooks/${id}/dead-letters`)).items;
    expect(letter).toMatchObject({ type: 'ResourceOffered', attempts: 8, status: 422 });
    expect((await read(id)).deadLetters).toBe(1);
    const path = `webhooks/${id}/dead-letters/${letter.eventId}/redelivery`;
    await school.refused(path, {}, 409, 'webhook-not-answering');
    await bank.refused(path, {}, 404, 'webhook-not-found');
    receiver.answers = takes;
    expect((await school.post(`${path}?dryRun=true`)).body.events[0].type).toBe('DeadLetterResent');
    const key = { 'idempotency-key': randomUUID() };
    const first = await school.post(path, {}, key);
    expect(first.status).toBe(200);
    expect((await school.post(path, {}, key)).body).toEqual(first.body);
    expect(names().slice(9)).toEqual(['Poison', 'Poison']);
    expect((await school.got(`webhooks/${id}/dead-letters`)).items).toEqual([]);
    await school.refused(path, {}, 404, 'dead-letter-not-found');
  });

  it.each([429, 503])('with %d and Retry-After waits at least so long', async (status) => {
    receiver.answers = failing(status, { 'retry-after': '7200' });
    const { id } = await active(only);
    await offers('Patience');
    await tried(1);
    await until(
      async () => (await due(id)) !== null,
      () => 'nothing waits',
    );
    expect(Date.parse((await due(id))!) - Date.parse(app.clock.now())).toBeGreaterThan(hour);
    app.clock.advance(hour);
    await quiet();
    expect(receiver.events).toHaveLength(1);
    app.clock.advance(hour + minute);
    await tried(2);
  });

  it('by an address that is gone disables the webhook, until its unit resumes it', async () => {
    receiver.answers = failing(410);
    const { id } = await active(only);
    await offers('Gone');
    await tried(1);
    await until(
      async () => (await read(id)).status === 'disabled',
      () => 'not disabled',
    );
    expect(await read(id)).toMatchObject({ because: 'gone', failingSince: expect.any(String) });
    const history = (await school.got(`history?subjectId=${id}`)).items[0];
    expect(history).toMatchObject({ type: 'WebhookDisabled', actorKind: 'reaction', data: { because: 'gone' } });
    app.clock.advance(day);
    await offers('Not sent');
    await quiet();
    expect(receiver.events).toHaveLength(1);
    receiver.answers = takes;
    await school.did(`webhooks/${id}/resumption`);
    await receiver.until(3);
    expect(names()).toEqual(['Gone', 'Gone', 'Not sent']);
  });

  it('for three days disables the webhook, with what waited still waiting', async () => {
    receiver.answers = failing();
    const { id } = await active(only);
    await offers('Days');
    await tried(1);
    await until(
      async () => (await due(id)) !== null,
      () => 'nothing waits',
    );
    const { backlogs } = { backlogs: await app.nest.get(Couriers).backlogs() };
    expect(backlogs.webhooks.find((each) => each.webhookId === id)).toMatchObject({ attempts: 1, since: expect.any(String) }); // prettier-ignore
    app.clock.advance(3 * day);
    await until(
      async () => (await read(id)).status === 'disabled',
      () => 'not disabled',
    );
    expect(await read(id)).toMatchObject({ because: 'failing' });
    expect((await app.nest.get(Couriers).backlogs()).disabled).toBeGreaterThan(0);
    expect((await school.got(`webhooks/${id}/dead-letters`)).items).toEqual([]);
    receiver.answers = takes;
    await school.did(`webhooks/${id}/resumption`);
    await receiver.until(3);
    expect(names()).toEqual(['Days', 'Days', 'Days']);
  });

  it('in time keeps nobody else from being told', async () => {
    const slow = await startReceiver();
    try {
      slow.answers = (got, response) => (got.said.type === 'webhook.verification' ? takes(got, response) : undefined);
      await active({ ...only, url: `${slow.url}/slow` });
      await active(only, bank);
      await offers('One', 'Two', 'Three');
      await receiver.until(3);
      expect(names()).toEqual(['One', 'Two', 'Three']);
      expect(slow.events).toHaveLength(1);
    } finally {
      await slow.close();
    }
  });
});

describe('A webhook that rests', () => {
  it('is told what happened when it goes on', async () => {
    const { id } = await active(only);
    await offers('Before');
    await receiver.until(1);
    await school.did(`webhooks/${id}/pause`);
    await offers('During');
    await quiet();
    expect(names()).toEqual(['Before']);
    await school.did(`webhooks/${id}/resumption`);
    await receiver.until(2);
    expect(names()).toEqual(['Before', 'During']);
  });

  it('is removed for good', async () => {
    const { id } = await active(only);
    await school.did(`webhooks/${id}/removal`);
    await offers('After');
    await quiet();
    expect(receiver.events).toEqual([]);
    await school.refused(`webhooks/${id}/resumption`, {}, 409, 'webhook-removed');
    await school.refused(`webhooks/${id}/verification`, {}, 409, 'webhook-removed');
    expect(await read(id)).toMatchObject({ status: 'removed', because: 'asked', acts: [] });
  });
});

describe('A replay', () => {
  it('sends again what happened after a place of the log, also before the registration', async () => {
    await offers('Long ago');
    const place = await app.log.head();
    await offers('One');
    const { id } = await active(only);
    await offers('Two');
    await receiver.until(1);
    await school.did(`webhooks/${id}/replay`, { after: place });
    await receiver.until(3);
    expect(names()).toEqual(['Two', 'One', 'Two']);
    const ids = receiver.events.map(({ headers }) => headers['webhook-id']);
    expect(ids[2]).toBe(ids[0]);
    await school.did(`webhooks/${id}/replay`, { after: 0 });
    await receiver.until(6);
    expect(names().slice(3)).toEqual(['Long ago', 'One', 'Two']);
    await school.refused(
      `webhooks/${id}/replay`,
      { after: (await app.log.head()) + 1_000_000 },
      409,
      'place-not-reached',
    );
  });
});
