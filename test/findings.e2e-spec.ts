import { StoredLines } from '#event-sourcing';
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { KeyOver } from '../src/access/key-over.js';
import { RefusedActs } from '../src/access/refused-acts.js';
import { startApp, type Client, type TestApp } from './app.js';

type Alliance = Awaited<ReturnType<TestApp['found']>>;
const day_ms = 86_400_000;
const title = { zh: '送达晚于约定', en: 'Delivered later than promised' };
const words = 'Words-of-a-finding';
const answer = { words: 'Words-of-an-answer', evidence: { reference: 'photo 3', sha256: 'a'.repeat(64) } };

let app: TestApp;
let alliance: Alliance;
let residents: Client, school: Client, bank: Client, auditor: Client, other: Client;
let keyId: string;
/** What the findings are about. */
let offered: { position: number; eventId: string; subjectId: string };

beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  alliance = await app.found({ units: ['residents', 'school', 'bank'], charter: { noticeDays: 0 } });
  [residents, school, bank] = ['residents', 'school', 'bank'].map(alliance.as) as [Client, Client, Client];
  const audit = { kind: 'auditor', allianceId: alliance.id, label: 'audit', scopes: ['read', 'findings'] } as const;
  const issued = await app.keys.issue(audit);
  keyId = issued.clientId;
  [auditor, other] = [app.withKey(issued.key), app.withKey((await app.keys.issue(audit)).key)];
  await school.created('resources', { name: { en: 'Gym' }, kind: 'venue', unitOfMeasure: 'seats', quantity: 80 });
  const { items } = await residents.got('history?type=ResourceOffered');
  offered = items[0];
});
afterAll(() => app.close());

const at = (path: string) => `${alliance.path}/${path}`;
const idOf = (name: string) => alliance.unit(name).unitId;
const dayIn = (days: number) =>
  new Date(Date.parse(app.clock.now()) + days * day_ms + 8 * 3_600_000).toISOString().slice(0, 10);
const terms = (more: object = {}) => ({ title, words, severity: 'high', positions: [offered.position], ...more });
const found = (more: object = {}) => ({ ...terms(), unitId: idOf('school'), due: dayIn(10), ...more });
const raise = (more: object = {}) => auditor.created(at('findings'), found(more));
const shown = (findingId: string, to: Client = residents) => to.got(at(`findings/${findingId}`));
const actsOf = async (findingId: string, who: Client) =>
  (await shown(findingId, who)).acts.map(({ act }: { act: string }) => act);
const until = async (what: () => Promise<any>, is: (seen: any) => boolean) => {
  for (const end = Date.now() + 10_000; ; await setTimeout(20)) {
    await app.settled();
    const seen = await what();
    if (is(seen)) return seen;
    if (Date.now() > end) throw new Error(`it does not come to that: ${JSON.stringify(seen)}`);
  }
};

