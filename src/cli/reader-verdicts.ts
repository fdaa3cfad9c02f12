import { Executor } from '#event-sourcing';
import { Checkpoint, clockId, Engine, Faults, readerOf, schemaOf, Time, type Fault } from '#nest-event-sourcing';
import type { INestApplicationContext } from '@nestjs/common';
import { setTimeout } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { byCommandLine } from '../access/command-line.js';
import { projection, reactions } from '../contexts.js';
import { readersId } from '../readers/events.js';
import { readmitEvent, ReadmitEvent } from '../readers/readmit-event.js';
import { setEventAside, SetEventAside } from '../readers/set-event-aside.js';
import { withApp } from './application.js';
import type { Database } from './database.js';
import { withLog } from './log.js';
import { UsageError } from './run.js';

// How a reader that cannot take an event is helped on.

/** A reader has to fail as often as that before its event may be set aside: what passes has passed by then. */
export const times_min = 3;
const wait_ms_max = 15_000;
const pause_ms = 100;

export type Act = (database: Database) => Promise<void>;
/** What is decided of which event, and who decides it and why. */
export type Verdict = Readonly<{ reader: string; eventId: string; reason: string; by: string }>;

export const modelNames = projection.models.map((model) => readerOf(projection, model));

export const lineOf = ({ reader, eventId, type, position, since, lastAt, times, error }: Fault): string =>
  `${reader} cannot take ${type} ${eventId} at ${position}: ${error}; ${times} times since ${since}, last ${lastAt}`;

/** The faults of a reader. @throws where it stands at none */
export const faultsOf = async (
  standing: Promise<readonly Fault[]>,
  name: string,
): Promise<readonly [Fault, ...Fault[]]> => {
  const [first, ...more] = (await standing).filter(({ reader }) => reader === name);
  if (!first) throw new Error(`there is no event that ${name} cannot take`);
  return [first, ...more];
};

export const retry =
  (name: string): Act =>
  async (database) => {
    const found = await withLog(database, (log, owner) => faultsOf(new Faults(log, owner).standing(), name));
    const before = found.filter(isLive);
    if (before.length === 0) throw new Error(`it stops a rebuild of ${name}: run that again`);
    await withApp(database, async (app) => {
      const now = async () => (await app.get(Engine).faults()).faults.filter(({ reader }) => reader === name);
      const tried = (faults: readonly Fault[]) =>
        faults.every(({ eventId, times }) => before.every((each) => each.eventId !== eventId || each.times < times));
      const faults = await settled(now, tried);
      if (faults === undefined) throw new Error(`another instance is at ${name}, and has not tried within 15 s`);
      if (faults[0]) throw new Error(`it failed again: ${lineOf(faults[0])}`);
      console.log(`${name} goes on`);
    });
  };

export const setAside =
  (what: Verdict, later: boolean): Act =>
  async (database) => {
    const { reader, eventId } = what;
    if (later && !modelNames.includes(reader)) throw new UsageError('--and-later is for read models');
    const { fault, event } = await withLog(database, async (log, owner) => {
      const found = (await faultsOf(new Faults(log, owner).standing(), reader)).find((one) => one.eventId === eventId);
      if (!found) throw new Error(`${reader} does not stand at ${eventId}`);
      return { fault: found, event: (await log.readAt([found.position]))[0] };
    });
    if (!event || (isLive(fault) && fault.times < times_min))
      throw new Error(`${reader} has failed at it ${fault.times} times; it may be set aside after ${times_min}`);
    const { type: eventType, position, streamId, revision } = event;
    const from = later ? { from: { streamId, revision } } : {};
    const command = Object.assign(new SetEventAside(), { ...what, eventType, position, ...from });
    await withApp(database, async (app) => {
      await app.get(Executor).execute(setEventAside, command.for(readersId, callOf(app)));
      console.log(`${eventType} ${eventId} is set aside for ${reader}, because: ${what.reason}`);
      console.log(await goesOn(app, fault));
      if (modelNames.includes(reader))
        console.log('It lacks the event until that is readmitted and the read models are rebuilt.');
    });
  };

export const readmit =
  (what: Verdict): Act =>
  (database) =>
    withApp(database, async (app) => {
      const command = Object.assign(new ReadmitEvent(), what);
      await app.get(Executor).execute(readmitEvent, command.for(readersId, callOf(app)));
      const then = modelNames.includes(what.reader)
        ? 'has it once the read models are rebuilt: lianjian projections rebuild'
        : 'takes it now';
      console.log(`${what.eventId} is readmitted; ${what.reader} ${then}`);
    });

/** These facts are the operator's, and of no alliance. */
const callOf = (app: INestApplicationContext) => byCommandLine('', app.get(Time).now());

/** Whether the reader tries again by itself; a rebuild does not. */
const isLive = ({ checkpoint }: Fault): boolean => liveCheckpoints.includes(checkpoint);
const liveCheckpoints = [schemaOf(projection), ...reactions.map(({ name }) => name), clockId];

/** Whether what stood still is beyond the event, or where it stands now. */
const goesOn = async (app: INestApplicationContext, fault: Fault): Promise<string> => {
  const { checkpoint, position } = fault;
  if (!isLive(fault)) return 'Run the rebuild again.';
  if (checkpoint === clockId) return 'The clock keeps all others, as before.';
  const at = new Checkpoint(app.get(DataSource), checkpoint, '');
  const now = async () => {
    const { faults } = await app.get(Engine).faults();
    return { reached: await at.position(), next: faults.find((each) => each.checkpoint === checkpoint) };
  };
  const then = await settled(now, ({ reached, next }) => reached >= position || next !== undefined);
  if (then?.next) return `${checkpoint} stands still again: ${lineOf(then.next)}`;
  return then ? `${checkpoint} goes on` : `${checkpoint} has not gone on within 15 s: look at its log lines`;
};

/** What it says, once it is so; nothing where it does not come to it in time. */
const settled = async <T>(look: () => Promise<T>, isSo: (now: T) => boolean): Promise<T | undefined> => {
  for (const until = Date.now() + wait_ms_max; Date.now() < until; await setTimeout(pause_ms)) {
    const now = await look();
    if (isSo(now)) return now;
  }
  return undefined;
};
