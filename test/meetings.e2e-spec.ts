import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { startApp, type Client, type TestApp } from './app.js';

type Alliance = Awaited<ReturnType<TestApp['found']>>;
const names = ['residents', 'school', 'bank', 'gym'];
const [hour_ms, day_ms] = [3_600_000, 86_400_000];
const place = { zh: '物业之家', en: 'Property home' };
const free = { kind: 'other', title: { en: 'The gate' } };

let app: TestApp;
let alliance: Alliance;
let residents: Client, school: Client, bank: Client, gym: Client;

beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  alliance = await app.found({ units: names, charter: { quorumPercent: 50, noticeDays: 7 } });
  [residents, school, bank, gym] = names.map(alliance.as) as [Client, Client, Client, Client];
});
afterAll(() => app.close());

const idOf = (name: string) => alliance.unit(name).unitId;
const within = (ms: number) => new Date(Date.parse(app.clock.now()) + ms).toISOString();
const inDays = (days: number) => ({ from: within(days * day_ms), to: within(days * day_ms + 2 * hour_ms) });
const convene = (more: object = {}) => residents.created('meetings', { ...inDays(8), place, ...more });
const shown = (meetingId: string, to = residents) => to.got(`meetings/${meetingId}`);
const attend = (meetingId: string, ...units: Client[]) =>
  Promise.all(units.map((unit) => unit.did(`meetings/${meetingId}/attendance`)));
const itIs = (instant: string) => app.clock.advance(Math.max(0, Date.parse(instant) - Date.parse(app.clock.now())));
/** A meeting that has been opened, with these units there. */
const inSession = async (more: object = {}, ...units: Client[]) => {
  const meetingId = await convene(more);
  await app.settled();
  itIs((await shown(meetingId)).from);
  await attend(meetingId, ...(units.length > 0 ? units : [residents, school]));
  await residents.did(`meetings/${meetingId}/opening`);
  return meetingId;
};
const tabled = () => school.created('motions', { title: { en: 'Street lights' }, about: { kind: 'other' } });
const eventsOf = async (streamId: string) =>
  (await app.log.read(streamId, 0, 100)).map(({ type, issue }) => [type, issue.actor.kind]);
const until = async (what: () => Promise<any>, is: (seen: any) => boolean) => {
  for (let tries = 0; tries < 100; tries++) {
    await app.settled();
    const seen = await what();
    if (is(seen)) return seen;
    await setTimeout(50);
  }
  throw new Error('it is not so after 5 s');
};
const actsFor = async (meetingId: string, unit: Client) => (await shown(meetingId, unit)).acts.map(({ act }: { act: string }) => act); // prettier-ignore

