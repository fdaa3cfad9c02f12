import type { Deadline, EventStore, Executor, Reaction } from '#event-sourcing';
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import type { DataSource } from 'typeorm';
import { Answers } from './answers.js';
import { Checkpoint, renew_ms } from './checkpoint.js';
import { Clock, clockId } from './clock.js';
import { Faults, type Fault, type Lack } from './faults.js';
import { Follower } from './follower.js';
import { Projector, schemaOf, type Projection } from './projector.js';
import { ProjectorThread } from './projector-thread.js';
import { Pump, type PumpState } from './pump.js';
import { Reactor } from './reactor.js';
import type { Progress } from './progress.js';
import type { ReadModels } from './read-models.js';
import { isOfAside } from './set-aside.js';
import { Tail } from './tail.js';
import type { Time } from './time.js';

/** How far one reader of the log is. */
export type ReaderState = PumpState & Readonly<{ position: number }>;

/** What reads the log on and on: here, or in a thread of its own. */
type Running = Pick<Pump, 'name' | 'state' | 'start' | 'wake' | 'retry' | 'stop'>;
type Reader = Readonly<{ pump: Running; position: () => Promise<number> }>;

/** @param thread begins the one in which the projector runs; without it, it runs here */
type Parts = Readonly<{
  projection: Projection;
  reactions: readonly Reaction[];
  deadlines: readonly Deadline[];
  thread?: () => Worker;
}>;

/** Everything that reads the log: the projector, the reactions, who follows it live, and the clock. */
export class Engine {
  /** What is new in the log, told to all who listen in this process. */
  readonly follower: Follower;
  readonly #holder = randomUUID();
  readonly #readers: readonly Reader[];
  readonly #reactors: readonly Reactor[];
  readonly #clock: Pump;
  readonly #tail: Tail;
  readonly #faults: Faults;
  readonly #schema: string;
  readonly #leases: readonly Checkpoint[];
  #isWaking = false;

  constructor(
    private readonly log: EventStore,
    executor: Executor,
    private readonly database: DataSource,
    readModels: ReadModels,
    time: Time,
    parts: Parts,
    onFault: (name: string, error: unknown) => void,
  ) {
    const answers = new Answers(executor, database);
    const faults = (this.#faults = new Faults(log, database));
    const lease = (id: string) => new Checkpoint(database, id, this.#holder);
    const tail = (this.#tail = new Tail(log));
    this.follower = new Follower(log, tail);
    const projected = lease(schemaOf(parts.projection));
    const leases = parts.reactions.map(({ name }) => lease(name));
    this.#reactors = parts.reactions.map((each, n) => new Reactor(tail, answers, readModels, leases[n]!, each, faults));
    const pump = (name: string, reader: { advance: (stopping: AbortSignal) => Promise<number> }) =>
      new Pump(name, (stopping) => reader.advance(stopping), onFault);
    this.#readers = [
      {
        pump: projecting(parts, tail, database, faults, readModels.progress, onFault),
        position: () => projected.position(),
      },
      ...this.#reactors.map((each, n) => {
        return { pump: pump(parts.reactions[n]!.name, each), position: async () => each.position };
      }),
      { pump: pump('follower', this.follower), position: async () => this.follower.position ?? 0 },
    ];
    const keeping = lease(clockId);
    this.#clock = pump(clockId, new Clock(answers, database, keeping, time, parts.deadlines, faults));
    this.#leases = [...leases, keeping];
    this.#schema = schemaOf(parts.projection);
    this.follower.listen((events) => {
      if (events.some(isOfAside)) void this.#retry();
    });
    executor.onRecorded(({ position }) => {
      readModels.recorded(position);
      this.#wakeSoon();
    });
  }

  start(): void {
    for (const pump of this.#pumps) pump.start();
  }

  /** Who waits for a receipt gets it first; appends that came back together wake once. */
  #wakeSoon(): void {
    if (this.#isWaking) return;
    this.#isWaking = true;
    setImmediate(() => {
      this.#isWaking = false;
      this.wake();
    });
  }

  /** Something was recorded. The clock looks for itself, by the time. */
  wake(): void {
    this.#tail.grows();
    for (const { pump } of this.#readers) pump.wake();
  }

  /** Something was set aside, or is to be taken again: whoever stands still by it goes on. */
  async #retry(): Promise<void> {
    await this.#faults.aside.refresh().catch(() => undefined); // every reader looks again when it fails
    for (const pump of this.#pumps) pump.retry();
  }

  /** What cannot be written down any more, because the database is gone, is done again; and leases end by themselves. */
  async stop(): Promise<void> {
    await Promise.all(this.#pumps.map((pump) => pump.stop()));
    await Promise.allSettled(this.#reactors.map((reactor) => reactor.keep()));
    await Promise.allSettled(this.#leases.map((each) => each.release()));
  }

  get #pumps(): readonly Running[] {
    return [...this.#readers.map(({ pump }) => pump), this.#clock];
  }

  /** How every reader is doing. */
  async states(): Promise<readonly ReaderState[]> {
    const readers = this.#readers.map(async ({ pump, position }) => ({ ...pump.state, position: await position() }));
    return [...(await Promise.all(readers)), { ...this.#clock.state, position: 0 }];
  }

  /**
   * The events that these readers cannot take, and the read models that lack events which were set aside. What stops a
   * rebuild beside them is the rebuild's.
   */
  async faults(): Promise<Readonly<{ faults: readonly Fault[]; lacks: readonly Lack[] }>> {
    const [standing, lacks] = await Promise.all([this.#faults.standing(), this.#faults.lacking(this.#schema)]);
    const names = new Set(this.#pumps.map(({ name }) => name));
    return { faults: standing.filter(({ checkpoint }) => names.has(checkpoint)), lacks };
  }

  /** Waits until every reader has reached the end of the log. @throws after `ms_max`, naming who has not */
  async settled(ms_max = 10_000): Promise<number> {
    for (const until = Date.now() + ms_max; ;) {
      const head = await this.log.head();
      const states = await this.states();
      const behind = states.filter(({ name, position }) => name !== this.#clock.name && position < head);
      if (behind.length === 0 && (await this.log.head()) === head) return head;
      if (Date.now() > until)
        throw new Error(
          `not at ${head}: ${behind.map(({ name, position, fault }) => `${name} at ${position} ${fault ?? ''}`).join(', ')}`,
        );
      this.wake();
      await setTimeout(2);
    }
  }

  /** Keeps every clock still, this one and that of other instances, while history is written; then lets it go. */
  async withClockHeld<T>(work: () => Promise<T>): Promise<T> {
    const clock = new Checkpoint(this.database, clockId, randomUUID());
    while (!(await clock.hold())) await setTimeout(100);
    const renewing = setInterval(() => void clock.hold().catch(() => undefined), renew_ms);
    try {
      return await work();
    } finally {
      clearInterval(renewing);
      await clock.release();
    }
  }
}

/** The projector, which says how far it is. */
const projecting = (
  { projection, thread }: Parts,
  log: Tail,
  database: DataSource,
  faults: Faults,
  progress: Progress,
  onFault: (name: string, error: unknown) => void,
): Running => {
  const tell = (position: number) => progress.tell(position);
  const here = (): Pump => {
    const projector = new Projector(log, database, projection, faults);
    const advance = async () => {
      const projected = await projector.advance();
      if (projector.position !== undefined) tell(projector.position);
      return projected;
    };
    return new Pump(schemaOf(projection), advance, onFault);
  };
  return thread ? new ProjectorThread(schemaOf(projection), thread, here, tell, onFault) : here();
};
