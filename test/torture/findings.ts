import { answersTo, untilsOf, commandAt, type Recorded } from '#event-sourcing';
import { deadlines, reactions } from '../../src/contexts.js';
import { wrongfulActs } from '../a-year/acted-rightly.js';
import { disorderIn } from '../a-year/log-in-order.js';
import type { Told } from './caller.js';

/** An answer that came to nothing, as `engine.refused_answer` keeps it. */
export type Kept = Readonly<{
  commandId: string;
  answerer: string;
  eventId: string;
  command: string;
  subjectId: string;
}>;
/** What is left when the last server has ended. */
export type Remains = Readonly<{
  events: readonly Recorded[];
  kept: readonly Kept[];
  told: readonly Told[];
  now: string;
  /** Whether positions have no gaps; they have none unless it is said. */
  dense?: boolean;
}>;

/** Everything that is not as it was promised, in words. */
export const findingsIn = async (remains: Remains): Promise<readonly string[]> => [
  ...disorderIn(remains.events, remains.dense ?? true).map((each) => `log: ${each}`),
  ...wrongfulActs(remains.events.filter(({ streamId }) => !streamId.startsWith('key-'))).map((each) => `log: ${each}`),
  ...brokenWordIn(remains),
  ...(await answersIn(remains)),
  ...deadlinesIn(remains),
];

const byCommand = (events: readonly Recorded[]): ReadonlyMap<string, readonly Recorded[]> => {
  const found = new Map<string, Recorded[]>();
  for (const event of events) {
    const { commandId } = event.issue;
    if (!found.get(commandId)?.push(event)) found.set(commandId, [event]);
  }
  return found;
};

/** Acknowledged, and not there as it was said; or refused, and there all the same. */
export const brokenWordIn = ({ events, told }: Pick<Remains, 'events' | 'told'>): readonly string[] => {
  const recorded = byCommand(events);
  const byPosition = new Map(events.map((event) => [event.position, event]));
  return told.flatMap(({ commandId, path, status, sent, receipt }) => {
    const what = `${path}, ${commandId}, sent ${sent} times, answered ${status}`;
    const last = recorded.get(commandId)?.at(-1);
    if (!receipt) return last && status !== 0 ? [`${what}: it is in the log at ${last.position}`] : [];
    const { streamId, revision, position } = receipt;
    // What changed nothing is told where its stream stands.
    const there = last ?? (isActOnOld(path) ? byPosition.get(position) : undefined);
    if (!there) return [`${what}: it is not in the log`];
    const isSo = there.streamId === streamId && there.revision === revision && there.position === position;
    return isSo ? [] : [`${what}: ${JSON.stringify(receipt)} where the log has ${JSON.stringify(placeOf(there))}`];
  });
};

/** What makes something of its own records it always; an act on what is there may find it done. */
const isActOnOld = (path: string): boolean =>
  !/(^|\/)(pledges|deliveries|bookings|motions|projects|resources|units)$/.test(path);
const placeOf = ({ streamId, revision, position }: Recorded) => ({ streamId, revision, position });

class Asks extends Error {}
const asksRows = async (): Promise<never> => {
  throw new Asks();
};

/**
 * Each event has the answers that its reactions give, each once: recorded, or kept as refused, and not both. Where a
 * reaction asks the read models, what it was told then is not known now: of those there is at most one for a subject.
 */
export const answersIn = async ({ events, kept }: Pick<Remains, 'events' | 'kept'>): Promise<readonly string[]> => {
  const wrong: string[] = [];
  const recorded = byCommand(events);
  const refused = new Map(kept.map((each) => [each.commandId, each]));
  const known = new Set<string>();
  const asking = new Set<string>();
  for (const reaction of reactions)
    for (const event of events) {
      if (!reaction.on[event.type]) continue;
      const answers = await answersTo(reaction, event, asksRows).catch((error: unknown) => {
        if (!(error instanceof Asks)) throw error;
        asking.add(`${reaction.name} ${event.id}`);
        return [];
      });
      for (const { command } of answers) {
        const { commandId } = command.issue;
        const what = `${reaction.name} to ${event.type} at ${event.position}: ${command.issue.command} of ${command.subjectId}`;
        known.add(commandId);
        const [done, not] = [recorded.has(commandId), refused.has(commandId)];
        if (!done && !not) wrong.push(`${what} is lost`);
        if (done && not) wrong.push(`${what} is recorded, and kept as refused`);
      }
    }
  return [...wrong, ...strayIn(recorded, refused, known, asking)];
};

const strayIn = (
  recorded: ReadonlyMap<string, readonly Recorded[]>,
  refused: ReadonlyMap<string, Kept>,
  known: ReadonlySet<string>,
  asking: ReadonlySet<string>,
): readonly string[] => {
  const wrong: string[] = [];
  const answered = new Map<string, string>();
  const given = [...recorded].flatMap(([commandId, [first]]) => {
    const { kind, name = '', eventId = '' } = first!.issue.actor as { kind: string; name?: string; eventId?: string };
    return kind === 'reaction'
      ? [{ commandId, answerer: name, eventId, command: first!.issue.command, subjectId: first!.subjectId }]
      : [];
  });
  for (const { commandId, answerer, eventId, command, subjectId } of given) {
    const what = `${command} of ${subjectId} by ${answerer}`;
    if (known.has(commandId)) continue;
    if (!asking.has(`${answerer} ${eventId}`)) wrong.push(`${what} answers nothing`);
    const question = `${what} to ${eventId}`;
    if (answered.has(question)) wrong.push(`${question} is doubled`);
    if (refused.has(commandId)) wrong.push(`${question} is recorded, and kept as refused`);
    answered.set(question, commandId);
  }
  return wrong;
};

/** Every deadline that ran out was kept, and none that was moved or met. */
export const deadlinesIn = ({ events, kept, now }: Pick<Remains, 'events' | 'kept' | 'now'>): readonly string[] => {
  const recorded = byCommand(events);
  const refused = new Set(kept.map(({ commandId }) => commandId));
  const set = new Map<string, { commandId: string; dueAt: string | null; what: string }>();
  for (const event of events)
    for (const deadline of deadlines)
      for (const { key, until } of untilsOf(deadline, event)) {
        const { subjectId, id: eventId, issue } = event;
        const row = {
          name: deadline.name,
          subjectId,
          key,
          dueAt: until ?? '',
          eventId,
          correlationId: issue.correlationId,
          tenantId: issue.tenantId,
        };
        const { commandId } = commandAt(deadline, row, now).issue;
        set.set(`${deadline.name} ${subjectId} ${key}`, {
          commandId,
          dueAt: until,
          what: `${deadline.name} of ${subjectId} ${key}, set at ${event.position}`,
        });
      }
  return [...set.values()].flatMap(({ commandId, dueAt, what }) =>
    dueAt !== null && dueAt <= now && !recorded.has(commandId) && !refused.has(commandId)
      ? [`${what}, due ${dueAt}, was not kept`]
      : [],
  );
};
