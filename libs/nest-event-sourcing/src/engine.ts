import type { Deadline, EventStore, Executor, Reaction } from '#event-sourcing';
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { Answers } from './answers.js';
import { Checkpoint, renew_ms } from './checkpoint.js';
import { Clock } from './clock.js';
import { Projector, schemaOf, type Projection } from './projector.js';
import { Pump, type PumpState } from './pump.js';
import { Reactor } from './reactor.js';
import type { ReadModels } from './read-models.js';
import type { Time } from './time.js';

/** How far one reader of the log is. */
export type ReaderState = PumpState & Readonly<{ position: number }>;

/** Everything that reads the log: the projector, the reactions, and the clock. */
export class Engine {
  readonly #holder = randomUUID();
  readonly #pumps: readonly Pump[];
  readonly #checkpoints: ReadonlyMap<string, Checkpoint>;
  readonly #clock: Checkpoint;

  constructor(
    private readonly log: EventStore,
    executor: Executor,
    private readonly database: DataSource,
    readModels: ReadModels,
    time: Time,
    parts: Readonly<{ projection: Projection; reactions: readonly Reaction[]; deadlines: readonly Deadline[] }>,
    onFault: (name: string, error: unknown) => void,
  ) {
    const answers = new Answers(executor, database);
    const checkpoint = (id: string) => new Checkpoint(database, id, this.#holder);
    const projector = new Projector(log, database, parts.projection);
    const projection = schemaOf(parts.projection);
    const reactors = parts.reactions.map((reaction) => {
      const reactor = new Reactor(log, answers, readModels, checkpoint(reaction.name), reaction);
      return new Pump(reaction.name, () => reactor.advance(), onFault);
    });
    this.#clock = checkpoint('clock');
    const clock = new Clock(answers, database, this.#clock, time, parts.deadlines);
    this.#pumps = [
      new Pump(projection, () => projector.advance(), onFault),
      ...reactors,
      new Pump('clock', () => clock.advance(), onFault),
    ];
    this.#checkpoints = new Map(
      [projection, ...parts.reactions.map(({ name }) => name)].map((id) => [id, checkpoint(id)]),
    );
    executor.onRecorded(() => this.wake());
  }

  start(): void {
    for (const pump of this.#pumps) pump.start();
  }

  wake(): void {
    for (const pump of this.#pumps) pump.wake();
  }

  async stop(): Promise<void> {
    await Promise.all(this.#pumps.map((pump) => pump.stop()));
    await Promise.all([...this.#checkpoints.values(), this.#clock].map((each) => each.release()));
  }

  /** How every reader is doing. */
  async states(): Promise<readonly ReaderState[]> {
    return Promise.all(
      this.#pumps.map(async ({ name, state }) => ({
        ...state,
        position: (await this.#checkpoints.get(name)?.position()) ?? 0,
      })),
    );
  }

  /** Waits until every reader has reached the end of the log. @throws after `ms_max`, naming who has not */
  async settled(ms_max = 10_000): Promise<number> {
    for (const until = Date.now() + ms_max; ;) {
      const head = await this.log.head();
      const states = (await this.states()).filter(({ name }) => this.#checkpoints.has(name));
      const behind = states.filter(({ position }) => position < head);
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
    const clock = new Checkpoint(this.database, 'clock', randomUUID());
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
