import { randomUUID } from 'node:crypto';
import { startApp, type Client, type TestApp } from './app.js';

type Alliance = Awaited<ReturnType<TestApp['found']>>;
let app: TestApp;
let alliance: Alliance;
let chair: Client, school: Client, bank: Client;

beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  alliance = await app.found({ units: ['residents', 'school', 'bank'], charter: { chairMayAdmit: true } });
  [chair, school, bank] = [alliance.as('residents'), alliance.as('school'), alliance.as('bank')];
});
afterAll(() => app.close());

const holder = (name: string) => ({ unitId: alliance.unit(name).unitId, personId: alliance.unit(name).personId });
const appoint = (office: string, name: string, by = chair) =>
  by.did(`${alliance.path}/offices/appointment`, { office, ...holder(name) });
const officesOf = async () => (await chair.got('')).offices;
const suspend = (by: Client, name: string) =>
  by.post(`units/${alliance.unit(name).unitId}/suspension`, { reason: 'It does not answer.' });

describe('An office', () => {
  it('is given by the chair, once, and passes from one to the next', async () => {
    expect((await school.post('offices/appointment', { office: 'secretary', ...holder('school') })).status).toBe(403);
    const { revision } = await appoint('secretary', 'school');
    expect((await appoint('secretary', 'school')).revision).toBe(revision);
    await appoint('secretary', 'bank');
    const { offices, revision: now } = await chair.got('');
    expect(offices).toEqual([
      { office: 'chair', ...holder('residents') },
      { office: 'secretary', ...holder('bank') },
    ]);
    expect(now).toBe(revision + 2);
  });
  it('gives its holder the rights that go with it, as long as it is held', async () => {
    const motionId = await bank.created('motions', { title: { en: 'A matter' }, about: { kind: 'other' } });
    const open = () =>
      school.post(`motions/${motionId}/voting`, { closesAt: new Date(Date.now() + 60_000).toISOString() });
    expect((await open()).status).toBe(403);
    await appoint('secretary', 'school');
    expect((await open()).status).toBe(200);
    const [act] = (await chair.got('history?type=VotingOpened')).items;
    expect(act).toMatchObject({ office: 'secretary', unitId: holder('school').unitId });
    await school.did('offices/vacancy', { office: 'secretary' });
    await chair.did('offices/vacancy', { office: 'secretary' });
    expect((await school.post(`motions/${motionId}/closing`)).status).toBe(403);
    expect(await officesOf()).toHaveLength(1);
  });
  it('is lost with the unit that leaves', async () => {
    await appoint('secretary', 'school');
    await school.did(`units/${holder('school').unitId}/leave`);
    expect(await officesOf()).toEqual([{ office: 'chair', ...holder('residents') }]);
  });
  it('is refused to who does not act for a unit on the roll', async () => {
    const said = { office: 'secretary', ...holder('school') };
    await chair.refused('offices/appointment', { ...said, personId: randomUUID() }, 409, 'officer-without-mandate');
    await chair.refused('offices/appointment', { ...said, unitId: randomUUID() }, 404, 'unit-not-found');
    await suspend(chair, 'bank');
    const resting = { office: 'secretary', ...holder('bank') };
    await chair.refused('offices/appointment', resting, 409, 'unit-suspended');
    await bank.refused('offices/appointment', resting, 403, 'unit-not-in-standing');
    await school.did(`units/${holder('school').unitId}/leave`);
    await chair.refused('offices/appointment', said, 409, 'unit-not-on-roll');
  });
  it('is of its own alliance', async () => {
    const elsewhere = await app.found({ units: ['others'] });
    const { unitId, personId } = elsewhere.unit('others');
    await chair.refused('offices/appointment', { office: 'secretary', unitId, personId }, 404, 'not-of-this-tenant');
  });
});

describe('The vice-chair', () => {
  beforeEach(() => appoint('vice-chair', 'school'));

  it('acts in the chair’s stead, and the history says that it was the vice-chair', async () => {
    expect((await school.got(`units/${holder('bank').unitId}`)).acts).toMatchObject([{ act: 'SuspendUnit' }]); // prettier-ignore
    expect((await suspend(school, 'bank')).status).toBe(200);
    const [act] = (await chair.got('history?type=UnitSuspended')).items;
    expect(act).toMatchObject({ office: 'vice-chair', ...holder('school') });
    await appoint('secretary', 'school', school);
  });
  it('does so also when the chair’s mandate has run out', async () => {
    const { mandates } = await chair.got(`units/${holder('residents').unitId}`);
    const successor = { personId: randomUUID(), kind: 'delegate', from: '2099-01-01T00:00:00.000Z' };
    const residents = `${alliance.path}/units/${holder('residents').unitId}/mandates`;
    await app.operator.created(residents, { ...successor, replaces: mandates[0].mandateId });
    await app.operator.did(`${residents}/${mandates[0].mandateId}/end`);
    expect((await suspend(chair, 'bank')).status).toBe(403);
    expect((await suspend(school, 'bank')).status).toBe(200);
  });
  it('is told that it may call off a project, as the chair is, and does', async () => {
    const requirement = { requirementId: randomUUID(), kind: 'labour', description: { en: 'Hands' }, unitOfMeasure: 'hours', quantity: 8 }; // prettier-ignore
    const proposal = { title: { en: 'Lights' }, requirements: [requirement] };
    const project = `projects/${await bank.created('projects', proposal)}`;
    for (const by of [chair, school]) expect((await by.got(project)).acts).toMatchObject([{ act: 'CancelProject' }]);
    await school.did(`${project}/cancellation`, { reason: 'No money' });
  });
  it('neither takes the chair nor gives it', async () => {
    for (const by of [chair, school])
      await by.refused('offices/appointment', { office: 'chair', ...holder('school') }, 403, 'office-not-yours');
    await bank.refused('offices/vacancy', { office: 'vice-chair' }, 403, 'not-permitted');
  });
});

describe('The chair', () => {
  it('passes to a successor by the operator; then its unit may leave', async () => {
    const leave = `units/${holder('residents').unitId}/leave`;
    await chair.refused('offices/vacancy', { office: 'chair' }, 409, 'chair-needs-successor');
    await chair.refused(leave, {}, 409, 'unit-holds-office');
    await appoint('chair', 'school', app.operator);
    expect(await officesOf()).toEqual([{ office: 'chair', ...holder('school') }]);
    expect((await suspend(chair, 'bank')).status).toBe(403);
    expect((await suspend(school, 'bank')).status).toBe(200);
    await chair.did(leave);
    await appoint('chair', 'school', app.operator);
  });
  it('is not given in an alliance that is not there', () =>
    app.operator.refused(`/v1/alliances/${randomUUID()}/offices/appointment`, { office: 'chair', ...holder('school') }, 404, 'not-of-this-tenant')); // prettier-ignore
});
