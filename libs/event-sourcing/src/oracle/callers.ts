import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Receipt } from '../decision.js';
import type { Issue } from '../event.js';
import {
  CommandTaken,
  EarlierReceipt,
  noStream,
  Overloaded,
  RevisionConflict,
  type EventStore,
  type Expectation,
} from '../event-store.js';
import { commandIdOf, Violation, type Operation, type Promised } from './history.js';
import { randomFrom, type Random } from './random.js';

/** How much is asked of the log, and by how many at once. */
export type Trial = Readonly<{
  seed: number;
  operations: number;
  callers?: number;
  /** The fewer streams, the more conflicts. */
  streams?: number;
  /** Who follow the log of each instance. */
  followers?: number;
  /** Whether an error leaves open what became of an append. */
  isUnsure?: (error: unknown) => boolean;
  /** What the log can beyond what every log does: all, unless it is said. */
  promised?: Partial<Promised>;
  /** Told now and then how many operations are done. */
  onProgress?: (done: number) => void;
}>;

/** What a log does unless it is said that it does not. */
export const everyPromise: Promised = { dense: true, conditionsAtomic: true, repeatsTold: true };
const chain_max = 4;
const events_max = 5;
/** How many events are read at once. */
export const page_max = 500;
/** How many events before what was last heard of a reader begins. */
const back_max = 20;
/** How long a follower rests at the end of the log. */
const rest_ms = 5;

/** Who append and read at random, all at once, and what each of them was told. */
export class Callers {
  readonly operations: Operation[] = [];
  readonly seen = { conflicts: 0, repeats: 0, unsure: 0, overloaded: 0, reads: 0 };
  isOver = false;
  readonly #promised: Promised;
  readonly #random: Random;
  /** The revision of each stream that was last heard of. */
  readonly #heard = new Map<string, number>();
  readonly #streams: readonly string[];
  /** What the followers saw, event by event: all of them the same. */
  readonly #followed: string[] = [];
  #moment = 0;
  #started = 0;
  #acknowledged = 0;

  constructor(
    private readonly instances: readonly EventStore[],
    private readonly trial: Trial,
  ) {
    this.#promised = { ...everyPromise, ...trial.promised };
    this.#random = randomFrom(trial.seed);
    this.#streams = times(trial.streams ?? 100, (n) => `thing-${trial.seed}.${n}`);
  }

  /** How many events the followers saw. */
  get followed(): number {
    return this.#followed.length;
  }

