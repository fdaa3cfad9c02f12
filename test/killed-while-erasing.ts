import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import type { TestApp } from './app.js';
import { logSettings } from './log-place.js';

const wait_ms_max = 60_000;

/** What there is of an erasure. */
type Left = Readonly<{ recorded: boolean; withoutKey: boolean; withoutName: boolean; withoutWrites: boolean }>;

/** Serves the database in a process of its own. @returns its address once it does */
const served = async ({ databaseUrl, ownerUrl, dataDir }: TestApp) => {
  const source = ['--conditions=@lianjian/source', '--import', './test/typescript.mjs', 'src/cli.ts', 'serve'];
  const { PATH, HOME, PRIVACY_KEY, PRIVACY_KEY_BEFORE } = process.env;
  const child = spawn(process.execPath, source, {
    cwd: join(import.meta.dirname, '..'),
    env: {
      ...{ PATH, HOME, PRIVACY_KEY, PRIVACY_KEY_BEFORE, DATABASE_URL: databaseUrl, DATABASE_OWNER_URL: ownerUrl },
      ...{ DATA_DIR: dataDir, PORT: '0', ...logSettings(databaseUrl) },
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  for (const until = Date.now() + wait_ms_max; ; await setTimeout(20)) {
    const [url] = /http:\/\/127\.0\.0\.1:\d+(?=\/v1)/.exec(said) ?? [];
    if (url) return { child, url };
    if (child.exitCode !== null || Date.now() > until) throw new Error(`it does not serve:\n${said}`);
  }
};

/**
 * Three people are erased by a process that gets to another step with each, and is killed there (SIGKILL): somebody else
 * holds the row that the step needs. Of the first the fact is recorded; of the second the key is destroyed, too; of the
 * third everything is taken away, in a transaction that is about to end.
 *
 * @returns how it is with the three then, and how it is whenever that is asked again
 */
export const killedWhileErasing = async (app: TestApp, superuser: pg.Client, path: string, body: object) => {
  const ids = [randomUUID(), randomUUID(), randomUUID()] as const;
  for (const personId of ids) await app.operator.created(`${path}/people`, { personId, name: 'Somebody' });
  const tables = ['privacy.data_key', 'access.person', 'access.person_write'];
  const holder = new pg.Client({ connectionString: app.ownerUrl });
  await holder.connect();
  await holder.query('BEGIN');
  for (const [n, table] of tables.entries()) {
    const of = table === 'privacy.data_key' ? 'holder_id' : 'person_id';
    await holder.query(`SELECT FROM ${table} WHERE ${of} = $1 FOR UPDATE`, [ids[n]]);
  }
  const { child, url } = await served(app);
  const headers = { authorization: `Bearer ${app.operator.key}`, 'content-type': 'application/json' };
  const again = async (id: string): Promise<void> => {
    const asked = { method: 'POST', headers, body: JSON.stringify(body) };
    while (child.exitCode === null && child.signalCode === null)
      await fetch(`${url}${path}/people/${id}/erasure`, asked).catch(() => undefined); // a wait for a row ends after seconds
  };
  const asking = Promise.all(ids.map(again));
  const waiting = `FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
    AND query ~ 'INTO privacy.data_key|UPDATE access.person|FROM access.person_write'`;
  const reached = `SELECT count(DISTINCT substring(query, '[a-z]+[.][a-z_]+'))::int AS steps ${waiting}`;
  for (const until = Date.now() + wait_ms_max; (await superuser.query(reached)).rows[0].steps < tables.length;)
    if (Date.now() > until) throw new Error('it does not get to every step');
  child.kill('SIGKILL');
  await Promise.all([once(child, 'exit'), asking]);
  await superuser.query(`SELECT pg_terminate_backend(pid) ${waiting}`); // what was sent already would still be done
  await holder.end();
  const people = async (): Promise<readonly Left[]> => {
    const text = `SELECT whose, wrapped IS NULL AS "withoutKey", sealed IS NULL AS "withoutName",
        NOT EXISTS (SELECT FROM access.person_write AS write WHERE write.person_id = whose) AS "withoutWrites"
      FROM unnest($1::uuid[]) AS whose JOIN privacy.data_key ON holder_id = whose JOIN access.person ON person.person_id = whose`;
    const { rows } = await superuser.query(text, [ids]);
    const inTheLog = async (id: string) =>
      (await app.log.read(`person-${id}`, 0, 99)).some(({ type }) => type === 'PersonErased');
    return Promise.all(rows.map(async ({ whose, ...left }) => ({ recorded: await inTheLog(whose), ...left })));
  };
  return { then: await people(), people };
};