describe('A finding', () => {
  it('names events of the log, is answered by its unit, asked again, and closed', async () => {
    const findingId = await raise();
    const events = [{ position: offered.position, eventId: offered.eventId }];
    expect(await shown(findingId, school)).toMatchObject({ title, words, events, status: 'raised', severity: 'high' });
    expect(await actsOf(findingId, school)).toEqual(['AnswerFinding']);
    expect(await actsOf(findingId, bank)).toEqual([]);
    await bank.refused(`findings/${findingId}/answer`, answer, 403, 'finding-not-yours');
    await auditor.refused(at(`findings/${findingId}/answer`), answer, 403, 'not-permitted');
    await auditor.refused(at(`findings/${findingId}/closing`), {}, 409, 'finding-unanswered');
    await school.did(`findings/${findingId}/answer`, answer);
    expect(await actsOf(findingId, other)).toEqual(['CloseFinding', 'AskAgain', 'ReviseFinding', 'WithdrawFinding']);
    await auditor.did(at(`findings/${findingId}/request`), { due: dayIn(20), reason: 'And in June?' });
    await school.did(`findings/${findingId}/answer`, { words: 'In June, too' });
    await other.refused(at(`findings/${findingId}/withdrawal`), { reason: 'No' }, 403, 'finding-of-another-auditor');
    await other.did(at(`findings/${findingId}/closing`), { words: 'That is enough' });
    await other.did(at(`findings/${findingId}/closing`), { words: 'That is enough' });
    const { said, status, revision } = await shown(findingId, auditor);
    expect([status, revision]).toEqual(['closed', 4]);
    expect(said.map((each: any) => [each.kind, each.words, each.due, each.evidence])).toEqual([
      ['answered', answer.words, null, answer.evidence],
      ['asked-again', 'And in June?', dayIn(20), null],
      ['answered', 'In June, too', null, null],
      ['closed', 'That is enough', null, null],
    ]);
  });

  it('is for everybody to know of; its words are for the unit, the officers and auditors, and sealed', async () => {
    const findingId = await raise();
    await school.did(`findings/${findingId}/answer`, answer);
    for (const who of [school, residents, auditor, app.operator])
      expect(await shown(findingId, who)).toMatchObject({ words, said: [answer] });
    expect(await shown(findingId, bank)).toMatchObject({ title, words: null, said: [{ words: null, evidence: null }] });
    const all = await app.nest.get(StoredLines).lines(0, 500);
    const lines = all.filter(({ content }) => content.startsWith(`{"stream":"finding-${findingId}"`));
    expect(lines.map(({ type }) => type)).toEqual(['FindingRaised', 'FindingAnswered']);
    expect(JSON.stringify(lines)).not.toMatch(/Words-of/);
  });

  it('is about events that an auditor may know of, and for a unit of the alliance', async () => {
    const elsewhere = await app.found({ units: ['factory'] });
    await elsewhere.as('factory').created('resources', { name: { en: 'Van' }, kind: 'vehicle', unitOfMeasure: 'days', quantity: 1 }); // prettier-ignore
    const head = await app.log.head();
    const { data, also } = await auditor.refused(at('findings'), found({ positions: [offered.position, head, head + 1_000], unitId: elsewhere.unit('factory').unitId }), 409, 'event-not-found'); // prettier-ignore
    expect(data).toEqual({ positions: [head, head + 1_000] });
    expect(also).toEqual([expect.objectContaining({ type: '/problems/unit-not-a-member' })]);
  });

  it('is raised by nobody but an auditor, whose key is honoured when it is recorded', async () => {
    await residents.refused('findings', found(), 403, 'not-permitted');
    await app.operator.refused(at('findings'), found(), 403, 'not-permitted');
    const reader = await app.keys.issue({ kind: 'auditor', allianceId: alliance.id, label: '', scopes: ['read'] });
    await app.withKey(reader.key).refused(at('findings'), found(), 403, 'scope-missing');
    await raise();
    await app.keys.revoke(keyId);
    expect([401, 409]).toContain((await auditor.post(at('findings'), found())).status);
    expect(await residents.got('findings')).toMatchObject({ items: [{ status: 'raised' }] });
  });

  it('is found by its unit, by how it stands, by how grave it is, and by the event that it is about', async () => {
    const [one, two] = [await raise(), await raise({ unitId: idOf('bank'), severity: 'low', due: dayIn(5) })];
    const listed = async (query: string) =>
      (await residents.got(`findings?${query}`)).items.map(({ findingId }: any) => findingId);
    expect(await listed('')).toEqual([two, one]);
    expect(await listed(`unitId=${idOf('school')}`)).toEqual([one]);
    expect(await listed('severity=low&status=raised')).toEqual([two]);
    const { items } = await residents.got(`history?about=${offered.eventId}&type=FindingRaised`);
    expect(items.map(({ subjectId }: any) => subjectId)).toEqual([two, one]);
    const story = await residents.got(`stories/${one}`);
    expect(story.acts.map(({ part, link, act }: any) => [part, link, act.type])).toContainEqual(['before', 'reference', 'ResourceOffered']); // prettier-ignore
    const ofGym = await residents.got(`stories/${offered.subjectId}`);
    expect(ofGym.acts.map(({ part, link, act }: any) => [part, link, act.subjectId])).toContainEqual(['after', 'reference', one]); // prettier-ignore
  });
});

