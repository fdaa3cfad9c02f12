import { tellAWholeStory } from './a-whole-story.js';
import { StoredLines } from '#event-sourcing';
import { Engine } from '#nest-event-sourcing';
import { leafHash, openInclusionNote, verifierOf } from '#transparency-log';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { join } from 'node:path';
import { Keyring } from '../src/access/keyring.js';
import { SealingEventStore } from '../src/access/sealing-event-store.js';
import { startApp, startInstance, type TestApp } from './app.js';
import { lianjian } from './cli.js';
import { logSettings } from './log-place.js';
import { killedWhileErasing } from './killed-while-erasing.js';
import { beneath, rowsWith, tablesOf } from './rows-with.js';
import { mark, name, phone, spoken, statement, tellOfSomebody } from './somebody.js';
import { wholeLog } from './whole-log.js';

const secret = (letter: string): string => letter.repeat(43);
const [first, second] = [secret('a'), secret('b')];

let app: TestApp;
let below: Awaited<ReturnType<typeof beneath>>;
const lines: string[] = [];
const said = new Map<string, string>();
/** A text that stands nowhere else. */
const marker = (field: string): string => {
  const text = `秘密${said.size}-Geheim-${field.replaceAll(' ', '-')}`;
  said.set(text, field);
  return text;
};

beforeAll(async () => {
  const env = { PRIVACY_KEY: first, WEBHOOK_ALLOW_PRIVATE: 'true', LOG_LEVEL: 'verbose' };
  app = await startApp({ env, log: (line) => lines.push(line) });
  below = await beneath(app.databaseUrl);
  await tellAWholeStory(app, marker);
});
afterAll(async () => {
  await below.close();
  await app.close();
});

const withoutSealed = (value: any): any =>
  typeof value !== 'object' || value === null
    ? value
    : Array.isArray(value)
      ? value.map(withoutSealed)
      : Object.fromEntries(
          Object.entries(value).flatMap(([name, each]) => (name === 'sealed' ? [] : [[name, withoutSealed(each)]])),
        );

const bodies = async (): Promise<readonly { type: string; data: any; issue: any }[]> => wholeLog(app.log);

it('What people say of people lies in an event under `sealed`, and nowhere else', async () => {
  const open = (await bodies()).flatMap((event) => {
    const text = JSON.stringify(withoutSealed(event));
    return [...said].filter(([words]) => text.includes(words)).map(([, field]) => `${event.type}: ${field}`);
  });
  expect(open).toEqual([]);
});

it('Each reason and note comes back where the log is opened; no name, phone or address is there at all', async () => {
  const text = JSON.stringify(await app.nest.get(SealingEventStore).opened((await bodies()) as never));
  const kept = new Set([...said].filter(([words]) => text.includes(words)).map(([, field]) => field));
  const fields = new Set(said.values());
  expect([...fields].filter((field) => !kept.has(field)).sort()).toEqual(['email', 'name', 'phone']);
});

it('No word, name, phone or address stands in any table of the database', async () => {
  const names = await tablesOf(app.database);
  expect(names).toEqual(
    expect.arrayContaining(['log.event', 'access.person', 'access.secret', 'engine.refused_answer']),
  );
  for (const name of names) expect([name, await rowsWith(app.database, name, [...said.keys()])]).toEqual([name, []]);
});

it('Nor in any of its files, indexes or statistics, or in what it logs of writes, or in a line of the program', async () => {
  expect(await below.with('-Geheim-')).toEqual([]);
  expect(lines.length).toBeGreaterThan(300);
  expect(lines.filter((line) => line.includes('-Geheim-'))).toEqual([]);
});

it('The history shows none of it', async () => {
  const alliances: { id: string }[] = await app.database.query('SELECT DISTINCT alliance_id AS id FROM access.person');
  for (const { id } of alliances) {
    const { body } = await app.operator.get(`/v1/alliances/${id}/history?limit=200`);
    expect(body.items.length).toBeGreaterThan(50);
    expect([...said.keys()].filter((words) => JSON.stringify(body).includes(words))).toEqual([]);
  }
});

