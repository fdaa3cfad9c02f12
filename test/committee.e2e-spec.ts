import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { standardCharter } from './alliance-history.js';
import { startApp, type Client, type TestApp } from './app.js';

type Alliance = Awaited<ReturnType<TestApp['found']>>;
const names = ['residents', 'school', 'bank', 'gym', 'market'];
const title = { zh: '路灯', en: 'Street lights' };
const other = { kind: 'other' };
const soon_ms = 1_000;
const someId = '0f1d6a52-7c1e-4c5b-9a53-6a6f0f4f2b01';

let app: TestApp;
let alliance: Alliance;
let [residents, school, bank, gym, market]: Client[] = [];

beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  alliance = await app.found({ units: names, charter: { chairMayAdmit: true } });
  [residents, school, bank, gym, market] = names.map(alliance.as);
});
afterAll(() => app.close());

const idOf = (name: string) => alliance.unit(name).unitId;
const within = (ms: number) => new Date(Date.parse(app.clock.now()) + ms).toISOString();
const table = (about: object = other) => school!.created('motions', { title, about });
const open = async (motionId: string, closes_ms = 60_000) => {
  const closesAt = within(closes_ms);
  await residents!.did(`motions/${motionId}/voting`, { closesAt });
  return closesAt;
};
const cast = (motionId: string, choice: string, ...units: (Client | undefined)[]) =>
  Promise.all(units.map((unit) => unit!.did(`motions/${motionId}/ballots`, { choice })));
const shown = (motionId: string, to = residents) => to!.got(`motions/${motionId}`);
const closedByTheClock = async (motionId: string) => {
  for (let tries = 0; tries < 100; tries++) {
    const motion = await shown(motionId);
    if (motion.status !== 'voting') return motion;
    await setTimeout(50);
  }
  throw new Error('the clock did not close voting within 5 s');
};
const eventsOf = async (motionId: string) =>
  (await app.log.read(`motion-${motionId}`, 0, 100)).map(({ type, issue }) => [type, issue.actor.kind]);
const actsFor = async (motionId: string, unit: Client | undefined) =>
  (await shown(motionId, unit)).acts.map(({ act }: { act: string }) => act);

const proposal = () => ({
  projectId: randomUUID(),
  title,
  requirements: [{ kind: 'goods', description: { en: 'Lamps' }, unitOfMeasure: 'pieces', quantity: 40 }],
});
const propose = () => bank!.created('projects', proposal());
const approving = (projectId: string) => ({ kind: 'project', projectId, asks: 'approve' });
const applicant = async () => {
  const [unitId, personId] = [randomUUID(), randomUUID()];
  await app.operator.created(`${alliance.path}/people`, { personId, name: 'Doctor' });
  const clinic = await app.clientOf(alliance.id, unitId, personId);
  const delegate = { personId, from: '2020-01-01T00:00:00.000Z' };
  await clinic.created('units', { name: { en: 'Clinic' }, kind: 'clinic', delegate });
  return { unitId, clinic };
};

