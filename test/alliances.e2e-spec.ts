import { randomUUID } from 'node:crypto';
import { standardCharter } from './alliance-history.js';
import { startApp, type Client, type TestApp } from './app.js';

type Alliance = Awaited<ReturnType<TestApp['found']>>;
const year = (n: number): string => `${n}-01-01T00:00:00.000Z`;
const nowhere = randomUUID();

let app: TestApp;
/** Here the chair may admit. */
let alliance: Alliance;
/** Here a motion of the joint committee does. */
let strict: Alliance;
let chair: Client, school: Client, bank: Client;

beforeAll(async () => {
  app = await startApp();
  alliance = await app.found({ units: ['residents', 'school', 'bank'], charter: { chairMayAdmit: true } });
  strict = await app.found({ units: ['residents', 'school', 'bank'], secretary: 'school' });
  [chair, school, bank] = [alliance.as('residents'), alliance.as('school'), alliance.as('bank')];
});
afterAll(() => app.close());

const unitOf = (of: Alliance, name: string) => `units/${of.unit(name).unitId}`;
const actsIn = (thing: { acts: { act: string }[] }) => thing.acts.map(({ act }) => act);

/** Somebody with a key who acts for a unit that nobody knows yet. */
const stranger = async (of: Alliance = alliance) => {
  const [unitId, personId] = [randomUUID(), randomUUID()];
  const client = await app.clientOf(of.id, unitId, personId);
  const application = { name: { zh: '健身俱乐部', en: 'Fitness club' }, kind: 'company', note: 'We have a hall.' };
  return {
    unitId,
    personId,
    client,
    unit: `units/${unitId}`,
    application: { ...application, delegate: { personId, from: year(2021) } },
  };
};
const applicant = async (of: Alliance = alliance) => {
  const club = await stranger(of);
  await club.client.created('units', club.application);
  return club;
};
const member = async (of: Alliance = alliance) => {
  const club = await applicant(of);
  await of.as('residents').did(`${club.unit}/admission`);
  return club;
};

describe('Founding an alliance', () => {
  const founding = () => {
    const [unitId, personId] = [randomUUID(), randomUUID()];
    return {
      allianceId: randomUUID(),
      name: { zh: '东南社区联建', en: 'Dongnan' },
      area: { level: 'community', name: { zh: '东南社区' }, population: 8079 },
      charter: standardCharter,
      units: [
        { unitId, name: { en: 'Residents' }, kind: 'residents-committee', delegate: { personId, from: year(2020) } },
      ],
      chair: { unitId, personId },
    };
  };

  it('is there at once, and says where', async () => {
    const body = founding();
    const { allianceId, charter, chair: holder, units: _, ...said } = body;
    const { status, headers } = await app.operator.post('/v1/alliances', body);
    expect([status, headers.get('location')]).toEqual([201, `/v1/alliances/${allianceId}`]);
    const found = await app.operator.get(`/v1/alliances/${allianceId}`);
    expect(found.headers.get('etag')).toBe('"0"');
    expect(found.body).toEqual({
      ...said,
      allianceId,
      charter: { ...charter, bookingApprovalHours: 72, chairMayAdmit: false },
      offices: [{ office: 'chair', ...holder }],
      foundedAt: expect.any(String),
      parentId: null,
      revision: 0,
      acts: [
        { act: 'AddAreas', href: `/v1/alliances/${allianceId}/areas` },
        { act: 'PlaceAlliance', href: `/v1/alliances/${allianceId}/placement` },
        { act: 'GiveOffice', href: `/v1/alliances/${allianceId}/offices/appointment` },
        { act: 'VacateOffice', href: `/v1/alliances/${allianceId}/offices/vacancy` },
        { act: 'RegisterPerson', href: `/v1/alliances/${allianceId}/people` },
      ],
    });
  });
  it('lets the chair act as soon as its unit has its own history', async () => {
    const { allianceId, ...body } = founding();
    const id = await app.operator.created('/v1/alliances', body);
    expect(id).not.toBe(allianceId);
    await app.settled();
    const { unitId, personId } = body.chair;
    const client = await app.clientOf(id, unitId, personId);
    expect(await client.got(`units/${unitId}`)).toMatchObject({
      status: 'admitted',
      revision: 1,
      mandates: [{ personId, kind: 'delegate', from: year(2020), until: null }],
    });
    expect(actsIn(await client.got(''))).toEqual([
      'OfferResource',
      'ProposeProject',
      'TableMotion',
      'ConveneMeeting',
      'GiveAction',
      'AddAreas',
      'GiveOffice',
      'VacateOffice',
      'RegisterPerson',
    ]);
  });
  it('happens once when it is asked twice', async () => {
    const body = founding();
    expect(await app.operator.created('/v1/alliances', body)).toBe(body.allianceId);
    expect(await app.operator.created('/v1/alliances', body)).toBe(body.allianceId);
    await app.operator.refused('/v1/alliances', { ...body, name: { en: 'Other' } }, 409, 'alliance-id-taken');
  });
  it('is refused with all that is wrong', async () => {
    const body = founding();
    const [residents] = body.units;
    const delegate = { ...residents?.delegate, until: year(2019) };
    const wrong = {
      ...body,
      units: [{ ...residents, delegate }, residents],
      secretary: { ...body.chair, unitId: nowhere },
    };
    const problem = await app.operator.refused('/v1/alliances', wrong, 409, 'unit-named-twice');
    expect(problem.also.map(({ type }: { type: string }) => type)).toEqual([
      '/problems/officer-not-delegate',
      '/problems/mandate-ends-before-it-begins',
    ]);
    const { body: none } = await app.operator.get(`/v1/alliances/${body.allianceId}`);
    expect(none.status).toBe(404);
  });
  it("is an operator's act", () => chair.refused('/v1/alliances', founding(), 403, 'not-permitted'));
});

