import { grantLog, grantMoment, grantSnapshots, onlyReads } from '#event-store-postgres';
import { grantEngine, grantPasts, grantRebuild, installProjection, type Projection } from '#nest-event-sourcing';
import { setTimeout } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { grantAccess } from '../../migrations/4-access.js';
import { grantLimits } from '../../migrations/8-limits.js';
import { grantSignIn } from '../../migrations/5-sign-in.js';
import { grantWebhooks } from '../../migrations/6-webhooks.js';
import { grantTransparencyLog } from '../../migrations/38-transparency-log.js';
import { grantPrivacy } from '../../migrations/62-privacy.js';
import { grantRefusedActs } from '../../migrations/67-refused-acts.js';
import { migrations } from '../../migrations/index.js';
import { mustGoWith } from './log-place.js';
import { ownerOptions } from './owner-options.js';

/** One number for all who migrate this database. */
const lock = 5_721_306_901;
const wait_ms_max = 60_000;
const pause_ms = 50;

/**
 * Brings the database up to this program: migrations, the tables of the read models, and what the application's role
 * may do. One instance at a time; the others wait, and then find nothing to do. @returns the names of what ran
 *
 * @param place of the log, where one is used. @throws where the places in this database are those of another log
 */
export const migrate = async (
  ownerUrl: string,
  url: string,
  projection: Projection,
  place?: string,
): Promise<readonly string[]> => {
  const role = await roleOf(url);
  const owner = await new DataSource({ ...ownerOptions(ownerUrl), migrations }).initialize();
  try {
    return await locked(owner, async () => {
      const ran = await owner.runMigrations({ transaction: 'each' });
      await owner.query(
        [
          grantLog,
          grantMoment,
          grantSnapshots,
          grantEngine,
          grantRebuild,
          grantPasts,
          grantAccess,
          grantSignIn,
          grantLimits,
          grantWebhooks,
          grantTransparencyLog,
          grantPrivacy,
          grantRefusedActs,
        ]
          .map((grant) => grant(role))
          .join(';'),
      );
      if (place !== undefined) await mustGoWith(owner, place);
      await installProjection(ownerOptions(ownerUrl), projection, role);
      return ran.map(({ name }) => name);
    });
  } finally {
    await owner.destroy();
  }
};

/** The role that an address connects as. @throws where it leads to a standby */
export const roleOf = async (url: string): Promise<string> => {
  const application = await new DataSource(ownerOptions(url)).initialize();
  try {
    const [{ role, standby }] = await application.query('SELECT current_user AS role, pg_is_in_recovery() AS standby');
    if (standby) throw new Error(onlyReads);
    return role;
  } finally {
    await application.destroy();
  }
};

/** Asks for the lock again and again: waiting in the database for it could block an index that is built concurrently. */
const locked = async <T>(owner: DataSource, work: () => Promise<T>): Promise<T> => {
  const holder = owner.createQueryRunner();
  try {
    for (const until = Date.now() + wait_ms_max; ; await setTimeout(pause_ms)) {
      const [{ taken }] = await holder.query('SELECT pg_try_advisory_lock($1) AS taken', [lock]);
      if (taken) break;
      if (Date.now() > until) throw new Error('Another instance has been migrating this database for a minute.');
    }
    try {
      return await work();
    } finally {
      await holder.query('SELECT pg_advisory_unlock($1)', [lock]);
    }
  } finally {
    await holder.release();
  }
};
