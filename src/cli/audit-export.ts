import { streamIdOf } from '#event-sourcing';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { commandLine } from '../access/command-line.js';
import { roll } from '../access/standing.js';
import { createPack } from '../audit/pack/containers.js';
import { exportPack, type Source } from '../audit/pack/export-pack.js';
import { projectFolder } from '../config/project-folder.js';
import { formats } from '../contexts.js';
import { idPattern } from '../platform/fields.js';
import { happened } from '../readings/events.js';
import { hourOf, writeDown } from '../readings/note.js';
import type { AuditPart } from './audit-part.js';
import { withDatabase } from './database.js';
import { progressOf } from './progress.js';
import { withProvenLog, type ProvenLog } from './proven-log.js';
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
        withProvenLog(database, async (proven) => {
          if (alliance !== undefined) await mustBeThere(proven, alliance);
          const now = new Date().toISOString();
          await writtenDown(proven, now, alliance);
          await signedToItsEnd(proven);
          const wanted = { ...(alliance !== undefined && { alliance }), now, progress: progressOf('Exporting') };
          const { size, origin } = await exportPack(await sourceIn(proven, now), pack, wanted);
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
const mustBeThere = async ({ log }: ProvenLog, alliance: string): Promise<void> => {
  const [founded] = await log.read(streamIdOf(roll, alliance), 0, 1);
  if (!founded) throw new UsageError(`there is no alliance ${alliance}`);
};

/** That the operator takes it away is a fact of the alliance, or of none, and lies in the pack itself. */
const writtenDown = async ({ log }: ProvenLog, at: string, alliance?: string): Promise<void> => {
  const filter = alliance === undefined ? {} : { alliance };
  const event = happened('HistoryExported', { question: 'audit export', of: {}, format: 'pack', filter, within: hourOf(at) }); // prettier-ignore
  const actor = { kind: 'operator', clientId: commandLine } as const;
  await writeDown(log, { tenantId: alliance ?? '', actor, clientId: commandLine, event }, at);
};

/**
 * What was recorded up to now is to be in it: signed by an instance that is at it, else here.
 *
 * @throws where it cannot be signed, saying why
 */
const signedToItsEnd = async ({ lines, sequencer }: ProvenLog): Promise<void> => {
  const progress = progressOf('Signing');
  const end = await lines.size();
  for (let [last, since] = [-1, Date.now()]; ;) {
    const advanced = await sequencer.advance();
    const { size } = await sequencer.state();
    if (size >= end) return;
    progress(size, end);
    if (size !== last || advanced > 0) [last, since] = [size, Date.now()];
    if (Date.now() - since > still_ms_max)
      throw new Error(`${end - size} events are not signed, and nobody signs them`);
    if (advanced === 0) await setTimeout(pause_ms);
  }
};

const sourceIn = async ({ lines, trees, keys }: ProvenLog, now: string): Promise<Source> => {
  const origin = await keys.origin();
  return {
    ...{ lines, trees, formats, origin },
    dictionary: readFileSync(join(projectFolder, 'docs', 'events.md'), 'utf8'),
    keys: await keys.all(origin),
    signers: await keys.signers(origin, now),
    checkpoints: await trees.checkpoints(origin),
  };
};