describe('An alliance', () => {
  it('leads to what may be begun in it', async () => {
    const { acts } = await school.got('');
    for (const { href } of acts) expect((await school.post(href)).status).toBe(400);
  });
  it('is not there for members of another', async () => {
    expect((await school.get(strict.path)).status).toBe(404);
  });
  it('has its founding units on the roll', async () => {
    const { items } = await strict.as('bank').got('units?kind=other&status=admitted&limit=2');
    expect(items).toHaveLength(2);
    const page = await strict.as('bank').get('units?limit=2');
    const next = page.headers.get('link')?.match(/<(.*)>/)?.[1] ?? '';
    const { items: rest } = await strict.as('bank').got(next);
    const all = [...page.body.items, ...rest].map(({ unitId }) => unitId);
    expect(all).toHaveLength(3);
    expect(new Set(all)).toEqual(new Set(['residents', 'school', 'bank'].map((name) => strict.unit(name).unitId)));
    expect((await strict.as('bank').got('units?status=left')).items).toEqual([]);
    expect((await strict.as('bank').got('units?kind=school')).items).toEqual([]);
  });
});

describe('Applying for membership', () => {
  it('is recorded, and the applicant can get it', async () => {
    const { client, unitId, personId, unit, application } = await stranger();
    const { status, headers, body } = await client.post('units', application);
    expect([status, body.id]).toEqual([201, unitId]);
    expect(headers.get('location')).toBe(`${alliance.path}/${unit}`);
    const { mandates, ...row } = await client.got(unit);
    expect(row).toEqual({
      allianceId: alliance.id,
      unitId,
      name: application.name,
      kind: 'company',
      registeredCode: null,
      status: 'applied',
      since: expect.any(String),
      revision: 1,
      covers: [],
      acts: [],
    });
    expect(mandates).toMatchObject([{ personId, kind: 'delegate', from: year(2021), until: null }]);
    expect((await chair.got(unit)).acts).toEqual([
      { act: 'AdmitUnit', href: `${alliance.path}/${unit}/admission` },
      { act: 'DeclineApplication', href: `${alliance.path}/${unit}/decline` },
      { act: 'IssueKey', href: `${alliance.path}/keys` },
    ]);
    expect(actsIn(await school.got(unit))).toEqual([]);
  });
  it('shows an applicant its own application, and nothing else', async () => {
    const { client, unit } = await applicant();
    expect((await client.get(unit)).status).toBe(200);
    expect((await client.get(unitOf(alliance, 'school'))).body.type).toBe('/problems/not-found');
    for (const path of ['', 'units', `${unit}/mandates`]) expect((await client.get(path)).status).toBe(403);
  });
  it('shows it to no applicant of another alliance', async () => {
    const { unit } = await applicant();
    const { client } = await applicant(strict);
    expect((await client.get(`${alliance.path}/${unit}`)).status).toBe(404);
    expect((await client.get(unit)).status).toBe(404);
  });
  it('counts once when it is sent twice, and no other one counts meanwhile', async () => {
    const { client, unit, application } = await stranger();
    await client.created('units', application);
    await client.created('units', application);
    expect((await client.got(unit)).revision).toBe(1);
    await client.refused('units', { ...application, kind: 'market' }, 409, 'application-pending');
  });
  it("is refused where the delegate's mandate ends before it begins", async () => {
    const { client, application } = await stranger();
    const wrong = { ...application, delegate: { ...application.delegate, until: year(2020) } };
    await client.refused('units', wrong, 409, 'mandate-ends-before-it-begins');
  });
  it('is refused to those on the roll', async () =>
    school.refused('units', (await stranger()).application, 403, 'not-permitted'));
  it('is refused to a key that acts for no unit', async () =>
    app.operator.refused(`${alliance.path}/units`, (await stranger()).application, 403, 'key-without-unit'));
  it('is refused where there is no alliance', async () => {
    const { application } = await stranger();
    const client = await app.clientOf(nowhere, randomUUID(), randomUUID());
    await client.refused('units', application, 404, 'alliance-not-found');
  });
});