describe('Convening a meeting', () => {
  it('makes it, and says where it can be got', async () => {
    const time = inDays(8);
    const { status, body, headers } = await residents.post('meetings', { ...time, place, agenda: [free] });
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`${alliance.path}/meetings/${body.id}`);
    const found = await residents.get(headers.get('location')!);
    expect(found.headers.get('etag')).toBe('"0"');
    expect(found.body).toEqual({
      ...{ meetingId: body.id, allianceId: alliance.id, ...time, place, timeZone: 'Asia/Shanghai', agenda: [free] },
      ...{ status: 'convened', convenedAt: expect.stringMatching(/Z$/), sittings: [], attendance: [], revision: 0 },
      acts: ['agenda', 'rescheduling', 'cancellation'].map((part) => ({
        act: expect.any(String),
        href: `${alliance.path}/meetings/${body.id}/${part}`,
      })),
    });
  });

  it('is for an officer, with the notice of the charter', async () => {
    await school.refused('meetings', { ...inDays(8), place }, 403, 'not-permitted');
    const { data } = await residents.refused('meetings', { ...inDays(6), place }, 409, 'notice-too-short');
    expect(data).toEqual({ earliest: expect.stringMatching(/Z$/), noticeDays: 7 });
    expect(Math.abs(Date.parse(data.earliest) - Date.parse(within(7 * day_ms)))).toBeLessThan(60_000);
    const odd = { from: within(9 * day_ms), to: within(8 * day_ms), place };
    await residents.refused('meetings', odd, 409, 'meeting-out-of-bounds');
    await residents.refused('meetings', { ...inDays(401), place }, 409, 'meeting-out-of-bounds');
  });

  it('counts once under one id, and refuses the id to anything else', async () => {
    const meeting = { meetingId: randomUUID(), ...inDays(8), place };
    expect(await residents.created('meetings', meeting)).toBe(meeting.meetingId);
    expect(await residents.created('meetings', meeting)).toBe(meeting.meetingId);
    await residents.refused('meetings', { ...meeting, place: { en: 'School' } }, 409, 'meeting-id-taken');
  });

  it('takes on the agenda what waits for the committee: motions, and actions that are overdue or declined', async () => {
    const waiting = await tabled();
    const carried = await tabled();
    await residents.did(`motions/${carried}/voting`, { closesAt: within(hour_ms) });
    for (const unit of [residents, school, bank, gym]) await unit.did(`motions/${carried}/ballots`, { choice: 'for' });
    await residents.did(`motions/${carried}/closing`);
    const due = within(day_ms + 8 * hour_ms).slice(0, 10);
    const task = { motionId: carried, title: { en: 'Signs' }, unitId: idOf('school'), due };
    const [late, declined, coming] = [await residents.created('actions', task), await residents.created('actions', task), await residents.created('actions', { ...task, due: within(20 * day_ms).slice(0, 10) })]; // prettier-ignore
    await school.did(`actions/${declined}/decline`, { reason: 'no hands' });
    app.clock.advance(3 * day_ms);
    await until(() => residents.got(`actions/${late}`), ({ status }) => status === 'overdue'); // prettier-ignore
    const meetingId = await convene({ agenda: [free] });
    const items = [free, { kind: 'motion', motionId: waiting }, { kind: 'action', actionId: late }, { kind: 'action', actionId: declined }]; // prettier-ignore
    expect(
      (
        await until(
          () => shown(meetingId),
          ({ agenda }) => agenda.length > 1,
        )
      ).agenda,
    ).toEqual(items);
    expect(await eventsOf(`meeting-${meetingId}`)).toEqual([['MeetingConvened', 'representative'], ['AgendaRevised', 'reaction']]); // prettier-ignore

    await school.did(`actions/${coming}/decline`, { reason: 'no hands' });
    const after = await until(() => shown(meetingId), ({ agenda }) => agenda.length > 4); // prettier-ignore
    expect(after.agenda).toEqual([...items, { kind: 'action', actionId: coming }]);
  });
});

describe('Before a meeting', () => {
  it('an officer changes the agenda', async () => {
    const meetingId = await convene({ agenda: [free] });
    const agenda = [{ kind: 'motion', motionId: await tabled() }, free];
    await school.refused(`meetings/${meetingId}/agenda`, { agenda }, 403, 'not-permitted');
    await residents.did(`meetings/${meetingId}/agenda`, { agenda });
    await residents.did(`meetings/${meetingId}/agenda`, { agenda });
    expect(await shown(meetingId)).toMatchObject({ agenda, revision: 1 });
    const { status } = await residents.post(`meetings/${meetingId}/agenda`, { agenda: [{ kind: 'weather' }] });
    expect(status).toBe(400);
  });

  it('an officer puts it at another time, with notice again', async () => {
    const meetingId = await convene();
    await residents.refused(`meetings/${meetingId}/rescheduling`, inDays(6), 409, 'notice-too-short');
    const time = inDays(12);
    await residents.did(`meetings/${meetingId}/rescheduling`, { ...time, reason: 'The hall leaks' });
    await residents.did(`meetings/${meetingId}/rescheduling`, time);
    expect(await shown(meetingId)).toMatchObject({ ...time, place, status: 'convened', revision: 1 });
  });

  it('an officer calls it off', async () => {
    const meetingId = await convene();
    await residents.did(`meetings/${meetingId}/cancellation`, { reason: 'A storm' });
    await residents.did(`meetings/${meetingId}/cancellation`, { reason: 'A storm' });
    expect(await shown(meetingId)).toMatchObject({ status: 'cancelled', acts: [], revision: 1 });
    await residents.refused(`meetings/${meetingId}/agenda`, { agenda: [free] }, 409, 'meeting-cancelled');
    await residents.refused(`meetings/${meetingId}/rescheduling`, inDays(9), 409, 'meeting-cancelled');
    await residents.refused(`meetings/${meetingId}/opening`, {}, 409, 'meeting-cancelled');
    await residents.refused(`meetings/${meetingId}/closing`, {}, 409, 'meeting-cancelled');
    await residents.refused(`meetings/${meetingId}/resumption`, {}, 409, 'meeting-cancelled');
    await residents.refused(`meetings/${meetingId}/adjournment`, inDays(9), 409, 'meeting-cancelled');
    await school.refused(`meetings/${meetingId}/attendance`, {}, 409, 'meeting-cancelled');
  });
});

