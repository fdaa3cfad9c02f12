import { randomUUID } from 'node:crypto';
import { evidence, startProjects } from './approved-project.js';

let here: Awaited<ReturnType<typeof startProjects>>;
beforeAll(async () => (here = await startProjects()));
afterAll(() => here.app.close());

const reason = 'Counted twice';

describe('Reversing a delivery', () => {
  it('takes back what was reported by mistake, so that it can be reported rightly', async () => {
    const { bank, school, clinic, approved, pledged, actsOn } = here;
    const { pledge } = await pledged(await approved(), 12);
    const report = { deliveryId: randomUUID(), quantity: 12, evidence };
    const delivery = `${pledge}/deliveries/${await bank.created(`${pledge}/deliveries`, report)}`;
    expect(await actsOn(delivery, bank)).toEqual(['ReverseDelivery']);
    expect(await actsOn(delivery, school)).toEqual(['ConfirmDelivery', 'ReverseDelivery']);
    await clinic.refused(`${delivery}/reversal`, { reason }, 403, 'delivery-not-yours');
    expect((await bank.post(`${delivery}/reversal`)).status).toBe(400);
    for (let twice = 0; twice < 2; twice++) await bank.did(`${delivery}/reversal`, { reason });
    expect(await bank.got(delivery)).toMatchObject({ status: 'reversed', acts: [] });
    expect(await bank.got(pledge)).toMatchObject({ status: 'accepted', reported: 0, delivered: 0 });
    await school.refused(`${delivery}/confirmation`, {}, 409, 'delivery-reversed');
    await bank.created(`${pledge}/deliveries`, { quantity: 2, evidence });
    expect(await bank.got(pledge)).toMatchObject({ reported: 2 });
  });
  it('opens a kept pledge again; only the receiver reverses what it confirmed', async () => {
    const { bank, school, approved, pledged, delivered, actsOn } = here;
    const of = await approved();
    const { pledge } = await pledged(of, 12);
    const delivery = await delivered(pledge, 12);
    expect(await bank.got(pledge)).toMatchObject({ status: 'kept' });
    expect(await actsOn(delivery, bank)).toEqual([]);
    expect(await actsOn(delivery, school)).toEqual(['ReverseDelivery']);
    await bank.refused(`${delivery}/reversal`, { reason }, 403, 'project-not-yours');
    for (let twice = 0; twice < 2; twice++) await school.did(`${delivery}/reversal`, { reason });
    expect(await bank.got(pledge)).toMatchObject({ status: 'accepted', reported: 0, delivered: 0, cause: null });
    expect((await school.got(of.project)).requirements[0]).toMatchObject({ pledged: 12, delivered: 0 });
    await delivered(pledge, 12);
    expect(await bank.got(pledge)).toMatchObject({ status: 'kept', delivered: 12 });
  });
  it('releases what it opens where the project is over, and leaves a released pledge released', async () => {
    const { bank, school, approved, pledged, delivered } = here;
    const of = await approved();
    const [kept, part] = [await pledged(of, 12), await pledged(of, 10)];
    const [whole, some] = [await delivered(kept.pledge, 12), await delivered(part.pledge, 4)];
    const pending = `${part.pledge}/deliveries/${await bank.created(`${part.pledge}/deliveries`, { quantity: 1, evidence })}`;
    await school.did(`${of.project}/cancellation`, { reason: 'No money' });
    await bank.refused(`${pending}/reversal`, { reason }, 409, 'pledge-over');
    for (const each of [whole, some]) await school.did(`${each}/reversal`, { reason });
    expect(await bank.got(kept.pledge)).toMatchObject({ status: 'released', cause: 'delivery-reversed', delivered: 0 });
    expect(await bank.got(part.pledge)).toMatchObject({ status: 'released', cause: 'project-cancelled', delivered: 0 });
    expect((await school.got(of.project)).requirements[0]).toMatchObject({ pledged: 0, delivered: 0 });
  });
  it('releases what it opens where the resource was withdrawn: nothing is set aside for it any more', async () => {
    const { app, bank, school, approved, delivered } = here;
    const of = await approved();
    const stock = { name: { en: 'Lamps' }, kind: 'goods', unitOfMeasure: 'pieces', quantity: 12 };
    const resourceId = await bank.created('resources', stock);
    const pledge = `${of.pledges}/${await bank.created(of.pledges, { requirementId: of.requirementId, quantity: 12, resourceId })}`;
    await app.settled();
    const delivery = await delivered(pledge, 12);
    await bank.did(`resources/${resourceId}/withdrawal`, { releaseAllocations: true });
    await app.settled();
    expect(await bank.got(pledge)).toMatchObject({ status: 'kept' });
    await school.did(`${delivery}/reversal`, { reason });
    await app.settled();
    expect(await bank.got(pledge)).toMatchObject({ status: 'released', cause: 'delivery-reversed', delivered: 0 });
    expect((await school.got(of.project)).requirements[0]).toMatchObject({ pledged: 0, delivered: 0 });
  });
  it('is refused for what is not there', async () => {
    const { bank, approved, pledged } = here;
    const { pledge } = await pledged(await approved(), 12);
    await bank.refused(`${pledge}/deliveries/${randomUUID()}/reversal`, { reason }, 404, 'delivery-not-found');
    const nowhere = `projects/${randomUUID()}/pledges/${randomUUID()}/deliveries/${randomUUID()}`;
    await bank.refused(`${nowhere}/reversal`, { reason }, 404, 'project-not-found');
  });
});
