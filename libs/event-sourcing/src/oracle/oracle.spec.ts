import type { Receipt } from '../decision.js';
import type { Issue, Recorded, Versioned } from '../event.js';
import { noStream, RevisionConflict, type Expectation } from '../event-store.js';
import { MemoryEventStore } from '../memory-event-store.js';
import { Violation } from './history.js';
import { consult } from './oracle.js';

const trial = { seed: 1, operations: 4_000 };

it('finds nothing wrong with the log in memory, of which every command is asked for at random', async () => {
  const store = new MemoryEventStore();
  const { recorded, built, conflicts, repeats, reads } = await consult([store, store], trial);
  for (const some of [recorded, built, conflicts, repeats, reads]) expect(some).toBeGreaterThan(100);
});

/** A log that now and then does what no log may do. */
abstract class Broken extends MemoryEventStore {
  #turn = 0;
  protected now = (): boolean => ++this.#turn % 23 === 0;
}

class Loses extends Broken {
  override async append(at: Expectation, ...rest: [readonly Versioned[], Issue]): Promise<Receipt> {
    if (!this.now()) return super.append(at, ...rest);
    return {
      streamId: at.streamId,
      revision: at.revision + rest[0].length,
      position: (await this.head()) + rest[0].length,
    };
  }
}
class IgnoresConditions extends Broken {
  override append(at: Expectation, events: readonly Versioned[], issue: Issue): Promise<Receipt> {
    return super.append(at, events, issue, []);
  }
}
class IgnoresWhatItIsBuiltOn extends Broken {
  override append(at: Expectation, events: readonly Versioned[], issue: Issue, also?: readonly Expectation[]) {
    return super.append(at, events, issue, also);
  }
}
class IgnoresRevisions extends Broken {
  override async append(at: Expectation, ...rest: [readonly Versioned[], Issue]): Promise<Receipt> {
    const revision = (await this.read(at.streamId, 0, 1_000_000)).at(-1)?.revision ?? noStream;
    return super.append(this.now() ? { ...at, revision } : at, ...rest);
  }
}
class RecordsTwice extends Broken {
  override async append(at: Expectation, events: readonly Versioned[], issue: Issue): Promise<Receipt> {
    const receipt = await super.append(at, events, issue);
    const again = { ...issue, commandId: issue.commandId.replace(/^......../, 'ffffffff') };
    if (this.now()) await super.append({ ...at, revision: receipt.revision }, events, again).catch(() => undefined);
    return receipt;
  }
}
class RefusesWhatItRecords extends Broken {
  override async append(...all: [Expectation, readonly Versioned[], Issue]): Promise<Receipt> {
    const receipt = await super.append(...all);
    if (this.now()) throw new RevisionConflict('so it says');
    return receipt;
  }
}
class RefusesForNothing extends Broken {
  override async append(...all: [Expectation, readonly Versioned[], Issue]): Promise<Receipt> {
    if (this.now()) throw new RevisionConflict('so it says');
    return super.append(...all);
  }
}
class SkipsAhead extends Broken {
  override async readAll(after: number, events_max: number): Promise<readonly Recorded[]> {
    const page = await super.readAll(after, events_max);
    return this.now() ? page.filter(({ position }) => position % 2 !== 0) : page;
  }
}
class ForgetsItsEnd extends Broken {
  override async head(): Promise<number> {
    return Math.max(0, (await super.head()) - (this.now() ? 1 : 0));
  }
}
class AnswersAnything extends Broken {
  override async append(at: Expectation, events: readonly Versioned[], issue: Issue, also?: readonly Expectation[]) {
    return super.append(at, events, { ...issue, requestHash: 'any' }, also);
  }
}

const broken = [
  Loses,
  IgnoresConditions,
  IgnoresWhatItIsBuiltOn,
  IgnoresRevisions,
  RecordsTwice,
  RefusesWhatItRecords,
  RefusesForNothing,
  SkipsAhead,
  ForgetsItsEnd,
  AnswersAnything,
];

it.each(broken.map((each) => ({ name: each.name, Log: each })))(
  'sees what is wrong with a log that $name',
  async ({ Log }) => {
    await expect(consult([new Log()], trial)).rejects.toThrow(Violation);
  },
);

it('sees a log that asks for no condition, also where one may be outrun', async () => {
  const promised = { conditionsAtomic: false };
  await expect(consult([new IgnoresConditions()], { ...trial, promised })).rejects.toThrow(Violation);
});
