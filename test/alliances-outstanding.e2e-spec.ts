import { randomUUID } from 'node:crypto';
import { tellAWholeStory } from './a-whole-story.js';
import { startApp, type Client, type TestApp } from './app.js';

let app: TestApp;
let story: Awaited<ReturnType<typeof tellAWholeStory>>;
let chair: Client, school: Client, bank: Client;

beforeAll(async () => {
  app = await startApp();
  story = await tellAWholeStory(app);
  ({ chair, school, bank } = story);
});
afterAll(() => app.close());

const unitOf = (name: string) => story.alliance.unit(name).unitId;
const outstanding = (name: string, by = school) => by.got(`units/${unitOf(name)}/outstanding`);

describe('What a unit has not finished', () => {
  const offer = { name: { en: 'Van' }, kind: 'vehicle', unitOfMeasure: 'vans', quantity: 3, approval: 'automatic' };
  const requirementId = randomUUID();
  let ids: Record<string, string>;

  beforeAll(async () => {
    const resourceId = await bank.created('resources', offer);
    const requirements = [{ requirementId, kind: 'vehicle', description: { en: 'Vans' }, unitOfMeasure: 'vans', quantity: 9 }]; // prettier-ignore
    const projectId = await school.created('projects', { title: { en: 'A trip' }, requirements });
    await school.did(`projects/${projectId}/submission`);
    const motionId = await story.vote({ kind: 'project', projectId, asks: 'approve' });
    const allocated = await bank.created(`projects/${projectId}/pledges`, { requirementId, quantity: 2, resourceId });
    const made = await bank.created(`projects/${projectId}/pledges`, { requirementId, quantity: 1 });
    const own = await bank.created('projects', { title: { en: 'A race' }, requirements: [{ ...requirements[0], requirementId: randomUUID() }] }); // prettier-ignore
    const tabled = await bank.created('motions', { title: { en: 'A matter' }, about: { kind: 'other' } });
    const due = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    const actionId = await chair.created('actions', { title: { en: 'Drive' }, motionId, unitId: unitOf('bank'), due });
    const { unitId, personId } = story.alliance.unit('bank');
    await chair.did('offices/appointment', { office: 'secretary', unitId, personId });
    const shared = await school.created('resources', { ...offer, quantity: 1 });
    const byBank = await bank.created(`resources/${shared}/bookings`, { quantity: 1 });
    const ofBank = await school.created(`resources/${resourceId}/bookings`, { quantity: 1 });
    const { key } = await app.keys.issue({ kind: 'auditor', allianceId: story.alliance.id, label: 'audit' });
    const found = {
      title: { en: 'Late' },
      words: 'Why?',
      severity: 'low',
      positions: [await app.log.head()],
      unitId,
      due,
    };
    const finding = await app.withKey(key).created(`${story.alliance.path}/findings`, found);
    await app.settled();
    ids = { finding, resourceId, projectId, allocated, made, own, tabled, actionId, byBank, ofBank };
  });

  it('is named, with the act to leave', async () => {
    const { pledges, resources, bookings, projects, motions, actions, findings, offices, mandates, acts, status } = await outstanding('bank', bank); // prettier-ignore
    const { unitId, personId } = story.alliance.unit('bank');
    expect(status).toBe('admitted');
    expect(pledges).toMatchObject([
      { pledgeId: ids['allocated'], status: 'accepted', quantity: 2 },
      { pledgeId: ids['made'], status: 'made', quantity: 1 },
    ]);
    expect(resources).toContainEqual(expect.objectContaining({ resourceId: ids['resourceId'], allocated: 2 }));
    for (const bookingId of [ids['byBank'], ids['ofBank']])
      // the story's others beside them
      expect(bookings).toContainEqual(expect.objectContaining({ bookingId, open: true }));
    expect(projects).toMatchObject([{ projectId: ids['own'], stage: 'proposed' }]);
    expect(motions).toMatchObject([{ motionId: ids['tabled'], status: 'tabled' }]);
    expect(actions.at(-1)).toMatchObject({ actionId: ids['actionId'], status: 'given' }); // the story's is due before
    expect(actions.every(({ unitId: of }: { unitId: string }) => of === unitId)).toBe(true);
    expect(findings).toMatchObject([{ findingId: ids['finding'], status: 'raised' }]);
    expect(offices).toEqual([{ office: 'secretary', unitId, personId }]);
    expect(mandates).toMatchObject([{ personId, kind: 'delegate', until: null }]);
    expect(acts).toEqual([{ act: 'LeaveAlliance', href: `${story.alliance.path}/units/${unitId}/leave` }]);
  });
  it('is for every member to read, and only the unit itself may leave; not from the chair', async () => {
    expect((await outstanding('bank', school)).acts).toEqual([]);
    expect((await outstanding('residents', chair)).acts).toEqual([]);
    expect((await outstanding('residents', chair)).offices).toMatchObject([{ office: 'chair' }]);
    expect((await chair.get(`units/${randomUUID()}/outstanding`)).body.type).toBe('/problems/unit-not-found');
  });
  it('leaves out mandates that ended, and those that never began', async () => {
    const path = `units/${unitOf('school')}/mandates`;
    const before = (await outstanding('school')).mandates.length;
    const mandate = { personId: randomUUID(), kind: 'deputy', from: '2098-01-01T00:00:00.000Z' };
    const mandateId = await school.created(path, mandate);
    expect((await outstanding('school')).mandates).toHaveLength(before + 1);
    await school.did(`${path}/${mandateId}/end`, { at: mandate.from });
    expect((await outstanding('school')).mandates).toHaveLength(before);
  });
  it('is settled by the contexts when it leaves, but for what the committee has to decide', async () => {
    await bank.did(`units/${unitOf('bank')}/leave`);
    await app.settled();
    const { status, pledges, resources, bookings, actions, offices, projects, motions, findings } =
      await outstanding('bank');
    expect({ status, pledges, resources, bookings, actions, offices }).toEqual({ status: 'left', pledges: [], resources: [], bookings: [], actions: [], offices: [] }); // prettier-ignore
    expect([projects.length, motions.length, findings.length]).toEqual([1, 1, 1]);
  });
});