describe('Tabling a motion', () => {
  it('makes it, and says where it can be got', async () => {
    const { status, body, headers } = await school!.post('motions', { title, about: other, reviewOn: '2027-06-30' });
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`${alliance.path}/motions/${body.id}`);
    const found = await school!.get(headers.get('location')!);
    expect(found.headers.get('etag')).toBe('"0"');
    expect(found.body).toEqual({
      motionId: body.id,
      allianceId: alliance.id,
      title,
      about: other,
      aboutKind: 'other',
      aboutId: null,
      tabledBy: idOf('school'),
      tabledAt: expect.stringMatching(/Z$/),
      status: 'tabled',
      openedAt: null,
      closesAt: null,
      meetingId: null,
      decidedAt: null,
      recused: [],
      entitled: null,
      ballots: 0,
      for: 0,
      against: 0,
      abstain: 0,
      votingRule: null,
      quorumPercent: null,
      reviewOn: '2027-06-30',
      reviewDue: false,
      hearingsToHold: 0,
      revision: 0,
      cast: [],
      stated: [],
      reviewed: [],
      awaited: [],
      acts: [
        { act: 'DeclareInterest', href: `${alliance.path}/motions/${body.id}/interests` },
        { act: 'MakeStatement', href: `${alliance.path}/motions/${body.id}/statements` },
        { act: 'WithdrawMotion', href: `${alliance.path}/motions/${body.id}/withdrawal` },
      ],
    });
  });

  it('counts once under one id, and refuses the id to anything else', async () => {
    const motion = { motionId: randomUUID(), title, about: other };
    expect(await school!.created('motions', motion)).toBe(motion.motionId);
    expect(await school!.created('motions', motion)).toBe(motion.motionId);
    await school!.refused('motions', { ...motion, title: { en: 'Benches' } }, 409, 'motion-id-taken');
    await bank!.refused('motions', motion, 409, 'motion-id-taken');
    expect(await eventsOf(motion.motionId)).toEqual([['MotionTabled', 'representative']]);
  });

  it('about the charter shows the charter that is proposed', async () => {
    const about = {
      kind: 'charter',
      charter: { ...standardCharter, votingRule: 'two-thirds', bookingApprovalHours: 24 },
    };
    expect(await shown(await table(about))).toMatchObject({ about, aboutKind: 'charter', aboutId: null });
  });

  it('about a project needs one that there is something to decide on', async () => {
    const projectId = await propose();
    const motionId = await table(approving(projectId));
    expect(await shown(motionId)).toMatchObject({
      aboutKind: 'project',
      aboutId: projectId,
      about: approving(projectId),
    });
    const missing = { title, about: approving(randomUUID()) };
    await school!.refused('motions', missing, 404, 'matter-not-found');
    await bank!.did(`projects/${projectId}/cancellation`, { reason: 'no money' });
    await school!.refused('motions', { title, about: approving(projectId) }, 409, 'project-past-deciding');
  });

  it('about a project of another alliance is refused as if it were not there', async () => {
    const elsewhere = await app.found({ units: ['factory'] });
    const projectId = await elsewhere.as('factory').created('projects', proposal());
    await school!.refused('motions', { title, about: approving(projectId) }, 404, 'not-of-this-tenant');
  });

  it('about an admission needs an application that waits for an answer', async () => {
    const { unitId } = await applicant();
    const about = { kind: 'admission', unitId };
    expect(await shown(await table(about))).toMatchObject({ aboutKind: 'admission', aboutId: unitId });
    await residents!.did(`units/${unitId}/admission`);
    await school!.refused('motions', { title, about }, 409, 'no-application-pending');
  });

  it.each([
    { about: { kind: 'other', projectId: someId } },
    { about: { kind: 'project', projectId: someId } },
    { about: { kind: 'project', projectId: someId, asks: 'build' } },
    { about: { kind: 'charter', charter: { timeZone: 'Mars/Olympus' } } },
    { about: { kind: 'office', office: 'king', unitId: someId, personId: someId } },
    { about: { kind: 'weather' } },
    { reviewOn: '2027-02-30' },
  ])('is malformed with %j', async (odd) => {
    const { status, body } = await school!.post('motions', { title, about: other, ...odd });
    expect({ status, type: body.type }).toEqual({ status: 400, type: '/problems/malformed' });
  });
});

describe('Withdrawing a motion', () => {
  it('is for the unit that tabled it, until voting opens', async () => {
    const motionId = await table();
    await bank!.refused(`motions/${motionId}/withdrawal`, {}, 403, 'motion-not-yours');
    await school!.did(`motions/${motionId}/withdrawal`, { reason: '已解决' });
    await school!.did(`motions/${motionId}/withdrawal`);
    expect(await shown(motionId, school)).toMatchObject({ status: 'withdrawn', revision: 1, acts: [] });
    await residents!.refused(`motions/${motionId}/voting`, { closesAt: within(60_000) }, 409, 'motion-withdrawn');
    await bank!.refused(`motions/${motionId}/ballots`, { choice: 'for' }, 409, 'motion-withdrawn');
    await bank!.refused(`motions/${motionId}/interests`, {}, 409, 'motion-withdrawn');
    await residents!.refused(`motions/${motionId}/closing`, {}, 409, 'motion-withdrawn');
  });

  it('is refused while voting is open, and when the motion is decided', async () => {
    const motionId = await table();
    await open(motionId);
    await school!.refused(`motions/${motionId}/withdrawal`, {}, 409, 'voting-under-way');
    await cast(motionId, 'against', residents, school, bank, gym, market);
    await residents!.did(`motions/${motionId}/closing`);
    await school!.refused(`motions/${motionId}/withdrawal`, {}, 409, 'motion-decided');
  });
});

