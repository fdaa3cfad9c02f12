import { randomUUID } from 'node:crypto';
import { tellAWholeStory } from './a-whole-story.js';
import { standardCharter } from './alliance-history.js';
import { startApp, type Client, type TestApp } from './app.js';

type Alliance = Awaited<ReturnType<TestApp['found']>>;
type Level = 'district' | 'street' | 'community' | 'estate' | 'building-group' | 'building';
let app: TestApp;
let alliance: Alliance;
let chair: Client, school: Client, bank: Client;

beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  alliance = await app.found({ units: ['residents', 'school', 'bank'], charter: { chairMayAdmit: true } });
  [chair, school, bank] = [alliance.as('residents'), alliance.as('school'), alliance.as('bank')];
});
afterAll(() => app.close());

const founding = (level: Level, more: object = {}) => {
  const [unitId, personId] = [randomUUID(), randomUUID()];
  return {
    allianceId: randomUUID(),
    name: { en: `Alliance of a ${level}` },
    area: { level, name: { en: `A ${level}` } },
    charter: standardCharter,
    units: [{ unitId, name: { en: 'Office' }, kind: 'public-body', delegate: { personId, from: '2020-01-01T00:00:00.000Z' } }], // prettier-ignore
    chair: { unitId, personId },
    ...more,
  };
};
const foundAt = async (level: Level, more: object = {}) => {
  const body = founding(level, more);
  await app.operator.created('/v1/alliances', body);
  const { unitId, personId } = body.chair;
  await app.settled();
  const client = await app.clientOf(body.allianceId, unitId, personId);
  return { id: body.allianceId, path: `/v1/alliances/${body.allianceId}`, client, body };
};
const place = (of: { path: string }, parentId?: string) =>
  app.operator.did(`${of.path}/placement`, { ...(parentId && { parentId }) });
const below = async (of: { client: Client }) =>
  (await of.client.got('alliances')).items.map(({ allianceId }: { allianceId: string }) => allianceId);

describe('The tree of alliances', () => {
  it('begins with the founding, below one of a higher level', async () => {
    const district = await foundAt('district');
    const street = await foundAt('street', { parentId: district.id });
    const community = await foundAt('community', { parentId: street.id });
    expect(await community.client.got('')).toMatchObject({ parentId: street.id, revision: 0 });
    expect(await below(street)).toEqual([community.id]);
    expect(await below(district)).toEqual([street.id]);
    expect(await below(community)).toEqual([]);
    expect((await district.client.got('alliances')).items).toEqual([
      { allianceId: street.id, name: street.body.name, area: street.body.area, foundedAt: expect.any(String) },
    ]);
  });
  it('lets members of the upper one see no more than that', async () => {
    const street = await foundAt('street');
    await place(alliance, street.id);
    for (const path of ['', '/units', '/projects', '/history', '/dashboard'])
      expect((await street.client.get(`${alliance.path}${path}`)).status).toBe(404);
    expect((await chair.get(street.path)).status).toBe(404);
  });
  it('is changed by the operator, once', async () => {
    const [one, other] = [await foundAt('street'), await foundAt('street')];
    await chair.refused('placement', { parentId: one.id }, 403, 'not-permitted');
    const { revision } = await place(alliance, one.id);
    expect((await place(alliance, one.id)).revision).toBe(revision);
    expect(await chair.got('')).toMatchObject({ parentId: one.id, revision });
    await place(alliance, other.id);
    expect([await below(one), await below(other)]).toEqual([[], [alliance.id]]);
    await place(alliance);
    expect(await chair.got('')).toMatchObject({ parentId: null });
    expect(await below(other)).toEqual([]);
  });
  it('has no circle, and nobody is below nobody', async () => {
    const street = await foundAt('street');
    const community = await foundAt('community', { parentId: street.id });
    const refused = (of: { path: string }, parentId: string, status: number, code: string) =>
      app.operator.refused(`${of.path}/placement`, { parentId }, status, code);
    await refused(street, community.id, 409, 'parent-not-above');
    await refused(street, street.id, 409, 'parent-not-above');
    await refused(community, alliance.id, 409, 'parent-not-above');
    await refused(community, randomUUID(), 404, 'parent-not-found');
    await refused({ path: `/v1/alliances/${randomUUID()}` }, street.id, 404, 'alliance-not-found');
    const odd = (level: Level, parentId: string) => founding(level, { parentId });
    await app.operator.refused('/v1/alliances', odd('street', street.id), 409, 'parent-not-above');
    await app.operator.refused('/v1/alliances', odd('street', randomUUID()), 404, 'parent-not-found');
  });
  it('founds the same alliance once', async () => {
    const street = await foundAt('street');
    const community = await foundAt('community', { parentId: street.id });
    expect(await app.operator.created('/v1/alliances', community.body)).toBe(community.id);
    const elsewhere = { ...community.body, parentId: undefined };
    await app.operator.refused('/v1/alliances', elsewhere, 409, 'alliance-id-taken');
  });
});

