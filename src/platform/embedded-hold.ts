import { Logger } from '@nestjs/common';
import pg from 'pg';
import { setTimeout as wait } from 'node:timers/promises';
import { halt, launch, type Server } from './embedded-server.js';

/** Another application runs on the same data. */
export class DatabaseInUse extends Error {
  override readonly name = 'DatabaseInUse';
}

export type Hold = Readonly<{
  superuser: pg.Client;
  /** The server ran already. */
  takenUp: boolean;
  /** Stops the server, unless somebody else holds it. */
  release: () => Promise<void>;
}>;

const logger = new Logger('database');

/** Advisory locks end with the connection that has them, so with its process, however that ends: none is ever stale. */
const lock = { using: 0x4c4a_0001, serving: 0x4c4a_0002 };

const attempts_max = 600;
const attempt_pause_ms = 100;
/** Between two tries to have a server again that died: soon after a crash; later as one looks after a disk that was full. */
const recoveryPauses_ms = { least: 100, most: 5_000 };
/** For an application that lost its server in a crash, and is on its way back to it. */
const precedence_ms = 300;

/**
 * Keeps a server running for as long as somebody holds it: starts it where none runs, starts it again where it dies, and
 * the last to let go stops it. `alone` is for one holder at a time: the next one gets DatabaseInUse.
 */
export const hold = async (server: Server, alone: boolean, pauses_ms = recoveryPauses_ms): Promise<Hold> => {
  const releasing = new AbortController();
  const { signal: released } = releasing;
  let { superuser, takenUp } = await connect(server);
  let recovery: Promise<void> = Promise.resolve();
  const keep = (): void => {
    superuser.once('end', () => {
      if (!released.aborted) recovery = recover();
    });
  };
  const recover = async (): Promise<void> => {
    for (
      let [pause_ms, told] = [pauses_ms.least, ''];
      !released.aborted;
      pause_ms = Math.min(2 * pause_ms, pauses_ms.most)
    ) {
      try {
        ({ superuser } = await connect(server));
        keep();
        if (alone) await tries(superuser, 'pg_try_advisory_lock', lock.serving);
        if (told) logger.log('PostgreSQL runs again.');
        return;
      } catch (error) {
        const [said = ''] = String(error).split('\n'); // what follows is of this try
        if (said !== told) logger.error(`${String(error)}\nIt is tried again and again.`);
        told = said;
        await wait(pause_ms, undefined, { signal: released }).catch(() => undefined);
      }
    }
  };
  keep();
  const release = async (): Promise<void> => {
    if (released.aborted) return;
    releasing.abort();
    await recovery;
    await letGo(server, superuser);
  };
  if (alone && takenUp) await wait(precedence_ms);
  if (alone && !(await tries(superuser, 'pg_try_advisory_lock', lock.serving))) {
    const error = new DatabaseInUse(`Lianjian already runs on the data in ${server.home}${await holder(superuser)}.`);
    await release();
    throw error;
  }
  return { superuser, takenUp, release };
};

const connect = async (server: Server): Promise<Readonly<{ superuser: pg.Client; takenUp: boolean }>> => {
  let takenUp = true;
  for (let attempt = 1; attempt <= attempts_max; attempt++) {
    const superuser = new pg.Client({
      host: server.data,
      port: 5432,
      user: 'postgres',
      database: 'postgres',
      application_name: `process ${process.pid}`,
    });
    superuser.on('error', () => undefined); // 'end' follows
    try {
      await superuser.connect();
      if (await tries(superuser, 'pg_try_advisory_lock_shared', lock.using)) return { superuser, takenUp };
    } catch (error) {
      if (isAbsent(error)) {
        await launch(server);
        takenUp = false;
        continue;
      }
      if (!isPassing(error)) throw error;
    }
    await superuser.end().catch(() => undefined);
    await wait(attempt_pause_ms); // it starts, or somebody stops it
  }
  throw new Error(`PostgreSQL in ${server.data} takes no connections: ${server.data}/server.log may say why.`);
};

const letGo = async (server: Server, superuser: pg.Client): Promise<void> => {
  try {
    await superuser.query('SELECT pg_advisory_unlock_all()');
    if (await tries(superuser, 'pg_try_advisory_lock', lock.using)) await halt(server);
  } catch (error) {
    if (!isAbsent(error) && !isPassing(error)) throw error; // else it is gone already
  } finally {
    await superuser.end().catch(() => undefined);
  }
};

const tries = async (superuser: pg.Client, take: string, key: number): Promise<boolean> => {
  const { rows } = await superuser.query<{ taken: boolean }>(`SELECT ${take}($1) AS taken`, [key]);
  return rows[0]?.taken === true;
};

const holder = async (superuser: pg.Client): Promise<string> => {
  const { rows } = await superuser.query<{ text: string }>(
    `SELECT format(', as %s, since %s', application_name, to_char(backend_start, 'YYYY-MM-DD HH24:MI:SS "UTC"')) AS text
     FROM pg_locks JOIN pg_stat_activity USING (pid)
     WHERE locktype = 'advisory' AND granted AND objid = $1`,
    [lock.serving],
  );
  return rows[0]?.text ?? '';
};

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

const isAbsent = (error: unknown): boolean => ['ENOENT', 'ECONNREFUSED'].includes(codeOf(error));

/** Starting, stopping, ended by the administrator; or the connection broke. */
const isPassing = (error: unknown): boolean =>
  /^(57P0[123]|ECONNRESET|EPIPE)$/.test(codeOf(error)) ||
  /connection terminated|not queryable|was closed/i.test(String(error));