describe('A finding that nobody has answered in time', () => {
  it('comes on the agenda of the next meeting, is an open matter, and is none once it is answered', async () => {
    const meet = (days: number) =>
      residents.created('meetings', {
        ...{ from: `${dayIn(days)}T08:00:00.000Z`, to: `${dayIn(days)}T10:00:00.000Z`, place: { en: 'Hall' } },
        agenda: [],
      });
    const next = await meet(20);
    const findingId = await raise({ due: dayIn(1) });
    const matters = async (of: string) => (await residents.got(`${of}?kind=finding`)).items;
    const ours = `units/${idOf('school')}/open-matters`;
    expect(await matters(ours)).toMatchObject([{ subject: { id: findingId, title }, urgency: 'soon' }]);
    expect(await matters('open-matters')).toEqual([]);
    app.clock.advance(2 * day_ms);
    const item = { kind: 'finding', findingId };
    await until(() => residents.got(`meetings/${next}`), ({ agenda }) => agenda.length > 0); // prettier-ignore
    expect(await residents.got(`meetings/${next}`)).toMatchObject({ agenda: [item] });
    const later = await meet(20);
    await until(() => residents.got(`meetings/${later}`), ({ agenda }) => agenda.length > 0); // prettier-ignore
    expect(await residents.got(`meetings/${later}`)).toMatchObject({ agenda: [item] });
    const matter = { subject: { id: findingId }, unitId: idOf('school'), urgency: 'late', dueOn: expect.any(String) };
    expect(await matters('open-matters')).toMatchObject([matter]);
    await school.did(`findings/${findingId}/answer`, answer);
    expect([await matters('open-matters'), await matters(ours)]).toEqual([[], []]);
    const last = await meet(21);
    await app.settled();
    expect(await residents.got(`meetings/${last}`)).toMatchObject({ agenda: [] });
  });
});

