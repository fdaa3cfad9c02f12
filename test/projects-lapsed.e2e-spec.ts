import { evidence, startProjects } from './approved-project.js';

let here: Awaited<ReturnType<typeof startProjects>>;
beforeAll(async () => (here = await startProjects()));
afterAll(() => here.app.close());

const day = 24 * 3_600_000;
/** The calendar day so many days from now, in Shanghai. */
const dayIn = (days: number) =>
  new Date(Date.parse(here.app.clock.now()) + days * day + 8 * 3_600_000).toISOString().slice(0, 10);
const lapse = async (path: string, status = 'released') => {
  const pledge = () => here.bank.got(path);
  for (const until = Date.now() + 10_000; (await pledge()).status !== status;)
    if (Date.now() > until) throw new Error(`${path} is ${(await pledge()).status}`);
  await here.app.settled();
  return pledge();
};

describe('A pledge', () => {
  it('lapses at the end of its day, or of the day by which the thing is needed, and makes room again', async () => {
    const { app, bank, school, approved, pledged, delivered } = here;
    const of = await approved({ due: dayIn(10) });
    const [said, needed] = [await pledged(of, 12, { until: dayIn(3) }), await pledged(of, 20)];
    const endOf = (day: string) => new Date(Date.parse(`${day}T16:00:00.000Z`)).toISOString();
    expect(await bank.got(said.pledge)).toMatchObject({ until: dayIn(3), lapsesAt: endOf(dayIn(3)) });
    expect(await bank.got(needed.pledge)).toMatchObject({ until: null, lapsesAt: endOf(dayIn(10)) });
    await delivered(said.pledge, 5);
    app.clock.advance(4 * day);
    expect(await lapse(said.pledge)).toMatchObject({ cause: 'lapsed', delivered: 5, acts: [] });
    expect((await school.got(of.project)).requirements[0]).toMatchObject({ pledged: 25, delivered: 5, short: 15 });
    expect(await bank.got(needed.pledge)).toMatchObject({ status: 'accepted' });
    app.clock.advance(7 * day);
    await lapse(needed.pledge);
    expect((await school.got(of.project)).requirements[0]).toMatchObject({ pledged: 5 });
  });
  it('does not lapse while a delivery waits for the receiver, and does as soon as it is answered', async () => {
    const { app, bank, school, approved, pledged } = here;
    const { pledge } = await pledged(await approved(), 12, { until: dayIn(3) });
    const other = await pledged(await approved(), 12, { until: dayIn(3) });
    const deliveryId = await bank.created(`${pledge}/deliveries`, { quantity: 5, evidence });
    app.clock.advance(4 * day);
    await lapse(other.pledge);
    expect(await bank.got(pledge)).toMatchObject({ status: 'accepted', reported: 5 });
    await school.did(`${pledge}/deliveries/${deliveryId}/confirmation`);
    expect(await lapse(pledge)).toMatchObject({ cause: 'lapsed', delivered: 5 });
  });
  it('that nobody accepted lapses, too, and frees the resource that it was given', async () => {
    const { app, bank, approved } = here;
    const of = await approved({ due: dayIn(10) });
    const [made, resourceId] = [
      await bank.created(of.pledges, { requirementId: of.requirementId, quantity: 3, until: dayIn(0) }),
      await bank.created('resources', { name: { en: 'Lamps' }, kind: 'goods', unitOfMeasure: 'pieces', quantity: 9 }),
    ];
    const pledge = { requirementId: of.requirementId, quantity: 9, until: dayIn(0), resourceId };
    const ofResource = `${of.pledges}/${await bank.created(of.pledges, pledge)}`;
    await app.settled();
    expect(await bank.got(`resources/${resourceId}`)).toMatchObject({ allocated: 9 });
    app.clock.advance(day);
    await lapse(`${of.pledges}/${made}`);
    await lapse(ofResource);
    expect(await bank.got(`resources/${resourceId}`)).toMatchObject({ allocated: 0 });
  });
  it('until a day that is over, or beyond all plans, is refused', async () => {
    const { bank, approved } = here;
    const of = await approved();
    for (const until of [dayIn(-1), dayIn(4_000)]) {
      const pledge = { requirementId: of.requirementId, quantity: 3, until };
      const { data } = await bank.refused(of.pledges, pledge, 409, 'pledge-until-out-of-bounds');
      expect(data).toMatchObject({ earliest: dayIn(0) });
    }
  });
});
