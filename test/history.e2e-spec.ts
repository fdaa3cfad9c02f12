import { Ajv } from 'ajv';
import { HTTP, type CloudEvent } from 'cloudevents';
import { parse } from 'csv-parse/sync';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { Overloaded, type Recorded } from '#event-sourcing';
import type { Asker } from '../src/access/principal.js';
import { eventFor } from '../src/access/sight.js';
import { isInstant } from '../src/platform/fields.js';
import { anomalyKinds } from '../src/overview/anomalies-sql.js';
import { Readings } from '../src/readings/readings.js';
import { tellAWholeStory } from './a-whole-story.js';
import { startApp, type Client, type TestApp } from './app.js';
import { wholeLog } from './whole-log.js';

let app: TestApp;
let story: Awaited<ReturnType<typeof tellAWholeStory>>;
let auditor: Client;
let all: readonly Recorded[];

beforeAll(async () => {
  app = await startApp();
  await app.found({ units: ['others', 'more'] });
  story = await tellAWholeStory(app);
  const [from, to] = [1, 2].map((hours) => new Date(Date.now() + 3_600_000 * (24 * 60 + hours)).toISOString());
  const agenda = [{ kind: 'motion', motionId: randomUUID() }]; // one that never was
  await story.chair.created('meetings', { from, to, place: { en: 'The hall' }, agenda });
  const { key } = await app.keys.issue({ kind: 'auditor', allianceId: story.alliance.id, label: 'audit' });
  auditor = app.withKey(key);
  await app.settled();
  all = await everything();
});
afterAll(() => app.close());

const everything = () => wholeLog(app.log);
const asAuditor = { principal: { kind: 'auditor', clientId: '', scopes: [] }, standing: { unit: 'admitted', roles: ['auditor'] } } as const; // prettier-ignore
const shownToAuditor = (event: Recorded) => {
  const principal = { ...asAuditor.principal, allianceId: story.alliance.id };
  const seen = eventFor({ ...asAuditor, principal } as Asker, event);
  if (!seen) return [];
  const { version: _, ...shown } = seen;
  return [shown];
};

const askedOnce = (client: Client, path: string, accept: string): Promise<Response> =>
  fetch(`${app.url}${story.alliance.path}/${path}`, { headers: { authorization: `Bearer ${client.key}`, accept } });
/** Asks again while a state of then is being filled. */
const asked = async (client: Client, path: string, accept: string) => {
  const ask = () => askedOnce(client, path, accept);
  let response = await ask();
  for (; response.status === 503; response = await ask()) await response.text();
  return { status: response.status, headers: response.headers, text: await response.text() };
};
const isReading = ({ type }: { readonly type: string }) => type === 'MattersRead' || type === 'HistoryExported';
/** Without the notes that these tests themselves cause. */
const lines = async (client: Client, path: string): Promise<any[]> => {
  const { text } = await asked(client, path, 'application/x-ndjson');
  const acts = text.split('\n').filter(Boolean).map((line) => JSON.parse(line)); // prettier-ignore
  return acts.filter((act) => !isReading(act));
};

