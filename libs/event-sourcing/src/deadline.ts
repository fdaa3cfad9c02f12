import { v5 } from 'uuid';
import type { Decision, StreamCommand } from './decision.js';
import type { Event, EventOf, Recorded } from './event.js';

/** Until when something must have happened (an instant, ISO 8601, UTC), or null: it has happened, or no longer has to. */
export type Until = string | null;
type Says<E extends Event> = (event: Recorded<E>) => Until;

/**
 * What happens to a stream's subject when its time runs out: a command of its own context, without a body, issued by
 * the clock. One deadline of a name per subject; a later event moves it. Its name is stored: it stays.
 */
export type Deadline = Readonly<{ name: string; decision: Decision; on: Readonly<Record<string, Says<any>>> }>;

/** `deadline('committee/voting-closes', closeVoting, { VotingOpened: ({ data }) => data.closesAt, MotionCarried: () => null })` */
export const deadline = <E extends Event>(
  name: string,
  decision: Decision,
  on: { readonly [Type in E['type']]?: Says<EventOf<E, Type>> },
): Deadline => ({ name, decision, on: on as Deadline['on'] });

/** A deadline that is kept: when, for what, and which event set it. */
export type Kept = Readonly<{
  name: string;
  subjectId: string;
  dueAt: string;
  eventId: string;
  correlationId: string;
  tenantId: string;
}>;

/** The command that the clock issues for a deadline: the same one whenever it does. @param now the instant of the act */
export const commandAt = ({ decision, name }: Deadline, kept: Kept, now: string): StreamCommand =>
  new decision.command().for(kept.subjectId, {
    issue: {
      commandId: v5(`${name} ${kept.subjectId} ${kept.dueAt}`, kept.eventId),
      correlationId: kept.correlationId,
      causationId: kept.eventId,
      tenantId: kept.tenantId,
      actor: { kind: 'clock', due: kept.dueAt } as { kind: string },
      at: now,
    },
  });
