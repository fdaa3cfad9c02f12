import { StoredLines } from '#event-sourcing';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { demoKeys, loadDemo } from '../src/demo/load-demo.js';
import { readDemoFile } from '../src/demo/read-demo-file.js';
import { startApp, type TestApp } from './app.js';

// What partners write: a client that is generated from the description, compiled as strictly as can be, and run.

const run = promisify(execFile);
const { NODE_OPTIONS: _, ...env } = process.env;
const folder = resolve('dist', `examples-${randomUUID().slice(0, 8)}`);
const strict = [
  'strict',
  'exactOptionalPropertyTypes',
  'noUncheckedIndexedAccess',
  'noImplicitReturns',
  'isolatedModules',
];
let app: TestApp;
const running: ChildProcess[] = [];

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  for (const file of ['tour.ts', 'partner.ts']) copyFileSync(join('examples', file), join(folder, file));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  await run('node_modules/.bin/openapi-typescript', ['docs/openapi.json', '-o', join(folder, 'lianjian.d.ts')], {
    env,
  });
  const compilerOptions = {
    ...Object.fromEntries(strict.map((option) => [option, true])),
    ...{ target: 'es2023', module: 'nodenext', types: ['node'], skipLibCheck: true, rootDir: '.' },
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['tour.ts', 'partner.ts'] }));
  await run('node_modules/.bin/tsc', ['-p', folder], { env }).catch(({ stdout }) => {
    throw new Error(stdout);
  });
  app = await startApp();
});
afterAll(async () => {
  for (const each of running) each.kill();
  await app?.close();
  rmSync(folder, { recursive: true, force: true });
});

it('A generated client makes the tour of the README', async () => {
  const demo = readDemoFile('demo/dongnan.json');
  await loadDemo(app.nest, demo);
  const keys = join(folder, 'keys.json');
  writeFileSync(keys, JSON.stringify(await demoKeys(app.nest, demo.file)));
  const said = { ...env, LIANJIAN_URL: app.url, LIANJIAN_KEYS: keys };
  const { stdout } = await run(process.execPath, [join(folder, 'tour.js')], { env: said });
  const steps = stdout.trim().split('\n').map((line) => JSON.parse(line) as { step: string; what: unknown }); // prettier-ignore
  expect(Object.fromEntries(steps.map(({ step, what }) => [step, what]))).toEqual({
    applied: [{ kind: 'company', status: 'applied' }],
    hidden: { type: '/problems/unit-not-in-standing', status: 403 },
    'proposed once': { same: true, revision: 0 },
    recused: '/problems/unit-recused',
    decided: { status: 'carried', for: 7, against: 1 },
    stage: 'approved',
    'too much': { type: '/problems/requirement-exceeded', data: { remaining: 40 } },
    'dry run': ['PledgeMade'],
    delivered: [{ quantity: 40, pledged: 30, delivered: 12, short: 10 }],
    history: [
      ['DeliveryConfirmed', 'ConfirmDelivery'],
      ['DeliveryReported', 'ReportDelivery'],
      ['PledgeAccepted', 'SettlePledge'],
      ['PledgeMade', 'MakePledge'],
    ],
  });
});

it('A partner’s program shares what its file says, answers bookings, and goes on where it was', async () => {
  const alliance = await app.found({ units: ['residents', 'school', 'bank'] });
  const [school, bank] = [alliance.as('school'), alliance.as('bank')];
  const said = {
    ...env,
    LIANJIAN_URL: app.url,
    LIANJIAN_KEY: alliance.unit('school').key,
    LIANJIAN_ALLIANCE: alliance.id,
  };
  const start = () => {
    const args = [join(folder, 'partner.js'), 'examples/resources.csv', join(folder, 'bookmark.txt')];
    const child = spawn(process.execPath, args, { env: said, stdio: ['ignore', 'pipe', 'inherit'] });
    running.push(child);
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
    return {
      stop: () => child.kill(),
      until: async (wanted: RegExp) => {
        for (const end = Date.now() + 20_000; !wanted.test(text); await setTimeout(20))
          if (Date.now() > end) throw new Error(`no ${String(wanted)} in ${text}`);
      },
    };
  };
  const book = (resourceId: string, quantity: number) => bank.created(`resources/${resourceId}/bookings`, { quantity });
  const statusOf = async (resourceId: string, bookingId: string) =>
    (await bank.got(`resources/${resourceId}/bookings/${bookingId}`)).status;

  const first = start();
  await first.until(/following/);
  await app.settled();
  const { items } = await school.got('resources');
  expect(items.map((each: any) => each.name.en).sort()).toEqual(['Folding tables', 'Projector']);
  const tables = items.find((each: any) => each.name.en === 'Folding tables').resourceId;
  const [few, many] = [await book(tables, 5), await book(tables, 25)];
  await first.until(new RegExp(`${few}: confirmed`));
  await first.until(new RegExp(`${many}: declined`));
  await app.settled();
  expect([await statusOf(tables, few), await statusOf(tables, many)]).toEqual(['confirmed', 'declined']);
  first.stop();

  const meanwhile = await book(tables, 3);
  const events = await app.nest.get(StoredLines).size();
  const second = start();
  await second.until(new RegExp(`${meanwhile}: confirmed`));
  await app.settled();
  expect((await school.got('resources')).items).toHaveLength(2);
  expect(await app.nest.get(StoredLines).size()).toBe(events + 1); // what was imported and answered before is as it was
  expect(readFileSync(join(folder, 'bookmark.txt'), 'utf8')).toMatch(/^\d+$/);
});