describe('The history, out', () => {
  it('is every event that the asker may see, in the order of the log', async () => {
    const given = await lines(auditor, 'events');
    expect(given).toEqual(all.flatMap(shownToAuditor));
    expect(given.length).toBeGreaterThan(150);
    const ofSchool = await lines(story.school, 'events');
    expect(ofSchool.length).toBeLessThan(all.length);
    const hidden = ofSchool.filter(({ category, data }) => ['key', 'webhook', 'feed'].includes(category) && data.unitId !== story.alliance.unit('school').unitId); // prettier-ignore
    expect(hidden).toEqual([]);
    const others = ofSchool.filter(({ allianceId }) => allianceId !== story.alliance.id);
    expect(others).toEqual([]);
  });

  it('is gone on with after the last event that somebody has, page by page', async () => {
    const whole = (await lines(story.school, 'events')).map(({ position }) => position);
    const read: number[] = [];
    for (let after = 0; ;) {
      const { items } = await story.school.got(`${story.alliance.path}/events?limit=40&after=${after}`);
      if (items.length === 0) break;
      read.push(...items.filter((act: any) => !isReading(act)).map(({ position }: any) => position));
      after = items.at(-1).position;
    }
    expect(read).toEqual(whole);
  });

  it('is narrowed by object, person, unit, kind, time and correlation', async () => {
    const given = all.flatMap(shownToAuditor);
    const { projectId, pledgeId } = story.ids;
    const named = (id: string) => given.filter((act) => JSON.stringify([act.eventId, act.data, act.subjectId, act.correlationId, act.causationId]).includes(id)); // prettier-ignore
    const mid = given[given.length >> 1]!;
    const personId = story.alliance.unit('bank').personId;
    const { unitId } = story.alliance.unit('school');
    for (const [query, expected] of [
      [`about=${pledgeId}`, named(pledgeId!)],
      [`about=${projectId}`, named(projectId!)],
      [`subjectId=${projectId}`, given.filter(({ subjectId }) => subjectId === projectId)],
      [`unitId=${unitId}&type=BallotCast`, given.filter((act) => act.unitId === unitId && act.type === 'BallotCast')],
      [`personId=${personId}`, given.filter((act) => act.personId === personId)],
      [`from=${mid.at}`, given.filter(({ at }) => at >= mid.at)],
      [`until=${mid.at}`, given.filter(({ at }) => at < mid.at)],
      [`correlationId=${mid.correlationId}`, given.filter((act) => act.correlationId === mid.correlationId)],
      [`after=${mid.position}`, given.filter(({ position }) => position > mid.position)],
    ] as const) {
      expect(expected.length).toBeGreaterThan(0);
      expect([query, await lines(auditor, `events?${query}`)]).toEqual([query, expected]);
    }
    expect((await asked(auditor, 'events?about=nothing', '*/*')).status).toBe(400);
  });

  it('is a batch of CloudEvents, and each event is one', async () => {
    const acts = await lines(auditor, 'events');
    const { text, headers } = await asked(auditor, 'events', 'application/cloudevents-batch+json');
    expect(headers.get('content-type')).toBe('application/cloudevents-batch+json; charset=utf-8');
    const batch = HTTP.toEvent({ headers: { 'content-type': headers.get('content-type')! }, body: text });
    const parsed = batch as CloudEvent<object>[];
    const events = parsed.filter(({ type }) => !isReading({ type: type.replace('lianjian.', '') }));
    expect(events.every((event) => event.validate())).toBe(true);
    expect(events.map(({ id, time, data }) => ({ eventId: id, at: time, data }))).toEqual(
      acts.map(({ eventId, at, data }) => ({ eventId, at, data })),
    );
    const order = events.map((event) => String(event['sequence']));
    expect([...order].sort()).toEqual(order);
    const one = await asked(auditor, `events/${acts[3].position}`, 'application/cloudevents+json');
    expect(one.headers.get('content-type')).toBe('application/cloudevents+json; charset=utf-8');
    const type = { 'content-type': one.headers.get('content-type')! };
    const event = HTTP.toEvent({ headers: type, body: one.text }) as CloudEvent<object>;
    expect(event.validate()).toBe(true);
    expect(event.toJSON()).toEqual(events[3]!.toJSON());
    const none = await asked(auditor, 'events?type=NothingOfTheKind&format=cloudevents', '*/*');
    expect(JSON.parse(none.text)).toEqual([]);
    expect(none.headers.get('content-disposition')).toBe('attachment; filename="events.cloudevents.json"');
  });

  it('is a table', async () => {
    const rows = parse((await asked(auditor, 'events', 'text/csv')).text, { columns: true }) as Record<
      string,
      string
    >[];
    const acts = await lines(auditor, 'events');
    const told = rows.filter(({ type }) => !isReading({ type: type! }));
    expect(told.map(({ eventId, data }) => [eventId, JSON.parse(data!)])).toEqual(
      acts.map(({ eventId, data }) => [eventId, data]),
    );
  });
});

