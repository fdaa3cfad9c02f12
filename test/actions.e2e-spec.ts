import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { startApp, type Client, type TestApp } from './app.js';

type Alliance = Awaited<ReturnType<TestApp['found']>>;
const names = ['residents', 'school', 'bank'];
const day_ms = 86_400_000;
const title = { zh: '设置停车标识', en: 'Put up the parking signs' };
const report = { words: 'Six signs are up', evidence: { reference: 'photo 3', sha256: 'a'.repeat(64) } };

let app: TestApp;
let alliance: Alliance;
let residents: Client, school: Client, bank: Client;
let motionId: string;

beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  alliance = await app.found({ units: names });
  [residents, school, bank] = names.map(alliance.as) as [Client, Client, Client];
  motionId = await decided('for');
});
afterAll(() => app.close());

const idOf = (name: string) => alliance.unit(name).unitId;
const within = (ms: number) => new Date(Date.parse(app.clock.now()) + ms).toISOString();
/** The day in Shanghai so many days from now. */
const dayIn = (days: number) => within(days * day_ms + 8 * 3_600_000).slice(0, 10);
const tabled = () => school.created('motions', { title: { en: 'Shared parking' }, about: { kind: 'other' } });
const decided = async (choice: 'for' | 'against') => {
  const id = await tabled();
  await residents.did(`motions/${id}/voting`, { closesAt: within(day_ms) });
  for (const unit of [residents, school, bank]) await unit.did(`motions/${id}/ballots`, { choice });
  await residents.did(`motions/${id}/closing`);
  return id;
};
const task = (more: object = {}) => ({ motionId, title, unitId: idOf('school'), due: dayIn(10), ...more });
const give = (more: object = {}) => residents.created('actions', task(more));
const shown = (actionId: string, to = residents) => to.got(`actions/${actionId}`);
const actsFor = async (actionId: string, unit: Client) => (await shown(actionId, unit)).acts.map(({ act }: { act: string }) => act); // prettier-ignore
const eventsOf = async (actionId: string) =>
  (await app.log.read(`action-${actionId}`, 0, 100)).map(({ type, issue }) => [type, issue.actor.kind]);
const until = async (actionId: string, status: string) => {
  for (let tries = 0; tries < 100; tries++) {
    await app.settled();
    const action = await shown(actionId);
    if (action.status === status) return action;
    await setTimeout(50);
  }
  throw new Error(`the action is not ${status} after 5 s`);
};

describe('Giving an action', () => {
  it('makes it, and says where it can be got', async () => {
    const due = dayIn(10);
    const { status, body, headers } = await residents.post('actions', task());
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`${alliance.path}/actions/${body.id}`);
    const found = await school.get(headers.get('location')!);
    expect(found.headers.get('etag')).toBe('"0"');
    expect(found.body).toEqual({
      ...{ actionId: body.id, allianceId: alliance.id, title, motionId, unitId: idOf('school') },
      ...{ due, overdueAt: `${due}T16:00:00.000Z`, status: 'given', givenAt: expect.stringMatching(/Z$/) },
      ...{ reportedAt: null, doneAt: null, extensions: 0, revision: 0, reported: null, declineReason: null },
      acts: [
        { act: 'ReportAction', href: `${alliance.path}/actions/${body.id}/report` },
        { act: 'DeclineAction', href: `${alliance.path}/actions/${body.id}/decline` },
      ],
    });
    expect(await actsFor(body.id, residents)).toEqual(['ExtendAction', 'ReassignAction']);
    expect(await actsFor(body.id, bank)).toEqual([]);
  });

  it('counts once under one id, and refuses the id to anything else', async () => {
    const actionId = randomUUID();
    expect(await give({ actionId })).toBe(actionId);
    expect(await give({ actionId })).toBe(actionId);
    await residents.refused('actions', task({ actionId, unitId: idOf('bank') }), 409, 'action-id-taken');
    expect(await eventsOf(actionId)).toEqual([['ActionGiven', 'representative']]);
  });

  it('is for an officer, and follows from a motion that was carried', async () => {
    await school.refused('actions', task(), 403, 'not-permitted');
    await residents.refused('actions', task({ motionId: randomUUID() }), 404, 'motion-not-found');
    await residents.refused('actions', task({ motionId: await tabled() }), 409, 'motion-not-carried');
    await residents.refused('actions', task({ motionId: await decided('against') }), 409, 'motion-not-carried');
    const elsewhere = await app.found({ units: ['factory'] });
    const theirs = await elsewhere.as('factory').created('motions', { title, about: { kind: 'other' } });
    await residents.refused('actions', task({ motionId: theirs }), 404, 'not-of-this-tenant');
  });

  it('needs a unit in good standing and a day to come, and says all that is wrong', async () => {
    const { data, also } = await residents.refused('actions', task({ unitId: randomUUID(), due: dayIn(-1) }), 409, 'unit-not-on-the-roll'); // prettier-ignore
    expect(data).toBeUndefined();
    expect(also).toEqual([expect.objectContaining({ type: '/problems/due-out-of-bounds', data: { earliest: dayIn(0), latest: expect.any(String) } })]); // prettier-ignore
    await residents.refused('actions', task({ due: dayIn(1_200) }), 409, 'due-out-of-bounds');
  });
});

