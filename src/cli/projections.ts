import type { EventStore } from '#event-sourcing';
import {
  abortRebuild,
  Checkpoint,
  rebuild,
  rebuildsIn,
  rollBack,
  schemaOf,
  type Rebuilt,
  type RebuildState,
} from '#nest-event-sourcing';
import type { DataSource } from 'typeorm';
import { projection } from '../contexts.js';
import { roleOf } from '../platform/migrate.js';
import { ownerOptions } from '../platform/owner-options.js';
import { programHash } from '../platform/program-hash.js';
import { withDatabase, type Database } from './database.js';
import { withLog } from './log.js';
import { progressBar } from './progress-bar.js';
import { UsageError, type CliCommand, type Given } from './run.js';
import { untilInterrupted, workers_n, workersOf } from './workers.js';

type Work = Readonly<{ database: Database; log: EventStore; owner: DataSource; options: Given['options'] }>;

const second_ms = 1_000;

export const projections: CliCommand = {
  name: 'projections',
  summary: 'Say how far the read models are, or rebuild them from the log.',
  usage:
    'lianjian projections list | rebuild [NAME] [--workers N] [--anew] [--accept-differences] | abort [NAME] | rollback [NAME]',
  help: [
    'list      every projection: its version, its position, how far the log is ahead of it, and whether it is being rebuilt',
    'rebuild   fills new tables beside the live ones, compares them with these where they should be equal, and puts them in',
    '          their place; the system may run meanwhile. What was interrupted is gone on with',
    'abort     takes away what a rebuild has done so far; one that is running ends',
    'rollback  puts the tables of before the last rebuild back into their place, brought up to date',
    '',
    `--workers N           how many threads fold the log; ${workers_n}, or none beside this one where the log is short`,
    '--anew                does not go on with what was begun before',
    '--accept-differences  says in what the new tables differ from the live ones, and takes them all the same',
    '',
    `NAME is that of a projection: ${projection.name}, which is the only one.`,
  ],
  options: {
    workers: { type: 'string' },
    anew: { type: 'boolean', default: false },
    'accept-differences': { type: 'boolean', default: false },
  },
  run: async ({ words: [what = '', name = projection.name, ...more], options }) => {
    const verb = Object.hasOwn(verbs, what) ? verbs[what] : undefined;
    if (!verb || more.length > 0) throw new UsageError('say list, rebuild, abort or rollback');
    if (name !== projection.name) throw new UsageError(`there is no projection ${name}`);
    await withDatabase((database) => withLog(database, (log, owner) => verb({ database, log, owner, options })));
  },
};

const verbs: Readonly<Record<string, (work: Work) => Promise<void>>> = {
  list: async ({ log, owner }) => {
    const [position, head] = await Promise.all([
      new Checkpoint(owner, schemaOf(projection), '').position(),
      log.head(),
    ]);
    console.log(`${projection.name}  version ${projection.version}  position ${position}  behind ${head - position}`);
    for (const each of await rebuildsIn(owner)) console.log(`  ${sentence(each)}`);
    for (const { row } of projection.models) console.log(`  ${row.name}`);
  },
  rebuild: async ({ database: { url, ownerUrl }, log, options }) => {
    const began_ms = Date.now();
    await untilInterrupted('it was interrupted; the next rebuild goes on from here', async (stopping) => {
      const rebuilt = await rebuild(log, ownerOptions(ownerUrl), projection, await roleOf(url), {
        ...(await workersOf(options['workers'], log, { url, ownerUrl })),
        program: programHash(),
        anew: options['anew'] === true,
        acceptDifferences: options['accept-differences'] === true,
        progress: progressBar(process.stderr),
        stopping,
      });
      console.log(told(rebuilt, (Date.now() - began_ms) / second_ms));
    });
  },
  abort: async ({ database }) => {
    const was = await abortRebuild(ownerOptions(database.ownerUrl), projection);
    console.log(was ? 'The rebuild was aborted; the live tables are as they were.' : 'No rebuild was begun.');
  },
  rollback: async ({ database, log }) => {
    await rollBack(log, ownerOptions(database.ownerUrl), projection);
    console.log(`${projection.name}: the tables of before are live again; rollback once more undoes it`);
  },
};

const sentence = ({ schema, stage, done, head, isRunning, fault }: RebuildState): string => {
  const how = fault === null ? (isRunning ? 'running' : 'interrupted') : `failed: ${fault}`;
  return `${schema}  ${stage}${stage === 'fold' ? ` ${done} of ${head}` : ''}  ${how}`;
};

const told = ({ position, from, compared, differences }: Rebuilt, seconds: number): string => {
  const went = from > 0 ? `, gone on with from ${from}` : '';
  const as =
    differences.length > 0 ? `other than before in ${differences.map(({ table }) => table).join(', ')}` : 'equal';
  const said = compared ? `compared with those of before: ${as}` : 'there was nothing to compare them with';
  return `${projection.name}: up to position ${position} in ${seconds.toFixed(1)} s${went}; ${said}; these are kept as ${schemaOf(projection)}_previous`;
};