describe('What was refused', () => {
  const told = async (kind: string, to: Client = auditor) => {
    await app.nest.get(RefusedActs).write();
    return (await to.got(at(`anomalies?kind=${kind}`))).items;
  };

  it('to a unit with an interest is told, once a day for each act, to the unit and to who looks after all', async () => {
    const motionId = await bank.created('motions', { title, about: { kind: 'other' } });
    await school.did(`motions/${motionId}/interests`);
    await residents.did(`motions/${motionId}/voting`, { closesAt: new Date(Date.parse(app.clock.now()) + day_ms).toISOString() }); // prettier-ignore
    for (const choice of ['for', 'against'])
      await school.refused(`motions/${motionId}/ballots`, { choice }, 409, 'unit-recused');
    await school.refused(`motions/${motionId}/ballots?dryRun=true`, { choice: 'for' }, 409, 'unit-recused');
    const refused = { operation: 'CastBallot', times: 2, clientId: expect.any(String) };
    const line = { unitId: idOf('school'), subjectId: motionId, position: null, eventId: null, refused };
    expect(await told('refused-recused')).toMatchObject([line]);
    await school.refused(`motions/${motionId}/ballots`, { choice: 'abstain' }, 409, 'unit-recused');
    expect(await told('refused-recused', residents)).toMatchObject([{ ...line, refused: { ...refused, times: 3 } }]);
    expect(await told('refused-recused', school)).toMatchObject([{ refused: { times: 3, clientId: null } }]);
    expect(await told('refused-recused', bank)).toEqual([]);
    const { items } = await auditor.got(at('anomalies'));
    expect(items.map(({ kind }: any) => kind)).toEqual(['refused-recused', 'interest-declared']);
  });

  it('after a mandate has ended, or by a key that is over, is told by its key; of a key that never was nothing is', async () => {
    const personId = randomUUID();
    await app.operator.post(at('people'), { personId, name: 'Somebody' });
    const mandate = { personId, kind: 'deputy', from: '2020-01-01T00:00:00.000Z', until: '2021-01-01T00:00:00.000Z' };
    await school.created(`units/${idOf('school')}/mandates`, mandate);
    const of = { kind: 'person', allianceId: alliance.id, unitId: idOf('school'), personId, label: '' } as const;
    const { key, clientId } = await app.keys.issue(of);
    const deputy = app.withKey(key);
    for (const path of ['projects', 'projects', 'dashboard']) expect((await deputy.get(at(path))).status).toBe(403);
    await deputy.refused(at('findings'), found(), 403, 'no-mandate');
    await deputy.refused(at('resources'), { name: title, kind: 'venue', unitOfMeasure: 'seats', quantity: 1 }, 403, 'no-mandate'); // prettier-ignore
    const without = await told('refused-without-mandate');
    expect(without.every(({ refused }: any) => refused.clientId === clientId)).toBe(true);
    const times = Object.fromEntries(without.map(({ refused }: any) => [refused.operation, refused.times]));
    expect(times).toMatchObject({ GetProjects: 2, GetDashboard: 1, OfferResource: 1 });
    await app.keys.revoke(clientId);
    await setTimeout(1_100); // for so long a key may still be trusted
    expect((await deputy.get(at('projects'))).status).toBe(401);
    expect((await app.withKey('lj_000000000000_no').get(at('projects'))).status).toBe(401);
    const over = { unitId: idOf('school'), refused: { operation: 'GetProjects', times: 1, clientId } };
    expect(await told('refused-key-over')).toMatchObject([over]);
    const { body } = await app.operator.get(at(`people/${personId}/subject-access`));
    const theirs = body.refused.map(({ operation, code, times: n }: any) => `${code} ${operation} ${n}`);
    expect(theirs).toEqual(expect.arrayContaining(['key-over GetProjects 1', 'no-mandate GetProjects 2']));
    expect(body.refused.every((each: any) => each.clientId === clientId)).toBe(true);
  });

  it('is no fact of the log: nothing is told of it as of then, and it is dropped after its time', async () => {
    const motionId = await bank.created('motions', { title, about: { kind: 'other' } });
    await school.did(`motions/${motionId}/interests`);
    await residents.did(`motions/${motionId}/voting`, { closesAt: new Date(Date.parse(app.clock.now()) + day_ms).toISOString() }); // prettier-ignore
    await school.refused(`motions/${motionId}/ballots`, { choice: 'for' }, 409, 'unit-recused');
    expect(await told('refused-recused')).toHaveLength(1);
    const head = await app.log.head();
    const then = () => auditor.get(at(`anomalies?kind=refused-recused&asOf=${head}`));
    expect((await until(then, ({ status }) => status !== 503)).body).toEqual({ items: [] });
    const old = async () => app.database.query(`SELECT FROM access.refused_act WHERE day < '2021-01-01'`);
    await app.database
      .query(`INSERT INTO access.refused_act (alliance_id, client_id, operation, code, day, times, first_at, last_at)
      SELECT alliance_id, client_id, operation, code, '2020-01-01', 1, '', '' FROM access.refused_act LIMIT 1`);
    expect(await old()).toHaveLength(1);
    const fresh = new RefusedActs(app.database);
    const request = { params: { motionId }, principal: { kind: 'auditor', allianceId: alliance.id, clientId: randomUUID(), scopes: [] } } as const; // prettier-ignore
    fresh.note(new KeyOver(request.principal), { name: 'CastBallot' } as never, request as never);
    await fresh.write();
    expect(await old()).toEqual([]);
  });
});
