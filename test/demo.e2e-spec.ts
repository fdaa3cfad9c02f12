import { mkdtempSync, rmSync, writeFileSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Keys } from '../src/access/keys.js';
import { keysToTry } from '../src/cli/demo.js';
import { demoKeys, isLoaded, loadDemo } from '../src/demo/load-demo.js';
import { idsOf } from '../src/demo/planner.js';
import { BrokenDemoFile, readDemoFile } from '../src/demo/read-demo-file.js';
import { startApp, type TestApp } from './app.js';

let app: TestApp;
beforeAll(async () => void (app = await startApp()));
afterAll(() => app.close());

const demo = readDemoFile('demo/dongnan.json');
const path = `/v1/alliances/${idsOf(demo.file).allianceId}`;
const got = async (what: string) => (await app.operator.get(`${path}/${what}`)).body;

it('The demo is an alliance that has met, decided, promised and delivered', async () => {
  expect(await isLoaded(app.nest, demo)).toBe(false);
  const { commands } = await loadDemo(app.nest, demo);
  expect(commands).toMatchObject({ alliance: 1, pledges: 6, deliveries: 4, applications: 1 });
  expect(await isLoaded(app.nest, demo)).toBe(true);
  await app.settled();
  const { items: projects } = await got('projects');
  expect(projects.map(({ stage }: { stage: string }) => stage).sort()).toEqual(['submitted', 'underway']);
  const { items: motions } = await got('motions?status=carried&aboutKind=project');
  expect(motions).toMatchObject([{ for: 8, against: 1, abstain: 1, entitled: 13 }]);
  const { items: meetings } = await got('meetings');
  expect(meetings.map(({ status }: { status: string }) => status).sort()).toEqual(['closed', 'convened']);
  const { items: bookings } = await got('bookings');
  expect(bookings).toHaveLength(3);
  const bus = (await got('resources')).items.find(({ kind }: { kind: string }) => kind === 'vehicle');
  const ofBus = bookings.filter(({ resourceId }: { resourceId: string }) => resourceId === bus.resourceId);
  expect(ofBus).toMatchObject([{ status: 'requested' }, { status: 'waitlisted' }]); // whenever in the week
  const { items: units } = await got('units?status=admitted');
  expect(units).toHaveLength(14);
});

it('Its auditor found something, which is open, answered, and closed', async () => {
  const keys = await demoKeys(app.nest, demo.file);
  const { items } = (await app.withKey(keys['auditor']!).get(`${path}/findings`)).body;
  expect(items.map(({ title, status }: any) => [title.en, status])).toEqual([
    ['The notice of the meeting names no step-free entrance', 'closed'],
    ['One photo is all that proves the parking spaces', 'answered'],
    ['The parking signs are overdue, and nothing was reported', 'raised'],
  ]);
  const { acts } = (await app.withKey(keys['auditor']!).get(`${path}/findings/${items[2].findingId}`)).body;
  expect(acts.map(({ act }: any) => act)).toEqual(expect.arrayContaining(['CloseFinding', 'WithdrawFinding']));
});

it('An action that the demo left undone is overdue once the clock runs', async () => {
  for (let tries = 0; tries < 50; tries++) {
    const { items } = await got('actions?status=overdue');
    if (items.length > 0) return expect(items).toMatchObject([{ title: { en: 'Put up the parking signs' } }]);
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error('no action became overdue');
});

it('A second load changes nothing', async () => {
  await app.settled();
  const before = await app.log.head();
  await loadDemo(app.nest, demo);
  expect(await app.log.head()).toBe(before);
});

it('A key of it that was revoked stays so, and keeps nobody from starting again', async () => {
  const home = mkdtempSync(join(tmpdir(), 'lianjian-demo-'));
  const kept = async () => {
    await keysToTry(app.nest, demo, home);
    return JSON.parse(readFileSync(join(home, 'demo-keys.json'), 'utf8'));
  };
  const { power, ...others } = await kept();
  const station = app.withKey(power);
  const { clientId } = (await station.get('/v1/me')).body;
  await station.did(`${path}/keys/${clientId}/revocation`, {});
  expect(await kept()).toEqual(others);
  rmSync(home, { recursive: true });
});

it('Where the kept keys are lost, and the auditor has none that could be renewed, the others are given anew', async () => {
  const keys = await demoKeys(app.nest, demo.file);
  const { clientId } = (await app.withKey(keys['auditor']!).get('/v1/me')).body;
  await app.nest.get(Keys).revoke(clientId);
  const others = Object.keys(keys).filter((who) => who !== 'auditor');
  expect(Object.keys(await demoKeys(app.nest, demo.file))).toEqual(others);
});

describe('A broken file is refused with the places in it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lianjian-demo-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const broken = (change: (file: any) => void): (() => unknown) => {
    const file = JSON.parse(readFileSync('demo/dongnan.json', 'utf8'));
    change(file);
    const where = join(folder, 'broken.json');
    writeFileSync(where, JSON.stringify(file));
    return () => readDemoFile(where);
  };
  it.each<[string, (file: any) => void]>([
    ['/alliance', (file) => delete file.alliance],
    ['/alliance/today', (file) => (file.alliance.today = 'soon')],
    ['/units/3/kind', (file) => (file.units[3].kind = 'castle')],
    ['/units/4', (file) => (file.units[4].key = file.units[3].key)],
    ['/resources/1/unit', (file) => (file.resources[1].unit = 'nobody')],
    ['/pledges/2/resource', (file) => (file.pledges[2].resource = 'nothing')],
    ['/motions/0/ballots/for/0', (file) => (file.motions[0].ballots.for[0] = 'nobody')],
    ['/findings/0/about/key', (file) => (file.findings[0].about.key = 'nothing')],
    ['/projects/0/requirements/0/quantity', (file) => (file.projects[0].requirements[0].quantity = -1)],
  ])('%s', (place, change) => {
    expect(broken(change)).toThrow(BrokenDemoFile);
    expect(broken(change)).toThrow(new RegExp(`${place}[ /]`));
  });
  it('a section that nobody knows is named and skipped', () =>
    expect(broken((file) => (file.moonshots = []))()).toMatchObject({
      skipped: expect.arrayContaining(['moonshots']),
    }));
});

it('What was done is counted week by week, on the clocks of the alliance', async () => {
  const { weeks } = await got('trends?weeks=53');
  expect(weeks).toHaveLength(53);
  const happened = async (type: string) => (await got(`history?type=${type}&limit=200`)).items.map(({ at }: any) => at);
  for (const [name, type] of [
    ['pledges', 'PledgeMade'],
    ['deliveries', 'DeliveryConfirmed'],
    ['decisions', 'MotionCarried'],
  ] as const) {
    // prettier-ignore
    const instants: string[] = await happened(type);
    expect(instants.length).toBeGreaterThan(0);
    for (const week of weeks)
      expect(week[name]).toBe(instants.filter((at) => week.from <= at && at < week.until).length);
  }
  for (const [n, { monday, from, until }] of weeks.entries()) {
    expect([new Date(monday).getUTCDay(), from]).toEqual([1, new Date(`${monday}T00:00:00+08:00`).toISOString()]);
    if (n > 0) expect(weeks[n - 1].until).toBe(from);
    expect(until > from).toBe(true);
  }
  expect((await got('trends')).weeks).toEqual(weeks.slice(-12));
});
