import { Formats, noStream, States, StoredLines } from '#event-sourcing';
import type { INestApplicationContext } from '@nestjs/common';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { roll } from '../access/standing.js';
import { createPack } from '../audit/pack/containers.js';
import { exportPack, type Source } from '../audit/pack/export-pack.js';
import { Sequencer } from '../audit/sequencer.js';
import { SigningKeys } from '../audit/signing-keys.js';
import { TreeStore } from '../audit/tree-store.js';
import { idPattern } from '../platform/fields.js';
import { projectFolder } from '../platform/project-folder.js';
import { withApp } from './application.js';
import type { AuditPart } from './audit-part.js';
import { withDatabase } from './database.js';
import { progressOf } from './progress.js';
import { UsageError } from './run.js';

const pause_ms = 100;
/** How long a sequencer may stand still before it is given up. */
const still_ms_max = 15_000;

export const auditExport: AuditPart = {
  path: true,
  takes: ['alliance'],
  run: async (path, { alliance }) => {
    if (alliance !== undefined && (typeof alliance !== 'string' || !idPattern.test(alliance)))
      throw new UsageError('--alliance takes an id, a UUID in lower case');
    const pack = await createPack(path);
    try {
      await withDatabase((database) =>
        withApp(database, async (app) => {
          if (alliance !== undefined) await mustBeThere(app, alliance);
          await signedToItsEnd(app.get(Sequencer));
          const now = new Date().toISOString();
          const wanted = { ...(alliance !== undefined && { alliance }), now, progress: progressOf('Exporting') };
          const { size, origin } = await exportPack(await sourceIn(app, now), pack, wanted);
          await pack.finish();
          console.log(`${path}: events 1 to ${size} of ${origin}\nverify it: lianjian audit verify ${path} --key KEY`);
        }),
      );
    } catch (error) {
      await pack.abandon();
      throw error;
    }
  },
};

/** A pack of no alliance's events would be as valid as any. */
const mustBeThere = async (app: INestApplicationContext, alliance: string): Promise<void> => {
  const { revision } = await app.get(States).load(roll, alliance, true);
  if (revision === noStream) throw new UsageError(`there is no alliance ${alliance}`);
};

/** What was recorded up to now is to be in it. @throws where it cannot be signed, saying why */
const signedToItsEnd = async (sequencer: Sequencer): Promise<void> => {
  let [last, since] = [-1, Date.now()];
  for (;;) {
    const { size, behind, fault } = await sequencer.state();
    if (behind <= 0) return;
    if (fault !== undefined) throw new Error(fault);
    if (size !== last) [last, since] = [size, Date.now()];
    if (Date.now() - since > still_ms_max) throw new Error(`${behind} events are not signed, and nobody signs them`);
    await setTimeout(pause_ms);
  }
};

const sourceIn = async (app: INestApplicationContext, now: string): Promise<Source> => {
  const [keys, trees] = [app.get(SigningKeys), app.get(TreeStore)];
  const origin = await keys.origin();
  return {
    ...{ lines: app.get(StoredLines), trees, formats: app.get(Formats), origin },
    dictionary: readFileSync(join(projectFolder, 'docs', 'events.md'), 'utf8'),
    keys: await keys.all(origin),
    signers: await keys.signers(origin, now),
    checkpoints: await trees.checkpoints(origin),
  };
};
