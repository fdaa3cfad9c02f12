import ICAL from 'ical.js';
import { randomUUID } from 'node:crypto';
import { startApp, type TestApp } from './app.js';
import { wholeLog } from './whole-log.js';

const [hour_ms, day_ms] = [3_600_000, 86_400_000];
const hostile = 'Hall\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:evil; a, b \\ c';

let app: TestApp;
let alliance: Awaited<ReturnType<TestApp['found']>>;
beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  alliance = await app.found({ units: ['residents', 'school', 'bank'] });
});
afterAll(() => app.close());

const as = (name: string) => alliance.as(name);
const within = (ms: number) => new Date(Date.parse(app.clock.now()) + ms).toISOString();
const inDays = (days: number) => ({ from: within(days * day_ms), to: within(days * day_ms + 2 * hour_ms) });
const create = async (name: string, more: object = {}) => {
  const { status, body } = await as(name).post('feeds', { shows: 'unit', language: 'en', label: 'Office', ...more });
  expect(status).toBe(201);
  return { feedId: body.id as string, path: body.path as string };
};
const read = async (path: string, headers: Readonly<Record<string, string>> = {}) => {
  await app.settled();
  const response = await fetch(`${app.url}${path}`, { headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
};
/** The entries of a feed, as a calendar reads them. */
const entries = async (path: string) => {
  const { status, text } = await read(path);
  expect(status).toBe(200);
  const calendar = new ICAL.Component(ICAL.parse(text) as never);
  return calendar.getAllSubcomponents('vevent').map((each) => {
    const value = (name: string) => each.getFirstPropertyValue(name) as any;
    const at = (name: string) =>
      value(name) && (value(name).isDate ? value(name).toString() : value(name).toJSDate().toISOString());
    return {
      uid: value('uid') as string,
      sequence: Number(value('sequence')),
      summary: value('summary') as string,
      location: value('location') as string | null,
      status: value('status') as string,
      url: value('url') as string,
      from: at('dtstart'),
      to: at('dtend'),
      stamp: at('dtstamp'),
      modified: at('last-modified'),
    };
  });
};
const seconds = (instant: string) => `${instant.slice(0, 19)}.000Z`;
const one = async (path: string, kind: string) => {
  const found = (await entries(path)).filter(({ uid }) => uid.startsWith(`${kind}.`));
  expect(found).toHaveLength(1);
  return found[0]!;
};

describe('A calendar feed', () => {
  it('shows a meeting, follows it to another time, and keeps it when it is cancelled', async () => {
    const { path } = await create('school');
    const time = inDays(9);
    const meetingId = await as('residents').created('meetings', { ...time, place: { en: hostile, zh: '礼堂' } });
    const first = await one(path, 'meeting');
    expect(first).toMatchObject({ from: seconds(time.from), to: seconds(time.to), status: 'CONFIRMED' });
    expect(first.summary).toBe('Joint committee');
    expect(first.location).toBe(hostile.replaceAll('\r\n', '\n'));
    expect(first.url).toBe(`${app.url}/a/${alliance.id}/committee/meetings/${meetingId}`);
    expect((await read(new URL(first.url).pathname)).headers.get('content-type')).toMatch('text/html'); // the dashboard
    const later = inDays(20);
    await as('residents').did(`meetings/${meetingId}/rescheduling`, { ...later, place: { en: 'Hall 2' } });
    const second = await one(path, 'meeting');
    expect(second).toMatchObject({
      uid: first.uid,
      from: seconds(later.from),
      location: 'Hall 2',
      status: 'CONFIRMED',
    });
    expect(second.sequence).toBeGreaterThan(first.sequence);
    expect(second.modified >= first.modified).toBe(true);
    expect(second.stamp).toBe(second.modified);
    await as('residents').did(`meetings/${meetingId}/cancellation`, { reason: 'Storm' });
    const third = await one(path, 'meeting');
    expect(third).toMatchObject({ uid: first.uid, from: seconds(later.from), status: 'CANCELLED' });
    expect(third.sequence).toBeGreaterThan(second.sequence);
    expect((await read(path)).text).not.toContain('Storm');
  });

  it('shows bookings to the two units that they concern, and to all in that of the alliance', async () => {
    const feeds = await Promise.all(['school', 'bank', 'residents'].map((name) => create(name)));
    const whole = await create('residents', { shows: 'alliance', language: 'zh' });
    const resourceId = await as('school').created('resources', {
      ...{ name: { en: 'Gym', zh: '体育馆' }, kind: 'venue', unitOfMeasure: 'seats', quantity: 40, approval: 'owner' },
      availability: { rrule: 'FREQ=DAILY', start: '00:00', duration: 'PT24H' },
    });
    const bookings = `resources/${resourceId}/bookings`;
    const bookingId = await as('bank').created(bookings, { quantity: 3, ...inDays(5), purpose: 'secret' });
    const [owner, booker, other] = feeds.map(({ path }) => path);
    expect((await one(owner!, 'booking')).status).toBe('TENTATIVE');
    await as('school').did(`${bookings}/${bookingId}/confirmation`);
    const confirmed = await one(booker!, 'booking');
    expect(confirmed).toMatchObject({ status: 'CONFIRMED', summary: 'Booked: Gym' });
    expect(await entries(other!)).toEqual([]);
    expect(await one(whole.path, 'booking')).toMatchObject({ uid: confirmed.uid, summary: '预约：体育馆' });
    await as('bank').did(`${bookings}/${bookingId}/cancellation`, { reason: 'ill' });
    const over = await one(booker!, 'booking');
    expect(over.status).toBe('CANCELLED');
    expect(over.sequence).toBeGreaterThan(confirmed.sequence);
    expect((await read(booker!)).text).not.toMatch(/secret|ill/);
  });

  it('shows days on which something is due as days, wherever the reader is', async () => {
    const { path } = await create('school', { language: 'zh' });
    const due = within(40 * day_ms).slice(0, 10);
    const projectId = await as('school').created('projects', {
      title: { zh: '读书角', en: 'Reading corner' },
      requirements: [{ requirementId: randomUUID(), kind: 'goods', description: { zh: '书' }, unitOfMeasure: '本', quantity: 5, due }], // prettier-ignore
    });
    const needed = await one(path, 'requirement-due');
    expect(needed).toMatchObject({ from: due, to: null, summary: '需求到期：书 · 读书角', status: 'CONFIRMED' });
    await as('school').did(`projects/${projectId}/cancellation`, { reason: 'no' });
    expect((await one(path, 'requirement-due')).status).toBe('CANCELLED');
  });

  it('tells the same instant on both sides of a change of the clocks', async () => {
    const berlin = await app.found({ units: ['residents'], charter: { timeZone: 'Europe/Berlin', noticeDays: 1 } });
    const { body } = await berlin.as('residents').post('feeds', { shows: 'alliance', language: 'en', label: 'x' });
    const year = Number(app.clock.now().slice(0, 4)) + 1;
    const times = [`${year}-03-20T17:00:00.000Z`, `${year}-04-20T16:00:00.000Z`].filter(
      (each) => each < within(360 * day_ms),
    );
    for (const from of times) {
      const to = new Date(Date.parse(from) + hour_ms).toISOString();
      await berlin.as('residents').created('meetings', { from, to, place: { en: 'Rathaus' } });
    }
    expect((await entries(body.path)).map(({ from }) => from)).toEqual(times);
    expect(times.length).toBeGreaterThan(0);
  });

  it('is not sent again to who has it, and is the same to the byte until something changes', async () => {
    const { path } = await create('school');
    await as('residents').created('meetings', { ...inDays(9), place: { en: 'Hall' } });
    const first = await read(path);
    expect(first.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(first.headers.get('cache-control')).toBe('private, max-age=300');
    const etag = first.headers.get('etag')!;
    const known = await read(path, { 'if-none-match': `"other", W/${etag}` });
    expect([known.status, known.text]).toEqual([304, '']);
    await as('residents').created('meetings', { ...inDays(15), place: { en: 'Hall' } });
    const changed = await read(path, { 'if-none-match': etag });
    expect([changed.status, changed.headers.get('etag') === etag]).toEqual([200, false]);
  });

  it('has a secret address, which is shown once and can be replaced and taken away', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const body = { shows: 'unit', language: 'en', label: 'Wall' };
    const first = await as('school').post('feeds', body, key);
    expect((await as('school').post('feeds', body, key)).body).toEqual(first.body);
    const { id, path } = first.body;
    const token = path.slice('/calendars/'.length, -'.ics'.length);
    expect(JSON.stringify(await as('school').got(`feeds/${id}`))).not.toContain(token);
    const rotated = await as('school').post(`feeds/${id}/address`);
    expect(rotated.body.path).not.toBe(path);
    expect([(await read(path)).status, (await read(rotated.body.path)).status]).toEqual([404, 200]);
    for (const [name, status, code] of [['bank', 404, 'feed-not-found']] as const) {
      await as(name).refused(`feeds/${id}/address`, {}, status, code);
      await as(name).refused(`feeds/${id}/revocation`, {}, status, code);
      expect((await as(name).get(`feeds/${id}`)).status).toBe(404);
      expect((await as(name).got('feeds')).items).toEqual([]);
    }
    await as('residents').did(`feeds/${id}/revocation`); // an officer
    expect((await read(rotated.body.path)).status).toBe(404);
    await as('school').refused(`feeds/${id}/address`, {}, 409, 'feed-revoked');
    expect((await as('school').got('feeds')).items).toMatchObject([{ feedId: id, status: 'revoked' }]);
    const log = JSON.stringify(await wholeLog(app.log));
    for (const secret of [token, rotated.body.path]) expect(log).not.toContain(secret);
  });

  it('leads nowhere for who makes an address up, and for a unit that has left', async () => {
    const { path } = await create('bank');
    const token = path.slice('/calendars/'.length, -'.ics'.length);
    const other = `${token.slice(0, 30)}${token[30] === 'A' ? 'B' : 'A'}${token.slice(31)}`;
    for (const made of [other, 'x', '', `${token}A`, token.toUpperCase(), '..%2f', `${token}.ics`]) {
      const said = await read(`/calendars/${made}.ics`);
      expect([made, said.status]).toEqual([made, 404]);
      expect(said.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    }
    expect((await read(path)).status).toBe(200);
    await as('bank').did(`units/${alliance.unit('bank').unitId}/leave`, {});
    expect((await read(path)).status).toBe(404);
  });
});