describe('Figures roll up the tree', () => {
  const offer = { name: { en: 'Seats' }, kind: 'venue', unitOfMeasure: 'seats', quantity: 80, approval: 'automatic' };
  const figuresOf = ({ client }: { client: Client }) => client.got('roll-up');

  it('are those of then where they are asked as of then, of the alliances that were below it then', async () => {
    const [street, community] = [await foundAt('street'), await foundAt('community')];
    const counted = async (asOf: number) => {
      for (;;) {
        const { status, body } = await street.client.get(`roll-up?asOf=${asOf}`);
        if (status !== 503) return body.alliances.map(({ count }: { count: number }) => count);
      }
    };
    const alone = await app.log.head();
    const { position: placed } = await place(community, street.id);
    const { position: moved } = await place(community);
    await app.settled();
    expect((await figuresOf(street)).alliances).toMatchObject([{ count: 1 }]);
    expect([await counted(alone), await counted(placed), await counted(moved)]).toEqual([[1], [1, 1], [1]]);
  });
  /** The same kind of figures of several alliances, added up by hand. */
  const summed = (all: readonly any[], by: readonly string[]): Set<object> => {
    const sums = new Map<string, any>();
    for (const each of all) {
      const key = JSON.stringify(by.map((name) => each[name]));
      const before = sums.get(key);
      const add = ([name, value]: [string, unknown]) => [name, typeof value === 'number' && before ? value + before[name] : value]; // prettier-ignore
      sums.set(
        key,
        Object.fromEntries(
          Object.entries(each)
            .filter(([, value]) => !Array.isArray(value))
            .map(add),
        ),
      );
    }
    return new Set(sums.values());
  };

  it('are the sums of all dashboards below, each alliance once', async () => {
    const district = await foundAt('district');
    const street = await foundAt('street', { parentId: district.id });
    const { alliance: told } = await tellAWholeStory(app);
    await Promise.all([place(told, street.id), place(alliance, street.id)]);
    await chair.created('resources', offer);
    const requirement = { kind: 'venue', description: { en: 'Seats' }, unitOfMeasure: 'seats', quantity: 7 };
    await school.created('projects', { title: { en: 'An evening' }, requirements: [{ ...requirement, requirementId: randomUUID() }] }); // prettier-ignore
    await foundAt('community'); // and one that is not below
    await app.settled();

    const all = [district.client, street.client, told.as('residents'), chair];
    const dashboards = await Promise.all(all.map((client) => client.got('dashboard')));
    const { alliances, units, resources, projects, requirements } = await figuresOf(district);
    const of = (figures: string, among = dashboards) => among.flatMap((dashboard: any) => dashboard[figures]);
    expect(alliances).toEqual([
      { level: 'district', count: 1 },
      { level: 'street', count: 1 },
      { level: 'community', count: 2 },
    ]);
    expect(new Set(units)).toEqual(summed(of('units'), ['status', 'kind']));
    const shared = of('resources').map((each: any) => {
      const { last30Days: _, next7Days: __, stock: ___, ...sum } = each;
      return sum;
    });
    expect(summed(resources, ['kind', 'unitOfMeasure'])).toEqual(summed(shared, ['kind', 'unitOfMeasure']));
    expect(summed(projects, ['stage'])).toEqual(summed(of('projects'), ['stage']));
    expect(new Set(requirements)).toEqual(summed(of('requirements'), ['kind', 'unitOfMeasure']));
    const inStages = projects.flatMap((each: any) =>
      each.requirements.map((sum: object) => ({ stage: each.stage, ...sum })),
    );
    const below = of('projects').flatMap((each: any) =>
      each.requirements.map((sum: object) => ({ stage: each.stage, ...sum })),
    );
    expect(new Set(inStages)).toEqual(summed(below, ['stage', 'kind', 'unitOfMeasure']));
    expect(resources.length * units.length * inStages.length).toBeGreaterThan(0);
  });
  it('follow who is moved, and are for members of the upper one', async () => {
    const [one, other] = [await foundAt('street'), await foundAt('street')];
    const counts = async (of: typeof one) =>
      (await figuresOf(of)).alliances.map(({ count }: { count: number }) => count);
    await place(alliance, one.id);
    expect([await counts(one), await counts(other)]).toEqual([[1, 1], [1]]);
    await place(alliance, other.id);
    expect([await counts(one), await counts(other)]).toEqual([[1], [1, 1]]);
    expect((await chair.get(`${other.path}/roll-up`)).status).toBe(404);
    expect((await chair.got('roll-up')).alliances).toEqual([{ level: 'community', count: 1 }]);
    expect((await app.operator.got(`${other.path}/roll-up`)).allianceId).toBe(other.id);
  });
});

