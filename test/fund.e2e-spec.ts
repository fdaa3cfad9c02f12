import { randomUUID } from 'node:crypto';
import { evidence, startProjects } from './approved-project.js';

let here: Awaited<ReturnType<typeof startProjects>>;
beforeAll(async () => (here = await startProjects()));
afterAll(() => here.app.close());

const cash = { kind: 'money', unitOfMeasure: 'CNY', quantity: 100_000 };
const funded = async (quantity = 50_000) => {
  const of = await here.approved(cash);
  const { pledge } = await here.pledged(of, quantity);
  const delivery = await here.delivered(pledge, quantity);
  return { ...of, pledge, delivery, fund: `${of.project}/fund`, spendings: `${of.project}/fund/spendings` };
};
const balance = async (fund: string) => (await here.school.got(fund)).balances[0].balanceMinor;

describe('The fund of a project', () => {
  it('takes what is delivered in money, pays for what is decided, and adds up', async () => {
    const { alliance, bank, school, actsOn } = here;
    const { projectId, project, fund, spendings, motionId, delivery } = await funded();
    const row = { projectId, allianceId: alliance.id, currency: 'CNY' };
    expect((await school.got(project)).fund).toEqual([
      { ...row, receivedMinor: 50_000, spentMinor: 0, balanceMinor: 50_000 },
    ]);
    expect(await actsOn(fund, school)).toEqual(['SpendFund']);
    expect(await actsOn(fund, bank)).toEqual([]);
    const spend = { currency: 'CNY', amountMinor: 30_000, purpose: 'Cables', motionId, evidence };
    const { status, headers, body } = await school.post(spendings, spend);
    expect(status).toBe(201);
    const href = headers.get('location')!;
    expect(href).toBe(`${alliance.path}/${spendings}/${body.id}`);
    const spending = {
      ...{ ...row, spendingId: body.id, amountMinor: 30_000, purpose: 'Cables', motionId, evidence },
      ...{ status: 'spent', spentAt: expect.stringMatching(/Z$/), revision: body.revision, acts: [] },
    };
    expect(await bank.got(href)).toEqual(spending);
    expect(await actsOn(href, school)).toEqual(['ReverseSpending']);
    await bank.refused(`${href}/reversal`, { reason: 'x' }, 403, 'project-not-yours');
    expect(await balance(fund)).toBe(20_000);
    const spent = await school.refused(`${delivery}/reversal`, { reason: 'x' }, 409, 'delivery-spent');
    expect(spent.data).toEqual({ balance: 20_000 });
    for (let twice = 0; twice < 2; twice++) await school.did(`${href}/reversal`, { reason: 'It came back' });
    expect(await bank.got(href)).toMatchObject({ status: 'reversed', acts: [] });
    await school.did(`${delivery}/reversal`, { reason: 'Wrong account' });
    expect(await school.got(fund)).toMatchObject({ balances: [{ receivedMinor: 0, spentMinor: 0, balanceMinor: 0 }] });
    const { items, next } = await bank.got(`${fund}/entries?limit=3`);
    const { items: rest } = await bank.got(`${fund}/entries?cursor=${next}`);
    expect([...items, ...rest].map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
      ['received', 50_000],
      ['spent', -30_000],
      ['spending-reversed', 30_000],
      ['receipt-reversed', -50_000],
    ]);
    expect((await bank.got(`${fund}/entries?kind=spent`)).items).toMatchObject([{ spendingId: body.id, motionId }]);
  });
  it('never goes below zero, however many spend at once', async () => {
    const { school } = here;
    const { fund, spendings, motionId } = await funded(10);
    const spend = { currency: 'CNY', amountMinor: 1, purpose: 'Cables', motionId, evidence };
    const answers = await Promise.all(Array.from({ length: 25 }, () => school.post(spendings, spend)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(10);
    expect(answers.filter(({ body }) => body.type === '/problems/fund-exceeded')).toHaveLength(15);
    expect(await balance(fund)).toBe(0);
  });
  it('pays only in a currency that it has, by the receiver, as a carried motion about it allows', async () => {
    const { school, bank, decide, idOf } = here;
    const { project, spendings, motionId } = await funded();
    const spend = { spendingId: randomUUID(), currency: 'CNY', amountMinor: 1, purpose: 'Cables', motionId, evidence };
    const other = await school.refused(spendings, { ...spend, currency: 'EUR' }, 409, 'fund-exceeded');
    expect(other.data).toEqual({ currency: 'EUR', balance: 0 });
    await bank.refused(spendings, spend, 403, 'project-not-yours');
    const lost = await decide({ kind: 'other' }, 'against');
    for (const motionId of [lost, randomUUID()])
      await school.refused(spendings, { ...spend, motionId }, 409, 'spending-without-decision');
    const foreign = (await funded()).motionId;
    await school.refused(spendings, { ...spend, motionId: foreign }, 409, 'decision-about-another-matter');
    const free = await decide({ kind: 'other' });
    for (let twice = 0; twice < 2; twice++)
      expect(await school.created(spendings, { ...spend, motionId: free })).toBe(spend.spendingId);
    await school.refused(spendings, spend, 409, 'spending-id-taken');
    await school.refused(`${spendings}/${randomUUID()}/reversal`, { reason: 'x' }, 404, 'spending-not-found');
    expect(await school.get(`${spendings}/${randomUUID()}`)).toMatchObject({ status: 404, body: { type: '/problems/spending-not-found' } }); // prettier-ignore
    for (const path of ['fund', 'fund/entries', `fund/spendings/${randomUUID()}`])
      expect((await school.get(`projects/${randomUUID()}/${path}`)).body.type).toBe('/problems/project-not-found');
    await school.refused(`projects/${randomUUID()}/fund/spendings`, spend, 404, 'project-not-found');
    await school.did(`${project}/cancellation`, { reason: 'Enough' });
    await school.created(spendings, { ...spend, spendingId: randomUUID(), purpose: idOf('bank') });
  });
  it('is asked for in a currency', async () => {
    const { school } = here;
    const wanted = (unitOfMeasure: string) => ({
      title: { en: 'Cables' },
      requirements: [{ ...cash, description: { en: 'Money' }, unitOfMeasure }],
    });
    await school.refused('projects', wanted('yuan'), 409, 'requirement-without-currency');
    const project = `projects/${await school.created('projects', wanted('EUR'))}`;
    await school.refused(`${project}/revision`, wanted('euro'), 409, 'requirement-without-currency');
    expect((await school.got(`${project}/fund`)).balances).toMatchObject([{ currency: 'EUR', balanceMinor: 0 }]);
    await school.did(`${project}/revision`, wanted('CNY'));
    expect((await school.got(`${project}/fund`)).balances).toMatchObject([{ currency: 'CNY', balanceMinor: 0 }]);
  });
});
