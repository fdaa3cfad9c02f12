import type { Abilities } from '../abilities.js';
import type { Receipt } from '../decision.js';
import { derivedId, type Issue, type Recorded } from '../event.js';
import { noStream, type EventStore, type Expectation } from '../event-store.js';

/** What the log did that no log may do. */
export class Violation extends Error {}

/** From the question to the answer. */
type Conflict = Readonly<{ invoked: number; answered: number }>;

/** One command as its callers saw it. Moments count what happened in this process: who comes later has a larger one. */
export type Operation = {
  readonly at: Expectation;
  readonly alsoAt: readonly Expectation[];
  readonly count: number;
  /** When it was first asked for. */
  readonly invoked: number;
  /** When it was first known to be recorded. */
  acknowledged?: number;
  /** Of its last event, as acknowledged. */
  receipt?: { readonly revision: number; readonly position: number };
  /** From when to when somebody was told that one of its streams has moved. */
  readonly conflicts: Conflict[];
  /** Whether an answer never came: then it may be recorded, or not. */
  unsure?: true;
  /** Which operations it was built on, all of them through this instance: there it is asked for, however often. */
  readonly builtOn: readonly number[];
  readonly through?: EventStore;
  /** The first answer, on which others are built, and whether it was a conflict, or no receipt of its own. */
  answer?: Promise<Receipt>;
  refused?: true;
  fell?: true;
};

/** The command's number stands in its id, so that an event tells whose it is. */
export const commandIdOf = (run: number, operation: number): string =>
  `${hex(run, 8)}-0000-4000-8000-${hex(operation, 12)}`;
const operationOf = ({ commandId }: Pick<Issue, 'commandId'>): number => parseInt(commandId.slice(24), 16);
const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

/** Which operation wrote each revision of each stream, and in which order the operations were recorded. */
type Told = Readonly<{
  writers: ReadonlyMap<string, readonly number[]>;
  order: readonly number[];
  events: number;
  /** Conditions that held when the append was asked for, and no more when it was recorded. */
  outrun: number;
}>;

/** What this log can, of which more is asked then. */
export type Promised = Readonly<
  Pick<Abilities, 'dense' | 'conditionsAtomic'> & {
    /** Who appends again what another process has just recorded is told that it is a repeat. The receipt is the same anyway. */
    repeatsTold: boolean;
  }
>;

/**
 * Compares the whole log with what its callers were told.
 *
 * @param log every event, in the order of the log. @throws Violation
 */
export const check = async (
  operations: readonly Operation[],
  log: AsyncIterable<Recorded>,
  promised: Promised,
): Promise<Told> => {
  const told = await readThrough(operations, log, promised);
  checkAnswers(operations, new Set(told.order));
  checkOrder(operations, told.order);
  checkBuilt(operations, told.order);
  checkConflicts(operations, told.writers);
  return told;
};

/** Positions and revisions without gaps; each command once, whole, where it expected and was told to be. */
const readThrough = async (
  operations: readonly Operation[],
  log: AsyncIterable<Recorded>,
  { dense, conditionsAtomic }: Promised,
): Promise<Told> => {
  const writers = new Map<string, number[]>();
  const order: number[] = [];
  const recorded = new Set<number>();
  const revisionOf = (streamId: string): number => (writers.get(streamId)?.length ?? 0) - 1;
  let [position, recordedAt, left, current, events, outrun] = [0, '', 0, -1, 0, 0];
  for await (const event of log) {
    const { streamId, revision, issue } = event;
    const where = `event ${event.position}`;
    must(dense ? event.position === position + 1 : event.position > position, `${where} comes after ${position}`);
    position = event.position;
    events++;
    must(event.recordedAt >= recordedAt, `${where} was recorded before the one before it`);
    must(
      revision === revisionOf(streamId) + 1,
      `${where} is revision ${revision} of ${streamId} after ${revisionOf(streamId)}`,
    );
    recordedAt = event.recordedAt;
    const number = operationOf(issue);
    const operation = operations[number] ?? fail(`${where} was asked for by nobody`);
    must(
      operation.at.streamId === streamId,
      `${where} is in ${streamId}, and was appended to ${operation.at.streamId}`,
    );
    if (left === 0) {
      must(!recorded.has(number), `${where} repeats a command`);
      must(
        operation.at.revision === revision - 1,
        `${where} expected revision ${operation.at.revision} of ${streamId}`,
      );
      for (const also of operation.alsoAt) {
        if (revisionOf(also.streamId) === also.revision) continue;
        const mover = operations[writers.get(also.streamId)?.[also.revision + 1] ?? -1];
        const isOutrun = !conditionsAtomic && mover && (mover.acknowledged ?? Infinity) > operation.invoked;
        must(isOutrun === true, `${where} was on condition of ${also.streamId} at ${also.revision}`);
        outrun++;
      }
      recorded.add(number);
      order.push(number);
      [left, current] = [operation.count, number];
    }
    must(number === current, `${where} stands inside of another append`);
    must(event.id === derivedId(issue, operation.count - left), `${where} has a wrong id`);
    const by = writers.get(streamId);
    if (by) by.push(number);
    else writers.set(streamId, [number]);
    const { receipt } = operation;
    if (--left === 0 && receipt)
      must(
        receipt.position === position && receipt.revision === revision,
        `${where} was acknowledged at ${receipt.position}`,
      );
  }
  must(left === 0, 'the last append is not whole');
  return { writers, order, events, outrun };
};

