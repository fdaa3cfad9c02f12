import { randomUUID } from 'node:crypto';
import { startApp, type TestApp } from './app.js';

type Alliance = Awaited<ReturnType<TestApp['found']>>;
let app: TestApp;
let here: Alliance;
let there: Alliance;

beforeAll(async () => {
  app = await startApp();
  here = await app.found({ units: ['residents', 'school'], charter: { chairMayAdmit: true } });
  there = await app.found({ units: ['residents', 'school'], charter: { chairMayAdmit: true } });
});
afterAll(() => app.close());

const codeOf = () => `9131${randomUUID().slice(-12)}`.toUpperCase();
const applicant = async (of: Alliance, registeredCode: string) => {
  const [unitId, personId] = [randomUUID(), randomUUID()];
  const client = await app.clientOf(of.id, unitId, personId);
  const delegate = { personId, from: '2020-01-01T00:00:00.000Z' };
  const application = { name: { en: 'Bus depot' }, kind: 'transport', registeredCode, delegate };
  const unit = `units/${unitId}`;
  return { unitId, client, unit, application, apply: () => client.created('units', application) };
};
const member = async (of: Alliance, registeredCode: string) => {
  const unit = await applicant(of, registeredCode);
  await unit.apply();
  await of.as('residents').did(`${unit.unit}/admission`);
  return unit;
};
const unitsOf = async (registeredCode: string) =>
  (await app.operator.got(`/v1/organisations/${encodeURIComponent(registeredCode)}`)).items;

describe('An organisation', () => {
  it('may have a unit in each of several alliances, which the operator sees together', async () => {
    const code = codeOf();
    const [one, other] = [await member(here, code), await member(there, code.toLowerCase())];
    const found = await unitsOf(code.replace(/^(.{4})/, '$1-'));
    const units = new Set(found.map(({ allianceId, unitId, status }: any) => `${allianceId} ${unitId} ${status}`));
    expect(units).toEqual(new Set([`${here.id} ${one.unitId} admitted`, `${there.id} ${other.unitId} admitted`]));
    expect(found.map(({ registeredCode }: any) => registeredCode)).toEqual([code, code]);
    const page = await app.operator.get(`/v1/organisations/${code}?limit=1`);
    expect(page.body.items).toHaveLength(1);
    expect(page.headers.get('link')).toContain('rel="next"');
  });
  it('is found by members in their own alliance only', async () => {
    const code = codeOf();
    const one = await member(here, code);
    await member(there, code);
    const { items } = await here.as('school').got(`units?registeredCode=${code.toLowerCase()}`);
    expect(items.map(({ unitId }: any) => unitId)).toEqual([one.unitId]);
    expect((await here.as('school').get(`/v1/organisations/${code}`)).body.type).toBe('/problems/not-permitted');
  });
  it('that nobody knows has no unit', async () => {
    expect(await unitsOf(codeOf())).toEqual([]);
    for (const odd of ['%00', 'x'.repeat(61), '%25'])
      expect((await app.operator.get(`/v1/organisations/${odd}`)).status).toBe(400);
  });
  it('has one unit in an alliance: another one may not even apply, until that has left', async () => {
    const code = codeOf();
    const first = await member(here, code);
    const second = await applicant(here, `${code.slice(0, 4)} ${code.slice(4)}`);
    const problem = await second.client.refused('units', second.application, 409, 'organisation-on-roll');
    expect(problem.data).toEqual({ unitId: first.unitId });
    await first.client.did(`${first.unit}/leave`);
    await second.apply();
    await here.as('residents').did(`${second.unit}/admission`);
    await first.client.refused('units', first.application, 409, 'organisation-on-roll');
  });
  it('has its other applications declined when one of them is admitted', async () => {
    const code = codeOf();
    const [first, second] = [await applicant(here, code), await applicant(here, code)];
    const elsewhere = await applicant(there, code);
    await Promise.all([first.apply(), second.apply(), elsewhere.apply()]);
    await here.as('residents').did(`${first.unit}/admission`);
    await app.settled();
    expect(await second.client.got(second.unit)).toMatchObject({ status: 'declined' });
    expect(await elsewhere.client.got(elsewhere.unit)).toMatchObject({ status: 'applied' });
    await here.as('residents').refused(`${second.unit}/admission`, {}, 409, 'no-application-pending');
  });
  it('has one unit on the roll when two are admitted at the same time', async () => {
    for (let n = 0; n < 10; n++) {
      const code = codeOf();
      const both = [await applicant(here, code), await applicant(here, code)];
      await Promise.all(both.map(({ apply }) => apply()));
      const chair = here.as('residents');
      const answers = await Promise.all(both.map(({ unit }) => chair.post(`${unit}/admission`)));
      expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);
    }
  });
  it('is named once where an alliance is founded', async () => {
    const unit = () => {
      const delegate = { personId: randomUUID(), from: '2020-01-01T00:00:00.000Z' };
      return { unitId: randomUUID(), name: { en: 'Office' }, kind: 'public-body', registeredCode: '9131 AB', delegate };
    };
    const [one, other] = [unit(), { ...unit(), registeredCode: '9131ab' }];
    const chair = { unitId: one.unitId, personId: one.delegate.personId };
    const charter = { timeZone: 'Asia/Shanghai', currency: 'CNY', votingRule: 'simple-majority', quorumPercent: 50, noticeDays: 7, meetingEveryMonths: 2 }; // prettier-ignore
    const body = {
      name: { en: 'x' },
      area: { level: 'street', name: { en: 'x' } },
      charter,
      units: [one, other],
      chair,
    };
    const problem = await app.operator.refused('/v1/alliances', body, 409, 'organisation-on-roll');
    expect(problem.data).toEqual({ unitIds: [other.unitId] });
  });
});