describe('A meeting', () => {
  it('is opened when enough units are there, and closed', async () => {
    const meetingId = await convene();
    await school.refused(`meetings/${meetingId}/attendance`, {}, 409, 'not-its-time');
    await residents.refused(`meetings/${meetingId}/opening`, {}, 409, 'not-its-time');
    itIs((await shown(meetingId)).from);
    const { data } = await residents.refused(`meetings/${meetingId}/opening`, {}, 409, 'no-quorum');
    expect(data).toEqual({ present: 0, entitled: 4, quorumPercent: 50 });
    await attend(meetingId, school);
    await attend(meetingId, school);
    const ofBank = { attendee: { unitId: idOf('bank'), personId: alliance.unit('bank').personId } };
    await school.refused(`meetings/${meetingId}/attendance`, ofBank, 403, 'attendance-not-yours');
    await residents.did(`meetings/${meetingId}/attendance`, ofBank);
    const nobody = { attendee: { unitId: idOf('gym'), personId: randomUUID() } };
    await residents.refused(`meetings/${meetingId}/attendance`, nobody, 409, 'no-voice-at-meeting');
    const stranger = { attendee: { unitId: randomUUID(), personId: randomUUID() } };
    await residents.refused(`meetings/${meetingId}/attendance`, stranger, 409, 'unit-not-on-the-roll');
    expect(await actsFor(meetingId, residents)).toEqual(['RecordAttendance', 'OpenMeeting', 'ReviseAgenda', 'RescheduleMeeting', 'CancelMeeting']); // prettier-ignore
    expect(await actsFor(meetingId, school)).toEqual(['RecordAttendance']);

    await school.refused(`meetings/${meetingId}/opening`, {}, 403, 'not-permitted');
    await residents.did(`meetings/${meetingId}/opening`);
    await residents.did(`meetings/${meetingId}/opening`);
    const open = await shown(meetingId);
    expect(open).toMatchObject({ status: 'open', revision: 3, sittings: [{ sitting: 1, endedAt: null, present: 2, entitled: 4, quorumPercent: 50 }] }); // prettier-ignore
    expect(open.attendance).toHaveLength(2);
    expect(open.attendance).toContainEqual({
      ...{ meetingId, sitting: 1, unitId: idOf('bank'), allianceId: alliance.id },
      ...{ personId: alliance.unit('bank').personId, mandateId: expect.any(String), at: expect.any(String) },
    });
    expect(await actsFor(meetingId, residents)).toEqual(['RecordAttendance', 'AdjournMeeting', 'CloseMeeting']);

    await attend(meetingId, gym); // late
    await residents.refused(`meetings/${meetingId}/agenda`, { agenda: [free] }, 409, 'meeting-under-way');
    await residents.refused(`meetings/${meetingId}/rescheduling`, inDays(9), 409, 'meeting-under-way');
    await residents.refused(`meetings/${meetingId}/cancellation`, { reason: 'x' }, 409, 'meeting-under-way');
    await residents.refused(`meetings/${meetingId}/resumption`, {}, 409, 'meeting-under-way');
    await residents.did(`meetings/${meetingId}/closing`);
    await residents.did(`meetings/${meetingId}/closing`);
    expect(await shown(meetingId)).toMatchObject({ status: 'closed', sittings: [{ endedAt: expect.any(String) }] });
    await school.refused(`meetings/${meetingId}/attendance`, {}, 409, 'meeting-over');
    await residents.refused(`meetings/${meetingId}/opening`, {}, 409, 'meeting-over');
  });

  it('is adjourned, and goes on with a quorum of its own', async () => {
    const meetingId = await inSession();
    await residents.refused(`meetings/${meetingId}/adjournment`, { from: within(-1), to: within(hour_ms) }, 409, 'meeting-out-of-bounds'); // prettier-ignore
    const time = inDays(2);
    await residents.did(`meetings/${meetingId}/adjournment`, { ...time, reason: 'It is late' });
    await residents.did(`meetings/${meetingId}/adjournment`, time);
    expect(await shown(meetingId)).toMatchObject({ status: 'adjourned', ...time });
    await residents.refused(`meetings/${meetingId}/resumption`, {}, 409, 'not-its-time');
    itIs(time.from);
    await residents.refused(`meetings/${meetingId}/resumption`, {}, 409, 'no-quorum');
    await attend(meetingId, bank, gym);
    await residents.did(`meetings/${meetingId}/resumption`);
    await residents.did(`meetings/${meetingId}/resumption`);
    const seen = await shown(meetingId);
    expect(seen).toMatchObject({ status: 'open', sittings: [{ sitting: 1, endedAt: expect.any(String) }, { sitting: 2, endedAt: null }] }); // prettier-ignore
    const there = (sitting: number) => seen.attendance.filter((each: any) => each.sitting === sitting).map(({ unitId }: any) => unitId); // prettier-ignore
    expect(there(1).toSorted()).toEqual(['residents', 'school'].map(idOf).toSorted());
    expect(there(2).toSorted()).toEqual(['bank', 'gym'].map(idOf).toSorted());
    await residents.did(`meetings/${meetingId}/closing`);
  });

  it('that nobody opens in its time was missed; one that nobody closes is closed by the clock', async () => {
    const [missed, endless] = [await convene(), await inSession()];
    app.clock.advance(2 * hour_ms + 60_000);
    expect(
      await until(
        () => shown(missed),
        ({ status }) => status === 'missed',
      ),
    ).toMatchObject({ acts: [] });
    await residents.refused(`meetings/${missed}/opening`, {}, 409, 'meeting-over');
    expect(await shown(endless)).toMatchObject({ status: 'open' });
    app.clock.advance(12 * hour_ms);
    await until(() => shown(endless), ({ status }) => status === 'closed'); // prettier-ignore
    expect(await eventsOf(`meeting-${endless}`)).toContainEqual(['MeetingClosed', 'clock']);
    expect((await eventsOf(`meeting-${missed}`)).at(-1)).toEqual(['MeetingMissed', 'clock']);
  });

  it('that nobody convened is not there, whatever is asked', async () => {
    const meeting = `meetings/${randomUUID()}`;
    expect(await residents.get(meeting)).toMatchObject({ status: 404, body: { type: '/problems/meeting-not-found' } });
    await residents.refused(`${meeting}/agenda`, { agenda: [] }, 404, 'meeting-not-found');
    await residents.refused(`${meeting}/rescheduling`, inDays(9), 404, 'meeting-not-found');
    await residents.refused(`${meeting}/cancellation`, { reason: 'x' }, 404, 'meeting-not-found');
    await school.refused(`${meeting}/attendance`, {}, 404, 'meeting-not-found');
    for (const act of ['opening', 'resumption', 'closing']) await residents.refused(`${meeting}/${act}`, {}, 404, 'meeting-not-found'); // prettier-ignore
    await residents.refused(`${meeting}/adjournment`, inDays(9), 404, 'meeting-not-found');
  });
});