describe('An application', () => {
  it('is admitted by the chair where the charter says so, once', async () => {
    const { client, unit } = await applicant();
    await client.refused(`${unit}/admission`, {}, 403, 'unit-not-in-standing');
    await school.refused(`${unit}/admission`, {}, 403, 'not-permitted');
    const { revision } = await chair.did(`${unit}/admission`);
    expect((await chair.did(`${unit}/admission`)).revision).toBe(revision);
    expect(await client.got(unit)).toMatchObject({ status: 'admitted', revision: 1 });
    expect((await chair.got('')).revision).toBe(revision);
    expect((await client.got('units')).items.length).toBeGreaterThan(3);
    await chair.refused(`${unit}/decline`, {}, 409, 'no-application-pending');
  });
  it('is declined by the chair where the charter says so, once, and the unit may apply again', async () => {
    const { client, unit, application } = await applicant();
    await school.refused(`${unit}/decline`, {}, 403, 'not-permitted');
    await chair.did(`${unit}/decline`, { reason: 'Too far away' });
    await chair.did(`${unit}/decline`, { reason: 'Too far away' });
    await chair.refused(`${unit}/admission`, {}, 409, 'no-application-pending');
    const declined = await client.got(unit);
    expect(declined).toMatchObject({ status: 'declined', revision: 2 });
    expect(declined.acts).toEqual([{ act: 'ApplyForMembership', href: `${alliance.path}/units` }]);
    await client.created('units', application);
    const again = await client.got(unit);
    expect(again).toMatchObject({ status: 'applied', revision: 3 });
    expect(again.mandates).toHaveLength(1);
    await chair.did(`${unit}/admission`);
  });
  it('waits for a motion where the charter says so', async () => {
    const { unit } = await applicant(strict);
    const strictChair = strict.as('residents');
    await strictChair.refused(`${unit}/admission`, {}, 409, 'charter-asks-for-motion');
    await strictChair.refused(`${unit}/decline`, {}, 409, 'charter-asks-for-motion');
    expect(actsIn(await strictChair.got(unit))).toEqual(['IssueKey']);
  });
  it('is not there for a unit that nobody knows, or of another alliance', async () => {
    const elsewhere = await applicant(strict);
    for (const write of ['admission', 'decline', 'reinstatement', 'leave']) {
      const client = write === 'leave' ? bank : chair;
      await client.refused(`units/${nowhere}/${write}`, {}, 404, 'unit-not-found');
      await client.refused(`${elsewhere.unit}/${write}`, {}, 404, 'not-of-this-tenant');
    }
    await chair.refused(`units/${nowhere}/suspension`, { reason: 'x' }, 404, 'unit-not-found');
    await chair.refused(`${elsewhere.unit}/suspension`, { reason: 'x' }, 404, 'not-of-this-tenant');
  });
  it('has one answer when it is admitted and declined at the same time', async () => {
    for (let n = 0; n < 15; n++) {
      const { client, unit } = await applicant();
      const answers = await Promise.all([chair.post(`${unit}/admission`), chair.post(`${unit}/decline`)]);
      expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);
      expect((await client.got(unit)).status).toBe(answers[0]?.status === 200 ? 'admitted' : 'declined');
    }
  });
});