describe('Opening voting', () => {
  it('is for an officer, once', async () => {
    const motionId = await table();
    await school!.refused(`motions/${motionId}/voting`, { closesAt: within(60_000) }, 403, 'not-permitted');
    const closesAt = await open(motionId);
    await residents!.did(`motions/${motionId}/voting`, { closesAt });
    await residents!.refused(`motions/${motionId}/voting`, { closesAt: within(90_000) }, 409, 'voting-under-way');
    expect(await shown(motionId)).toMatchObject({
      status: 'voting',
      openedAt: expect.stringMatching(/Z$/),
      closesAt,
      entitled: 5,
      votingRule: 'simple-majority',
      quorumPercent: 50,
      recused: [],
      awaited: names.map(idOf),
      revision: 1,
    });
  });

  it('waits until the project is submitted, and recuses the unit that proposed it', async () => {
    const projectId = await propose();
    const motionId = await table(approving(projectId));
    await residents!.refused(`motions/${motionId}/voting`, { closesAt: within(60_000) }, 409, 'project-not-submitted');
    await bank!.did(`projects/${projectId}/submission`);
    await open(motionId);
    expect(await shown(motionId)).toMatchObject({ entitled: 4, recused: [idOf('bank')] });
    await bank!.refused(`motions/${motionId}/ballots`, { choice: 'for' }, 409, 'unit-recused');
  });

  it('recuses the unit that asks to be admitted, and is refused when that was answered otherwise', async () => {
    const { unitId } = await applicant();
    const [first, second] = [await table({ kind: 'admission', unitId }), await table({ kind: 'admission', unitId })];
    await open(first);
    expect((await shown(first)).recused).toEqual([unitId]);
    await residents!.did(`units/${unitId}/admission`);
    await residents!.refused(`motions/${second}/voting`, { closesAt: within(60_000) }, 409, 'no-application-pending');
  });

  it.each([-1, 90 * 86_400_000 + 60_000])('is refused with a deadline %d ms from now', async (ms) => {
    const motionId = await table();
    const at = `motions/${motionId}/voting`;
    const { data } = await residents!.refused(at, { closesAt: within(ms) }, 409, 'closing-out-of-bounds');
    expect(Object.keys(data)).toEqual(['after', 'latest']);
  });
});

describe('Casting ballots', () => {
  it('gives each unit one, which it may change', async () => {
    const motionId = await table();
    await school!.refused(`motions/${motionId}/ballots`, { choice: 'for' }, 409, 'voting-not-open');
    await open(motionId);
    await cast(motionId, 'for', school, bank, gym);
    await cast(motionId, 'against', bank);
    await cast(motionId, 'abstain', gym);
    await cast(motionId, 'abstain', gym);
    expect(await shown(motionId)).toMatchObject({
      ...{ entitled: 5, ballots: 3, for: 1, against: 1, abstain: 1 },
      cast: ['for', 'against', 'abstain'].map((choice, n) => ({
        unitId: idOf(names[n + 1]!),
        choice,
        castAt: expect.stringMatching(/Z$/),
      })),
      awaited: [idOf('residents'), idOf('market')],
      revision: 6,
    });
    const { status } = await school!.post(`motions/${motionId}/ballots`, { choice: 'perhaps' });
    expect(status).toBe(400);
  });

  it('at once, from every unit, loses none', async () => {
    const motionId = await table();
    await open(motionId);
    await cast(motionId, 'for', residents, school, bank, gym, market);
    expect(await shown(motionId)).toMatchObject({ ballots: 5, for: 5, revision: 6 });
  });

  it('is for units that were on the roll when voting opened', async () => {
    const motionId = await table();
    await open(motionId);
    const { unitId, clinic } = await applicant();
    await residents!.did(`units/${unitId}/admission`);
    await clinic.refused(`motions/${motionId}/ballots`, { choice: 'for' }, 409, 'not-on-the-roll');
  });

  it('is refused at the deadline, and when the motion is decided', async () => {
    const motionId = await table();
    await open(motionId, soon_ms);
    await cast(motionId, 'against', school, bank, gym);
    await setTimeout(soon_ms);
    await market!.refused(`motions/${motionId}/ballots`, { choice: 'for' }, 409, 'voting-over');
    expect(await closedByTheClock(motionId)).toMatchObject({ status: 'lost', ballots: 3 });
    await market!.refused(`motions/${motionId}/ballots`, { choice: 'for' }, 409, 'voting-over');
    await market!.refused(`motions/${motionId}/interests`, {}, 409, 'motion-decided');
    await residents!.refused(`motions/${motionId}/voting`, { closesAt: within(60_000) }, 409, 'motion-decided');
  });
});