describe('The history as an object-centric event log', () => {
  let log: any;
  beforeAll(async () => {
    const { headers, text } = await asked(auditor, 'ocel', '*/*');
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    log = JSON.parse(text);
    const [last, position] = [log.events.at(-1).attributes[0].value, Number(headers.get('lianjian-position'))];
    expect(position).toBeGreaterThanOrEqual(Number(last));
    log.events = log.events.filter((event: any) => !isReading(event));
  });

  it('is as the published schema of OCEL 2.0 says', () => {
    const schema = JSON.parse(readFileSync('test/ocel/ocel20-schema-json.json', 'utf8'));
    const check = new Ajv({ formats: { 'date-time': isInstant } }).compile(schema);
    expect([check(log), check.errors]).toEqual([true, null]);
  });

  it('holds every event and every thing once, and nothing that it names is missing', async () => {
    const ids = (of: any[]) => of.map(({ id }) => id);
    const acts = await lines(auditor, 'events');
    expect(ids(log.events)).toEqual(acts.map(({ eventId }) => eventId));
    expect(new Set(ids(log.objects)).size).toBe(log.objects.length);
    const names = (of: any[]) => new Set(of.map(({ name }) => name));
    expect(new Set(log.objects.map(({ type }: any) => type))).toEqual(names(log.objectTypes));
    expect(names(log.objectTypes)).toEqual(new Set(['unit', 'resource', 'booking', 'project', 'pledge', 'motion', 'meeting', 'action', 'finding'])); // prettier-ignore
    const [types, there] = [names(log.eventTypes), new Set(ids(log.objects))];
    const all = [...log.events, ...log.objects];
    expect(log.events.filter(({ type }: any) => !types.has(type))).toEqual([]);
    expect(all.flatMap((each) => each.relationships).filter(({ objectId }: any) => !there.has(objectId))).toEqual([]);
    const declared = new Map(
      [...log.eventTypes, ...log.objectTypes].map((each) => [each.name, names(each.attributes)]),
    );
    const odd = all.flatMap((each) => each.attributes.filter(({ name }: any) => !declared.get(each.type)!.has(name)));
    expect(odd).toEqual([]);
  });

  it('tells of each thing what happened to it', () => {
    const { projectId, pledgeId } = story.ids;
    const pledge = `pledge:${projectId}/${pledgeId}`;
    const ofPledge = log.events.filter(({ relationships }: any) =>
      relationships.some((each: any) => each.objectId === pledge),
    );
    const acts = all.filter(({ data }) => JSON.stringify(data).includes(pledgeId!));
    expect(ofPledge.map(({ id }: any) => id)).toEqual(acts.map(({ id }) => id));
    const { relationships } = log.objects.find(({ id }: any) => id === pledge);
    expect(relationships.map(({ qualifier }: any) => qualifier).sort()).toEqual(
      expect.arrayContaining(['project', 'unit']),
    );
  });

  it('is cut to a time by the instant of the act', async () => {
    const { at } = (await lines(auditor, 'events'))[100];
    const { text } = await asked(auditor, `ocel?from=${at}`, '*/*');
    expect(JSON.parse(text).events.filter((event: any) => !isReading(event))).toEqual(
      log.events.filter(({ time }: any) => time >= at),
    );
    expect((await asked(auditor, 'ocel?from=yesterday', '*/*')).status).toBe(400);
  });

  it('is told as it was at a place of the log', async () => {
    const { position, at } = (await lines(auditor, 'events'))[100];
    const then = await asked(auditor, `ocel?asOf=${position}`, '*/*');
    expect([then.status, then.headers.get('lianjian-position')]).toEqual([200, String(position)]);
    const told = JSON.parse(then.text);
    expect(told.events).toEqual(log.events.slice(0, 101));
    const beginsLater = ({ time }: any) => time > at;
    expect(told.objects.filter(({ attributes }: any) => attributes.some(beginsLater))).toEqual([]);
    expect(told.objects.length).toBeLessThan(log.objects.length);
  });
});

