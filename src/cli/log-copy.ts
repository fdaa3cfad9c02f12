import type { Hash } from '#transparency-log';
import { copyLog, type Copied } from '../audit/log-copy.js';
import { config } from '../config/config.js';
import { moveBeside } from './log-move.js';
import { rights } from './log-rights.js';
import { sideAt, type Side } from './log-side.js';
import { progressBar } from './progress-bar.js';
import { UsageError, type CliCommand, type Given } from './run.js';
import { signedIn, type Signed } from './signed.js';
import { untilInterrupted } from './workers.js';

const [same, differs] = [0, 1];

export const log: CliCommand = {
  name: 'log',
  summary: 'Copy the log between PostgreSQL and KurrentDB, move to the copy, and see to its rights there.',
  usage:
    'lianjian log copy --from ADDRESS --to ADDRESS [--move]\n       lianjian log rights [--at ADDRESS] [--grant ACCOUNT]',
  help: [
    'copy      copies every event as it is stored, in order, into a log that is empty or holds the beginning of the same one,',
    '          and compares their trees: the same leaves, the same root, or it ends with 1. What was interrupted, or has grown',
    '          since, is gone on with by the same command; the application may run meanwhile',
    '',
    '--from    postgresql://… or kurrentdb://…: the log that is read',
    '--to      likewise: as the owner of the database, migrated before (lianjian migrate); or KurrentDB',
    '--move    with the application stopped: the places that its readers have reached, in the database of the settings, become',
    '          those of the copy, and its tables of read models are filled anew by the next start',
    '',
    'rights    says what the account of an address may do with the log in KurrentDB; ends with 0 where that is to read and to',
    '          append, and neither to shorten nor to delete streams',
    '',
    '--at      kurrentdb://…, of an administrator to grant; KURRENTDB_URL unless said',
    '--grant   gives these rights to an account that the server has, in all of its streams, and leaves the rest to administrators',
    '',
    'In KurrentDB it takes the streams of KURRENTDB_PREFIX. docs/deployment.md tells what goes with a log, and how.',
  ],
  options: {
    ...{ from: { type: 'string' }, to: { type: 'string' }, move: { type: 'boolean', default: false } },
    ...{ at: { type: 'string' }, grant: { type: 'string' } },
  },
  run: async ({ words: [what, ...more], options }) => {
    if (what === 'copy' && more.length === 0) return copy(options);
    if (what === 'rights' && more.length === 0) return rights(options);
    throw new UsageError('say copy or rights');
  },
};

const copy = async (options: Given['options']): Promise<number> => {
  const settings = config(process.env);
  const first = sideAt('from', options['from'], settings.kurrentdbPrefix);
  const second = sideAt('to', options['to'], settings.kurrentdbPrefix);
  const from = await first();
  try {
    const to = await second();
    try {
      const pools = [from, to].flatMap(({ pool }) => pool ?? []);
      const signed = (await Promise.all(pools.map(signedIn))).flat();
      const copied = await copyBetween(from, to, signed);
      const verdict = told(from, to, copied, signed);
      if (verdict === same && options['move'] === true) console.log(await moveBeside(settings, { from, to, copied }));
      return verdict;
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
};

const copyBetween = (from: Side, to: Side, signed: readonly Signed[]): Promise<Copied> =>
  untilInterrupted('it was interrupted; the same command goes on from here', (stopping) =>
    copyLog(
      { from: from.lines, to: to.lines, keeper: to.keeper },
      { progress: progressBar(process.stderr), stopping, of: signed.map(({ size }) => size) },
    ),
  );

/** Says both roots, what was signed of it, and the verdict. */
const told = (from: Side, to: Side, { size, before, ...roots }: Copied, signed: readonly Signed[]): number => {
  console.log(`${size} events, ${before} of them copied before`);
  console.log(`from  ${base64(roots.from)}  ${from.name}\nto    ${base64(roots.to)}  ${to.name}`);
  const words = signed.map((each) => goesWith(each, size, roots.roots));
  for (const { text } of words) console.log(text);
  const isSame = roots.from.equals(roots.to);
  console.log(isSame ? 'The same leaves, the same root.' : 'THEY DIFFER: the copy is not the log.');
  return isSame && words.every(({ isFine }) => isFine) ? same : differs;
};

/** What was signed of a log must be a beginning of it. One that has grown since is copied by the next run. */
const goesWith = ({ origin, size: signed, root }: Signed, size: number, roots: Copied['roots']) => {
  const what = `signed as ${origin}, ${signed} events`;
  if (signed > size) return { isFine: true, text: `${what}: more than were copied; run it again` };
  const isFine = signed === 0 || roots.get(signed)?.equals(root) === true;
  return { isFine, text: `${what}: ${isFine ? 'a beginning of the copy' : 'OF ANOTHER LOG'}` };
};

const base64 = (root: Hash): string => root.toString('base64');
