import { setTimeout } from 'node:timers/promises';
import type { MessagePort, Worker } from 'node:worker_threads';
import type { Projector } from './projector.js';
import { Pump, type PumpState } from './pump.js';
import type { SetAside } from './set-aside.js';

const restart_ms = 100;
const restart_ms_max = 10_000;
const stop_ms_max = 10_000;

/** What the thread is told, and what it tells. */
type Told = 'wake' | 'retry' | 'stop';
type Said = Readonly<{ position: number } | { fault: string }>;

/**
 * In the thread: projects until whoever started it says stop, and tells how far it is and what failed.
 *
 * @param words what is told of an error: it leaves its thread as text
 */
export const projectFor = async (
  starter: MessagePort,
  name: string,
  projector: Pick<Projector, 'advance' | 'position'>,
  aside: Pick<SetAside, 'refresh'>,
  words: (error: unknown) => string,
): Promise<void> => {
  const say = (said: Said) => starter.postMessage(said);
  let told: number | undefined;
  const advance = async (): Promise<number> => {
    try {
      const projected = await projector.advance();
      const { position } = projector;
      if (position !== undefined && position !== told) say({ position: (told = position) });
      return projected;
    } catch (error) {
      told = undefined; // the next position says that it goes on
      say({ fault: words(error) });
      throw error;
    }
  };
  const pump = new Pump(name, advance, () => undefined);
  pump.start();
  await new Promise<void>((stopped) => {
    starter.on('message', (heard: Told) => {
      if (heard === 'stop') stopped();
      else if (heard === 'wake') pump.wake();
      else
        void aside.refresh().then(
          () => pump.retry(),
          () => pump.retry(),
        ); // it looks again when it fails
    });
  });
  await pump.stop();
  starter.close();
};

/**
 * A projector in a thread of its own, so that neither what it reads and folds nor what it saves holds up those who are
 * answered here. A thread that ends unasked is started again: at once, then after longer and longer times. Until a thread
 * has loaded and says how far it is, which takes seconds where the machine is busy, one here stands in for it.
 */
export class ProjectorThread {
  readonly #stopping = new AbortController();
  #thread: Worker | undefined;
  #standIn: Pump | undefined;
  #stoodDown: Promise<void> = Promise.resolve();
  #running: Promise<void> = Promise.resolve();
  #fault: string | undefined;
  #faults = 0;

  /** @param standIn projects in this thread, once it is started */
  constructor(
    readonly name: string,
    private readonly begin: () => Worker,
    private readonly standIn: () => Pump,
    private readonly onPosition: (position: number) => void,
    private readonly onFault: (name: string, error: unknown) => void,
  ) {}

  /** Also what the one that stands in fails at. */
  get state(): PumpState {
    const standIn = this.#standIn?.state;
    if (standIn && standIn.faults > this.#faults) return standIn;
    return { name: this.name, ...(this.#fault && { fault: this.#fault }), faults: this.#faults };
  }

  start(): void {
    this.#running = this.#run();
  }

  wake(): void {
    this.#standIn?.wake();
    this.#tell('wake');
  }

  /** It may take now what it could not take: it looks at once. */
  retry(): void {
    this.#standIn?.retry();
    this.#tell('retry');
  }

  /** Finishes the batch that it is at. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#tell('stop');
    this.#standDown();
    const late = setTimeout(stop_ms_max, undefined, { ref: false }).then(() => this.#thread?.terminate());
    await Promise.all([this.#stoodDown, Promise.race([this.#running, late])]);
  }

  #tell(what: Told): void {
    this.#thread?.postMessage(what);
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      this.#standIn ??= started(this.standIn());
      await this.#runOnce();
      if (this.#stopping.signal.aborted) return;
      const pause_ms = Math.min(restart_ms * 2 ** this.#faults, restart_ms_max);
      await setTimeout(pause_ms, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    }
  }

  /** Until the thread has ended, for whatever reason. */
  async #runOnce(): Promise<void> {
    const thread = (this.#thread = this.begin());
    let why: unknown = 'nobody asked it to';
    thread.on('message', (said: Said) => this.#hear(said));
    thread.on('error', (error) => (why = error));
    await new Promise((ended) => thread.once('exit', ended));
    this.#thread = undefined;
    const ended = `its thread ended: ${String(why)}`;
    if (!this.#stopping.signal.aborted) this.#failed(ended);
  }

  #hear(said: Said): void {
    this.#standDown();
    if ('fault' in said) return this.#failed(said.fault);
    this.#fault = undefined;
    this.#faults = 0;
    this.onPosition(said.position);
  }

  /** What it failed at is counted on. */
  #standDown(): void {
    if (!this.#standIn) return;
    const { fault, faults } = this.state;
    [this.#fault, this.#faults] = [fault, faults];
    this.#stoodDown = this.#standIn.stop();
    this.#standIn = undefined;
  }

  #failed(fault: string): void {
    this.#fault = fault;
    if (this.#faults++ === 0 || this.#faults % 10 === 0) this.onFault(this.name, fault);
  }
}

const started = (pump: Pump): Pump => {
  pump.start();
  return pump;
};