describe('The roll', () => {
  it('lets a unit be suspended and reinstated by the chair', async () => {
    const { client, unit, unitId } = await member();
    await school.refused(`${unit}/suspension`, { reason: 'x' }, 403, 'not-permitted');
    expect(actsIn(await chair.got(unit))).toEqual(['SuspendUnit']);
    await chair.did(`${unit}/suspension`, { reason: 'It does not answer.' });
    await chair.did(`${unit}/suspension`, { reason: 'It does not answer.' });
    expect(actsIn(await chair.got(unit))).toEqual(['ReinstateUnit']);
    await chair.refused(`${unit}/admission`, {}, 409, 'unit-on-roll');
    await client.refused('units', (await stranger()).application, 403, 'unit-not-in-standing');
    expect(await client.got(unit)).toMatchObject({ unitId, status: 'suspended' });
    await client.refused('motions', { title: { en: 'x' }, about: { kind: 'other' } }, 403, 'unit-not-in-standing');
    await chair.did(`${unit}/reinstatement`);
    await chair.did(`${unit}/reinstatement`);
    expect(await client.got(unit)).toMatchObject({ status: 'admitted' });
    expect(actsIn(await client.got(unit))).toEqual(['LeaveAlliance', 'StateCoverage', 'GiveMandate', 'IssueKey']);
  });
  it('keeps the unit in the chair', async () => {
    const residents = unitOf(alliance, 'residents');
    await chair.refused(`${residents}/suspension`, { reason: 'x' }, 409, 'unit-holds-office');
    await chair.refused(`${residents}/leave`, {}, 409, 'unit-holds-office');
    expect(actsIn(await chair.got(residents))).toEqual(['StateCoverage', 'GiveMandate', 'IssueKey']);
  });
  it('lets a unit leave, read about itself, apply and be admitted again', async () => {
    const { client, unit, application } = await member();
    await bank.refused(`${unit}/leave`, {}, 403, 'unit-not-yours');
    await client.did(`${unit}/leave`, { reason: 'We have moved.' });
    expect(await client.got(unit)).toMatchObject({ status: 'left', acts: [{ act: 'ApplyForMembership' }] });
    expect((await client.get('units')).body.type).toBe('/problems/unit-not-in-standing');
    await client.refused(`${unit}/leave`, {}, 403, 'unit-not-in-standing');
    await chair.refused(`${unit}/admission`, {}, 409, 'no-application-pending');
    await chair.refused(`${unit}/suspension`, { reason: 'x' }, 409, 'unit-not-on-roll');
    await chair.refused(`${unit}/reinstatement`, {}, 409, 'unit-not-on-roll');
    const name = { en: 'Fitness club again' };
    await client.created('units', { ...application, name });
    expect(await client.got(unit)).toMatchObject({ status: 'applied', name });
    await chair.did(`${unit}/admission`);
    expect(await client.got(unit)).toMatchObject({ status: 'admitted', name });
  });
  it('lets a suspended unit leave', async () => {
    const { client, unit } = await member();
    await chair.did(`${unit}/suspension`, { reason: 'x' });
    expect(actsIn(await client.got(unit))).toContain('LeaveAlliance');
    await client.did(`${unit}/leave`);
    expect(await client.got(unit)).toMatchObject({ status: 'left' });
  });
  it('takes an office from a unit that leaves: it has none when it comes back', async () => {
    const of = await app.found({
      units: ['residents', 'school'],
      charter: { chairMayAdmit: true },
      secretary: 'school',
    });
    const { unitId, personId, client } = of.unit('school');
    const unit = `units/${unitId}`;
    const liaison = { personId: nowhere, kind: 'liaison', from: year(2020) };
    await client.refused(`${unitOf(of, 'residents')}/mandates`, liaison, 409, 'unit-has-a-delegate');
    await client.did(`${unit}/leave`);
    expect((await of.as('residents').got('')).offices).toHaveLength(1);
    await client.created('units', { name: { en: 'School' }, kind: 'school', delegate: { personId, from: year(2020) } });
    await of.as('residents').did(`${unit}/admission`);
    const mandate = { personId: nowhere, kind: 'deputy', from: year(2020) };
    await client.refused(`${unitOf(of, 'residents')}/mandates`, mandate, 403, 'unit-not-yours');
  });
});

