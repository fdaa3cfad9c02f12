import type { EventStore, Recorded } from '#event-sourcing';
import { asideStream, Checkpoint, Faults, schemaOf } from '#nest-event-sourcing';
import { opened } from '../access/sight.js';
import { deadlines, projection, reactions } from '../contexts.js';
import type { ReadersEvent } from '../readers/events.js';
import { withDatabase } from './database.js';
import { withLog, type Opens } from './log.js';
import { faultsOf, lineOf, modelNames, readmit, retry, setAside, times_min, type Act } from './reader-verdicts.js';
import { UsageError, type CliCommand, type Given } from './run.js';

const page_max = 500;

export const readers: CliCommand = {
  name: 'readers',
  summary: 'Say how the readers of the log are, and help one on that cannot take an event.',
  usage:
    'lianjian readers list | inspect NAME | retry NAME | set-aside NAME EVENT_ID --reason TEXT --by NAME [--and-later] | readmit NAME EVENT_ID --reason TEXT --by NAME',
  help: [
    'A reader is a read model (views/project), a reaction (resources/on-pledge) or a deadline (committee/voting-closes).',
    '',
    'list       how far everybody is, which events cannot be taken, and what was set aside, by whom and why',
    'inspect    what a reader cannot take: the event without what is sealed, the error, since when, how often',
    'retry      lets it try again at once, by this program, and says what came of it',
    'set-aside  the reader passes the event over, with --and-later all that follows in its stream: now, in every rebuild',
    `           and in every replay. Only for an event that it has failed at ${times_min} times; who decides it and why is`,
    '           recorded in the log. A read model lacks the event from then on, and /health/ready goes on saying so; a',
    '           reaction or a deadline does not answer it',
    'readmit    takes that back: a reaction answers the event now, a deadline is kept, and a read model has it once the',
    '           read models are rebuilt (lianjian projections rebuild)',
  ],
  options: { reason: { type: 'string' }, by: { type: 'string' }, 'and-later': { type: 'boolean' } },
  run: async (given) => {
    const work = actOf(given);
    await withDatabase(work);
  },
};

/** What is to be done; whoever says it wrongly is told before anything is started. */
const actOf = ({ words: [what, name = '', eventId = '', ...more], options }: Given): Act => {
  const [wordless, named, ofEvent] = [name === '', name !== '' && eventId === '', eventId !== '' && more.length === 0];
  if (what === 'list' && wordless) return list;
  if (what === 'inspect' && named) return inspect(known(name));
  if (what === 'retry' && named) return retry(known(name));
  if (what === 'set-aside' && ofEvent)
    return setAside({ reader: known(name), eventId, ...why(options) }, options['and-later'] === true);
  if (what === 'readmit' && ofEvent) return readmit({ reader: known(name), eventId, ...why(options) });
  throw new UsageError('say list, inspect NAME, retry NAME, set-aside NAME EVENT_ID or readmit NAME EVENT_ID');
};

const others = [...reactions, ...deadlines].map(({ name }) => name);

const known = (name: string): string => {
  if (modelNames.includes(name) || others.includes(name)) return name;
  throw new UsageError(`there is no reader ${name}; there are ${[...modelNames, ...others].join(', ')}`);
};

const why = ({ reason, by }: Given['options']): Readonly<{ reason: string; by: string }> => {
  if (typeof reason === 'string' && reason !== '' && typeof by === 'string' && by !== '') return { reason, by };
  throw new UsageError('--reason says why, and --by who decides it');
};

const list: Act = (database) =>
  withLog(database, async (log, owner, open) => {
    const faults = new Faults(log, owner);
    const head = await log.head();
    for (const name of [schemaOf(projection), ...reactions.map((each) => each.name)]) {
      const position = await new Checkpoint(owner, name, '').position();
      console.log(`${name}  position ${position}  behind ${head - position}`);
    }
    for (const { reader, events } of await faults.lacking(schemaOf(projection)))
      console.log(`${reader} lacks ${events} events that were set aside`);
    for (const fault of await faults.standing()) console.log(lineOf(fault));
    for (const line of await verdicts(log, open)) console.log(line);
  });

/** Everything that was ever set aside or readmitted, by whom and why. */
const verdicts = async (log: EventStore, open: Opens): Promise<readonly string[]> => {
  const lines: string[] = [];
  for (let page; (page = await log.read(asideStream, lines.length, page_max)).length > 0;)
    for (const { type, data, issue } of (await open(page)) as readonly Recorded<ReadersEvent>[]) {
      const { reason, by } = 'plain' in data.sealed ? data.sealed.plain : { reason: 'erased', by: 'a person, erased' };
      lines.push(
        `${data.reader}  ${data.eventId}  ${type === 'EventSetAside' ? 'set aside' : 'readmitted'} ${issue.at} by ${by}: ${reason}`,
      );
    }
  return lines;
};

const inspect =
  (name: string): Act =>
  (database) =>
    withLog(database, async (log, owner) => {
      for (const fault of await faultsOf(new Faults(log, owner).standing(), name)) {
        const [event] = await log.readAt([fault.position]);
        console.log(`${lineOf(fault)}\n${event ? JSON.stringify(opened(event), null, 2) : 'it is not in the log'}`);
      }
    });
