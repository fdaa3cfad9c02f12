import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { reportOf } from '../src/cli/demo.js';
import { demoKeys, loadDemo } from '../src/demo/load-demo.js';
import { readDemoFile } from '../src/demo/read-demo-file.js';
import { startApp, type TestApp } from './app.js';
import { logSettings } from './log-place.js';
import { lianjian } from './cli.js';
import { consoleBlock, shapeOf, walked } from './walk.js';

const write = process.env['WRITE_DOCS'] === '1';
const block = /```(sh|json)\n([^]*?)```/g;
const tour = /<!-- tour -->([^]*)<!-- \/tour -->/;
const mark = '-----8<-----';

const LOG_ORIGIN = 'lianjian.example.org/log';
const environment = { ...process.env };

let app: TestApp;
let folder: string;
let report: string;
let allianceId: string;
beforeAll(async () => {
  app = await startApp({ env: { LOG_ORIGIN } });
  folder = mkdtempSync(join(tmpdir(), 'lianjian-tour-'));
  const demo = readDemoFile('demo/dongnan.json');
  const loaded = await loadDemo(app.nest, demo);
  [report, allianceId] = [reportOf(demo, loaded), loaded.allianceId];
  writeFileSync(join(folder, 'keys.json'), JSON.stringify(await demoKeys(app.nest, demo.file), null, 1));
});
afterAll(async () => {
  process.env = environment;
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What the commands of the tour answer, block by block. */
const answersOf = async (blocks: readonly string[]): Promise<readonly string[]> => {
  const script = blocks
    .map((each) =>
      each.replaceAll('http://127.0.0.1:3000', app.url).replaceAll('.data/demo-keys.json', join(folder, 'keys.json')),
    )
    .join(`\necho '${mark}'\n`);
  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script], { timeout: 60_000 });
  return stdout.split(`${mark}\n`).slice(1);
};

/** What differs from one load to the next: the ids that a command makes of a key. */
const steady = (text: string): string => text.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/g, '…');

it.each(['README.md', 'docs/api.md'])('The commands of %s answer what it says', async (file) => {
  const readme = readFileSync(file, 'utf8');
  const blocks = [...tour.exec(readme)![1]!.matchAll(block)].map(([, kind, text]) => ({ kind, text: text! }));
  const answers = await answersOf(blocks.filter(({ kind }) => kind === 'sh').map(({ text }) => text));
  if (write) writeFileSync(file, withAnswers(readme, answers));
  const said = blocks.filter(({ kind }) => kind === 'json').map(({ text }) => steady(text.trim()));
  if (!write) expect(said).toEqual(answers.map((answer) => steady(answer.trim())));
});

it('README.zh-CN.md makes the same tour', () => {
  const [readme, chinese] = [readFileSync('README.md', 'utf8'), readFileSync('README.zh-CN.md', 'utf8')];
  if (write) writeFileSync('README.zh-CN.md', withBlocks(chinese, blocksOf(readme)));
  else expect(blocksOf(chinese)).toEqual(blocksOf(readme));
});

it.each(['README.md', 'README.zh-CN.md'])('%s shows what npm start says of the demo', (file) => {
  const anyWeeks = (text: string) => text.replace(/moved by -?\d+ weeks/, 'moved by … weeks');
  expect(anyWeeks(readFileSync(file, 'utf8'))).toContain(anyWeeks(report));
});

const walk = /(?<=<!-- walk -->)[^]*(?=<!-- \/walk -->)/;
const guides = ['docs/audit.md', 'docs/audit.zh-CN.md'] as const;

it('An auditor who does what docs/audit.md says is answered what it says, in both languages', async () => {
  const { key } = await app.keys.issue({ kind: 'auditor', allianceId, label: 'audit' });
  const env = {
    DATABASE_URL: app.databaseUrl,
    DATABASE_OWNER_URL: app.ownerUrl,
    DATA_DIR: app.dataDir,
    LOG_ORIGIN,
    ...logSettings(app.databaseUrl),
  };
  Object.assign(process.env, env);
  const [KEY = ''] = /SHA256:\S{43}/.exec((await lianjian('audit', 'key')).said) ?? [];
  const [english, chinese] = guides.map((file) => walk.exec(readFileSync(file, 'utf8'))?.[0] ?? '') as [string, string];
  const blocksIn = (text: string) => [...text.matchAll(consoleBlock)].map(([, block]) => block!);
  const said = blocksIn(english);
  const answered = await walked(said, {
    folder,
    env: { KEY, AUDITOR: key, API: `${app.url}/v1/alliances/${allianceId}` },
  });
  const isSaid = said.map(shapeOf).join() === answered.map(shapeOf).join();
  if (write)
    for (const [file, text] of [
      [guides[0], english],
      [guides[1], chinese],
    ] as const) {
      // prettier-ignore
      const left = [...(isSaid ? said : answered)];
      const anew = text.replace(consoleBlock, () => `\`\`\`console\n${left.shift() ?? ''}\`\`\``);
      writeFileSync(
        file,
        readFileSync(file, 'utf8').replace(walk, () => anew),
      );
    }
  else {
    expect(said.map(shapeOf)).toEqual(answered.map(shapeOf));
    expect(blocksIn(chinese)).toEqual(said);
  }
});

/** The commands and answers of the tour, fences included. */
const blocksOf = (readme: string): readonly string[] => tour.exec(readme)?.[1]?.match(block) ?? [];

/** The README with the tour of another one. */
const withBlocks = (readme: string, blocks: readonly string[]): string => {
  const left = [...blocks];
  return readme.replace(tour, (part) => part.replace(block, (whole) => left.shift() ?? whole));
};

/** The README with what the commands have just answered. */
const withAnswers = (readme: string, answers: readonly string[]): string => {
  const left = [...answers];
  return readme.replace(tour, (part) =>
    part.replace(block, (whole, kind) =>
      kind === 'json' ? `\`\`\`json\n${steady(left.shift() ?? '').trim()}\n\`\`\`` : whole,
    ),
  );
};
