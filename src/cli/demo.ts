import { CommandTaken, EventStore, Refusal, streamIdOf } from '#event-sourcing';
import type { INestApplicationContext } from '@nestjs/common';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KeyOver } from '../access/key-over.js';
import { Keys } from '../access/keys.js';
import { roll } from '../access/standing.js';
import { projectFolder } from '../config/project-folder.js';
import { demoKeys, isLoaded, loadHeld, type Loaded } from '../demo/load-demo.js';
import { idsOf } from '../demo/planner.js';
import { readDemoFile, type ReadDemoFile } from '../demo/read-demo-file.js';
import { startedApp } from './application.js';
import { withDatabase } from './database.js';
import { progressOf } from './progress.js';
import type { CliCommand } from './run.js';

const shippedFile = join(projectFolder, 'demo', 'dongnan.json');

export const demo: CliCommand = {
  name: 'demo',
  summary: 'Load the demo alliance, or any file of its format, through the commands.',
  usage: 'lianjian demo [--file FILE]',
  help: [
    'The days of the file move by whole weeks, so that its `today` is the day of the load or just before it.',
    'Sections that the system does not know yet are named and skipped; a broken file is refused with the places in it.',
    'It can be run again, also after it was cut off: nothing is doubled.',
  ],
  options: { file: { type: 'string' } },
  run: async ({ options: { file } }) => {
    const read = readDemoFile(typeof file === 'string' ? file : shippedFile);
    await withDatabase(async (database) => {
      const whole = async (app: INestApplicationContext) => {
        await load(app, read);
        console.log(await keysToTry(app, read, database.home));
      };
      await (await startedApp(database, whole, { clockHeld: true })).close();
    });
  },
};

const load = async (app: INestApplicationContext, read: ReadDemoFile, signal?: AbortSignal): Promise<void> => {
  const progress = progressOf('Loading the demo');
  console.log(reportOf(read, await loadHeld(app, read, progress, signal)));
};

/** What was loaded, in lines for people. */
export const reportOf = ({ file }: ReadDemoFile, { allianceId, commands, skipped, weeks }: Loaded): string => {
  const { en, zh } = file.alliance.name;
  const issued = Object.entries(commands).map(([section, n]) => `${section} ${n}`);
  return [
    `Demo: ${en ?? zh} (${allianceId}), its days moved by ${weeks} weeks`,
    `  issued  ${issued.join(', ')}`,
    ...(skipped.length > 0 ? [`  skipped ${skipped.join(', ')}: not known to this version`] : []),
  ].join('\n');
};

/** Loads the shipped demo into an empty log, or finishes a load that was cut off. Gives it where it is there. */
export const loadedDemo = async (
  app: INestApplicationContext,
  isEmpty: boolean,
  signal: AbortSignal,
): Promise<ReadDemoFile | undefined> => {
  const read = readDemoFile(shippedFile);
  const begun =
    isEmpty || (await app.get(EventStore).read(streamIdOf(roll, idsOf(read.file).allianceId), 0, 1)).length > 0;
  if (!begun) return undefined;
  try {
    if (!(await isLoaded(app, read))) await load(app, read, signal);
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof CommandTaken)) throw error;
    console.error(`The demo that was begun here cannot be finished: ${error.message}`);
  }
  return read;
};

/** Keys to try, as text; made once for a home, and kept there for the next start. */
export const keysToTry = async (
  app: INestApplicationContext,
  { file }: ReadDemoFile,
  home: string,
): Promise<string> => {
  const kept = join(home, 'demo-keys.json');
  const keys = (await honoured(app, file, kept)) ?? (await demoKeys(app, file));
  writeFileSync(kept, `${JSON.stringify(keys, null, 1)}\n`, { mode: 0o600 });
  const width = Math.max(...Object.keys(keys).map((who) => who.length));
  return [
    `\n  Alliance ${idsOf(file).allianceId}. Keys to try (Authorization: Bearer …), kept in ${kept}:`,
    ...Object.entries(keys).map(([who, key]) => `  ${who.padEnd(width)}  ${key}${roleOf(file, who)}`),
  ].join('\n');
};

/** The person in the chair of the demo. */
export const chairOf = ({ file }: ReadDemoFile): string => idsOf(file).idOf('person', file.alliance.chair);

const roleOf = ({ alliance, units, applications }: ReadDemoFile['file'], who: string): string => {
  const roles = [who === alliance.chair && 'chair', who === units[0]?.key && 'secretary'];
  if (applications.some(({ unit }) => unit.key === who)) roles.push('applicant');
  const named = roles.filter((role) => role !== false);
  return named.length > 0 ? `  (${named.join(', ')})` : '';
};

/** The keys of an earlier start that are this alliance's and still good: one that was revoked is not made anew. */
const honoured = async (
  app: INestApplicationContext,
  file: ReadDemoFile['file'],
  kept: string,
): Promise<Readonly<Record<string, string>> | undefined> => {
  const { allianceId } = idsOf(file);
  const keys = Object.entries(keptIn(kept));
  const good = await Promise.all(keys.map(([, key]) => isGood(app.get(Keys), key, allianceId)));
  return good.includes(true) ? Object.fromEntries(keys.filter((_, n) => good[n])) : undefined;
};

const isGood = async (keys: Keys, key: string, allianceId: string): Promise<boolean> => {
  try {
    const principal = await keys.principalOf(key);
    if (principal?.kind === 'operator') return true;
    return principal !== undefined && 'allianceId' in principal && principal.allianceId === allianceId;
  } catch (error) {
    if (error instanceof KeyOver) return false;
    throw error;
  }
};

/** None where the file is not there, or was cut off while it was written. */
const keptIn = (file: string): Readonly<Record<string, string>> => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
};