describe('Voting in a meeting', () => {
  it('is for units that are there, and decides by the quorum of all', async () => {
    const motionId = await tabled();
    const other = await tabled();
    const agenda = [{ kind: 'motion', motionId }];
    const [soon, meetingId] = [await convene(), await inSession({ agenda }, residents, school, bank)];
    await residents.did(`meetings/${soon}/cancellation`, { reason: 'One is enough' });
    const open = (id: string, more: object = { meetingId }) => [`motions/${id}/voting`, more] as const;
    await residents.refused(...open(motionId, {}), 409, 'one-way-to-vote');
    await residents.refused(...open(motionId, { meetingId, closesAt: within(hour_ms) }), 409, 'one-way-to-vote');
    await residents.refused(...open(motionId, { meetingId: randomUUID() }), 404, 'meeting-not-found');
    await residents.refused(...open(motionId, { meetingId: soon }), 409, 'meeting-not-open');
    const built = await until(() => shown(meetingId), ({ agenda }) => agenda.length === 2); // prettier-ignore
    expect(built.agenda).toEqual([...agenda, { kind: 'motion', motionId: other }]);
    const unheard = await tabled();
    await residents.refused(...open(unheard), 409, 'not-on-the-agenda');
    await residents.did(...open(motionId));
    await residents.did(...open(motionId));
    await attend(meetingId, gym); // too late for this vote
    const seen = await residents.got(`motions/${motionId}`);
    expect(seen).toMatchObject({ status: 'voting', meetingId, closesAt: null, entitled: 4, awaited: ['residents', 'school', 'bank'].map(idOf) }); // prettier-ignore
    expect(seen.acts.map(({ act }: any) => act)).toEqual(['CastBallot', 'DeclareInterest', 'CloseVoting']);
    await gym.refused(`motions/${motionId}/ballots`, { choice: 'for' }, 409, 'not-attending');
    await Promise.all([residents, school].map((unit) => unit.did(`motions/${motionId}/ballots`, { choice: 'for' })));
    const awaiting = async (name: string) =>
      (await school.got(`motions?awaiting=${idOf(name)}`)).items.map(({ motionId: id }: any) => id);
    expect([await awaiting('bank'), await awaiting('school'), await awaiting('gym')]).toEqual([[motionId], [], []]);
    await residents.did(`motions/${motionId}/closing`);
    expect(await residents.got(`motions/${motionId}`)).toMatchObject({ status: 'carried', ballots: 2, entitled: 4, awaited: [] }); // prettier-ignore
    await residents.did(`meetings/${meetingId}/closing`);
  });

  it('ends with the sitting: closed by a reaction, with the ballots that there are', async () => {
    const [first, second] = [await tabled(), await tabled()];
    const agenda = [first, second].map((motionId) => ({ kind: 'motion', motionId }));
    const meetingId = await inSession({ agenda }, residents, school);
    await residents.did(`motions/${first}/voting`, { meetingId });
    await residents.did(`motions/${first}/ballots`, { choice: 'for' });
    const time = inDays(1);
    await residents.did(`meetings/${meetingId}/adjournment`, time);
    await app.settled();
    await school.refused(`motions/${first}/ballots`, { choice: 'for' }, 409, 'voting-not-open');
    await until(() => residents.got(`motions/${first}`), ({ status }) => status === 'quorum-missed'); // prettier-ignore
    expect((await eventsOf(`motion-${first}`)).at(-1)).toEqual(['QuorumMissed', 'reaction']);

    itIs(time.from);
    await attend(meetingId, residents, school, bank);
    await residents.did(`meetings/${meetingId}/resumption`);
    for (const motionId of [first, second]) await residents.did(`motions/${motionId}/voting`, { meetingId });
    for (const unit of [residents, school, bank]) await unit.did(`motions/${first}/ballots`, { choice: 'against' });
    for (const unit of [residents, school, bank]) await unit.did(`motions/${second}/ballots`, { choice: 'for' });
    await residents.did(`meetings/${meetingId}/closing`);
    await until(() => residents.got(`motions/${first}`), ({ status }) => status === 'lost'); // prettier-ignore
    await until(() => residents.got(`motions/${second}`), ({ status }) => status === 'carried'); // prettier-ignore
    const items = (await residents.got(`motions?meetingId=${meetingId}`)).items;
    expect(items.map(({ motionId }: any) => motionId).sort()).toEqual([first, second].sort());
  });
});

