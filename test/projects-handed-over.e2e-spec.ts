import { randomUUID } from 'node:crypto';
import { evidence, startProjects, title } from './approved-project.js';

let here: Awaited<ReturnType<typeof startProjects>>;
beforeAll(async () => (here = await startProjects()));
afterAll(() => here.app.close());

const cash = { kind: 'money', description: { en: 'Money' }, unitOfMeasure: 'CNY', quantity: 1_000 };

describe('A project from a decision', () => {
  it('says so, and only from one that was carried', async () => {
    const { school, bank, decide } = here;
    const project = (kind: string, id: string) => ({ title, requirements: [cash], origin: { kind, id } });
    const carried = await decide({ kind: 'other' });
    const projectId = await school.created('projects', project('motion', carried));
    expect(await bank.got(`projects/${projectId}`)).toMatchObject({ origin: { kind: 'motion', id: carried } });
    const needId = randomUUID();
    const fromNeed = await school.created('projects', project('need', needId));
    expect(await bank.got(`projects/${fromNeed}`)).toMatchObject({ origin: { kind: 'need', id: needId } });
    for (const id of [await decide({ kind: 'other' }, 'against'), randomUUID()])
      await school.refused('projects', project('motion', id), 409, 'origin-not-carried');
  });
});

describe('Requirements', () => {
  it('without a taker are told from those that somebody promised', async () => {
    const { bank, school, approved, pledged } = here;
    const of = await approved({}, cash);
    const without = async () =>
      (await school.got(of.project)).requirements.map((each: { withoutTaker: boolean }) => each.withoutTaker);
    expect(await without()).toEqual([true, true]);
    const { pledge } = await pledged(of, 5);
    expect(await without()).toEqual([false, true]);
    await bank.did(`${pledge}/withdrawal`);
    expect(await without()).toEqual([true, true]);
    await school.did(`${of.project}/cancellation`, { reason: 'Enough' });
    expect(await without()).toEqual([false, false]);
  });
});

describe('The receiver of a project', () => {
  it('hands it over, and the other one does what it did', async () => {
    const { bank, school, residents, approved, pledged, actsOn, idOf } = here;
    const of = await approved();
    const { pledge } = await pledged(of, 12);
    const receiver = `${of.project}/receiver`;
    await bank.refused(receiver, { unitId: idOf('bank') }, 403, 'project-not-yours');
    await residents.refused(receiver, { unitId: idOf('bank') }, 409, 'receiver-on-the-roll');
    await school.refused(receiver, { unitId: randomUUID() }, 409, 'receiver-not-admitted');
    await school.refused(`projects/${randomUUID()}/receiver`, { unitId: idOf('bank') }, 404, 'project-not-found');
    for (let twice = 0; twice < 2; twice++) await school.did(receiver, { unitId: idOf('clinic') });
    expect(await bank.got(of.project)).toMatchObject({ receiver: idOf('clinic'), proposedBy: idOf('school') });
    expect((await bank.got(`projects?receiver=${idOf('clinic')}`)).items).toMatchObject([{ projectId: of.projectId }]);
    const delivery = `${pledge}/deliveries/${await bank.created(`${pledge}/deliveries`, { quantity: 12, evidence })}`;
    await school.refused(`${delivery}/confirmation`, {}, 403, 'project-not-yours');
    expect(await actsOn(delivery, here.clinic)).toEqual(['ConfirmDelivery', 'ReverseDelivery']);
    await here.clinic.did(`${delivery}/confirmation`);
    await here.clinic.did(`${of.project}/start`);
    await here.clinic.did(`${of.project}/completion`);
  });
  it('that leaves the alliance is replaced by the chair, so that nothing is stuck', async () => {
    const { app, bank, school, residents, clinic, approved, pledged, delivered, actsOn, idOf } = here;
    const of = await approved(cash);
    const { pledge } = await pledged(of, 900);
    await delivered(pledge, 400);
    const deliveryId = await bank.created(`${pledge}/deliveries`, { quantity: 500, evidence });
    const draft = `projects/${await school.created('projects', { title, requirements: [cash] })}`;
    await school.did(`units/${idOf('school')}/leave`, { reason: 'Moving away' });
    await app.settled();
    for (const project of [of.project, draft])
      expect(await bank.got(project)).toMatchObject({ receiver: idOf('school'), receiverLeft: true });
    expect(await actsOn(of.project, residents)).toContain('AppointReceiver');
    expect(await actsOn(of.project, clinic)).not.toContain('AppointReceiver');
    await clinic.refused(`${of.project}/receiver`, { unitId: idOf('clinic') }, 403, 'project-not-yours');
    await residents.refused(`${of.project}/receiver`, { unitId: idOf('school') }, 409, 'receiver-not-admitted');
    for (const project of [of.project, draft]) await residents.did(`${project}/receiver`, { unitId: idOf('clinic') });
    expect(await bank.got(of.project)).toMatchObject({ receiver: idOf('clinic'), receiverLeft: false });
    await clinic.did(`${pledge}/deliveries/${deliveryId}/confirmation`);
    const spend = { currency: 'CNY', amountMinor: 900, purpose: 'Cables', motionId: of.motionId, evidence };
    await clinic.created(`${of.project}/fund/spendings`, spend);
    await clinic.did(`${draft}/submission`);
  });
});
