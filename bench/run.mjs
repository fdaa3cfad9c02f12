// `npm run bench -- --help` says what there is. Installs what the bench needs beside the product, which is in its own
// package.json.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const here = import.meta.dirname;
const benches = {
  append: {
    file: 'append.mjs',
    what: 'durable appends beside inserts and Emmett',
    short: ['--seconds', '1', '--rounds', '1'],
  },
  commands: {
    file: 'commands.ts',
    what: 'whole commands over HTTP beside an echo',
    short: ['--seconds', '1', '--rounds', '1'],
  },
  'read-all': {
    file: 'read-all.ts',
    what: 'the whole log, as its followers read it',
    short: ['--events', '50000', '--rounds', '1'],
  },
  tree: {
    file: 'tree.ts',
    what: 'whether the tree over the log keeps up with appends',
    short: ['--seconds', '1', '--rounds', '1'],
  },
  growth: {
    file: 'growth.ts',
    what: 'what an append costs as the log grows',
    short: ['--events', '200000', '--looks', '2', '--seconds', '1'],
  },
  cold: {
    file: 'cold.ts',
    what: 'the first decision on a long stream after a start',
    short: ['--events', '20000', '--rounds', '3'],
  },
  bookings: {
    file: 'bookings.ts',
    what: 'availability and bookings of a resource with 50,000 past bookings',
    short: ['--past', '5000', '--requests', '200'],
  },
  sealing: {
    file: 'sealing.ts',
    what: 'what it costs that words are sealed',
    short: ['--rounds', '3', '--appends', '5000'],
  },
  overload: {
    file: 'overload.ts',
    what: 'twice of what one process sustains, and how soon it is at full speed again',
    short: ['--seconds', '10'],
  },
  dashboard: {
    file: 'dashboard.ts',
    what: 'every query and the rebuild, over 100,000 acts',
    short: ['--acts', '5000', '--runs', '20'],
  },
  pages: {
    file: 'pages.ts',
    what: 'the dashboard in Chromium, over 100,000 acts of 200 units and an hour of more',
    short: ['--acts', '5000', '--rounds', '3', '--minutes', '3'],
  },
  lighthouse: {
    file: 'lighthouse.ts',
    what: 'the pages of the demo, as Lighthouse judges them',
    short: ['--runs', '1', '--forms', 'desktop', '--pages', 'sign-in,overview'],
  },
};

const install = () => {
  const [mark, wanted] = [
    join(here, 'node_modules', '.installed'),
    readFileSync(join(here, 'package-lock.json'), 'utf8'),
  ];
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return;
  const npm = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync('npm', npm, { cwd: here, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) process.exit(status ?? 1);
  writeFileSync(mark, wanted);
};

const run = ({ file }, args) => {
  const loader = new URL('../test/typescript.mjs', import.meta.url).href;
  const room = '--max-semi-space-size=64'; // for garbage, as `npm start` has it
  const node = ['--conditions=@lianjian/source', '--disable-warning=DeprecationWarning', room, '--import', loader];
  const { status } = spawnSync(process.execPath, [...node, join(here, file), ...args], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
};

const usage = [
  'npm run bench -- [NAME [options]]   without a name, all of them, shortly',
  'npm run bench -- --json FILE        the figures of docs/performance.md',
  '',
  ...Object.entries(benches).map(([name, { what }]) => `  ${name.padEnd(12)}${what}`),
].join('\n');

const [word, ...args] = process.argv.slice(2);
if (word === '--help') {
  console.log(usage);
  process.exit();
}
const figures = /^--json(=|$)/.test(word ?? '');
if (word && !figures && !Object.hasOwn(benches, word)) {
  console.error(`there is no ${word}\n\n${usage}`);
  process.exit(2);
}
install();
if (figures) run({ file: 'to-json.ts' }, [word, ...args]);
else if (word) run(benches[word], args);
else
  for (const [name, bench] of Object.entries(benches)) {
    console.log(`\n== ${name}: ${bench.what} (in full: npm run bench -- ${name})\n`);
    run(bench, bench.short);
  }