describe('The minutes of a meeting', () => {
  const held = async () => {
    const [carried, lost, unheard] = [await tabled(), await tabled(), await tabled()];
    const agenda = [...[carried, lost, unheard].map((motionId) => ({ kind: 'motion', motionId })), free];
    const meetingId = await inSession({ agenda }, residents, school, bank);
    for (const [motionId, choice] of [
      [carried, 'for'],
      [lost, 'against'],
    ] as const) {
      // prettier-ignore
      await residents.did(`motions/${motionId}/voting`, { meetingId });
      for (const unit of [residents, school, bank]) await unit.did(`motions/${motionId}/ballots`, { choice });
    }
    await residents.did(`motions/${carried}/closing`);
    return { meetingId, carried, lost, unheard };
  };
  const minutesOf = (meetingId: string, to = residents) => to.got(`meetings/${meetingId}/minutes`);

  it('are drafted from the facts when it closes, and again when an action is given by a decision of it', async () => {
    const { meetingId, carried, lost } = await held();
    expect(await residents.get(`meetings/${meetingId}/minutes`)).toMatchObject({ status: 404, body: { type: '/problems/minutes-not-drafted' } }); // prettier-ignore
    await residents.did(`meetings/${meetingId}/closing`);
    const drafted = await until(
      async () => (await residents.get(`meetings/${meetingId}/minutes`)).body,
      ({ motions }) => motions?.length === 2,
    );
    const tally = { entitled: 4, ballots: 3, for: 3, against: 0, abstain: 0 };
    expect(drafted).toMatchObject({
      ...{ meetingId, allianceId: alliance.id, status: 'drafted', approvedAt: null, timeZone: 'Asia/Shanghai', place },
      sittings: [{ sitting: 1, entitled: 4, quorumPercent: 50, endedAt: expect.any(String) }],
      agenda: [{ kind: 'motion', id: carried, title: { en: 'Street lights' } }, {}, {}, { kind: 'other', id: null, title: free.title }], // prettier-ignore
      ...{ actions: [], corrections: [] },
    });
    expect(drafted.motions).toContainEqual({ motionId: carried, title: { en: 'Street lights' }, result: 'carried', tally, reviewOn: null }); // prettier-ignore
    expect(drafted.motions).toContainEqual(expect.objectContaining({ motionId: lost, result: 'lost' }));
    expect(drafted.sittings[0].present.map(({ unitId }: any) => unitId).sort()).toEqual(['residents', 'school', 'bank'].map(idOf).sort()); // prettier-ignore

    const task = {
      motionId: carried,
      title: { en: 'Order lamps' },
      unitId: idOf('gym'),
      due: within(9 * day_ms).slice(0, 10),
    };
    const actionId = await residents.created('actions', task);
    const again = await until(() => minutesOf(meetingId), ({ actions }) => actions.length > 0); // prettier-ignore
    expect(again.actions).toEqual([{ actionId, ...task }]);
    expect(again.acts.map(({ act }: any) => act)).toEqual(['CorrectMinutes', 'ApproveMinutes']);
    expect((await minutesOf(meetingId, school)).acts).toEqual([]);
  });

  it('are corrected in words and approved; then they no longer change', async () => {
    const { meetingId, carried } = await held();
    await residents.refused(`meetings/${meetingId}/minutes/corrections`, { words: 'x' }, 404, 'minutes-not-drafted');
    await residents.refused(`meetings/${meetingId}/minutes/approval`, {}, 404, 'minutes-not-drafted');
    await residents.did(`meetings/${meetingId}/closing`);
    await until(async () => (await residents.get(`meetings/${meetingId}/minutes`)).body, ({ motions }) => motions?.length === 2); // prettier-ignore
    await school.refused(`meetings/${meetingId}/minutes/corrections`, { words: 'x' }, 403, 'not-permitted');
    await residents.did(`meetings/${meetingId}/minutes/corrections`, { words: 'The gym came late.' });
    await residents.did(`meetings/${meetingId}/minutes/corrections`, { words: 'The gym came late.' });
    const { revision, corrections } = await minutesOf(meetingId);
    expect(corrections).toEqual([{ at: expect.any(String), words: 'The gym came late.' }]);
    const stale = await residents.post(
      `meetings/${meetingId}/minutes/approval`,
      {},
      { 'if-match': `"${revision - 1}"` },
    );
    expect(stale.status).toBe(412);
    await residents.did(`meetings/${meetingId}/minutes/approval`, {}, { 'if-match': `"${revision}"` });
    await residents.did(`meetings/${meetingId}/minutes/approval`);
    const approved = await minutesOf(meetingId);
    expect(approved).toMatchObject({ status: 'approved', approvedAt: expect.any(String), acts: [], corrections });
    await residents.refused(`meetings/${meetingId}/minutes/corrections`, { words: 'y' }, 409, 'minutes-approved');
    const task = {
      motionId: carried,
      title: { en: 'Order lamps' },
      unitId: idOf('gym'),
      due: within(9 * day_ms).slice(0, 10),
    };
    await residents.created('actions', task);
    await app.settled();
    expect(await minutesOf(meetingId)).toEqual(approved);
  });

  it('are a text in both languages', async () => {
    const { meetingId } = await held();
    await residents.did(`meetings/${meetingId}/closing`);
    await until(async () => (await residents.get(`meetings/${meetingId}/minutes`)).body, ({ motions }) => motions?.length === 2); // prettier-ignore
    const drafted = await app.settled();
    await residents.did(`meetings/${meetingId}/minutes/corrections`, { words: 'Nobody | objected' });
    const text = async (path: string, headers = {}) => {
      const url = `${await app.nest.getUrl()}${alliance.path}/meetings/${meetingId}/minutes/text${path}`;
      const said = await fetch(url, {
        headers: { authorization: `Bearer ${school.key}`, 'lianjian-after': String(app.seen.position), ...headers },
      });
      expect([said.status, said.headers.get('content-type')]).toEqual([200, 'text/markdown; charset=utf-8']);
      return said.text();
    };
    const chinese = await text('', { 'accept-language': 'zh-CN' });
    expect(chinese).toContain('# 联席会议纪要 (草稿)');
    expect(chinese).toContain('物业之家');
    expect(await text('?language=zh')).toBe(chinese);
    const english = await text('?language=en', { 'accept-language': 'zh-CN' });
    expect(english).toContain('| school | Delegate of school |');
    expect(english).toContain('- **carried**\n- 3 of 4 ballots: 3 for, 0 against, 0 abstained');
    expect(english).toContain('> Nobody \\| objected');
    expect(await text('')).toBe(english);
    expect(await text(`?language=en&asOf=${drafted}`)).toBe(english.slice(0, english.indexOf('\n## Corrections')));
    expect((await residents.get(`meetings/${meetingId}/minutes/text?language=fr`)).status).toBe(400);
    expect((await residents.get(`meetings/${randomUUID()}/minutes/text`)).body.type).toBe(
      '/problems/meeting-not-found',
    );
  });
});

describe('The list of meetings', () => {
  it('has the latest first, by what is looked for', async () => {
    const [first, second] = [await convene(), await convene(inDays(9))];
    await residents.did(`meetings/${first}/cancellation`, { reason: 'x' });
    const ids = async (query: string) =>
      (await school.got(`meetings${query}`)).items.map(({ meetingId }: { meetingId: string }) => meetingId);
    expect(await ids('')).toEqual([second, first]);
    expect(await ids('?status=convened')).toEqual([second]);
    const page = await school.got('meetings?limit=1');
    expect(await ids(`?limit=1&cursor=${page.next}`)).toEqual([first]);
  });
});