describe('A person who is erased', () => {
  const authority = '沪民〔2026〕12号';
  const folder = mkdtempSync(join(tmpdir(), 'lianjian-privacy-'));
  const keys = { PRIVACY_KEY: second, PRIVACY_KEY_BEFORE: first };
  const process_ = { ...process.env };
  let they: Awaited<ReturnType<typeof tellOfSomebody>>;
  /** An instance that was started with a new master key. */
  let other: Awaited<ReturnType<typeof startInstance>>;
  let before: Readonly<{ log: readonly string[]; receipt: any; fingerprint: string }>;

  const found = (text: string): readonly string[] => spoken.filter((each) => text.includes(each));
  const inTheLog = async (): Promise<string> =>
    JSON.stringify(await app.nest.get(SealingEventStore).opened((await bodies()) as never));
  /** Every event as the log holds it, opened by nobody. */
  const stored = async (): Promise<readonly string[]> =>
    (await app.nest.get(StoredLines).headers(0, 5_000)).map((each) => JSON.stringify(each));
  const tables = [['privacy.data_key', 'holder_id'], ['access.person', 'person_id']] as const; // prettier-ignore
  const rowsOf = async (): Promise<readonly any[]> =>
    Promise.all(tables.map(async ([table, id]) => (await app.database.query(`SELECT * FROM ${table} WHERE ${id} = $1`, [they.personId]))[0])); // prettier-ignore
  const copyOf = (table: string): string => `public.copy_of_${table.replace('.', '_')}`;
  const at = (name: string): string => join(folder, name);
  const proven = async (...args: readonly string[]) => {
    const { code, said: text } = await lianjian('audit', 'verify', ...args, '--key', before.fingerprint);
    expect([code, text.match(/^VERDICT.*/m)?.[0]]).toEqual([0, 'VERDICT    Whole and unaltered, as signed by the key that you gave.']); // prettier-ignore
  };
  const includes = async ({ entry, proof }: { entry: string; proof: string }) => {
    const vkeys = (await (await fetch(`${app.url}/log/keys`)).json()) as readonly { vkey: string }[];
    const verifiers = vkeys.map(({ vkey }) => verifierOf(vkey));
    return openInclusionNote(proof, leafHash(Buffer.from(entry)), verifiers).size;
  };

  beforeAll(async () => {
    they = await tellOfSomebody(app);
    other = await startInstance(app.databaseUrl, { env: keys });
    Object.assign(process.env, { DATABASE_URL: app.databaseUrl, DATABASE_OWNER_URL: app.ownerUrl, DATA_DIR: app.dataDir, ...logSettings(app.databaseUrl), ...keys }); // prettier-ignore
  });
  afterAll(async () => {
    process.env = process_;
    await other.nest.close();
    await they.receiver.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is told of by name, and quoted, until then, also under a new master key', async () => {
    expect(found(await they.all())).toEqual(spoken);
    expect(found(await they.all(other.url))).toEqual(spoken);
    expect(found(await inTheLog())).toEqual(spoken.slice(3));
    expect(they.receiver.events.length).toBeGreaterThan(10);
  });

  it('is told, with the officers and the operator, all that is kept about them, in one file', async () => {
    const path = `people/${they.personId}/subject-access`;
    const { body } = await they.chair.get(path);
    expect(found(JSON.stringify(body))).toEqual(spoken);
    expect(body.person).toMatchObject({ name, phone, erasedAt: null });
    expect(body.mandates).toMatchObject([{ mandateId: they.mandateId, kind: 'deputy' }]);
    expect(body.acts.map((each: { act: { type: string } }) => each.act.type)).toEqual(['StatementMade', 'ResourceOffered', 'ResourcePaused', 'ActionReported']); // prettier-ignore
    expect(body.acts[0].words).toEqual({ words: statement });
    expect(body.named.map((each: { act: { type: string } }) => each.act.type)).toEqual(expect.arrayContaining(['MandateGiven', 'KeyIssued', 'HistoryExported'])); // prettier-ignore
    expect(await they.school.get(path)).toMatchObject({ status: 403, body: { type: '/problems/file-not-yours' } });
  });

  it('is not erased while they act for a unit, nor by a member, nor on no authority', async () => {
    const path = `people/${they.personId}/erasure`;
    const body = { reason: 'asked', authority };
    await they.chair.refused(path, body, 409, 'person-still-acts');
    await they.school.refused(path, body, 403, 'not-permitted');
    await they.chair.refused(path, { ...body, authority: 'Li Na asked for it' }, 400, 'malformed');
  });

  it('is nowhere afterwards, and what happened stays, to the byte', async () => {
    await they.school.did(`units/${they.unitId}/mandates/${they.mandateId}/end`);
    await app.settled();
    expect(await lianjian('audit', 'export', at('before.zip'))).toMatchObject({ code: 0 });
    const [, fingerprint = ''] = /(SHA256:\S{43})/.exec((await lianjian('audit', 'key')).said) ?? [];
    for (const [table, id] of tables)
      await below.superuser.query(`CREATE TABLE ${copyOf(table)} AS SELECT * FROM ${table} WHERE ${id} = '${they.personId}'`); // prettier-ignore
    before = { log: await stored(), receipt: await they.chair.got(`receipts/${they.position}`), fingerprint }; // prettier-ignore

    const path = `people/${they.personId}/erasure`;
    const { revision } = await they.chair.got(`people/${they.personId}`);
    const same = { 'idempotency-key': randomUUID(), 'if-match': `"${revision}"` };
    const receipt = await they.chair.did(path, { reason: 'asked', authority }, same);
    expect(await they.chair.did(path, { reason: 'asked', authority }, same)).toEqual(receipt); // the answer may have been lost
    await they.chair.did(path, { reason: 'asked', authority }); // asked twice, done once
    await app.settled();
    expect(found(await they.all())).toEqual([]);
    expect(found(await inTheLog())).toEqual([]);
    for (const table of await tablesOf(app.database))
      expect([table, await rowsWith(app.database, table, spoken)]).toEqual([table, []]);
    expect(await below.with(mark)).toEqual([]);
    expect(lines.filter((line) => line.includes(mark))).toEqual([]);
    const after = await stored();
    expect(after.slice(0, before.log.length)).toEqual(before.log);
    expect(after.length).toBe(before.log.length + 1);
    for (const until = Date.now() + 5_000; found(await they.all(other.url)).length > 0;)
      if (Date.now() > until) throw new Error('another instance still knows');
  });

  it('is in no pack of before or after, and every proof of what they did still holds', async () => {
    expect(await lianjian('audit', 'export', at('after'))).toMatchObject({ code: 0 });
    const files = [at('before.zip'), ...readdirSync(at('after')).map((file) => at(`after/${file}`))];
    expect(files.filter((file) => readFileSync(file).includes(mark))).toEqual([]);
    await proven(at('before.zip'));
    await proven(at('after'), '--since', at('before.zip'));
    const now = await they.chair.got(`receipts/${they.position}`);
    expect(now.entry).toBe(before.receipt.entry);
    expect(await includes(now)).toBeGreaterThan(await includes(before.receipt));
  });

  it('is told of as who was erased, when, in the reader’s language', async () => {
    const on = app.clock.now().slice(0, 10);
    const [en, zh] = [`a person, erased on ${on}`, `已删除个人信息的人员（${on}）`];
    const path = `people/${they.personId}`;
    const gone = { phone: null, email: null, erasedAt: expect.stringContaining(on) };
    expect(await they.chair.got(path)).toMatchObject({ name: en, ...gone });
    expect((await they.chair.get(path, { 'accept-language': 'zh' })).body).toMatchObject({ name: zh, ...gone });
    const motion = await they.chair.got(`motions/${they.motionId}`);
    expect(motion.stated).toMatchObject([{ words: en }]);
    const { body } = await they.chair.get(`actions/${they.actionId}`, { 'accept-language': 'zh' });
    expect(body.reported).toEqual({ words: zh, evidence: null });
  });

  it('does nothing any more, and is registered no more', async () => {
    const path = `people/${they.personId}`;
    await expect(app.clientOf(they.alliance.id, they.unitId, they.personId)).rejects.toThrow('erased');
    await they.them.refused(`motions/${they.motionId}/statements`, { words: 'again' }, 403, 'person-erased');
    await they.chair.refused('people', { personId: they.personId, name: 'Again' }, 403, 'person-erased');
    await they.chair.refused(`${path}/change`, { name: 'Again' }, 403, 'person-erased');
  });

  const putBack = async () => {
    for (const [table, id] of tables) {
      await below.superuser.query(`DELETE FROM ${table} WHERE ${id} = $1`, [they.personId]);
      await below.superuser.query(`INSERT INTO ${table} SELECT * FROM ${copyOf(table)}`);
    }
  };
  const keyGone = { wrapped: null, destroyed_at: expect.anything() };

  it('stays so where their key, name and contacts are put back from a copy of before: who runs opens nothing by them', async () => {
    await Promise.all([app, other].map(({ nest }) => nest.get(Engine).stop())); // nobody hears of anything any more
    await putBack();
    app.nest.get(Keyring).forget(they.personId); // as after a minute
    expect(found(await they.all())).toEqual([]);
    expect(await rowsOf()).toMatchObject([keyGone, {}]);
  });

  it('and whoever starts answers nobody before they are gone again', async () => {
    await putBack();
    const { superuser } = below;
    const waits = `SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))`;
    let answers = false;
    await superuser.query('BEGIN');
    await superuser.query('SELECT FROM privacy.data_key WHERE holder_id = $1 FOR UPDATE', [they.personId]);
    const starting = startInstance(app.databaseUrl, { env: keys }).finally(() => (answers = true));
    for (const until = Date.now() + 20_000; (await superuser.query(waits)).rowCount === 0 && Date.now() < until;)
      await setTimeout(20);
    await setTimeout(500);
    expect(answers).toBe(false);
    await superuser.query('COMMIT');
    const next = await starting;
    try {
      expect(await rowsOf()).toMatchObject([keyGone, { sealed: null, erased_at: expect.anything() }]);
      expect(found(await they.all(next.url))).toEqual([]);
    } finally {
      await next.nest.close();
    }
  });

  it('is erased by whoever starts next, where a process was killed at any step of it', async () => {
    const body = { reason: 'asked', authority };
    const { then, people } = await killedWhileErasing(app, below.superuser, they.alliance.path, body);
    const nothing = { recorded: true, withoutKey: false, withoutName: false, withoutWrites: false };
    expect(then).toEqual([nothing, { ...nothing, withoutKey: true }, { ...nothing, withoutKey: true }]);
    const next = await startInstance(app.databaseUrl, { env: keys });
    try {
      for (const until = Date.now() + 20_000; (await people()).some((each) => Object.values(each).includes(false));)
        if (Date.now() > until) throw new Error(`nobody has finished it: ${JSON.stringify(await people())}`);
    } finally {
      await next.nest.close();
    }
  });
});