describe('Declaring an interest', () => {
  it('before voting opens takes the unit out of it', async () => {
    const motionId = await table();
    await market!.did(`motions/${motionId}/interests`, { reason: '本单位供货' });
    await market!.did(`motions/${motionId}/interests`, { reason: '本单位供货' });
    expect(await shown(motionId)).toMatchObject({ recused: [idOf('market')], entitled: null, revision: 1 });
    await open(motionId);
    expect(await shown(motionId)).toMatchObject({ recused: [idOf('market')], entitled: 4 });
    await market!.refused(`motions/${motionId}/ballots`, { choice: 'for' }, 409, 'unit-recused');
  });

  it('while voting is open makes the ballot of the unit void', async () => {
    const motionId = await table();
    await open(motionId);
    await cast(motionId, 'for', market, school);
    await market!.did(`motions/${motionId}/interests`);
    expect(await shown(motionId)).toMatchObject({
      recused: [idOf('market')],
      ...{ entitled: 4, ballots: 1, for: 1 },
      awaited: ['residents', 'bank', 'gym'].map(idOf),
    });
  });
});

describe('Closing voting', () => {
  it('is for an officer, when every entitled unit has cast its ballot', async () => {
    const motionId = await table();
    await residents!.refused(`motions/${motionId}/closing`, {}, 409, 'voting-not-open');
    const closesAt = await open(motionId);
    await market!.did(`motions/${motionId}/interests`);
    await cast(motionId, 'for', residents, school);
    await cast(motionId, 'against', bank);
    const refusal = await residents!.refused(`motions/${motionId}/closing`, {}, 409, 'voting-still-open');
    expect(refusal.data).toEqual({ closesAt });
    await cast(motionId, 'abstain', gym);
    await school!.refused(`motions/${motionId}/closing`, {}, 403, 'not-permitted');
    await residents!.did(`motions/${motionId}/closing`);
    await residents!.did(`motions/${motionId}/closing`);
    expect(await shown(motionId)).toMatchObject({
      status: 'carried',
      decidedAt: expect.stringMatching(/Z$/),
      ...{ entitled: 4, ballots: 4, for: 2, against: 1, abstain: 1 },
      awaited: [],
      acts: [{ act: 'ReviewDecision', href: `${alliance.path}/motions/${motionId}/reviews` }],
    });
    expect((await eventsOf(motionId)).at(-1)).toEqual(['MotionCarried', 'representative']);
  });

  it('loses a tie', async () => {
    const motionId = await table();
    await open(motionId);
    await cast(motionId, 'for', residents, school);
    await cast(motionId, 'against', bank, gym);
    await cast(motionId, 'abstain', market);
    await residents!.did(`motions/${motionId}/closing`);
    expect(await shown(motionId)).toMatchObject({ status: 'lost', for: 2, against: 2, abstain: 1 });
  });

  it('happens by the clock at the deadline, once', async () => {
    const motionId = await table();
    await open(motionId, soon_ms);
    await cast(motionId, 'for', residents, school, bank);
    expect(await closedByTheClock(motionId)).toMatchObject({ status: 'carried', ballots: 3, for: 3 });
    await residents!.did(`motions/${motionId}/closing`);
    await app.settled();
    expect((await eventsOf(motionId)).slice(-1)).toEqual([['MotionCarried', 'clock']]);
  });

  it('without a quorum decides nothing: the motion may be put again', async () => {
    const motionId = await table();
    await open(motionId, soon_ms);
    await cast(motionId, 'for', school, bank);
    const missed = await closedByTheClock(motionId);
    expect(missed).toMatchObject({ status: 'quorum-missed', decidedAt: null, ballots: 2, entitled: 5 });
    await school!.refused(`motions/${motionId}/ballots`, { choice: 'for' }, 409, 'voting-not-open');
    await open(motionId, soon_ms);
    expect(await shown(motionId)).toMatchObject({ status: 'voting', ballots: 0, cast: [] });
    await cast(motionId, 'for', school, bank, gym);
    expect(await closedByTheClock(motionId)).toMatchObject({ status: 'carried', ballots: 3 });
  });

  it('counts the ballot of a unit that was suspended since, which stays on the roll of the vote', async () => {
    const motionId = await table();
    await open(motionId);
    await cast(motionId, 'for', residents, gym);
    await cast(motionId, 'against', school);
    await residents!.did(`units/${idOf('gym')}/suspension`, { reason: 'silent' });
    await gym!.refused(`motions/${motionId}/ballots`, { choice: 'against' }, 403, 'unit-not-in-standing');
    const later = await table();
    await open(later);
    expect(await shown(later)).toMatchObject({
      entitled: 4,
      awaited: ['residents', 'school', 'bank', 'market'].map(idOf),
    });
    await cast(motionId, 'against', bank);
    await cast(motionId, 'for', market);
    await residents!.did(`motions/${motionId}/closing`);
    expect(await shown(motionId)).toMatchObject({ status: 'carried', entitled: 5, for: 3, against: 2 });
  });
});

