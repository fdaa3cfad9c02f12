import { EventStore, Executor, namedId, Refusal, streamIdOf, type Call, type StreamCommand } from '#event-sourcing';
import { Engine } from '#nest-event-sourcing';
import type { INestApplicationContext } from '@nestjs/common';
import { Keys } from '../access/keys.js';
import { People } from '../access/people.js';
import { allianceStream } from '../alliances/events.js';
import { BodyPipe } from '../platform/body-pipe.js';
import { calendarOf, weeksBetween, weeksUntil } from './calendar.js';
import type { DemoFile } from './demo-file.js';
import { plan } from './plan.js';
import { auditor, idsOf, type NamedEvent, type Step } from './planner.js';
import type { ReadDemoFile } from './read-demo-file.js';

const pipe = new BodyPipe();
/** A server's projector has a thread of its own, which has to load first. */
const settle_ms_max = 60_000;
/** In so many events of a stream the one that a finding is about is looked for. */
const stream_max = 1_000;

/** What a load did: how many commands of each section, and which sections it does not know yet. */
export type Loaded = Readonly<{
  allianceId: string;
  commands: Readonly<Record<string, number>>;
  skipped: readonly string[];
  weeks: number;
}>;

type Progress = (done: number, of: number) => void;

/**
 * Loads a file by issuing its commands with their instants, under ids that are made of the file: what was recorded
 * before is answered and not repeated, so a load that was cut off is taken up where it was. The clock waits meanwhile,
 * since it would close what is history before history has been written.
 *
 * @throws Refusal where a command of the file breaks a rule
 */
export const loadDemo = (app: INestApplicationContext, read: ReadDemoFile, progress?: Progress): Promise<Loaded> =>
  app.get(Engine).withClockHeld(() => loadHeld(app, read, progress));

/**
 * The same for somebody who has held the clock since before the start: or it would close what a load that was cut off
 * has left open, before the rest of history is written.
 *
 * @param signal ends it after the command that is under way; the next load goes on from there
 */
export const loadHeld = async (
  app: INestApplicationContext,
  { file, skipped }: ReadDemoFile,
  progress: Progress = () => undefined,
  signal?: AbortSignal,
): Promise<Loaded> => {
  const { allianceId } = idsOf(file);
  const weeks = await weeksOf(app, file);
  const steps = plan(file, calendarOf(file.alliance.timeZone, weeks));
  await registerPeople(app, file);
  const engine = app.get(Engine);
  await engine.settled(settle_ms_max);
  for (const [n, step] of steps.entries()) {
    signal?.throwIfAborted();
    await app.get(Executor).execute(step.decision, commandOf(file, step, await namedBy(app, step)));
    if (step.settles) await engine.settled(settle_ms_max);
    progress(n + 1, steps.length);
  }
  const commands: Record<string, number> = {};
  for (const { section } of steps) commands[section] = (commands[section] ?? 0) + 1;
  return { allianceId, commands, skipped, weeks };
};

/** A file that was loaded before keeps the days to which it was moved then. */
const weeksOf = async (app: INestApplicationContext, file: DemoFile): Promise<number> => {
  const { alliance } = file;
  const [founded] = await app.get(EventStore).read(`${allianceStream}-${idsOf(file).allianceId}`, 0, 1);
  if (founded) return weeksBetween(alliance.foundedAt, founded.issue.at, alliance.timeZone);
  return weeksUntil(new Date().toISOString(), alliance.today, alliance.timeZone);
};

const registerPeople = async (app: INestApplicationContext, file: DemoFile): Promise<void> => {
  const { allianceId, idOf } = idsOf(file);
  for (const { key, delegate } of [...file.units, ...file.applications.map(({ unit }) => unit)])
    await app.get(People).add(allianceId, idOf('person', key), { name: delegate });
};

type Named = Readonly<{ position: number; eventId: string }>;

/** Where the event lies that a step is about; none where it is about none. @throws where it has not happened */
const namedBy = async (app: INestApplicationContext, { named }: Step): Promise<readonly Named[]> => {
  if (!named) return [];
  return [(await firstOf(app, named)) ?? fault(named)];
};

const firstOf = async (app: INestApplicationContext, { streamId, type }: NamedEvent): Promise<Named | undefined> => {
  const found = (await app.get(EventStore).read(streamId, 0, stream_max)).find((event) => event.type === type);
  return found && { position: found.position, eventId: found.id };
};

const fault = ({ streamId, type }: NamedEvent): never => {
  throw new Error(`no ${type} has happened in ${streamId} that a finding of the file is about`);
};

const actorOf = ({ allianceId, idOf }: ReturnType<typeof idsOf>, { by }: Step) => {
  const clientId = namedId('demo', allianceId);
  if (by === undefined) return { kind: 'operator', clientId };
  if (by === auditor) return { kind: 'auditor', clientId: idOf('key', auditor) };
  return { kind: 'representative', personId: idOf('person', by), unitId: idOf('unit', by), clientId };
};

const commandOf = (file: DemoFile, step: Step, named: readonly Named[]): StreamCommand => {
  const ids = idsOf(file);
  const { allianceId } = ids;
  const { decision, subjectId, body: said, path, name, at } = step;
  const body = step.named ? { ...said, positions: named.map(({ position }) => position) } : said;
  const actor = actorOf(ids, step);
  const commandId = namedId(`demo ${name}`, allianceId);
  const call: Call = { issue: { commandId, correlationId: commandId, tenantId: allianceId, actor, at } };
  const command = pipe.transform(body, { type: 'body', metatype: decision.command });
  return (command as StreamCommand).for(subjectId, call, step.named ? { named } : path);
};

/** Whether all of a file was loaded: its last command was recorded. */
export const isLoaded = async (app: INestApplicationContext, { file }: ReadDemoFile): Promise<boolean> => {
  const last = plan(file, calendarOf(file.alliance.timeZone, await weeksOf(app, file))).at(-1);
  if (!last) return true;
  if (last.named && !(await firstOf(app, last.named))) return false;
  const command = commandOf(file, last, await namedBy(app, last));
  const streamId = streamIdOf(last.decision.stream, last.subjectId);
  return (await app.get(EventStore).receiptOf(streamId, command.issue)) !== undefined;
};

/**
 * Keys to try, by whose they are: the operator's, an auditor's, and one for each unit of the file. They are issued
 * anew, but for those that may not be: whose key was revoked, or who has left, is given none.
 */
export const demoKeys = async (
  app: INestApplicationContext,
  file: DemoFile,
): Promise<Readonly<Record<string, string>>> => {
  const { allianceId, idOf } = idsOf(file);
  const keys = app.get(Keys);
  const issued: Record<string, string> = {};
  const give = async (who: string, key: () => Promise<string>): Promise<void> => {
    const given = await unlessRefused(key);
    if (given !== undefined) issued[who] = given;
  };
  await give('operator', async () => (await keys.issue({ kind: 'operator', label: 'demo' })).key);
  await give('auditor', () => keys.rotate(idOf('key', auditor)));
  for (const { key: unit } of [...file.units, ...file.applications.map((each) => each.unit)]) {
    const holder = { unitId: idOf('unit', unit), personId: idOf('person', unit) };
    await give(
      unit,
      async () => (await keys.issue({ kind: 'person', allianceId, ...holder, label: `demo: ${unit}` })).key,
    );
  }
  return issued;
};

const unlessRefused = async <T>(act: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
};