/** What was acknowledged is there; what was refused for good is not. */
const checkAnswers = (operations: readonly Operation[], recorded: ReadonlySet<number>): void => {
  for (const [number, { acknowledged, unsure }] of operations.entries()) {
    if (acknowledged !== undefined)
      must(recorded.has(number), `operation ${number} was acknowledged, and is not there`);
    else if (!unsure) must(!recorded.has(number), `operation ${number} was refused, and is there`);
  }
};

/** Who was acknowledged before another one was asked for stands before it. */
const checkOrder = (operations: readonly Operation[], order: readonly number[]): void => {
  let earliest = Infinity;
  for (const number of order.toReversed()) {
    const { invoked, acknowledged = Infinity } = operations[number]!;
    must(earliest >= invoked, `operation ${number} stands before one that was acknowledged before it was asked for`);
    earliest = Math.min(earliest, acknowledged);
  }
};

/** What was built on others stands after them; nothing stands that was built on what was refused. */
const checkBuilt = (operations: readonly Operation[], order: readonly number[]): void => {
  const before = new Set<number>();
  for (const number of order) {
    for (const base of operations[number]!.builtOn) {
      must(before.has(base), `operation ${number} was built on ${base}, and is there without it`);
      must(!operations[base]!.refused, `operation ${number} was built on ${base}, which was refused, and is there`);
    }
    before.add(number);
  }
};

/**
 * Nobody is told of a conflict who had none: all that was expected was so, from the question to the answer. But whoever
 * expects what another append leaves, and comes while that is on its way, may fall with it; so does who is built on it.
 */
const checkConflicts = (operations: readonly Operation[], writers: ReadonlyMap<string, readonly number[]>): void => {
  const fallen = new Map<string, Conflict[]>();
  for (const { at, count, conflicts } of operations)
    for (const conflict of conflicts) {
      const left = nameOf({ ...at, revision: at.revision + count });
      fallen.set(left, [...(fallen.get(left) ?? []), conflict]);
    }
  for (const [number, { at, alsoAt, conflicts, builtOn }] of operations.entries())
    for (const { invoked, answered } of conflicts) {
      const stood = ({ streamId, revision }: Expectation): boolean => {
        const by = writers.get(streamId) ?? [];
        const [reached, left] = [operations[by[revision] ?? -1], operations[by[revision + 1] ?? -1]];
        const isThere = revision === noStream || (reached?.acknowledged ?? Infinity) < invoked;
        return isThere && (left === undefined || left.invoked > answered);
      };
      const fellWith = (fallen.get(nameOf(at)) ?? []).some(
        (each) => each.invoked < answered && each.answered > invoked,
      );
      const fellAfter = builtOn.some((base) => operations[base]!.fell);
      must(
        fellWith || fellAfter || ![at, ...alsoAt].every(stood),
        `operation ${number} was told of a conflict that was none`,
      );
    }
};

const nameOf = ({ streamId, revision }: Expectation): string => `${revision} ${streamId}`;

const must = (holds: boolean, otherwise: string): void => {
  if (!holds) fail(otherwise);
};
const fail = (what: string): never => {
  throw new Violation(what);
};
