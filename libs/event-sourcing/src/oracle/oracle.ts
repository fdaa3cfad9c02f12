import type { Recorded } from '../event.js';
import type { EventStore } from '../event-store.js';
import { Callers, everyPromise, page_max, type Trial } from './callers.js';
import { check, Violation } from './history.js';
import { randomFrom } from './random.js';

/** What was done and seen. Nothing was wrong with it. */
export type Verdict = Readonly<
  Record<
    | 'operations'
    | 'events'
    | 'recorded'
    | 'built'
    | 'outrun'
    | 'conflicts'
    | 'repeats'
    | 'unsure'
    | 'overloaded'
    | 'reads',
    number
  >
>;

/**
 * Lets many callers append to one log through several instances, at random and all at once: expecting what they last
 * heard of, on condition of other streams, in chains, and again what was asked before; reads while they do; and
 * compares everything that anybody was told with what the log holds at the end.
 *
 * @param instances on one log, which is empty: as several processes have. @throws Violation, naming what was wrong
 */
export const consult = async (instances: readonly EventStore[], trial: Trial): Promise<Verdict> => {
  const callers = new Callers(instances, trial);
  const followers = Promise.all(
    instances.flatMap((store) =>
      times(trial.followers ?? 2, (n) => callers.follow(store, randomFrom(trial.seed + n + 1))),
    ),
  );
  const calls = Promise.all(times(trial.callers ?? 64, () => callers.call())).finally(() => (callers.isOver = true));
  const [ends] = await Promise.all([followers, calls]);
  const { order, events, outrun } = await check(callers.operations, everything(instances[0]!), {
    ...everyPromise,
    ...trial.promised,
  });
  const built = order.filter((number) => callers.operations[number]!.builtOn.length > 0).length;
  const head = await instances[0]!.head();
  for (const end of ends) if (end !== head) throw new Violation(`a follower ended at ${end} of ${head}`);
  if (callers.followed !== events) throw new Violation(`the followers saw ${callers.followed} of ${events} events`);
  return { operations: callers.operations.length, events, recorded: order.length, built, outrun, ...callers.seen };
};

const times = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));

async function* everything(store: EventStore): AsyncGenerator<Recorded> {
  for (let after = 0, page; (page = await store.readAll(after, page_max)).length > 0; after = page.at(-1)!.position)
    yield* page;
}
