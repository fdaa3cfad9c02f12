import type { Decision, StreamCommand } from './decision.js';
import type { Event, EventOf, Recorded } from './event.js';
import { namedId } from './uuid.js';

/** Until when something must have happened (an instant, ISO 8601, UTC), or null: it has happened, or no longer has to. */
export type Until = string | null;
/** Of what within the subject, such as one pledge of a project. */
export type KeyedUntil = Readonly<{ key: string; until: Until }>;
type Says<E extends Event> = (event: Recorded<E>) => Until | KeyedUntil | readonly KeyedUntil[];

/**
 * What happens to a stream's subject when its time runs out: a command of its own context, without a body, issued by
 * the clock. One deadline of a name per subject, or per key within it, which the command hears as its `deadlineKey`; a
 * later event moves it. Its name is stored: it stays.
 */
export type Deadline = Readonly<{ name: string; decision: Decision; on: Readonly<Record<string, Says<any>>> }>;

/**
 * `deadline('committee/voting-closes', closeVoting, { VotingOpened: ({ data }) => data.closesAt, MotionCarried: () => null })`
 *
 * or, one for each pledge, `{ PledgeMade: ({ data }) => ({ key: data.pledgeId, until: data.lapsesAt ?? null }) }`
 */
export const deadline = <E extends Event>(
  name: string,
  decision: Decision,
  on: { readonly [Type in E['type']]?: Says<EventOf<E, Type>> },
): Deadline => ({ name, decision, on: on as Deadline['on'] });

/** A deadline that is kept: when, for what, and which event set it. */
export type Kept = Readonly<{
  name: string;
  subjectId: string;
  /** '' where there is one per subject. */
  key: string;
  dueAt: string;
  eventId: string;
  correlationId: string;
  tenantId: string;
}>;

/** What an event says of a deadline, or of several keys of it; nothing where it says nothing. */
export const untilsOf = ({ on }: Deadline, event: Recorded): readonly KeyedUntil[] => {
  const said = on[event.type]?.(event);
  if (said === undefined) return [];
  return typeof said === 'string' || said === null ? [{ key: '', until: said }] : [said].flat();
};

/** The id of the one command that the clock issues for a deadline of this name, however often it does. */
export const commandIdOf = ({
  name,
  subjectId,
  key,
  dueAt,
  eventId,
}: Omit<Kept, 'correlationId' | 'tenantId'>): string =>
  namedId([name, subjectId, ...(key === '' ? [] : [key]), dueAt].join(' '), eventId);

/** The command that the clock issues for a deadline: the same one whenever it does. @param now the instant of the act */
export const commandAt = ({ decision }: Deadline, kept: Kept, now: string): StreamCommand => {
  const { subjectId, key, dueAt, eventId, correlationId, tenantId } = kept;
  const issue = {
    commandId: commandIdOf(kept),
    correlationId,
    causationId: eventId,
    tenantId,
    actor: { kind: 'clock', due: dueAt } as { kind: string },
    at: now,
  };
  return new decision.command().for(subjectId, { issue }, key === '' ? {} : { deadlineKey: key });
};
