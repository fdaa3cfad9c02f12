import { startProjects } from './approved-project.js';

let here: Awaited<ReturnType<typeof startProjects>>;
beforeAll(async () => (here = await startProjects()));
afterAll(() => here.app.close());

const [hour_ms, day_ms] = [3_600_000, 86_400_000];
const within = (ms: number) => new Date(Date.parse(here.app.clock.now()) + ms).toISOString();
const dayIn = (days: number) => within(days * day_ms + 8 * hour_ms).slice(0, 10);
const nothing = {
  ...{ asked: [], gave: [], ballots: { entitled: 0, taken: 0 }, actions: { given: 0, done: 0, overdue: 0 } },
  pledges: { made: 0, kept: 0, open: 0, declined: 0, withdrawn: 0, lapsed: 0, released: 0 },
};
const loads = async (query = ''): Promise<any[]> => (await here.clinic.got(`load${query}`)).items;
const lamps = { kind: 'goods', unitOfMeasure: 'pieces' };

describe('Load and fairness', () => {
  it('names every unit on the roll by its name, with nothing where there is nothing, and who is silent', async () => {
    const { idOf, bank } = here;
    await bank.created('motions', { title: { en: 'A feast?' }, about: { kind: 'other' } });
    const all = await loads();
    expect(all.map(({ name }) => name.en)).toEqual(['bank', 'clinic', 'residents', 'school']);
    const [ofBank, ofClinic] = all;
    expect(ofClinic).toEqual({
      ...{ unitId: idOf('clinic'), name: { en: 'clinic' }, status: 'admitted', lastActAt: null },
      ...nothing,
    });
    expect(Math.abs(Date.parse(ofBank.lastActAt) - Date.parse(within(0)))).toBeLessThan(60_000);
  });

  it('says who is asked for what share, who gives what share, and who keeps to it', async () => {
    const { app, bank, school, clinic, residents, approved, pledged, delivered, decide, idOf } = here;
    const from = within(0);
    const of = await approved({}, { kind: 'labour', unitOfMeasure: 'hours', quantity: 100 });
    const kept = await pledged(of, 6);
    await delivered(kept.pledge, 6);
    const late = await pledged({ ...of, requirementId: of.requirementIds[1]! }, 10, { until: dayIn(1) });
    const back = await pledged(of, 4);
    await bank.did(`${back.pledge}/withdrawal`);
    const declined = await bank.created(of.pledges, { requirementId: of.requirementId, quantity: 3 });
    await school.did(`${of.pledges}/${declined}/decline`, {});
    await pledged(of, 2);
    const ofClinic = await clinic.created(of.pledges, { requirementId: of.requirementId, quantity: 3 });
    await school.did(`${of.pledges}/${ofClinic}/acceptance`);
    const evidence = { reference: 'photo', sha256: 'a'.repeat(64) };
    const part = await clinic.created(`${of.pledges}/${ofClinic}/deliveries`, { quantity: 3, evidence });
    await school.did(`${of.pledges}/${ofClinic}/deliveries/${part}/confirmation`);
    const chairs = { name: { en: 'Chairs' }, ...lamps, quantity: 50, approval: 'owner' };
    const [ours, theirs] = [await clinic.created('resources', chairs), await bank.created('resources', chairs)];
    await bank.created(`resources/${ours}/bookings`, { quantity: 10 });
    await school.created(`resources/${ours}/bookings`, { quantity: 5 });
    await school.created(`resources/${theirs}/bookings`, { quantity: 5 });
    const motionId = await decide({ kind: 'other' });
    const give = () =>
      residents.created('actions', { motionId, title: { en: 'Signs' }, unitId: idOf('clinic'), due: dayIn(1) });
    const [done, undone] = [await give(), await give()];
    await clinic.did(`actions/${done}/report`, { words: 'Done' });
    await residents.did(`actions/${done}/confirmation`);
    const until = within(1_000);
    app.clock.advance(3 * day_ms);
    for (const end = Date.now() + 8_000; ;) {
      const [action, pledge] = [await bank.got(`actions/${undone}`), await bank.got(late.pledge)];
      if (action.status === 'overdue' && pledge.status === 'released') break;
      if (Date.now() > end) throw new Error('the clock has not come to it');
    }
    await pledged(of, 1); // not of this time any more

    const [ofBank, ofTheClinic, ofResidents, ofSchool] = await loads(`?from=${from}&until=${until}`);
    expect(ofBank).toMatchObject({
      asked: [{ ...lamps, facts: 1, quantity: 5, percent: 25 }],
      gave: [{ ...lamps, facts: 1, quantity: 6, percent: 66 }],
      pledges: { made: 5, kept: 1, open: 1, declined: 1, withdrawn: 1, lapsed: 1, released: 0 },
      ballots: { entitled: 2, taken: 2 },
    });
    expect(ofTheClinic).toMatchObject({
      asked: [{ ...lamps, facts: 2, quantity: 15, percent: 75 }],
      gave: [{ ...lamps, facts: 1, quantity: 3, percent: 33 }],
      pledges: { ...nothing.pledges, made: 1, kept: 1 },
      actions: { given: 2, done: 1, overdue: 1 },
    });
    expect(ofResidents).toMatchObject({ asked: [], gave: [], pledges: nothing.pledges });
    expect(ofSchool).toMatchObject({ ballots: { entitled: 1, taken: 1 } }); // one was about its own project
  });

  it('counts a vote that was put again as two, and no ballot of one that a unit has an interest in', async () => {
    const { app, residents, bank, school, clinic } = here;
    const from = within(0);
    const motionId = await school.created('motions', { title: { en: 'Bins' }, about: { kind: 'other' } });
    const open = () => residents.did(`motions/${motionId}/voting`, { closesAt: within(hour_ms) });
    await open();
    await bank.did(`motions/${motionId}/ballots`, { choice: 'for' });
    await clinic.did(`motions/${motionId}/interests`, {});
    app.clock.advance(2 * hour_ms);
    for (const end = Date.now() + 8_000; (await bank.got(`motions/${motionId}`)).status !== 'quorum-missed';)
      if (Date.now() > end) throw new Error('it is not closed');
    const between = within(0);
    await open();
    for (const unit of [school, bank]) await unit.did(`motions/${motionId}/ballots`, { choice: 'for' });
    const ballots = async (query: string) => (await loads(query)).map((each) => Object.values(each.ballots));
    expect(await ballots(`?from=${from}`)).toEqual([[2, 2], [0, 0], [2, 0], [2, 1]]); // prettier-ignore
    expect(await ballots(`?from=${from}&until=${between}`)).toEqual([[1, 1], [0, 0], [1, 0], [1, 0]]); // prettier-ignore
    for (const name of ['bank', 'clinic', 'school']) {
      const { ballots: said } = await residents.got(`units/${here.idOf(name)}/statement?from=${from}`);
      expect(said).toEqual((await loads(`?from=${from}`)).find((each) => each.name.en === name).ballots);
    }
  });

  it('is read by page, over at most 366 days', async () => {
    const { bank } = here;
    const all = await loads();
    const paged = [];
    for (let path: string | undefined = 'load?limit=3'; path;) {
      const { body, headers } = await bank.get(path);
      paged.push(...body.items);
      path = /<(.+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
    }
    expect(paged).toEqual(all);
    const long = await bank.get(`load?from=${within(-367 * day_ms)}`);
    expect(long).toMatchObject({ status: 409, body: { type: '/problems/period-too-long' } });
    const empty = await bank.get(`load?from=${within(day_ms)}`);
    expect(empty).toMatchObject({ status: 409, body: { type: '/problems/period-empty' } });
    expect((await bank.get('load?cursor=x')).status).toBe(400);
  });
});