describe('A motion', () => {
  it('shows each unit what it may do with it now', async () => {
    const projectId = await propose();
    await bank!.did(`projects/${projectId}/submission`);
    const motionId = await table(approving(projectId));
    expect(await actsFor(motionId, residents)).toEqual([
      'OpenVoting',
      'DeclareInterest',
      'MakeStatement',
      'CallHearing',
    ]);
    expect(await actsFor(motionId, school)).toEqual(['DeclareInterest', 'MakeStatement', 'WithdrawMotion']);
    await open(motionId);
    expect(await actsFor(motionId, residents)).toEqual(['CastBallot', 'DeclareInterest']);
    expect(await actsFor(motionId, school)).toEqual(['CastBallot', 'DeclareInterest']);
    expect(await actsFor(motionId, bank)).toEqual([]);
    await cast(motionId, 'for', residents, school, gym, market);
    expect(await actsFor(motionId, residents)).toEqual(['CastBallot', 'DeclareInterest', 'CloseVoting']);
  });

  it('that nobody tabled is not there, whatever is asked', async () => {
    const motion = `motions/${randomUUID()}`;
    expect(await residents!.get(motion)).toMatchObject({ status: 404, body: { type: '/problems/motion-not-found' } });
    await residents!.refused(`${motion}/voting`, { closesAt: within(60_000) }, 404, 'motion-not-found');
    await residents!.refused(`${motion}/closing`, {}, 404, 'motion-not-found');
    await school!.refused(`${motion}/ballots`, { choice: 'for' }, 404, 'motion-not-found');
    await school!.refused(`${motion}/interests`, {}, 404, 'motion-not-found');
    await school!.refused(`${motion}/withdrawal`, {}, 404, 'motion-not-found');
  });

  it('of another alliance is not there either', async () => {
    const elsewhere = await app.found({ units: ['factory'] });
    const motionId = await elsewhere.as('factory').created('motions', { title, about: other });
    expect(await school!.get(`motions/${motionId}`)).toMatchObject({ status: 404 });
    await school!.refused(`motions/${motionId}/withdrawal`, {}, 404, 'not-of-this-tenant');
  });
});