describe('An action', () => {
  it('is reported by its unit, bettered, and confirmed by an officer', async () => {
    const actionId = await give();
    await bank.refused(`actions/${actionId}/report`, report, 403, 'action-not-yours');
    await residents.refused(`actions/${actionId}/confirmation`, {}, 409, 'action-not-reported');
    await school.did(`actions/${actionId}/report`, { words: 'Begun' });
    await school.did(`actions/${actionId}/report`, report);
    await school.did(`actions/${actionId}/report`, report);
    expect(await shown(actionId)).toMatchObject({ status: 'reported', reported: report, revision: 2 });
    expect(await actsFor(actionId, residents)).toEqual(['ConfirmAction', 'ExtendAction']);
    await school.refused(`actions/${actionId}/decline`, { reason: 'no' }, 409, 'action-reported');
    await residents.refused(`actions/${actionId}/reassignment`, { unitId: idOf('bank') }, 409, 'action-reported');
    await school.refused(`actions/${actionId}/confirmation`, {}, 403, 'not-permitted');
    await residents.did(`actions/${actionId}/confirmation`);
    await residents.did(`actions/${actionId}/confirmation`);
    expect(await shown(actionId)).toMatchObject({ status: 'done', doneAt: expect.any(String), acts: [], revision: 3 });
    await school.refused(`actions/${actionId}/report`, report, 409, 'action-done');
    await school.refused(`actions/${actionId}/decline`, { reason: 'no' }, 409, 'action-done');
    await residents.refused(`actions/${actionId}/extension`, { due: dayIn(20) }, 409, 'action-done');
    await residents.refused(`actions/${actionId}/reassignment`, { unitId: idOf('bank') }, 409, 'action-done');
  });

  it('that a unit declines goes to another one', async () => {
    const actionId = await give();
    await bank.refused(`actions/${actionId}/decline`, { reason: 'no' }, 403, 'action-not-yours');
    await school.did(`actions/${actionId}/decline`, { reason: 'no hands' });
    await school.did(`actions/${actionId}/decline`, { reason: 'no hands' });
    expect(await shown(actionId)).toMatchObject({ status: 'declined', declineReason: 'no hands', revision: 1 });
    expect(await actsFor(actionId, residents)).toEqual(['ReassignAction']);
    await school.refused(`actions/${actionId}/report`, report, 409, 'action-declined');
    await residents.refused(`actions/${actionId}/extension`, { due: dayIn(20) }, 409, 'action-declined');
    const to = (unitId: string, more = {}) => ({ unitId, ...more });
    await residents.refused(`actions/${actionId}/reassignment`, to(idOf('school')), 409, 'action-there-already');
    await residents.refused(`actions/${actionId}/reassignment`, to(randomUUID()), 409, 'unit-not-on-the-roll');
    await residents.did(`actions/${actionId}/reassignment`, to(idOf('bank'), { reason: 'It is nearer' }));
    await residents.did(`actions/${actionId}/reassignment`, to(idOf('bank')));
    const now = { status: 'given', unitId: idOf('bank'), declineReason: null, revision: 2 };
    expect(await shown(actionId)).toMatchObject(now);
    await bank.did(`actions/${actionId}/report`, { words: 'Done' });
    expect(await shown(actionId)).toMatchObject({ status: 'reported', reported: { words: 'Done', evidence: null } });
  });

  it('may take longer, also where what was reported is not enough', async () => {
    const actionId = await give();
    await school.did(`actions/${actionId}/report`, { words: 'Half of it' });
    await school.refused(`actions/${actionId}/extension`, { due: dayIn(20) }, 403, 'not-permitted');
    await residents.refused(`actions/${actionId}/extension`, { due: dayIn(9) }, 409, 'due-not-later');
    await residents.did(`actions/${actionId}/extension`, { due: dayIn(20), reason: 'Two are missing' });
    await residents.did(`actions/${actionId}/extension`, { due: dayIn(20) });
    const now = { status: 'given', due: dayIn(20), reported: null, reportedAt: null, extensions: 1, revision: 2 };
    expect(await shown(actionId)).toMatchObject(now);
  });

  it('is overdue at the end of its day, once for each day, and may still be reported', async () => {
    const [actionId, done] = [await give({ due: dayIn(1) }), await give({ due: dayIn(1) })];
    await school.did(`actions/${done}/report`, report);
    app.clock.advance(Date.parse(`${dayIn(1)}T16:00:00.000Z`) - Date.parse(app.clock.now()) - 5_000);
    await setTimeout(50);
    expect(await shown(actionId)).toMatchObject({ status: 'given' });
    app.clock.advance(5_000);
    expect(await until(actionId, 'overdue')).toMatchObject({ status: 'overdue', revision: 1 });
    await residents.refused(`actions/${actionId}/reassignment`, { unitId: idOf('bank') }, 409, 'due-out-of-bounds');
    await residents.did(`actions/${actionId}/extension`, { due: dayIn(3) });
    app.clock.advance(4 * day_ms);
    await until(actionId, 'overdue');
    await school.did(`actions/${actionId}/report`, report);
    await residents.did(`actions/${actionId}/confirmation`);
    expect(await eventsOf(actionId)).toEqual([
      ['ActionGiven', 'representative'],
      ['ActionOverdue', 'clock'],
      ['ActionExtended', 'representative'],
      ['ActionOverdue', 'clock'],
      ['ActionReported', 'representative'],
      ['ActionConfirmed', 'representative'],
    ]);
    expect((await eventsOf(done)).map(([type]) => type)).toEqual(['ActionGiven', 'ActionReported']);
  });

  it('of a unit that left comes back to the committee', async () => {
    const [open, reported] = [await give({ unitId: idOf('bank') }), await give({ unitId: idOf('bank') })];
    await bank.did(`actions/${reported}/report`, report);
    await bank.did(`units/${idOf('bank')}/leave`, { reason: 'We close' });
    expect(await until(open, 'declined')).toMatchObject({ declineReason: null });
    expect(await shown(reported)).toMatchObject({ status: 'reported' });
  });

  it('that nobody gave is not there, whatever is asked', async () => {
    const action = `actions/${randomUUID()}`;
    expect(await residents.get(action)).toMatchObject({ status: 404, body: { type: '/problems/action-not-found' } });
    await school.refused(`${action}/report`, report, 404, 'action-not-found');
    await school.refused(`${action}/decline`, { reason: 'no' }, 404, 'action-not-found');
    await residents.refused(`${action}/extension`, { due: dayIn(3) }, 404, 'action-not-found');
    await residents.refused(`${action}/reassignment`, { unitId: idOf('bank') }, 404, 'action-not-found');
    await residents.refused(`${action}/confirmation`, {}, 404, 'action-not-found');
  });
});

describe('The list of actions', () => {
  it('has what is due first at the top, in pages and by what is looked for', async () => {
    const third = await give({ due: dayIn(30) });
    const first = await give({ due: dayIn(5), unitId: idOf('bank') });
    const second = await give({ due: dayIn(7), motionId: await decided('for') });
    await school.did(`actions/${second}/decline`, { reason: 'no' });
    const ids = async (query: string) =>
      (await bank.got(`actions${query}`)).items.map(({ actionId }: { actionId: string }) => actionId);
    expect(await ids('')).toEqual([first, second, third]);
    expect(await ids(`?unitId=${idOf('school')}`)).toEqual([second, third]);
    expect(await ids(`?unitId=${idOf('school')}&status=declined`)).toEqual([second]);
    expect(await ids(`?motionId=${motionId}`)).toEqual([first, third]);
    const page = await bank.got('actions?limit=2');
    expect(page.items[0]).not.toHaveProperty('report');
    expect(await ids(`?limit=2&cursor=${page.next}`)).toEqual([third]);
    expect((await bank.get('actions?status=open')).status).toBe(400);
  });
});
