import { isPassing } from './passing.js';

const idle_ms_min = 5;
const idle_ms_max = 500;
const fault_ms_max = 10_000;
/** What has nothing to do with an event, such as a database that is gone, may be over at any moment. */
const passing_ms_max = 1_000;

/** How a reader of the log is doing. */
export type PumpState = Readonly<{ name: string; fault?: string; faults: number }>;

/** Lets a reader advance for as long as there is something to read; then waits to be woken, and looks by itself too. */
export class Pump {
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #woken = false;
  #wake: () => void = () => undefined;
  #retry: () => void = () => undefined;
  #fault: string | undefined;
  #faults = 0;
  #pause_ms_max = fault_ms_max;

  /** @param advance says how many events it handled; 0 is the end. It leaves off early once it is told to stop */
  constructor(
    readonly name: string,
    private readonly advance: (stopping: AbortSignal) => Promise<number>,
    private readonly onFault: (name: string, error: unknown) => void,
  ) {}

  get state(): PumpState {
    return { name: this.name, ...(this.#fault && { fault: this.#fault }), faults: this.#faults };
  }

  start(): void {
    this.#running = this.#run();
  }

  wake(): void {
    this.#woken = true;
    this.#wake();
  }

  /** Tries again at once what has failed. */
  retry(): void {
    this.#retry();
  }

  /** Finishes what it is at. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    for (let idle_ms = idle_ms_min; !this.#stopping.signal.aborted;) {
      this.#woken = false;
      const handled = await this.#advance();
      if (handled > 0) idle_ms = idle_ms_min;
      else {
        await this.#rest(this.#faults > 0 ? Math.min(100 * 2 ** this.#faults, this.#pause_ms_max) : idle_ms);
        idle_ms = this.#woken ? idle_ms_min : Math.min(idle_ms * 2, idle_ms_max);
      }
    }
  }

  async #advance(): Promise<number> {
    try {
      const handled = await this.advance(this.#stopping.signal);
      this.#fault = undefined;
      this.#faults = 0;
      return handled;
    } catch (error) {
      this.#fault = error instanceof Error ? error.message : String(error);
      this.#pause_ms_max = isPassing(error) ? passing_ms_max : fault_ms_max;
      if (this.#faults++ === 0 || this.#faults % 10 === 0) this.onFault(this.name, error);
      return 0;
    }
  }

  /** Until it is woken; after a fault, for the whole time. */
  async #rest(ms: number): Promise<void> {
    if (this.#woken && this.#faults === 0) return;
    await new Promise<void>((done) => {
      const timer = setTimeout(done, ms);
      this.#retry = () => {
        clearTimeout(timer);
        done();
      };
      this.#wake = () => {
        if (this.#faults === 0 || this.#stopping.signal.aborted) this.#retry();
      };
    });
    this.#wake = this.#retry = () => undefined;
  }
}