describe('The story of one thing', () => {
  const told = async (thingId: string) => story.chair.got(`${story.alliance.path}/stories/${thingId}`);

  it('of a delivery goes back to its pledge, the project, and the motion that approved it', async () => {
    const reported = all.find(
      ({ type, streamId }) => type === 'DeliveryReported' && streamId === `project-${story.ids['projectId']}`,
    )!;
    const { deliveryId, pledgeId } = reported.data as any;
    const { acts, isWhole } = await told(deliveryId);
    expect(isWhole).toBe(true);
    const before = acts.filter(({ part }: any) => part === 'before').map(({ act }: any) => act);
    const approved = before.find(({ type }: any) => type === 'ProjectApproved');
    const has = (type: string, of: object) => expect(before).toContainEqual(expect.objectContaining({ type, ...of }));
    has('PledgeMade', { data: expect.objectContaining({ pledgeId }) });
    has('ProjectProposed', { subjectId: story.ids['projectId'] });
    has('MotionTabled', { subjectId: approved.data.motionId });
    has('BallotCast', { subjectId: approved.data.motionId });
    has('MotionCarried', { eventId: approved.causationId });
    expect(acts.find(({ act }: any) => act.type === 'DeliveryReported')).toMatchObject({
      part: 'itself',
      through: null,
    });
    const others = before.filter(({ type, data }: any) => type === 'PledgeMade' && data.pledgeId !== pledgeId);
    expect(others).toEqual([]);
  });

  it('of a motion goes on to what was done in answer to it', async () => {
    const carried = all.find(({ type, data }) => type === 'MotionCarried' && (data as any).about.asks === 'approve')!;
    const { acts } = await told(carried.subjectId);
    const answer = acts.find(({ act }: any) => act.causationId === carried.id);
    expect(answer.act.type).toBe('ProjectApproved');
    const positions = acts.map(({ act }: any) => act.position);
    expect(positions).toEqual([...positions].sort((one, other) => one - other));
  });

  it('tells nobody of what they may not see, and nothing of what is not there', async () => {
    const webhook = all.find(
      ({ type, issue }) => type === 'WebhookRegistered' && issue.tenantId === story.alliance.id,
    )!;
    expect((await auditor.get(`${story.alliance.path}/stories/${webhook.subjectId}`)).status).toBe(404);
    const missing = await auditor.get(
      `${story.alliance.path}/stories/${webhook.id.replace(/^./, (c) => (c === '0' ? '1' : '0'))}`,
    );
    expect(missing.body.type).toBe('/problems/story-not-found');
  });
});

it.each([
  ['dashboard', '/weeks'],
  ['dashboard', '/position'],
  ['trends', '/weeks/2026-01-05/constructor'],
  ['dashboard', '/resources/constructor/__proto__'],
  ['statement', '/promises/goods,pieces/constructor/facts'],
  ['dashboard', '/units/~2/count'],
])('What is no figure is not explained: of %s, %s', async (answer, figure) => {
  const { alliance, ids } = story;
  const at = answer === 'statement' ? `units/${ids.unitId}/statement` : answer;
  const { status, body } = await auditor.get(`${alliance.path}/${at}/explain?figure=${encodeURIComponent(figure)}`);
  expect([status, body.type]).toEqual([404, '/problems/figure-not-found']);
});

