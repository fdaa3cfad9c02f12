// The tour of the README, by a client that is generated from the API's description: what it may send and what it gets
// is checked by the compiler. Prints what the README shows, one JSON line for each step.

import createClient from 'openapi-fetch';
import { createHash, randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { readFileSync } from 'node:fs';
import type { paths } from './lianjian.js';

/** Of the forms of an answer we read JSON; lists come as CSV and NDJSON, too. */
type Json = 'application/json' | 'application/problem+json';

const { LIANJIAN_URL: baseUrl = 'http://127.0.0.1:3000', LIANJIAN_KEYS: file = '.data/demo-keys.json' } = process.env;
const keys = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, string>>;
const allianceId = process.env['LIANJIAN_ALLIANCE'] ?? '2d57a641-aaeb-510c-86f2-5dbd20256b2d';
const of = { allianceId };

/** A client for who acts for this unit. */
const as = (unit: string) =>
  createClient<paths, Json>({
    baseUrl,
    headers: { authorization: `Bearer ${keys[unit]}`, 'accept-language': 'en' },
  });
const [residents, school, gardeners, market] = [as('residents'), as('school-3'), as('garden-co'), as('market')];

const show = (step: string, what: unknown): void => console.log(JSON.stringify({ step, what }));
/** What was answered, where it was what was hoped for. */
const got = <T>({ data, error }: { data?: T; error?: unknown }): NonNullable<T> => {
  if (data === undefined || data === null) throw new Error(JSON.stringify(error));
  return data;
};
/** Asks again until the answer is as it will be. */
const until = async <T>(ask: () => Promise<T>, is: (answer: T) => boolean): Promise<T> => {
  for (let n = 0; n < 300; n++) {
    const answer = await ask();
    if (is(answer)) return answer;
    await setTimeout(100);
  }
  throw new Error('this takes too long');
};

const applied = got(
  await residents.GET('/v1/alliances/{allianceId}/units', { params: { path: of, query: { status: 'applied' } } }),
);
show(
  'applied',
  applied.items.map(({ kind, status }) => ({ kind, status })),
);
const { error: hidden } = await as('gym-club').GET('/v1/alliances/{allianceId}/projects', { params: { path: of } });
show('hidden', { type: hidden?.type, status: hidden?.status });

const requirementId = randomUUID();
const propose = async () => {
  const receipt = got(
    await school.POST('/v1/alliances/{allianceId}/projects', {
      params: { path: of, header: { 'Idempotency-Key': 'client-reading-corner' } },
      body: {
        title: { zh: '图书角', en: 'Reading corner' },
        requirements: [
          {
            requirementId,
            kind: 'labour',
            description: { en: 'Shelves and paint' },
            unitOfMeasure: 'hours',
            quantity: 40,
          },
        ],
      },
    }),
  );
  if (!('id' in receipt)) throw new Error('that was a dry run');
  return receipt;
};
const [first, second] = [await propose(), await propose()];
const projectId = first.id;
show('proposed once', {
  same: first.position === second.position && second.id === projectId,
  revision: second.revision,
});
const inProject = { ...of, projectId };
got(
  await school.POST('/v1/alliances/{allianceId}/projects/{projectId}/submission', {
    params: { path: inProject },
    body: {},
  }),
);

const motion = got(
  await residents.POST('/v1/alliances/{allianceId}/motions', {
    params: { path: of },
    body: { title: { en: 'Approve the reading corner' }, about: { kind: 'project', projectId, asks: 'approve' } },
  }),
);
if (!('id' in motion)) throw new Error('that was a dry run');
const inMotion = { ...of, motionId: motion.id };
got(
  await residents.POST('/v1/alliances/{allianceId}/motions/{motionId}/voting', {
    params: { path: inMotion },
    body: { closesAt: new Date(Date.now() + 3_000).toISOString() },
  }),
);
for (const unit of ['residents', 'kindergarten', 'bus-639', 'market', 'property', 'clinic', 'bank', 'textile'])
  got(
    await as(unit).POST('/v1/alliances/{allianceId}/motions/{motionId}/ballots', {
      params: { path: inMotion },
      body: { choice: unit === 'textile' ? 'against' : 'for' },
    }),
  );
const { error: recused } = await school.POST('/v1/alliances/{allianceId}/motions/{motionId}/ballots', {
  params: { path: inMotion },
  body: { choice: 'for' },
});
show('recused', recused?.type);
const readMotion = async () => got(await residents.GET('/v1/alliances/{allianceId}/motions/{motionId}', { params: { path: inMotion, header: { 'Lianjian-After': motion.position } } })); // prettier-ignore
const decided = await until(readMotion, ({ status }) => status !== 'voting');
show('decided', { status: decided.status, for: decided.for, against: decided.against });
const readProject = async () => got(await market.GET('/v1/alliances/{allianceId}/projects/{projectId}', { params: { path: inProject } })); // prettier-ignore
show('stage', (await until(readProject, ({ stage }) => stage === 'approved')).stage);

const labour = got(
  await gardeners.GET('/v1/alliances/{allianceId}/resources', { params: { path: of, query: { kind: 'labour' } } }),
);
const resourceId = labour.items[0]?.resourceId;
if (!resourceId) throw new Error('nobody shares labour');
const pledge = (quantity: number, dryRun: boolean) =>
  gardeners.POST('/v1/alliances/{allianceId}/projects/{projectId}/pledges', {
    params: { path: inProject, query: { dryRun } },
    body: { requirementId, resourceId, quantity },
  });
const { error: tooMuch } = await pledge(400, true);
show('too much', { type: tooMuch?.type, data: tooMuch?.data });
const forecast = got(await pledge(30, true));
show('dry run', 'events' in forecast ? forecast.events.map(({ type }) => type) : []);
const pledged = got(await pledge(30, false));
if (!('id' in pledged)) throw new Error('that was a dry run');
const inPledge = { ...inProject, pledgeId: pledged.id };
const accepted = { path: inPledge, header: { 'Lianjian-After': pledged.position } };
const readPledge = async () =>
  got(await gardeners.GET('/v1/alliances/{allianceId}/projects/{projectId}/pledges/{pledgeId}', { params: accepted }));
await until(readPledge, ({ status }) => status === 'accepted');
const delivery = got(
  await gardeners.POST('/v1/alliances/{allianceId}/projects/{projectId}/pledges/{pledgeId}/deliveries', {
    params: { path: inPledge },
    body: {
      quantity: 12,
      evidence: { reference: 'time sheet 2026-11', sha256: createHash('sha256').update('hours').digest('hex') },
    },
  }),
);
if (!('id' in delivery)) throw new Error('that was a dry run');
const confirmed = got(
  await school.POST(
    '/v1/alliances/{allianceId}/projects/{projectId}/pledges/{pledgeId}/deliveries/{deliveryId}/confirmation',
    { params: { path: { ...inPledge, deliveryId: delivery.id } }, body: {} },
  ),
);
if (!('position' in confirmed)) throw new Error('that was a dry run');
const after = { 'Lianjian-After': confirmed.position };
const { requirements } = got(
  await market.GET('/v1/alliances/{allianceId}/projects/{projectId}', { params: { path: inProject, header: after } }),
);
show('delivered', requirements.map(({ quantity, pledged, delivered, short }) => ({ quantity, pledged, delivered, short }))); // prettier-ignore
const history = got(
  await residents.GET('/v1/alliances/{allianceId}/history', {
    params: { path: of, query: { subjectId: projectId, limit: 4 }, header: after },
  }),
);
show(
  'history',
  history.items.map(({ type, command }) => [type, command]),
);