describe('A mandate', () => {
  const person = () => randomUUID();
  const given = async (more: object = {}) => {
    const club = await member();
    const body = { personId: person(), kind: 'deputy', from: year(2022), ...more };
    const mandateId = await club.client.created(`${club.unit}/mandates`, body);
    const mandates = `${club.unit}/mandates`;
    return { ...club, body, mandateId, mandates, mandate: `${mandates}/${mandateId}` };
  };

  it("is given by the unit's own delegate, says where it is, and can be acted under", async () => {
    const { client, unitId, unit } = await member();
    const [personId, mandateId] = [person(), randomUUID()];
    const body = { mandateId, personId, kind: 'deputy', from: year(2022), until: year(2090) };
    const deputy = await app.clientOf(alliance.id, unitId, personId);
    expect((await deputy.get(unit)).body.type).toBe('/problems/no-mandate');
    const { status, headers } = await client.post(`${unit}/mandates`, body);
    expect([status, headers.get('location')]).toEqual([201, `${alliance.path}/${unit}/mandates/${mandateId}`]);
    const { acts, ...row } = await client.got(headers.get('location') ?? '');
    expect(row).toEqual({ ...body, unitId, allianceId: alliance.id, replaces: null, revision: 2 });
    expect(acts).toEqual([{ act: 'EndMandate', href: `${headers.get('location')}/end` }]);
    expect(actsIn(await bank.got(headers.get('location') ?? ''))).toEqual([]);
    expect((await deputy.got(unit)).mandates).toHaveLength(2);
    const { items } = await deputy.got(`${unit}/mandates?kind=deputy`);
    expect(items).toEqual([row]);
    expect((await deputy.got(`${unit}/mandates`)).items.map(({ kind }: { kind: string }) => kind)).toEqual(['delegate', 'deputy']); // prettier-ignore
    const page = await deputy.got(`${unit}/mandates?limit=1`);
    expect((await deputy.got(`${unit}/mandates?limit=1&cursor=${page.next}`)).items).toEqual([row]);
  });
  it('is given by the operator to any unit, by an officer to none that has a delegate, and by another unit to none', async () => {
    const { unit } = await member();
    const body = () => ({ personId: person(), from: year(2022) });
    await chair.refused(`${unit}/mandates`, { ...body(), kind: 'deputy' }, 409, 'unit-has-a-delegate');
    await app.operator.created(`${alliance.path}/${unit}/mandates`, { ...body(), kind: 'liaison' });
    await app.operator.created(`${alliance.path}/${unit}/mandates`, { ...body(), kind: 'deputy' });
    const problem = await bank.refused(`${unit}/mandates`, { ...body(), kind: 'deputy' }, 403, 'unit-not-yours');
    expect(problem.also).toMatchObject([{ type: '/problems/mandates-overlap' }]);
  });
  it('is refused to a deputy', async () => {
    const { unitId, mandates, body } = await given();
    const deputy = await app.clientOf(alliance.id, unitId, body.personId);
    await deputy.refused(mandates, { ...body, kind: 'liaison' }, 403, 'not-permitted');
  });
  it('counts once when it is sent twice, and its id stands for it alone', async () => {
    const mandateId = randomUUID();
    const { client, mandates, body } = await given({ mandateId });
    expect(await client.created(mandates, body)).toBe(mandateId);
    await client.refused(mandates, { ...body, personId: person() }, 409, 'mandate-id-taken');
    expect((await client.got(mandates)).items).toHaveLength(2);
  });
  it('is refused with every rule that it breaks', async () => {
    const { client, mandates, mandateId, body } = await given();
    const overlap = await client.refused(mandates, { ...body, from: year(2030) }, 409, 'mandates-overlap');
    expect(overlap.data).toEqual({ mandateIds: [mandateId] });
    await client.refused(mandates, { ...body, until: year(2021) }, 409, 'mandate-ends-before-it-begins');
    await client.refused(mandates, { ...body, kind: 'liaison', replaces: nowhere }, 404, 'mandate-not-found');
    const other = { ...body, kind: 'liaison', replaces: mandateId };
    await client.refused(mandates, other, 409, 'replaces-another-kind');
    await client.refused(mandates, { ...body, from: year(2021), replaces: mandateId }, 409, 'end-outside-mandate');
    await chair.refused(`units/${nowhere}/mandates`, body, 404, 'unit-not-found');
    const elsewhere = `${unitOf(strict, 'school')}/mandates`;
    await chair.refused(elsewhere, body, 404, 'not-of-this-tenant');
  });
  it('is not there for a unit that has none, or of another alliance', async () => {
    const { client, unit } = await given();
    for (const path of [`units/${nowhere}/mandates`, `${unitOf(strict, 'school')}/mandates`])
      expect((await client.get(path)).body.type).toBe('/problems/unit-not-found');
    expect((await client.get(`${unit}/mandates/${nowhere}`)).body.type).toBe('/problems/mandate-not-found');
    expect((await client.get(`units/${nowhere}`)).body.type).toBe('/problems/unit-not-found');
  });
  it('ends now, and nobody acts under it from then on', async () => {
    const { client, unit, unitId, mandate, body } = await given();
    const deputy = await app.clientOf(alliance.id, unitId, body.personId);
    expect((await deputy.get(unit)).status).toBe(200);
    await bank.refused(`${mandate}/end`, {}, 403, 'unit-not-yours');
    const { revision } = await client.did(`${mandate}/end`);
    expect((await client.did(`${mandate}/end`)).revision).toBe(revision);
    const { until, acts } = await client.got(mandate);
    expect(until <= new Date().toISOString()).toBe(true);
    expect(acts).toEqual([]);
    expect((await deputy.get(unit)).body.type).toBe('/problems/no-mandate');
    await deputy.refused('motions', { title: { en: 'x' }, about: { kind: 'other' } }, 403, 'no-mandate');
  });
  it('ends within its time', async () => {
    const { client, mandate, unit } = await given({ until: year(2090) });
    await client.refused(`${mandate}/end`, { at: year(2091) }, 409, 'end-outside-mandate');
    await client.refused(`${mandate}/end`, { at: year(2021) }, 409, 'end-outside-mandate');
    await client.did(`${mandate}/end`, { at: year(2080) });
    expect((await client.got(mandate)).until).toBe(year(2080));
    await client.refused(`${unit}/mandates/${nowhere}/end`, {}, 404, 'mandate-not-found');
    await chair.refused(`units/${nowhere}/mandates/${nowhere}/end`, {}, 404, 'unit-not-found');
  });
  it("passes from delegate to delegate: the last one's is not ended without a successor", async () => {
    const { client, unit, unitId, personId } = await member();
    const [first] = (await client.got(unit)).mandates;
    const mandate = `${unit}/mandates/${first.mandateId}`;
    expect((await client.got(mandate)).acts).toEqual([]);
    await client.refused(`${mandate}/end`, {}, 409, 'last-delegate');
    const [next, from] = [person(), new Date().toISOString()];
    const successor = { personId: next, kind: 'delegate', from, replaces: first.mandateId };
    const mandateId = await client.created(`${unit}/mandates`, successor);
    const delegate = await app.clientOf(alliance.id, unitId, next);
    expect((await delegate.got(unit)).mandates).toMatchObject([
      { mandateId, personId: next, from, until: null, replaces: first.mandateId },
      { personId, until: from },
    ]);
    expect((await client.get(unit)).body.type).toBe('/problems/no-mandate');
    await delegate.created(`${unit}/mandates`, { ...successor, from: year(2080), replaces: mandateId, personId });
    const running = await delegate.got(`${unit}/mandates/${mandateId}`);
    expect(running).toMatchObject({ until: year(2080), acts: [{ act: 'EndMandate' }] });
    await delegate.did(`${unit}/mandates/${mandateId}/end`, { at: year(2070) });
  });
  it('lets a suspended unit put somebody else in charge', async () => {
    const { client, unit, mandates } = await given();
    await chair.did(`${unit}/suspension`, { reason: 'x' });
    await client.created(mandates, { personId: person(), kind: 'liaison', from: year(2022) });
    expect(actsIn(await client.got(unit))).toEqual(['LeaveAlliance', 'GiveMandate']);
  });
  it('is replaced where a unit that left applies with another delegate', async () => {
    const { client, unit, unitId, personId, application } = await member();
    await client.did(`${unit}/leave`);
    const next = person();
    const newcomer = await app.clientOf(alliance.id, unitId, next);
    await newcomer.created('units', { ...application, delegate: { personId: next, from: year(2025) } });
    expect((await newcomer.got(unit)).mandates).toMatchObject([
      { personId: next, from: year(2025), until: null },
      { personId, from: year(2021), until: year(2025) },
    ]);
  });
});