describe('What an auditor looks at', () => {
  const drawnBy = (seed: string, positions: readonly number[]) =>
    positions
      .map((position) => ({ position, hash: createHash('sha256').update(`${seed} ${position}`).digest('hex') }))
      .sort((a, b) => (a.hash < b.hash ? -1 : 1))
      .map(({ position }) => position);

  it('can be a sample by chance, which anybody can draw again from the history', async () => {
    const draw = async (query: string) => auditor.got(`${story.alliance.path}/samples?seed=2026+autumn${query}`);
    const [some, first] = [await draw('&size=30'), await draw('&size=5')];
    const seen = await lines(auditor, 'events');
    const upTo = some.upTo;
    expect(some.population).toBeGreaterThan(100);
    expect(first.items).toEqual((await draw(`&size=5&upTo=${first.upTo}`)).items); // though it was noted that it was drawn
    expect((await draw(`&size=5&upTo=${upTo}`)).items).toEqual(some.items.slice(0, 5));
    const pledges = seen.filter(({ type, position }) => type === 'PledgeMade' && position <= upTo);
    const ofPledges = await draw(`&size=3&type=PledgeMade&upTo=${upTo}`);
    const positions = drawnBy('2026 autumn', pledges.map(({ position }) => position)); // prettier-ignore
    expect(ofPledges).toMatchObject({ seed: '2026 autumn', population: pledges.length, upTo });
    expect(ofPledges.items.map((act: any) => act.position)).toEqual(positions.slice(0, 3));
    const other = (await auditor.got(`${story.alliance.path}/samples?seed=spring&size=30&upTo=${upTo}`)).items;
    expect(other).not.toEqual(some.items);
  });

  it('are facts of some kinds, each by the event that says so', async () => {
    const path = `${story.alliance.path}/anomalies?from=2020-01-01T00:00:00.000Z&until=2020-12-31T00:00:00.000Z`;
    expect((await auditor.got(path)).items).toEqual([]);
    const found: any[] = [];
    for (let next = ''; ;) {
      const page = await auditor.got(`${story.alliance.path}/anomalies?limit=7${next}`);
      found.push(...page.items);
      if (!page.next) break;
      next = `&cursor=${encodeURIComponent(page.next)}`;
    }
    const byPosition = new Map(all.map((event) => [event.position, event]));
    for (const { position, eventId, type } of found.filter(({ refused }) => refused === null))
      expect(byPosition.get(position)).toMatchObject({ id: eventId, type });
    const typesOf = (kind: string) => new Set(found.flatMap((each) => (each.kind === kind ? each.type : [])));
    expect(typesOf('quorum-missed')).toEqual(new Set(['QuorumMissed', 'MeetingMissed']));
    expect(typesOf('corrected')).toEqual(new Set(['DeliveryReversed', 'SpendingReversed', 'MinutesCorrected']));
    expect(typesOf('interest-declared')).toEqual(new Set(['InterestDeclared']));
    const counts = found.length;
    const ofKinds = await Promise.all(anomalyKinds.map(async (kind) => (await auditor.got(`${story.alliance.path}/anomalies?limit=200&kind=${kind}`)).items.length)); // prettier-ignore
    expect(ofKinds.reduce((sum, each) => sum + each, 0)).toBe(counts);
  });
});

it('Who was on the roll of a sitting and not there is shown, each unit by itself', async () => {
  const { chair, alliance } = story;
  const soon = (minutes: number) => new Date(Date.parse(app.clock.now()) + minutes * 60_000).toISOString();
  const meetingId = await chair.created('meetings', { from: soon(1), to: soon(60), place: { en: 'The hall' } });
  for (const unit of ['residents', 'school', 'bank']) await alliance.as(unit).did(`meetings/${meetingId}/attendance`);
  app.clock.advance(61_000);
  await chair.did(`meetings/${meetingId}/opening`);
  await app.settled();
  const opened = (await everything()).find(
    ({ type, subjectId }) => type === 'MeetingOpened' && subjectId === meetingId,
  );
  const { roll, present } = opened!.data as { roll: string[]; present: string[] } & object;
  const absent = roll.filter((unitId) => !present.includes(unitId));
  expect(absent).toContain(alliance.unit('clinic').unitId);
  const { items } = await auditor.got(`${alliance.path}/anomalies?kind=absent&limit=200&until=${soon(1)}`);
  const shown = items.filter(({ subjectId }: any) => subjectId === meetingId);
  expect(shown.map(({ unitId }: any) => unitId).sort()).toEqual([...absent].sort());
  expect(shown[0]).toMatchObject({ position: opened!.position, eventId: opened!.id, type: 'MeetingOpened' });
});