  /** One caller, who does one thing after the other until enough was done by all. */
  async call(): Promise<void> {
    const random = this.#random;
    while (this.#started < this.trial.operations && !this.isOver) {
      this.#started++;
      if (this.#started % 1_000 === 0) this.trial.onProgress?.(this.#started);
      const what = random.below(21);
      if (what < 11) await this.#append(this.#command(random.oneOf(this.#streams)));
      else if (what < 13) await this.#chain();
      else if (what < 15) await this.#again();
      else if (what < 18) await this.#read();
      else if (what < 19) await this.#built();
      else await this.#readAll();
      if (random.oneIn(50)) await setImmediate();
    }
  }

  /** Reads on and on: nothing is left out, and all is where it is for the others. @returns where it ended */
  async follow(store: EventStore, random: Random): Promise<number> {
    for (let [after, seen] = [0, 0]; ;) {
      const isLast = this.isOver;
      const page = await this.#unlessUnsure(() => store.readAll(after, 1 + random.below(page_max)));
      for (const { position, id } of page ?? []) {
        if (this.#promised.dense ? position !== after + 1 : position <= after)
          throw new Violation(`a follower saw ${position} after ${after}`);
        after = position;
        const event = `${position} ${id}`;
        if ((this.#followed[seen] ??= event) !== event)
          throw new Violation(
            `two followers saw two events after ${seen} others: ${event} and ${this.#followed[seen]}`,
          );
        seen++;
      }
      if (page?.length === 0 && isLast) return after;
      if (!page?.length) await setTimeout(rest_ms);
    }
  }

  /** A new command. Mostly it expects what was last heard of. */
  #command(streamId: string, revision = this.#revisionOf(streamId), more: Partial<Operation> = {}): number {
    const random = this.#random;
    const others = random.oneIn(3) ? [random.oneOf(this.#streams), random.oneOf(this.#streams)] : [];
    const alsoAt = [...new Set(others)].filter((other) => other !== streamId);
    const operation: Operation = {
      at: { streamId, revision },
      alsoAt: alsoAt.map((other) => ({ streamId: other, revision: this.#revisionOf(other) })),
      count: 1 + random.below(events_max),
      invoked: ++this.#moment,
      conflicts: [],
      builtOn: [],
      ...more,
    };
    return this.operations.push(operation) - 1;
  }

  #revisionOf(streamId: string): number {
    const heard = this.#heard.get(streamId) ?? noStream;
    return this.#random.oneIn(20) ? Math.max(noStream, heard - 1 + this.#random.below(3)) : heard;
  }

  /** Appends that each expect what the one before leaves, all sent before any is answered. */
  async #chain(): Promise<void> {
    const streamId = this.#random.oneOf(this.#streams);
    let revision = this.#revisionOf(streamId);
    const store = this.#random.oneOf(this.instances);
    const chain = times(2 + this.#random.below(chain_max - 1), () => {
      const number = this.#command(streamId, revision);
      revision += this.operations[number]!.count;
      return this.#append(number, store);
    });
    await Promise.all(chain);
  }

  /**
   * Appends that are built on each other, all sent before any is answered. At times the first one falls though those after
   * it expect what is so, and at times somebody else's events may take its place.
   */
  async #built(): Promise<void> {
    const random = this.#random;
    const [streamId, through] = [random.oneOf(this.#streams), random.oneOf(this.instances)];
    const heard = this.#heard.get(streamId) ?? noStream;
    const what = random.below(3);
    const first = this.#command(streamId, what === 0 ? heard + 1 + random.below(3) : heard);
    const { count } = this.operations[first]!;
    const rival = what === 1 ? [this.#append(this.#command(streamId, heard, { count }))] : [];
    let revision = what === 0 ? heard : heard + count;
    const [chain, sent] = [[first], [this.#append(first, through)]];
    for (let left = 1 + random.below(chain_max - 1); left > 0; left--) {
      const builtOn = random.oneIn(2) ? chain.slice(-1) : [...chain];
      const number = this.#command(streamId, revision, { builtOn, through });
      revision += this.operations[number]!.count;
      chain.push(number);
      sent.push(this.#append(number));
    }
    const alsoAt = [{ streamId, revision }];
    const elsewhere = this.#streams.find((other) => other !== streamId)!;
    if (random.oneIn(3)) sent.push(this.#append(this.#command(elsewhere, this.#revisionOf(elsewhere), { builtOn: chain, through, alsoAt }))); // prettier-ignore
    await Promise.all([...rival, ...sent]);
  }

  /** A command that was sent before, or is on its way: through another instance, perhaps. Or its id, for another one. */
  async #again(): Promise<void> {
    if (this.operations.length === 0) return;
    const recent = Math.min(this.operations.length, 200);
    const number = this.operations.length - 1 - this.#random.below(recent);
    if (this.#random.oneIn(4)) return this.#taken(number);
    await Promise.all([this.#append(number), ...(this.#random.oneIn(2) ? [this.#append(number)] : [])]);
  }

  /** @param number of the operation */
  async #append(number: number, by = this.#random.oneOf(this.instances)): Promise<void> {
    const operation = this.operations[number]!;
    const { at, alsoAt, through: store = by } = operation;
    const [invoked, before] = [++this.#moment, operation.acknowledged];
    try {
      const builtOn = operation.builtOn.map((base) => this.operations[base]!.answer!);
      const answer = store.append(at, eventsOf(operation), issueOf(this.trial.seed, number), alsoAt, builtOn);
      if (!operation.answer) this.#first(operation, answer);
      const receipt = await answer;
      if (receipt instanceof EarlierReceipt || (before !== undefined && !this.#promised.repeatsTold))
        this.seen.repeats++;
      else if (before !== undefined) throw new Violation(`operation ${number} was recorded twice`);
      this.#heardOf(operation, receipt);
    } catch (error) {
      if (error instanceof RevisionConflict) {
        if (before !== undefined) throw new Violation(`operation ${number}, which was recorded, had a conflict`);
        this.seen.conflicts++;
        operation.conflicts.push({ invoked, answered: ++this.#moment });
        return this.#lookAt([at, ...alsoAt]);
      }
      if (error instanceof Overloaded) this.seen.overloaded++;
      else if (this.trial.isUnsure?.(error)) [operation.unsure, this.seen.unsure] = [true, this.seen.unsure + 1];
      else throw error;
    }
  }

  /** Others may be built on this answer. */
  #first(operation: Operation, answer: Promise<Receipt>): void {
    operation.answer = answer;
    answer.then(
      (receipt) => receipt instanceof EarlierReceipt && (operation.fell = true),
      (error) => {
        operation.fell = true;
        if (error instanceof RevisionConflict) operation.refused = true;
      },
    );
  }

  #heardOf(operation: Operation, { revision, position }: { revision: number; position: number }): void {
    const { receipt, at } = operation;
    if (receipt && (receipt.revision !== revision || receipt.position !== position))
      throw new Violation(`two receipts of one command: ${receipt.position} and ${position}`);
    operation.receipt = { revision, position };
    operation.acknowledged ??= ++this.#moment;
    this.#acknowledged = Math.max(this.#acknowledged, position);
    this.#heard.set(at.streamId, Math.max(this.#heard.get(at.streamId) ?? noStream, revision));
  }

  /** The id of a command that was recorded stands for no other request. */
  async #taken(number: number): Promise<void> {
    const { at, acknowledged, count } = this.operations[number]!;
    if (acknowledged === undefined) return;
    const issue = { ...issueOf(this.trial.seed, number), requestHash: 'another' };
    const answer = await this.#random
      .oneOf(this.instances)
      .append({ ...at, revision: at.revision + count }, [{ type: 'Said', data: {} }], issue)
      .catch((error: unknown) => error);
    const isFine = answer instanceof CommandTaken || answer instanceof Overloaded || this.trial.isUnsure?.(answer);
    if (!isFine) throw new Violation(`the id of operation ${number} was taken for another: ${String(answer)}`);
  }

  async #lookAt(expected: readonly Expectation[]): Promise<void> {
    for (const { streamId } of expected) await this.#read(streamId);
  }

  /** A stream from somewhere on: without gaps, and up to what was acknowledged before. */
  async #read(streamId = this.#random.oneOf(this.#streams)): Promise<void> {
    const heard = this.#heard.get(streamId) ?? noStream;
    const from = Math.max(0, heard - this.#random.below(back_max));
    const page = await this.#asked((store) => store.read(streamId, from, page_max));
    if (!page) return;
    for (const [n, { revision }] of page.entries())
      if (revision !== from + n) throw new Violation(`${streamId} read from ${from}: ${revision} at place ${n}`);
    const last = page.at(-1)?.revision ?? from - 1;
    if (page.length < page_max && last < heard)
      throw new Violation(`${streamId} ends at ${last}, and ${heard} was acknowledged`);
    this.#heard.set(streamId, Math.max(this.#heard.get(streamId) ?? noStream, last));
  }

  /** The end of the log: all that was acknowledged before is there. */
  async #readAll(): Promise<void> {
    const acknowledged = this.#acknowledged;
    const head = await this.#asked((store) => store.head());
    if (head !== undefined && head < acknowledged)
      throw new Violation(`the head is ${head}, and ${acknowledged} was acknowledged`);
    const after = Math.max(0, acknowledged - this.#random.below(back_max * this.instances[0]!.spacing));
    const page = await this.#asked((store) => store.readAll(after, page_max));
    if (page && page.length < page_max && (page.at(-1)?.position ?? after) < acknowledged)
      throw new Violation(
        `the log read from ${after} ends at ${page.at(-1)?.position}, and ${acknowledged} was acknowledged`,
      );
  }

  async #asked<T>(ask: (store: EventStore) => Promise<T>): Promise<T | undefined> {
    this.seen.reads++;
    return this.#unlessUnsure(() => ask(this.#random.oneOf(this.instances)));
  }

  async #unlessUnsure<T>(ask: () => Promise<T>): Promise<T | undefined> {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof Overloaded || this.trial.isUnsure?.(error)) return undefined;
      throw error;
    }
  }
}

const times = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));

const eventsOf = ({ count }: Operation) => times(count, (n) => ({ type: 'Said', data: { n } }));

const issueOf = (run: number, number: number): Issue => {
  const commandId = commandIdOf(run, number);
  const under = { commandId, correlationId: commandId, command: 'Say', requestHash: `${number}`, tenantId: 'tenant' };
  return { ...under, actor: { kind: 'oracle' }, at: '2026-01-01T00:00:00.000Z' };
};