const area = (level: Level, parentId?: string) => ({
  areaId: randomUUID(),
  level,
  name: { en: `A ${level}` },
  ...(parentId && { parentId }),
});
const idsOf = (items: readonly { areaId: string }[]) => items.map(({ areaId }) => areaId);

describe('Areas', () => {
  const tree = () => {
    const estate = area('estate');
    const groups = [area('building-group', estate.areaId), area('building-group', estate.areaId)];
    const building = area('building', groups[0]?.areaId);
    return { estate, groups, building, all: [building, estate, ...groups] };
  };

  it('are named by officers and the operator, as a tree, once', async () => {
    const { estate, groups, building, all } = tree();
    await school.refused('areas', { areas: all }, 403, 'not-permitted');
    const { revision } = await chair.did('areas', { areas: all });
    expect((await chair.did('areas', { areas: all })).revision).toBe(revision);
    const { areaId } = estate;
    expect((await school.got('areas')).items).toEqual([
      { ...estate, allianceId: alliance.id, parentId: null, population: null, status: 'open', place: 2, revision: 2, units: 0 }, // prettier-ignore
    ]);
    expect(idsOf((await school.got(`areas?within=${areaId}`)).items)).toEqual(idsOf(groups));
    expect(idsOf((await school.got('areas?level=building')).items)).toEqual([building.areaId]);
    expect((await school.got(`areas?level=building&within=${areaId}`)).items).toEqual([]);
    const page = await school.get(`areas?within=${areaId}&limit=1`);
    const next = page.headers.get('link')?.match(/<(.*)>/)?.[1] ?? '';
    expect(idsOf([...page.body.items, ...(await school.got(next)).items])).toEqual(idsOf(groups));
    await app.operator.did(`${alliance.path}/areas`, { areas: [area('estate')] });
  });
  it('are renamed, and closed from the leaves up', async () => {
    const { estate, groups, building, all } = tree();
    await chair.did('areas', { areas: all });
    const [group] = groups;
    await chair.did(`areas/${group?.areaId}/name`, { name: { zh: '三组' } });
    expect(await chair.got(`areas/${group?.areaId}`)).toMatchObject({
      name: { zh: '三组' },
      status: 'open',
      revision: 5,
      acts: [{ act: 'RenameArea' }],
    });
    const held = await chair.refused(`areas/${group?.areaId}/closing`, {}, 409, 'area-holds-others');
    expect(held.data).toEqual({ areas: 1 });
    expect((await chair.got(`areas/${building.areaId}`)).acts).toEqual([
      { act: 'RenameArea', href: `${alliance.path}/areas/${building.areaId}/name` },
      { act: 'CloseArea', href: `${alliance.path}/areas/${building.areaId}/closing` },
    ]);
    expect((await school.got(`areas/${building.areaId}`)).acts).toEqual([]);
    await chair.did(`areas/${building.areaId}/closing`);
    await chair.did(`areas/${building.areaId}/closing`);
    await chair.did(`areas/${group?.areaId}/closing`);
    expect(idsOf((await chair.got(`areas?within=${estate.areaId}&status=open`)).items)).toEqual([groups[1]?.areaId]);
    expect(await chair.got(`areas/${group?.areaId}`)).toMatchObject({ status: 'closed', acts: [] });
    await chair.refused(`areas/${group?.areaId}/name`, { name: { en: 'x' } }, 409, 'area-closed');
    await chair.refused('areas', { areas: [area('building', group?.areaId)] }, 409, 'area-closed');
  });
  it('are refused where they make no tree', async () => {
    const { estate, all } = tree();
    await chair.did('areas', { areas: all });
    await chair.refused('areas', { areas: [area('estate', estate.areaId)] }, 409, 'area-not-below');
    await chair.refused('areas', { areas: [area('street')] }, 409, 'area-not-below');
    await chair.refused('areas', { areas: [area('building', randomUUID())] }, 404, 'area-not-found');
    await chair.refused('areas', { areas: [{ ...estate, level: 'building' }] }, 409, 'area-id-taken');
    const twice = area('estate');
    const problem = await chair.refused('areas', { areas: [twice, { ...twice, level: 'community' }] }, 409, 'area-named-twice'); // prettier-ignore
    expect(problem.also).toMatchObject([{ type: '/problems/area-not-below' }]);
    for (const write of ['name', 'closing'])
      await chair.refused(`areas/${randomUUID()}/${write}`, { ...(write === 'name' && { name: { en: 'x' } }) }, 404, 'area-not-found'); // prettier-ignore
    expect((await chair.get(`areas/${randomUUID()}`)).body.type).toBe('/problems/area-not-found');
  });
  it('take 873 building groups of a street’s eight communities', async () => {
    const street = await foundAt('street');
    const communities = Array.from({ length: 8 }, () => area('community'));
    const groups = Array.from({ length: 873 }, (_, n) => area('building-group', communities[n % 8]?.areaId));
    const all = [...communities, ...groups];
    for (let n = 0; n < all.length; n += 400) await street.client.did('areas', { areas: all.slice(n, n + 400) });
    await app.settled();
    expect((await street.client.got('areas')).items).toHaveLength(8);
    const items = [];
    for (let path = 'areas?level=building-group&limit=200'; path;) {
      const page = await street.client.get(path);
      items.push(...page.body.items);
      path = page.headers.get('link')?.match(/<(.*)>/)?.[1] ?? '';
    }
    expect(idsOf(items)).toEqual(idsOf(groups));
  });

  describe('are covered by units', () => {
    const cover = (by: Client, name: string, ...areas: { areaId: string }[]) =>
      by.did(`units/${alliance.unit(name).unitId}/coverage`, { areaIds: idsOf(areas) });
    const unitsIn = async (path = 'areas') =>
      (await chair.got(path)).items.map(({ units }: { units: number }) => units);

    it('that named them, or what they lie in', async () => {
      const { estate, groups, building, all } = tree();
      await chair.did('areas', { areas: all });
      const { revision } = await cover(school, 'school', estate);
      expect((await cover(school, 'school', estate)).revision).toBe(revision);
      await cover(bank, 'bank', building, estate);
      expect(await unitsIn()).toEqual([2]);
      expect(await unitsIn('areas?level=building')).toEqual([2]);
      const { coveredBy } = await chair.got(`areas/${building.areaId}`);
      const [inSchool, inBank] = ['school', 'bank'].map((name) => ({ unitId: alliance.unit(name).unitId, name: { en: name } })); // prettier-ignore
      expect(new Set(coveredBy)).toEqual(new Set([{ ...inSchool, areaId: estate.areaId }, { ...inBank, areaId: building.areaId }])); // prettier-ignore
      await cover(bank, 'bank', groups[1]!);
      expect(await unitsIn()).toEqual([1]);
      expect(await unitsIn('areas?level=building-group')).toEqual([1, 2]);
      const { covers, acts } = await bank.got(`units/${alliance.unit('bank').unitId}`);
      expect(covers).toEqual([groups[1]?.areaId]);
      expect(acts.map(({ act }: { act: string }) => act)).toEqual(['LeaveAlliance', 'StateCoverage', 'GiveMandate', 'IssueKey']); // prettier-ignore
      const named = await bank.got(`areas?coveredBy=${alliance.unit('bank').unitId}`);
      expect(idsOf(named.items)).toEqual([groups[1]?.areaId]);
    });
    it('until the area is closed or the unit leaves; who comes back says it anew', async () => {
      const { estate, building, all } = tree();
      await chair.did('areas', { areas: all });
      await cover(school, 'school', building);
      await cover(bank, 'bank', estate);
      await chair.did(`areas/${building.areaId}/closing`);
      const { unitId, personId } = alliance.unit('bank');
      expect((await school.got(`units/${alliance.unit('school').unitId}`)).covers).toEqual([]);
      await bank.did(`units/${unitId}/leave`);
      expect(await unitsIn()).toEqual([0]);
      await bank.created('units', { name: { en: 'Bank' }, kind: 'company', delegate: { personId, from: '2020-01-01T00:00:00.000Z' } }); // prettier-ignore
      await chair.did(`units/${unitId}/admission`);
      expect(await unitsIn()).toEqual([0]);
      await cover(bank, 'bank', estate);
      expect(await unitsIn()).toEqual([1]);
    });
    it('by their own word, and only what is there', async () => {
      const { building, all } = tree();
      await chair.did('areas', { areas: all });
      const ofSchool = `units/${alliance.unit('school').unitId}/coverage`;
      const said = { areaIds: [building.areaId] };
      await chair.refused(ofSchool, said, 403, 'coverage-not-yours');
      await school.refused(ofSchool, { areaIds: [randomUUID()] }, 404, 'area-not-found');
      await school.refused(`units/${randomUUID()}/coverage`, said, 404, 'unit-not-found');
      await chair.did(`areas/${building.areaId}/closing`);
      await school.refused(ofSchool, said, 409, 'area-closed');
      const elsewhere = await app.found({ units: ['others'] });
      await school.refused(`units/${elsewhere.unit('others').unitId}/coverage`, said, 404, 'not-of-this-tenant');
    });
  });
});
