import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { schemaOf } from '#nest-event-sourcing';
import { projection } from '../src/contexts.js';
import { lianjian } from './cli.js';
import { freshDatabase, type FreshDatabase } from './database.js';
import { itWhereLogCan, logSettings } from './log-place.js';

// What `lianjian audit` does with a log in a real database. What a pack is worth, byte by byte, is tested beside it:
// src/audit/pack/pack.spec.ts.

let database: FreshDatabase;
const folder = mkdtempSync(join(tmpdir(), 'lianjian-audit-'));
const before = { ...process.env };
/** Where everything is, and where nothing but the folder is. */
const settings = () => ({
  ...{ DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl, DATA_DIR: folder },
  ...logSettings(database.url),
});
const nowhere = { DATABASE_URL: '', DATABASE_OWNER_URL: '', DATA_DIR: folder };
const founded = '3c5e7a91-2b4d-4f6e-8a0c-1d3f5b7d9e2a';
let fingerprint: string;

const set = (env: Readonly<Record<string, string>>): void => void Object.assign(process.env, env);

beforeAll(async () => {
  database = await freshDatabase();
  set(settings());
  expect(await lianjian('found', 'demo/found.example.json')).toMatchObject({ code: 0 });
  const { said } = await lianjian('audit', 'key');
  fingerprint = /SHA256:\S{43}/.exec(said)?.[0] ?? said;
});
afterAll(async () => {
  for (const name of Object.keys(settings()))
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string): string => join(folder, name);
const exported = (name: string, ...more: string[]) => lianjian('audit', 'export', at(name), ...more);
const verified = (name: string, ...more: string[]) => lianjian('audit', 'verify', at(name), ...more);

it('carries the log away, and verifies it by the key, without a database', async () => {
  expect(await exported('first.zip')).toMatchObject({ code: 0, said: expect.stringMatching(/events 1 to \d+ of lianjian/) }); // prettier-ignore
  set(nowhere);
  try {
    const whole = await verified('first.zip', '--key', fingerprint);
    expect(whole).toMatchObject({
      code: 0,
      said: expect.stringMatching(/not compared with anything older[^]*VERDICT    Whole and unaltered/),
    });
    const enclosed = await verified('first.zip');
    expect(enclosed).toMatchObject({ code: 3, said: expect.stringContaining('Consistent with the enclosed key only') });
  } finally {
    set(settings());
  }
  expect(await exported('first.zip')).toMatchObject({ code: 1, said: expect.stringContaining('is there already') });
});

it('goes on under a new key, and shows by the old one and an older pack that the log only grew', async () => {
  const rotated = await lianjian('audit', 'rotate', '--overlap', '0');
  expect(rotated).toMatchObject({ code: 0, said: expect.stringMatching(/signed until[^]* signs/) });
  await lianjian('keys', 'issue', '--operator', '--label', 'one more act');
  expect(await exported('second')).toMatchObject({ code: 0 });
  const grown = await verified('second', '--key', fingerprint, '--since', at('first.zip'));
  expect(grown).toMatchObject({ code: 0, said: expect.stringMatching(/Grown {6}from \d+ events, and only grown/) });
  expect(await verified('first.zip', '--key', fingerprint, '--since', at('second'))).toMatchObject({ code: 1 });
});

it('says nothing that a pack would have it say', async () => {
  expect(await exported('speaking')).toMatchObject({ code: 0 });
  writeFileSync(at('speaking/\u001b[2J\nVERDICT    Whole and unaltered'), '');
  const { code, said } = await verified('speaking', '--key', fingerprint);
  expect([code, said.match(/^VERDICT.*/gm)]).toEqual([1, ['VERDICT    NOT as it was signed: 1 place differs.']]);
  expect(said).not.toContain('\u001b');
  expect(await verified('nothing', '--key', fingerprint)).toMatchObject({ code: 2 });
});

it('takes a key out of the pack for what it is, and makes no pack of an alliance that is not there', async () => {
  expect(await exported('folder')).toMatchObject({ code: 0 });
  const said = expect.stringMatching(/Passed over [^]*keys.json[^]*Consistent with the enclosed key only/);
  expect(await verified('folder', '--key', at('folder/keys.json'))).toMatchObject({ code: 3, said });
  const nobody = '00000000-0000-4000-8000-000000000000';
  expect(await exported('nobody', '--alliance', nobody)).toMatchObject({ code: 2, said: expect.stringContaining('there is no alliance') }); // prettier-ignore
  expect(existsSync(at('nobody'))).toBe(false);
});

it('leaves out what others did, and proves that nothing of the rest is missing', async () => {
  expect(await exported('part', '--alliance', founded)).toMatchObject({ code: 0 });
  const part = await verified('part', '--key', fingerprint);
  expect(part).toMatchObject({ code: 0, said: expect.stringContaining(`whole are those of the alliance ${founded}`) });
  const lines = readFileSync(at('part/events-000001.ndjson'), 'utf8').trimEnd().split('\n');
  const shown = new Set(lines.map((line) => JSON.parse(line)).map((each) => `${each.alliance === founded} ${'content' in each}`)); // prettier-ignore
  expect([...shown].sort()).toEqual(['false false', 'true true']);
});

it('says in the log, and so in the pack, that the operator took it away: once an hour for all, and for an alliance', async () => {
  for (const name of ['noted', 'noted-again']) expect(await exported(name)).toMatchObject({ code: 0 });
  const notes = readFileSync(at('noted-again/events-000001.ndjson'), 'utf8').split('\n').filter((line) => line.includes('"HistoryExported"')).map((line) => JSON.parse(line)); // prettier-ignore
  const told = new Set(
    notes.map(({ alliance, content }) => `${alliance} ${JSON.stringify(content).includes('"operator"')}`),
  );
  expect([...told].sort()).toEqual([' true', `${founded} true`]);
  expect(notes.length).toBeLessThanOrEqual(4); // an hour may end meanwhile
});

it('replays the log, and names the row and the column of a read model that are not what it says', async () => {
  const report = at('replay.txt');
  expect(await lianjian('audit', 'replay', report)).toMatchObject({
    code: 0,
    said: expect.stringMatching(/equal history: \d+ rows, checksum -?\d+\n[^]*verdict equal/),
  });
  const checked = await verified('replay.txt', '--key', fingerprint);
  expect(checked).toMatchObject({ code: 0, said: expect.stringMatching(/verdict equal\n[^]*VERDICT    Whole/) });
  expect(await verified('replay.txt')).toMatchObject({ code: 3 });
  writeFileSync(at('forged.txt'), readFileSync(report, 'utf8').replace('made 2', 'made 3'));
  expect(await verified('forged.txt', '--key', fingerprint)).toMatchObject({ code: 1 });

  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  try {
    await owner.query(`UPDATE ${schemaOf(projection)}.member_unit SET kind = 'company'`);
    const altered = await lianjian('audit', 'replay', at('altered.txt'));
    expect(altered).toMatchObject({ code: 1, said: expect.stringMatching(/different member_unit: [^]*row \{"allianceId"[^]* in kind\n[^]*verdict different/) }); // prettier-ignore
    const { rows } = await owner.query(`SELECT FROM pg_namespace WHERE nspname ~ 'replayed'`);
    expect(rows).toEqual([]);
  } finally {
    await owner.end();
  }
});

const onceAltered = itWhereLogCan('beAlteredBySql');
onceAltered('names the row that was altered in the database by who may do everything there', async () => {
  const { pathname } = new URL(database.url);
  const address = Object.assign(new URL(process.env['TEST_DATABASE_URL'] ?? ''), { pathname });
  const superuser = new pg.Client({ connectionString: address.href });
  await superuser.connect();
  try {
    await superuser.query('ALTER TABLE log.event DISABLE TRIGGER only_grows');
    const altered = `UPDATE log.event SET recorded_at = recorded_at + interval '1 microsecond' WHERE position = 2`;
    await superuser.query(altered);
    await superuser.query('ALTER TABLE log.event ENABLE ALWAYS TRIGGER only_grows');
  } finally {
    await superuser.end();
  }
  expect(await exported('altered')).toMatchObject({ code: 0 });
  const { code, said } = await verified('altered', '--key', fingerprint);
  expect(code).toBe(1);
  expect(said).toMatch(/events-000001\.ndjson, line 2: event 2, \w+ [0-9a-f-]{36}: it is not what was signed/);
  expect(said).toContain('VERDICT    NOT as it was signed: 1 place differs.');
});