describe('What the joint committee decides', () => {
  const voted = async (about: object, choice: string | undefined) => {
    const members = ['residents', 'school', 'bank'].map(strict.as);
    const motionId = await strict.as('bank').created('motions', { title: { en: 'A matter' }, about });
    const closesAt = new Date(Date.now() + (choice ? 60_000 : 300)).toISOString();
    await strict.as('residents').did(`motions/${motionId}/voting`, { closesAt });
    if (choice) {
      for (const unit of members) await unit.did(`motions/${motionId}/ballots`, { choice });
      await strict.as('residents').did(`motions/${motionId}/closing`);
    }
    const over = ({ status }: { status: string }) => !['tabled', 'voting'].includes(status);
    for (const end = Date.now() + 10_000; !over(await strict.as('bank').got(`motions/${motionId}`));)
      if (Date.now() > end) throw new Error('the vote does not close');
    await app.settled();
    return motionId;
  };
  const strictChair = () => strict.as('residents');

  it('puts a unit on the roll when the motion about its admission is carried', async () => {
    const { client, unit, unitId } = await applicant(strict);
    await voted({ kind: 'admission', unitId }, 'for');
    expect(await client.got(unit)).toMatchObject({ status: 'admitted' });
    expect((await client.got('units')).items.length).toBeGreaterThan(3);
    await client.did(`${unit}/leave`); // the others stay among themselves
  });
  it('declines the application when the motion is lost, and the unit may apply again', async () => {
    const { client, unit, unitId, application } = await applicant(strict);
    await voted({ kind: 'admission', unitId }, 'against');
    expect(await client.got(unit)).toMatchObject({ status: 'declined', acts: [{ act: 'ApplyForMembership' }] });
    await client.created('units', application);
    expect(await client.got(unit)).toMatchObject({ status: 'applied' });
  });
  it('leaves the application waiting when the quorum is missed', async () => {
    const { client, unit, unitId } = await applicant(strict);
    await voted({ kind: 'admission', unitId }, undefined);
    expect(await client.got(unit)).toMatchObject({ status: 'applied' });
    await voted({ kind: 'admission', unitId }, 'for');
    expect(await client.got(unit)).toMatchObject({ status: 'admitted' });
    await client.did(`${unit}/leave`);
  });
  it('is the charter, when the motion about it is carried', async () => {
    const charter = { ...standardCharter, noticeDays: 3, chairMayAdmit: true };
    await voted({ kind: 'charter', charter: { ...charter, noticeDays: 9 } }, 'against');
    expect((await strictChair().got('')).charter.noticeDays).toBe(standardCharter.noticeDays);
    const { client, unit } = await applicant(strict);
    await strictChair().refused(`${unit}/admission`, {}, 409, 'charter-asks-for-motion');
    await voted({ kind: 'charter', charter }, 'for');
    expect((await strictChair().got('')).charter).toEqual({ ...charter, bookingApprovalHours: 72 });
    await strictChair().did(`${unit}/admission`);
    await client.did(`${unit}/leave`);
  });
  it('is who holds an office, also the chair’s, when the motion about it is carried', async () => {
    const of = (name: string) => ({ unitId: strict.unit(name).unitId, personId: strict.unit(name).personId });
    const chairIn = async () => (await strict.as('bank').got('')).offices.filter(({ office }: { office: string }) => office === 'chair'); // prettier-ignore
    const elect = (name: string, choice: string) => voted({ kind: 'office', office: 'chair', ...of(name) }, choice);
    await elect('school', 'against');
    expect(await chairIn()).toEqual([{ office: 'chair', ...of('residents') }]);
    await elect('school', 'for');
    expect(await chairIn()).toEqual([{ office: 'chair', ...of('school') }]);
    const motions = await strict.as('bank').got('motions?aboutKind=office&status=carried');
    expect(motions.items).toMatchObject([{ aboutId: of('school').unitId }]);
    const stranger = { kind: 'office', office: 'chair', ...of('bank'), personId: randomUUID() };
    const motion = { title: { en: 'A matter' }, about: stranger };
    await strict.as('bank').refused('motions', motion, 409, 'officer-without-mandate');
    const nowhere = { ...motion, about: { ...stranger, unitId: randomUUID() } };
    await strict.as('bank').refused('motions', nowhere, 409, 'unit-not-on-the-roll');
    const appointment = { office: 'chair', ...of('residents') };
    const posted = await strict.as('school').post('offices/appointment', { ...appointment, motionId: randomUUID() });
    expect(posted.status).toBe(400);
    await app.operator.did(`${strict.path}/offices/appointment`, appointment);
  });
});