describe('Who read what', () => {
  const readings = async (client: Client) => {
    await app.settled();
    return (await client.got(`${story.alliance.path}/events?limit=200&after=${all.at(-1)!.position}`)).items.filter(
      isReading,
    );
  };
  const of = (found: any[], question: string) => found.filter(({ data }) => data.question === question);

  it('is recorded where an auditor asks: once a day, for whoever it concerns', async () => {
    const { unitId } = story.alliance.unit('school');
    const [statement, booking] = [
      `units/${unitId}/statement`,
      `resources/${story.ids['resourceId']}/bookings/${story.ids['bookingId']}`,
    ];
    for (const path of [statement, booking, statement, booking]) {
      const { status } = await auditor.get(`${story.alliance.path}/${path}${path === statement ? period : ''}`);
      expect([path, status]).toEqual([path, 200]);
    }
    const found = await readings(auditor);
    expect(of(found, 'GetStatement')).toMatchObject([{ actorKind: 'auditor', type: 'MattersRead', data: { unitId } }]);
    const [{ data }] = of(found, 'GetBooking') as any[];
    expect(data).toMatchObject({ of: { bookingId: story.ids['bookingId'] }, unitId: expect.any(String) });
    expect(of(await readings(story.school), 'GetStatement')).toHaveLength(1);
    expect(of(await readings(story.chair), 'GetStatement')).toHaveLength(1);
    expect(of(await readings(story.bank), 'GetStatement')).toEqual([]);
    await story.bank.got(`${story.alliance.path}/units/${story.alliance.unit('bank').unitId}/statement${period}`);
    expect(of(await readings(story.chair), 'GetStatement')).toHaveLength(1);
  });
  const period = '?from=2026-01-01T00:00:00.000Z&until=2026-02-01T00:00:00.000Z';

  it('is recorded where anybody takes something away, once an hour', async () => {
    const before = of(await readings(story.chair), 'GetUnits').length;
    for (const accept of ['text/csv', 'text/csv', 'application/json']) await asked(story.bank, 'units', accept);
    const found = of(await readings(story.bank), 'GetUnits');
    const unitId = story.alliance.unit('bank').unitId;
    expect(found).toMatchObject([{ type: 'HistoryExported', unitId, data: { format: 'csv', unitId } }]);
    expect(of(await readings(story.chair), 'GetUnits')).toHaveLength(before + 1);
    expect(of(await readings(story.school), 'GetUnits')).toEqual([]);
    expect(of(await readings(story.chair), 'GetOcel')[0]).toMatchObject({ actorKind: 'auditor' });
  });

  it('is not recorded of what is refused, and is recorded however it is asked for', async () => {
    const before = (await readings(story.chair)).length;
    expect((await asked(story.bank, 'areas?format=csv&aWord=aName', '*/*')).status).toBe(400);
    expect((await asked(auditor, 'areas?format=csv&aWord=aName', '*/*')).status).toBe(400);
    expect(await readings(story.chair)).toHaveLength(before);
    const { hostname, port } = new URL(app.url);
    const headers = { authorization: `Bearer ${story.bank.key}`, connection: 'close' };
    const path = `${story.alliance.path}/areas#format=csv`; // no browser sends it, and the router takes it
    const [response] = await once(get({ hostname, port, path, headers }), 'response');
    const text = (await response.toArray()).join('');
    const found = of(await readings(story.chair), 'GetAreas');
    expect([response.statusCode, text.startsWith('{'), found.length]).toEqual([200, false, 1]);
  });

  it('is recorded before it is told, or it is not told', async () => {
    const readings = app.nest.get(Readings, { strict: false });
    const note = readings.note.bind(readings);
    readings.note = () => Promise.reject(new Overloaded('no room'));
    try {
      expect((await askedOnce(story.bank, 'events?format=csv', '*/*')).status).toBe(503);
      expect((await auditor.get(`${story.alliance.path}/dashboard`)).status).toBe(503);
      expect((await asked(story.bank, 'events', '*/*')).status).toBe(200);
    } finally {
      readings.note = note;
    }
  });
});
