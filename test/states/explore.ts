import { fold, Refusal, streamIdOf, type Decision, type Issue, type Recorded } from '#event-sourcing';
import { streams } from '../../src/contexts.js';
import { allDecisions } from '../decisions.js';

/** Somebody issues a command about a subject. */
export type Move = Readonly<{
  command: string;
  by: Issue['actor'];
  body?: object;
  /** The stream's subject; that of the lifecycle unless said. */
  subject?: string;
}>;

/** A thing that begins, goes from one status to another by what members, reactions and the clock do, and ends. */
export type Lifecycle = Readonly<{
  thing: string;
  /** The stream that tells of it, and which one of these. */
  category: string;
  subject: string;
  status: (state: any) => string;
  /** What of the state makes two moments different ones; all of it, unless said. */
  key?: (state: any) => unknown;
  /** What happened before, in this stream and in those that decisions read beside it. */
  before: readonly Fact[];
  /** When something may be done, earliest first. */
  instants: readonly string[];
  /** What is tried, in every status, at every instant. */
  moves: readonly Move[];
  /** The moves that are about the thing itself; all, unless said. */
  about?: (move: Move) => boolean;
}>;

/** A fact of the past: in which stream, and what. */
export type Fact = readonly [category: string, subject: string, type: string, data: object];

/** By a command, a thing that was in one status is in another, or in the same one. */
export type Transition = Readonly<{ from: string; command: string; to: string }>;

type World = Readonly<{ log: ReadonlyMap<string, readonly Recorded[]>; instant: number }>;

const worlds_max = 20_000;
const tenantId = 'alliance';

/**
 * Every transition of a thing that its decisions allow: from the first moment on, everything is tried at every moment
 * that has not been seen yet. What no decision gives is no transition. @throws where the moments do not end
 */
export const explore = async (of: Lifecycle): Promise<readonly Transition[]> => {
  const decisions = await allDecisions();
  const found = new Map<string, Transition>();
  const [first] = [{ log: pastOf(of), instant: 0 }];
  const [seen, waiting] = [new Set([keyOf(of, first)]), [first]];
  for (let world = waiting.pop(); world; world = waiting.pop()) {
    for (const move of of.moves) {
      for (let instant = world.instant; instant < of.instants.length; instant++) {
        const next = moved(of, decisions, world, move, instant);
        if (!next) continue;
        const transition = { from: statusIn(of, world), command: move.command, to: statusIn(of, next) };
        if (transition.from !== transition.to || (of.about?.(move) ?? true))
          found.set(JSON.stringify(transition), transition);
        const key = keyOf(of, next);
        if (seen.has(key)) continue;
        if (seen.add(key).size > worlds_max) throw new Error(`${of.thing}: its moments do not end`);
        waiting.push(next);
      }
    }
  }
  return [...found.values()];
};

/** The world after a move; undefined where it is refused, or changes nothing. */
const moved = (
  { subject, instants }: Lifecycle,
  decisions: ReadonlyMap<string, Decision>,
  { log }: World,
  move: Move,
  instant: number,
): World | undefined => {
  const of = decisions.get(move.command);
  if (!of) throw new Error(`there is no command ${move.command}`);
  const [id, at] = [move.subject ?? subject, instants[instant]!];
  const command = Object.assign(new of.command(), move.body).for(id, { issue: { ...issueAt(at), actor: move.by } });
  const past = (stream: Decision['stream'], of: string | undefined) =>
    folded(stream, (of !== undefined && log.get(streamIdOf(stream, of))) || nothing);
  const state = past(of.stream, id);
  const beside = Object.entries(of.reads).map(([name, { stream, id }]) => {
    return [name, past(stream, id(command, state, command.issue))] as const;
  });
  const events = refused(() => of.decide(command, state, command.issue, Object.fromEntries(beside)));
  if (events.length === 0) return undefined;
  const streamId = streamIdOf(of.stream, id);
  const more = new Map(log);
  for (const { type, data } of events) append(more, streamId, type, data, command.issue);
  return { log: more, instant };
};

const refused = <E>(decide: () => readonly E[]): readonly E[] => {
  try {
    return decide();
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
};

const pastOf = ({ before, instants }: Lifecycle): ReadonlyMap<string, readonly Recorded[]> => {
  const log = new Map<string, readonly Recorded[]>();
  const issue = { ...issueAt(instants[0]!), actor: { kind: 'operator' }, command: 'Before', requestHash: '' };
  for (const [category, subject, type, data] of before)
    append(log, streamIdOf({ category }, subject), type, data, issue);
  return log;
};

const append = (log: Map<string, readonly Recorded[]>, streamId: string, type: string, data: object, issue: Issue) => {
  const before = log.get(streamId) ?? [];
  const subjectId = streamId.slice(streamId.indexOf('-') + 1);
  const place = { id: `${streamId} ${before.length}`, streamId, subjectId, revision: before.length, position: 0 };
  const stored = JSON.parse(JSON.stringify(data)) as object; // as a log gives it back
  log.set(streamId, [...before, { ...place, type, version: 1, data: stored, issue, recordedAt: issue.at }]);
};

const commandId = '00000000-0000-4000-8000-000000000001';
const issueAt = (at: string) => ({ commandId, correlationId: commandId, causationId: 'cause', tenantId, at });

const nothing: readonly Recorded[] = [];
const states = new WeakMap<readonly Recorded[], Map<Decision['stream'], unknown>>();

/** A state is folded once: decisions only read it. */
const folded = (stream: Decision['stream'], facts: readonly Recorded[]): unknown => {
  const known = states.get(facts) ?? new Map<Decision['stream'], unknown>();
  states.set(facts, known);
  if (!known.has(stream)) known.set(stream, fold(stream, facts));
  return known.get(stream);
};

const stateOf = (category: string, facts: readonly Recorded[]): unknown => {
  const stream = streams.find((each) => each.category === category);
  if (!stream) throw new Error(`no context has a stream ${category}`);
  return folded(stream, facts);
};
const stateIn = ({ category, subject }: Lifecycle, { log }: World): unknown =>
  stateOf(category, log.get(streamIdOf({ category }, subject)) ?? nothing);
const statusIn = (of: Lifecycle, world: World): string => of.status(stateIn(of, world));

const keyOf = (of: Lifecycle, world: World): string => {
  const own = stateIn(of, world);
  const ownId = streamIdOf(of, of.subject);
  const others = [...world.log].filter(([streamId]) => streamId !== ownId);
  const states = others.map(([streamId, facts]) => stateOf(streamId.slice(0, streamId.indexOf('-')), facts));
  return JSON.stringify([world.instant, of.status(own), of.key ? of.key(own) : own, states], (_, value: unknown) =>
    value instanceof Map || value instanceof Set ? [...value] : value,
  );
};
