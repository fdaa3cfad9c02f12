import { isEqual, replay, schemaOf, type Replayed } from '#nest-event-sourcing';
import { rmSync, writeFileSync } from 'node:fs';
import { reportOf } from '../audit/replay-report.js';
import { projection } from '../contexts.js';
import { roleOf } from '../platform/migrate.js';
import { ownerOptions } from '../platform/owner-options.js';
import type { AuditPart } from './audit-part.js';
import { withDatabase, type Database } from './database.js';
import { withLog } from './log.js';
import { progressBar } from './progress-bar.js';
import { withProvenLog } from './proven-log.js';
import { untilInterrupted, workersOf } from './workers.js';

const different = 1;

/** The report is begun before anything is built: who cannot write it learns so at once. */
export const auditReplay: AuditPart = {
  path: true,
  takes: ['workers'],
  run: async (path, { workers }) => {
    writeFileSync(path, '', { flag: 'wx' });
    try {
      return await withDatabase(async (database) => signed(path, database, await replayed(database, workers)));
    } catch (error) {
      rmSync(path);
      throw error;
    }
  },
};

const replayed = (database: Database, workers: unknown): Promise<Replayed> =>
  withLog(database, (log) =>
    untilInterrupted('it was interrupted; nothing is left of it', async (stopping) =>
      replay(log, ownerOptions(database.ownerUrl), projection, await roleOf(database.url), {
        ...(await workersOf(workers, log, database)),
        progress: progressBar(process.stderr),
        stopping,
      }),
    ),
  );

const signed = (path: string, database: Database, found: Replayed): Promise<number> =>
  withProvenLog(database, async ({ keys }) => {
    const [origin, at] = [await keys.origin(), new Date().toISOString()];
    const signers = await keys.signers(origin, at); // the first key is there before all are named
    const what = { origin, at, keys: await keys.all(origin), schema: schemaOf(projection), replayed: found };
    const report = reportOf(what, signers);
    writeFileSync(path, report);
    console.log(`${report}\nsigned, in ${path}; check it: lianjian audit verify ${path} --key KEY`);
    return found.tables.every(isEqual) ? 0 : different;
  });