it('A master key is changed while everything runs, and a start without the one that is needed says so', async () => {
  const missing = /data keys of people are wrapped by a master key that is not set \(\d+ by [0-9a-f]{16}\): set .*PRIVACY_KEY_BEFORE/; // prettier-ignore
  await expect(startInstance(app.databaseUrl, { env: { PRIVACY_KEY: second } })).rejects.toThrow(missing);
  const env = { DATABASE_URL: app.databaseUrl, DATABASE_OWNER_URL: app.ownerUrl, DATA_DIR: app.dataDir, ...logSettings(app.databaseUrl) }; // prettier-ignore
  const process_ = { ...process.env };
  Object.assign(process.env, env, { PRIVACY_KEY: second, PRIVACY_KEY_BEFORE: first });
  try {
    const rotated = () => lianjian('privacy', 'rotate-master-key');
    expect(await rotated()).toMatchObject({ code: 0, said: expect.stringMatching(/^[1-9]\d* data keys were wrapped/) });
    expect(await rotated()).toEqual({ code: 0, said: '0 data keys were wrapped anew' });
  } finally {
    process.env = process_;
  }
  const next = await startInstance(app.databaseUrl, { env: { PRIVACY_KEY: second } });
  try {
    const opened = JSON.stringify(await next.nest.get(SealingEventStore).opened((await bodies()) as never));
    expect([...said].filter(([words]) => opened.includes(words)).length).toBeGreaterThan(20);
    await expect(startInstance(app.databaseUrl, { env: { PRIVACY_KEY: first } })).rejects.toThrow(missing);
  } finally {
    await next.nest.close();
  }
});
