import { randomUUID } from 'node:crypto';
import { tellOfBookings } from './a-booking-story.js';
import { tellOfFindings } from './a-finding-story.js';
import { tellOfMeetings } from './a-meeting-story.js';
import { tellOfWebhooks } from './a-webhook-story.js';
import { tellOfAFollowedProject } from './a-followed-project.js';
import type { Client, TestApp } from './app.js';

const quiet = (field: string): string => `about-${field.replaceAll(' ', '-')}`;
const evidence = (reference: string) => ({ reference, sha256: 'a'.repeat(64) });
const day = 24 * 3_600_000;
const soon = (ms: number): string => new Date(Date.now() + ms).toISOString();

/**
 * An alliance in which everything happens that can happen: each event of the log at least once, over HTTP.
 *
 * @param says what people say in a free text about people, by the field's name
 * @returns the alliance, the id of one thing of each kind, and a way to let the committee vote on more
 */
export const tellAWholeStory = async (app: TestApp, says: (field: string) => string = quiet) => {
  const alliance = await app.found({
    units: ['residents', 'school', 'bank', 'clinic'],
    charter: { chairMayAdmit: true },
  });
  const [chair, school, bank, clinic] = ['residents', 'school', 'bank', 'clinic'].map(alliance.as) as [Client, Client, Client, Client]; // prettier-ignore
  const idOf = (name: string) => alliance.unit(name).unitId;

  const members = [chair, school, bank, clinic];
  const vote = async (about: object, choice = 'for') => {
    const motionId = await bank.created('motions', { title: { zh: '议题', en: 'A matter' }, about });
    await chair.did(`motions/${motionId}/voting`, {
      closesAt: new Date(Date.parse(app.clock.now()) + 60_000).toISOString(),
    });
    for (const unit of members) {
      const { status, body } = await unit.post(`motions/${motionId}/ballots`, { choice });
      if (status !== 200 && body.type !== '/problems/unit-recused') throw new Error(JSON.stringify(body));
    }
    await chair.did(`motions/${motionId}/closing`);
    await app.settled();
    return motionId;
  };

  const newcomer = async (name: string) => {
    const [unitId, personId] = [randomUUID(), randomUUID()];
    const person = {
      personId,
      name: says('name'),
      phone: says('phone').slice(0, 60),
      email: `${says('email')}@x.example`,
    };
    const registered = await app.operator.post(`${alliance.path}/people`, person);
    if (registered.status !== 201) throw new Error(registered.body.title);
    const client = await app.clientOf(alliance.id, unitId, personId);
    const apply = () =>
      client.created('units', { name: { en: name }, kind: 'other', delegate: { personId, from: new Date().toISOString() }, note: says('note') }); // prettier-ignore
    return { unitId, personId, client, apply };
  };

  // Who comes, and who may act.
  const market = await newcomer('Market');
  await market.apply();
  await chair.did(`units/${market.unitId}/decline`, { reason: says('reason of a decline') });
  await market.apply();
  await chair.did(`units/${market.unitId}/admission`);
  members.push(market.client);
  const firm = await newcomer('Firm');
  await firm.apply();
  await vote({ kind: 'admission', unitId: firm.unitId }, 'against');
  await firm.apply();
  await vote({ kind: 'admission', unitId: firm.unitId });
  members.push(firm.client);
  await chair.did(`units/${idOf('clinic')}/suspension`, { reason: says('reason of a suspension') });
  await chair.did(`units/${idOf('clinic')}/reinstatement`);
  const mandate = { personId: market.personId, kind: 'deputy', from: '2020-01-01T00:00:00.000Z' };
  const mandateId = await school.created(`units/${idOf('school')}/mandates`, mandate);
  await school.did(`units/${idOf('school')}/mandates/${mandateId}/end`);
  const { unitId, personId } = alliance.unit('school');
  await chair.did('offices/appointment', { office: 'vice-chair', unitId, personId });
  await school.did('offices/vacancy', { office: 'vice-chair' });
  const [estate, building] = [randomUUID(), randomUUID()];
  const areas = [
    { areaId: estate, level: 'estate', name: { zh: '东南小区', en: 'East' } },
    { areaId: building, level: 'building', name: { en: '7' }, parentId: estate },
  ];
  await chair.did('areas', { areas });
  await chair.did(`areas/${building}/name`, { name: { zh: '七号楼' } });
  await school.did(`units/${unitId}/coverage`, { areaIds: [estate, building] });
  await chair.did(`areas/${building}/closing`);
  const charter = { timeZone: 'Asia/Shanghai', currency: 'CNY', votingRule: 'simple-majority', quorumPercent: 50, noticeDays: 0, meetingEveryMonths: 2, chairMayAdmit: true }; // prettier-ignore
  await vote({ kind: 'charter', charter });

  // Who may use programs.
  const { unitId: ours, personId: chairman } = alliance.unit('residents');
  const wanted = { kind: 'person', unitId: ours, personId: chairman, label: says('label of a key') };
  const keyId = await chair.created('keys', wanted);
  await chair.did(`keys/${keyId}/rotation`);
  const spoilt = await chair.created('keys', wanted);
  await chair.did(`keys/${spoilt}/revocation`, { reason: says('reason of revoking a key') });

  // Who sees in a calendar what is when.
  const feed = { shows: 'alliance', language: 'zh', label: 'On the wall' };
  const feedId = await school.created('feeds', feed);
  await school.did(`feeds/${feedId}/address`);
  await school.did(`feeds/${await school.created('feeds', { ...feed, label: 'In the hall' })}/revocation`);

  // What is shared.
  const offer = {
    name: { zh: '体育馆', en: 'Gym' },
    kind: 'venue',
    unitOfMeasure: 'seats',
    quantity: 80,
    approval: 'automatic',
  };
  const resourceId = await school.created('resources', offer);
  await school.did(`resources/${resourceId}/revision`, { ...offer, quantity: 90 });
  await school.did(`resources/${resourceId}/pause`, { reason: says('reason of a pause') });
  await school.did(`resources/${resourceId}/resumption`);
  const ofMarket = await market.client.created('resources', { ...offer, name: { en: 'Stalls' } });

  // What is done together.
  const requirementId = randomUUID();
  const needed = { requirementId, kind: 'venue', description: { en: 'Seats' }, unitOfMeasure: 'seats', quantity: 100 };
  const project = { title: { en: 'An evening', zh: '晚会' }, requirements: [needed] };
  const projectId = await school.created('projects', project);
  const path = `projects/${projectId}`;
  await school.did(`${path}/submission`);
  await vote({ kind: 'project', projectId, asks: 'defer' });
  await school.did(`${path}/revision`, { ...project, requirements: [{ ...needed, quantity: 120 }] });
  await school.did(`${path}/submission`);
  const motionId = await vote({ kind: 'project', projectId, asks: 'approve' });
  await school.did(`${path}/start`);
  const pledges = `${path}/pledges`;
  const pledge = async (unit: Client, quantity: number, more = {}) => {
    const id = await unit.created(pledges, { requirementId, quantity, ...more });
    await app.settled();
    return id;
  };
  const deliver = async (unit: Client, pledgeId: string, quantity: number) => {
    const id = await unit.created(`${pledges}/${pledgeId}/deliveries`, { quantity, evidence: evidence('receipt 7') });
    await school.did(`${pledges}/${pledgeId}/deliveries/${id}/confirmation`);
    return id;
  };
  const pledgeId = await pledge(school, 30, { resourceId });
  await pledge(school, 85, { resourceId }); // more than there is
  await deliver(school, pledgeId, 10);
  const kept = await pledge(bank, 5);
  await school.did(`${pledges}/${kept}/acceptance`);
  await deliver(bank, kept, 5);
  const declined = await pledge(bank, 6);
  await school.did(`${pledges}/${declined}/decline`, { reason: says('reason of declining a pledge') });
  const withdrawn = await pledge(bank, 7);
  await bank.did(`${pledges}/${withdrawn}/withdrawal`, { reason: says('reason of withdrawing a pledge') });
  const released = await pledge(school, 4, { resourceId });
  await school.did(`${pledges}/${released}/withdrawal`, { reason: says('reason of withdrawing a pledge again') });
  await pledge(market.client, 8, { resourceId: ofMarket });
  await school.did(`resources/${resourceId}/withdrawal`, { reason: says('reason of a withdrawal'), releaseAllocations: true }); // prettier-ignore

  const followed = await tellOfAFollowedProject({ app, school, bank, bankId: idOf('bank'), says, vote });

  // What a decision gives to units to do.
  const give = (unitId: string) =>
    chair.created('actions', { motionId, title: { en: 'Lights' }, unitId, due: soon(20 * day).slice(0, 10) });
  const [done, undone] = [await give(idOf('bank')), await give(idOf('clinic'))];
  await chair.did(`actions/${done}/extension`, {
    due: soon(30 * day).slice(0, 10),
    reason: says('reason of an extension'),
  });
  await bank.did(`actions/${done}/report`, { words: says('words of a report') });
  await chair.did(`actions/${done}/confirmation`);
  await clinic.did(`actions/${undone}/decline`, { reason: says('reason of declining an action') });
  await chair.did(`actions/${undone}/reassignment`, { unitId: idOf('bank'), reason: says('reason of a reassignment') });

  // What comes to nothing, and who goes.
  const refused = await bank.created('projects', {
    ...project,
    requirements: [{ ...needed, requirementId: randomUUID() }],
  });
  await bank.did(`projects/${refused}/submission`);
  await vote({ kind: 'project', projectId: refused, asks: 'decline' });
  const dropped = await bank.created('projects', {
    ...project,
    requirements: [{ ...needed, requirementId: randomUUID() }],
  });
  await bank.did(`projects/${dropped}/cancellation`, { reason: says('reason of a cancellation') });
  const motion = () => bank.created('motions', { title: { en: 'Another matter' }, about: { kind: 'other' } });
  await bank.did(`motions/${await motion()}/withdrawal`, { reason: says('reason of withdrawing a motion') });
  const unheard = await motion();
  await clinic.did(`motions/${unheard}/interests`, { reason: says('reason of an interest') });
  await chair.did(`motions/${unheard}/voting`, {
    closesAt: new Date(Date.parse(app.clock.now()) + 60_000).toISOString(),
  });
  app.clock.advance(61_000); // the clock closes it
  await market.client.did(`units/${market.unitId}/leave`, { reason: says('reason of leaving') });
  members.splice(members.indexOf(market.client), 1);
  await app.settled();
  await school.did(`${path}/completion`);
  for (const until = Date.now() + 5_000; (await chair.got(`motions/${unheard}`)).status === 'voting';)
    if (Date.now() > until) throw new Error('the clock has not closed the vote');
  await app.settled();

  // Who is forgotten.
  const registered = await chair.created('people', { name: says('name') });
  await chair.did(`people/${registered}/erasure`, { reason: 'asked', authority: '2026-17' });

  const met = await tellOfMeetings({ app, chair, members, says });
  const booked = await tellOfBookings({ app, owner: school, guest: bank, other: clinic, says });
  const findingId = await tellOfFindings({ app, alliance, unit: bank, unitId: idOf('bank'), says });
  const hooked = await tellOfWebhooks(chair);
  const ids = { allianceId: alliance.id, personId: market.personId, unitId: idOf('school'), mandateId, areaId: estate, actionId: done, findingId, keyId, feedId, ...met, ...followed, ...booked, ...hooked, position: String(await app.log.head()) }; // prettier-ignore
  return { alliance, chair, school, bank, clinic, ids, vote };
};