describe('Before voting', () => {
  const day_ms = 86_400_000;
  const soon = (ms: number) => new Date(Date.parse(app.clock.now()) + ms).toISOString();
  const hearing = () => ({ kind: 'first-deliberation', from: soon(day_ms), place: { zh: '活动室' } });

  it('whoever was promised a hearing is heard', async () => {
    const motionId = await table();
    const { status, body, headers } = await residents!.post(`motions/${motionId}/hearings`, hearing());
    expect([status, headers.get('location')]).toEqual([
      201,
      `${alliance.path}/motions/${motionId}/hearings/${body.id}`,
    ]);
    const path = `motions/${motionId}/hearings/${body.id}`;
    await school!.refused(`motions/${motionId}/hearings`, hearing(), 403, 'not-permitted');
    await residents!.refused(`motions/${motionId}/hearings`, { ...hearing(), from: soon(-1) }, 409, 'hearing-out-of-bounds'); // prettier-ignore
    await residents!.refused(`motions/${motionId}/hearings`, { ...hearing(), hearingId: body.id, kind: 'hearing' }, 409, 'hearing-id-taken'); // prettier-ignore
    expect(await residents!.got(path)).toMatchObject({ status: 'called', summary: null, revision: 1, acts: [{ act: 'CancelHearing' }] }); // prettier-ignore
    const { data } = await residents!.refused(`motions/${motionId}/voting`, { closesAt: soon(60_000) }, 409, 'hearing-not-held'); // prettier-ignore
    expect(data).toEqual({ hearings: [body.id] });
    expect(await actsFor(motionId, residents)).not.toContain('OpenVoting');
    const record = { present: 31, summary: '多数赞成', opinion: { for: 20, against: 5, neither: 6 } };
    await residents!.refused(`${path}/record`, record, 409, 'hearing-not-begun');
    app.clock.advance(day_ms + 60_000);
    await residents!.did(`${path}/record`, record);
    await residents!.did(`${path}/record`, record);
    await residents!.refused(`${path}/record`, { ...record, present: 1 }, 409, 'hearing-held');
    await residents!.refused(`${path}/cancellation`, { reason: 'x' }, 409, 'hearing-held');
    const { present, opinion, summary } = record;
    expect(await school!.got(path)).toMatchObject({ status: 'held', present, opinion, summary, acts: [] });
    await residents!.did(`motions/${motionId}/voting`, { closesAt: soon(60_000) });
    await residents!.refused(`motions/${motionId}/hearings`, hearing(), 409, 'voting-under-way');
  });

  it('a hearing may be called off', async () => {
    const motionId = await table();
    const first = await residents!.created(`motions/${motionId}/hearings`, hearing());
    const second = await residents!.created(`motions/${motionId}/hearings`, { ...hearing(), kind: 'hearing' });
    await residents!.did(`motions/${motionId}/hearings/${first}/cancellation`, { reason: '台风' });
    await residents!.did(`motions/${motionId}/hearings/${first}/cancellation`, { reason: '台风' });
    app.clock.advance(day_ms + 60_000);
    const record = { present: 1, summary: 'x' };
    await residents!.refused(`motions/${motionId}/hearings/${first}/record`, record, 409, 'hearing-cancelled');
    const ids = async (query = '') => (await bank!.got(`motions/${motionId}/hearings${query}`)).items.map((row: any) => row.hearingId); // prettier-ignore
    expect((await ids()).sort()).toEqual([first, second].sort());
    expect(await ids('?status=called')).toEqual([second]);
    await school!.did(`motions/${motionId}/withdrawal`);
    expect(await ids('?status=called')).toEqual([]);
    const nothing = `motions/${motionId}/hearings/${randomUUID()}`;
    expect((await bank!.get(nothing)).body.type).toBe('/problems/hearing-not-found');
    const another = `motions/${await table()}/hearings/${randomUUID()}`;
    await residents!.refused(`${another}/record`, record, 404, 'hearing-not-found');
    await residents!.refused(`${another}/cancellation`, { reason: 'x' }, 404, 'hearing-not-found');
    expect((await bank!.get(`motions/${randomUUID()}/hearings`)).body.type).toBe('/problems/motion-not-found');
  });

  it('units say what they think', async () => {
    const motionId = await table();
    await bank!.did(`motions/${motionId}/statements`, { words: '反对' });
    await bank!.did(`motions/${motionId}/statements`, { words: '赞成' });
    await bank!.did(`motions/${motionId}/statements`, { words: '赞成' });
    await gym!.did(`motions/${motionId}/statements`, { words: '无意见' });
    expect((await shown(motionId)).stated).toEqual([
      { unitId: idOf('bank'), at: expect.any(String), words: '赞成' },
      { unitId: idOf('gym'), at: expect.any(String), words: '无意见' },
    ]);
    await residents!.did(`motions/${motionId}/voting`, { closesAt: soon(60_000) });
    await market!.refused(`motions/${motionId}/statements`, { words: 'x' }, 409, 'voting-under-way');
    const { status } = await market!.post(`motions/${motionId}/statements`, { words: ' ' });
    expect(status).toBe(400);
  });
});

