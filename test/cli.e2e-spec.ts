import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { commands } from '../src/cli/commands.js';
import { lianjian, lianjianAloud } from './cli.js';
import { freshDatabase, type FreshDatabase } from './database.js';
import { logSettings } from './log-place.js';

let database: FreshDatabase;
const before = { ...process.env };
const settings = () => ({
  ...{ DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl },
  ...logSettings(database.url),
});
beforeAll(async () => {
  database = await freshDatabase();
  Object.assign(process.env, settings());
});
afterAll(async () => {
  for (const name of Object.keys(settings()))
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  await database.drop();
});

it('lists its commands, and says what each does', async () => {
  const { code, said } = await lianjian('help');
  expect(code).toBe(0);
  for (const [name, load] of Object.entries(commands)) {
    const { name: own, summary } = await load();
    expect(own).toBe(name);
    expect(said).toContain(`lianjian ${name}`);
    expect(said).toContain(summary);
    expect(await lianjian('help', name)).toMatchObject({ code: 0, said: expect.stringContaining('usage: lianjian') });
    expect(await lianjian(name, '--help')).toMatchObject({ code: 0 });
  }
});

it('is done to its end though nobody reads on what it prints', async () => {
  const node = ['--conditions=@lianjian/source', '--import', './test/typescript.mjs', 'src/cli.ts', 'help'];
  const cli = spawn(process.execPath, node, { stdio: ['ignore', 'pipe', 'inherit'] });
  cli.stdout.destroy();
  expect(await once(cli, 'exit')).toEqual([0, null]);
});

it.each([
  [['conquer']],
  [['help', 'conquer']],
  [['serve', '--wings']],
  [['found']],
  [['keys']],
  [['keys', 'issue', '--unit', 'x']],
  [['keys', 'revoke', 'x']],
  [['keys', 'rotate']],
  [['keys', 'issue', '--operator', '--scopes', 'wings']],
  [['keys', 'issue', '--operator', '--until', 'soon']],
  [['keys', 'list', 'x', 'y']],
  [['projections', 'burn']],
  [['audit']],
  [['audit', 'burn']],
  [['audit', 'verify']],
  [['audit', 'key', 'here']],
  [['audit', 'key', '--since', 'then']],
  [['audit', 'verify', 'package.json', '--key', 'tsconfig.json']],
  [['audit', 'verify', 'package.json', '--since', 'nowhere']],
  [['audit', 'export', 'here', '--alliance', 'x']],
  [['audit', 'rotate', '--overlap', 'long']],
  [['sign-in-link', '--person', 'x']],
  [['identities', 'link', '--person', '3c5e7a91-2b4d-4f6e-8a0c-1d3f5b7d9e2a']],
  [['identities', 'marry', '--person', '3c5e7a91-2b4d-4f6e-8a0c-1d3f5b7d9e2a']],
  [['log', 'rights', '--at', 'kurrentdb://127.0.0.1:1?tls=false', '--grant', '']], // of a variable that is not set
])('says how it is used where it was not understood: %j', async (args) =>
  expect(await lianjian(...args)).toMatchObject({ code: 2, said: expect.stringContaining('usage: lianjian') }),
);

it('migrates once', async () => {
  expect(await lianjian('migrate')).toMatchObject({ code: 0, said: expect.stringContaining('ran Log') });
  expect(await lianjian('migrate')).toMatchObject({ code: 0, said: expect.stringContaining('nothing to do') });
});

it('founds an alliance from a file, once, and gives a key for its chair', async () => {
  const first = await lianjian('found', 'demo/found.example.json');
  expect(first).toMatchObject({ code: 0, said: expect.stringMatching(/alliance {2}3c5e7a91[^]*chair key lj_/) });
  const position = /position {2}(\d+)/.exec(first.said)?.[1];
  expect((await lianjian('found', 'demo/found.example.json')).said).toContain(`position  ${position}\n`);
});

it.each([
  ['package.json', 'the file is not valid'],
  ['no-such-file.json', 'no-such-file.json'],
  ['README.md', 'JSON'],
])('says what is wrong with a file to found from: %s', async (file, what) =>
  expect(await lianjian('found', file)).toMatchObject({ code: 1, said: expect.stringContaining(what) }),
);

