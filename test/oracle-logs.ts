import type { EventStore } from '#event-sourcing';
import { grantLog, logPool, logSchema, PostgresEventStore } from '#event-store-postgres';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Promised } from '../libs/event-sourcing/src/oracle/history.js';
import { startDatabase } from '../src/platform/embedded-database.js';
import { cutLine } from './cut-line.js';

/** An empty log, as several processes have it. */
export type TrialLog = Readonly<{
  instances: readonly EventStore[];
  promised: Promised;
  /** Breaks one of the connections to it. */
  cut: () => void;
  end: () => Promise<void>;
}>;

/** On a PostgreSQL of its own. */
export const postgresTrial = async (instances_n: number): Promise<TrialLog> => {
  const home = await mkdtemp(join(tmpdir(), 'lianjian-oracle-'));
  const database = await startDatabase(home);
  // A last cut may still be on its way when the server is stopped.
  const superuser = new pg.Pool({ connectionString: database.superuserUrl, max: 1 }).on('error', () => undefined);
  const pools = Array.from({ length: instances_n }, () => logPool(database.superuserUrl, { max: 6 }));
  const cut = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'event-log' ORDER BY random() LIMIT 1`;
  const end = async () => {
    await Promise.allSettled([...pools, superuser].map((pool) => pool.end()));
    await database.stop();
    await rm(home, { recursive: true, force: true });
    if (database.home !== home) await rm(database.home, { recursive: true, force: true });
  };
  try {
    await superuser.query(logSchema + grantLog('postgres'));
  } catch (error) {
    await end();
    throw error;
  }
  return {
    instances: pools.map((pool) => new PostgresEventStore(pool)),
    promised: { dense: true, conditionsAtomic: true, repeatsTold: true },
    cut: () => void superuser.query(cut),
    end,
  };
};

/**
 * On a KurrentDB that runs: streams of a prefix of its own, and a line for each instance. The nodes of a cluster tell each
 * client where they are, so no line leads there: whoever runs it ends some of them meanwhile.
 */
export const kurrentTrial = async (url: string, instances_n: number): Promise<TrialLog> => {
  const { Connection, KurrentEventStore } = await import('#event-store-kurrentdb');
  const probe = new Connection(url);
  const conditionsAtomic = await probe.checksConditions();
  await probe.close();
  const prefix = `oracle-${randomUUID()}.`;
  const isCluster = /,|\+discover:/.test(url);
  const lines = await Promise.all(Array.from({ length: isCluster ? 0 : instances_n }, () => cutLine(url)));
  const instances = Array.from({ length: instances_n }, (_, n) => {
    return new KurrentEventStore(new Connection(lines[n]?.url ?? url), { prefix, conditionsAtomic });
  });
  return {
    instances,
    promised: { dense: false, conditionsAtomic: conditionsAtomic || instances_n === 1, repeatsTold: false },
    cut: () => lines[Math.floor(Math.random() * lines.length)]?.cut(),
    end: async () => {
      await Promise.allSettled(instances.map((each) => each.close()));
      for (const line of lines) line.end();
    },
  };
};