describe('A decision that is to be looked at again', () => {
  const day_ms = 86_400_000;
  const dayIn = (days: number) => new Date(Date.parse(app.clock.now()) + days * day_ms + 8 * 3_600_000).toISOString().slice(0, 10); // prettier-ignore

  it('is due from its day on, comes on the next agenda, and is reviewed', async () => {
    const motionId = await school!.created('motions', { title, about: other, reviewOn: dayIn(2) });
    await residents!.refused(`motions/${motionId}/reviews`, { words: 'x' }, 409, 'motion-not-carried');
    const closesAt = new Date(Date.parse(app.clock.now()) + 60_000).toISOString();
    await residents!.did(`motions/${motionId}/voting`, { closesAt });
    await cast(motionId, 'for', residents, school, bank, gym, market);
    await residents!.did(`motions/${motionId}/closing`);
    const time = (days: number, hours: number) => new Date(Date.parse(app.clock.now()) + days * day_ms + hours * 3_600_000).toISOString(); // prettier-ignore
    const meetingId = await residents!.created('meetings', { from: time(8, 0), to: time(8, 2), place: { en: 'Here' } });
    await app.settled();
    expect((await residents!.got(`meetings/${meetingId}`)).agenda).toEqual([]);
    app.clock.advance(2 * day_ms);
    for (let tries = 0; !(await shown(motionId)).reviewDue; tries++) {
      if (tries > 100) throw new Error('the clock did not come');
      await setTimeout(50);
    }
    await app.settled();
    const review = { kind: 'review', motionId };
    expect((await residents!.got(`meetings/${meetingId}`)).agenda).toEqual([review]);
    expect((await residents!.got('motions?reviewDue=true')).items).toMatchObject([{ motionId }]);
    const later = await residents!.created('meetings', { from: time(9, 0), to: time(9, 2), place: { en: 'Here' } });
    await app.settled();
    expect((await residents!.got(`meetings/${later}`)).agenda).toEqual([review]);

    await school!.refused(`motions/${motionId}/reviews`, { words: 'x' }, 403, 'not-permitted');
    await residents!.refused(
      `motions/${motionId}/reviews`,
      { words: 'x', reviewOn: dayIn(0) },
      409,
      'review-not-later',
    );
    await residents!.did(`motions/${motionId}/reviews`, { words: '照明良好', reviewOn: dayIn(90) });
    await residents!.did(`motions/${motionId}/reviews`, { words: '照明良好', reviewOn: dayIn(90) });
    expect(await shown(motionId)).toMatchObject({
      ...{ status: 'carried', reviewDue: false, reviewOn: dayIn(90) },
      reviewed: [{ at: expect.any(String), words: '照明良好' }],
    });
    expect((await residents!.got('motions?reviewDue=true')).items).toEqual([]);
    await residents!.refused(`motions/${randomUUID()}/reviews`, { words: 'x' }, 404, 'motion-not-found');
  });
});

describe('The decision register', () => {
  it('lists motions, the newest first, in pages and by what is looked for', async () => {
    const council = await app.found({ units: ['a', 'b'] });
    const [a, b] = [council.as('a'), council.as('b')];
    const tabled: string[] = [];
    for (const [unit, en] of [
      [a, 'one'],
      [b, 'two'],
      [b, 'three'],
    ] as const) {
      tabled.unshift(await unit.created('motions', { title: { en }, about: other }));
      await setTimeout(2); // of two in one millisecond none is the newer
    }
    await b.did(`motions/${tabled[0]}/withdrawal`);
    const ids = async (query: string) =>
      (await a.got(`motions${query}`)).items.map(({ motionId }: { motionId: string }) => motionId);

    expect(await ids('')).toEqual(tabled);
    expect(await ids('?status=withdrawn')).toEqual(tabled.slice(0, 1));
    expect(await ids('?status=tabled&aboutKind=other')).toEqual(tabled.slice(1));
    expect(await ids('?aboutKind=project')).toEqual([]);
    expect(await ids(`?tabledBy=${council.unit('b').unitId}`)).toEqual(tabled.slice(0, 2));
    expect(await ids(`?aboutId=${randomUUID()}`)).toEqual([]);
    const first = await a.get('motions?limit=2');
    const rest = await a.get(`motions?limit=2&cursor=${first.body.next}`);
    expect([first, rest].map(({ body }) => body.items.length)).toEqual([2, 1]);
    expect(first.headers.get('link')).toContain('rel="next"');
    expect(rest.body.items[0]).toMatchObject({ motionId: tabled[2], status: 'tabled' });
    expect(rest.body.items[0]).not.toHaveProperty('voices');
    expect((await a.get('motions?status=open')).status).toBe(400);
  });
});