it('issues a key this once, lists it without its secret, and revokes it', async () => {
  const id = '3c5e7a91-2b4d-4f6e-8a0c-1d3f5b7d9e2a';
  const { said } = await lianjian('keys', 'issue', '--alliance', id, '--unit', id, '--person', id, '--label', 'gate');
  const [, key] = /key {5}(lj_\S+)/.exec(said) ?? [];
  const [, client] = /client {2}(\S+)/.exec(said) ?? [];
  const listed = await lianjian('keys', 'list');
  expect(listed.said).toContain(`${client}  lj_`);
  expect(listed.said).not.toContain(key);
  expect(await lianjian('keys', 'revoke', client!)).toMatchObject({ code: 0 });
  expect(await lianjian('keys', 'revoke', client!)).toMatchObject({ code: 1 });
  expect((await lianjian('keys', 'list')).said).toMatch(/revoked .* gate/);
});

it('links a person to who they are at the provider, and makes links that sign them in', async () => {
  const [{ personId }] = JSON.parse(readFileSync('demo/found.example.json', 'utf8')).people;
  const nobody = '3c5e7a91-2b4d-4f6e-8a0c-1d3f5b7d9e2a';
  const wang = ['--person', personId, '--issuer', 'https://id.example.org', '--subject', 'wang'];
  const linked = { code: 0, said: expect.stringContaining(`${personId}  https://id.example.org  wang`) };
  for (const args of [
    ['link', ...wang],
    ['link', ...wang],
    ['list', '--person', personId],
  ])
    expect(await lianjian('identities', ...args)).toMatchObject(linked);
  expect(await lianjian('identities', 'unlink', ...wang)).toEqual({ code: 0, said: '' });
  expect(await lianjian('identities', 'list', '--person', nobody)).toMatchObject({ code: 1 });
  expect(await lianjian('sign-in-link', '--person', personId)).toMatchObject({
    code: 0,
    said: expect.stringMatching(/^http:\/\/127\.0\.0\.1:3000\/sign-in\/link\?token=[\w-]{43}$/),
  });
  expect(await lianjian('sign-in-link', '--person', nobody)).toMatchObject({ code: 1 });
});

it('issues an auditor’s key with its terms, and rotates it; the client stays', async () => {
  const id = '3c5e7a91-2b4d-4f6e-8a0c-1d3f5b7d9e2a';
  const { said } = await lianjian(
    'keys',
    'issue',
    '--alliance',
    id,
    '--auditor',
    '--label',
    'audit',
    '--until',
    '2099-01-31',
  );
  const [, key] = /key {5}(lj_\S+)/.exec(said) ?? [];
  const [, client] = /client {2}(\S+)/.exec(said) ?? [];
  const rotated = await lianjian('keys', 'rotate', client!, '--overlap', '0');
  expect(rotated).toMatchObject({ code: 0, said: expect.stringMatching(/key {5}lj_/) });
  expect(rotated.said).toContain(`client  ${client}`);
  expect(rotated.said).not.toContain(key);
  expect((await lianjian('keys', 'list')).said).toMatch(
    new RegExp(
      `${client}  lj_[0-9a-f]{12}_…  auditor of alliance ${id}  until 2099-01-31T00:00:00.000Z  unused  audit`,
    ),
  );
  expect(await lianjian('keys', 'issue', '--alliance', id, '--auditor', '--scopes', 'projects')).toMatchObject({
    code: 1,
    said: expect.stringContaining('An auditor reads'),
  });
});

it('says how far the read models are, and rebuilds them', async () => {
  expect(await lianjian('projections', 'list')).toMatchObject({ code: 0, said: expect.stringContaining('behind 0') });
  expect(await lianjianAloud('projections', 'rebuild')).toMatchObject({
    code: 0,
    said: expect.stringMatching(/up to position \d+ in /),
    beside: expect.stringMatching(/^fold .* 100 %/m),
  });
  expect(await lianjian('projections', 'list')).toMatchObject({ code: 0, said: expect.stringContaining('behind 0') });
});

it('stops where a setting is malformed or unknown, and names it', async () => {
  process.env['LIANJIAN_PROT'] = '3000';
  expect(await lianjian('migrate')).toMatchObject({ code: 1, said: expect.stringContaining('LIANJIAN_PROT') });
  delete process.env['LIANJIAN_PROT'];
});
