import { randomUUID } from 'node:crypto';
import { evidence, startProjects } from './approved-project.js';

let here: Awaited<ReturnType<typeof startProjects>>;
beforeAll(async () => (here = await startProjects()));
afterAll(() => here.app.close());

const three = [{}, { description: { en: 'Lanterns' }, quantity: 10 }, { kind: 'labour', unitOfMeasure: 'hours' }];

describe('Reallocating a pledge', () => {
  it('moves what is open to another requirement, where it counts at once', async () => {
    const { bank, school, approved, pledged, delivered, actsOn } = here;
    const of = await approved(...three);
    const { pledge, pledgeId } = await pledged(of, 12);
    await delivered(pledge, 5);
    const move = { requirementId: of.requirementIds[1], newPledgeId: randomUUID() };
    expect(await actsOn(pledge, bank)).toEqual(['ReportDelivery', 'ReallocatePledge', 'WithdrawPledge']);
    await school.refused(`${pledge}/reallocation`, move, 403, 'pledge-not-yours');
    for (let twice = 0; twice < 2; twice++) await bank.did(`${pledge}/reallocation`, move);
    expect(await bank.got(pledge)).toMatchObject({ status: 'released', cause: 'reallocated', delivered: 5, acts: [] });
    const moved = `${of.pledges}/${move.newPledgeId}`;
    expect(await bank.got(moved)).toMatchObject({ status: 'accepted', quantity: 7, reallocatedFrom: pledgeId });
    const [lamps, lanterns] = (await school.got(of.project)).requirements;
    expect(lamps).toMatchObject({ pledged: 5, delivered: 5, short: 35 });
    expect(lanterns).toMatchObject({ pledged: 7, delivered: 0, short: 3 });
    await delivered(moved, 7);
    expect(await bank.got(moved)).toMatchObject({ status: 'kept' });
  });
  it('moves what is set aside of a resource to the new pledge in one fact: nobody comes between', async () => {
    const { app, bank, approved } = here;
    const of = await approved(...three);
    const offer = { name: { en: 'Lamps' }, kind: 'goods', unitOfMeasure: 'pieces', quantity: 7 };
    const resourceId = await bank.created('resources', offer);
    const promise = { requirementId: of.requirementId, quantity: 7, resourceId };
    const pledge = `${of.pledges}/${await bank.created(of.pledges, promise)}`;
    await app.settled();
    const newPledgeId = randomUUID();
    await bank.did(`${pledge}/reallocation`, { requirementId: of.requirementIds[1], newPledgeId });
    await app.settled();
    expect(await bank.got(`${of.pledges}/${newPledgeId}`)).toMatchObject({ status: 'accepted', resourceId });
    expect(await bank.got(`resources/${resourceId}`)).toMatchObject({ allocated: 7, free: 0 });
    const facts = (await app.log.read(`resource-${resourceId}`, 0, 100)).map(({ type }) => type);
    expect(facts).toEqual(['ResourceOffered', 'ResourceAllocated', 'AllocationMoved']);
    const { items } = await bank.got(`resources/${resourceId}/allocations`);
    expect(items).toMatchObject([{ pledgeId: newPledgeId, quantity: 7 }]);
  });
  it('is refused where it does not fit', async () => {
    const { bank, approved, pledged } = here;
    const of = await approved(...three);
    const [lampsId, lanternsId, hoursId] = of.requirementIds;
    const { pledge } = await pledged(of, 12);
    const to = (requirementId: string | undefined) => ({ requirementId });
    const full = await bank.refused(`${pledge}/reallocation`, to(lanternsId), 409, 'requirement-exceeded');
    expect(full.data).toEqual({ remaining: 10 });
    await bank.refused(`${pledge}/reallocation`, to(lampsId), 409, 'pledge-already-there');
    await bank.refused(`${pledge}/reallocation`, to(hoursId), 409, 'unit-of-measure-differs');
    await bank.refused(`${pledge}/reallocation`, to(randomUUID()), 409, 'requirement-unknown');
    await bank.refused(`${of.pledges}/${randomUUID()}/reallocation`, to(lanternsId), 404, 'pledge-not-found');
    await bank.refused(`projects/${randomUUID()}/pledges/${randomUUID()}/reallocation`, to(lanternsId), 404, 'project-not-found'); // prettier-ignore
    const other = await pledged(of, 3);
    const taken = { ...to(lanternsId), newPledgeId: pledge.split('/').at(-1) };
    await bank.refused(`${other.pledge}/reallocation`, taken, 409, 'pledge-id-taken');
    const past = { ...to(lanternsId), until: '2020-01-01' };
    await bank.refused(`${other.pledge}/reallocation`, past, 409, 'pledge-until-out-of-bounds');
    await bank.created(`${other.pledge}/deliveries`, { quantity: 1, evidence });
    await bank.refused(`${other.pledge}/reallocation`, to(lanternsId), 409, 'delivery-unconfirmed');
    const made = `${of.pledges}/${await bank.created(of.pledges, { ...to(lampsId), quantity: 1 })}`;
    await bank.refused(`${made}/reallocation`, to(lanternsId), 409, 'pledge-not-accepted');
  });
});
