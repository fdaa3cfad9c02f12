import type { Recorded } from '#event-sourcing';
import type { Asker } from '../access/principal.js';
import { eventFor } from '../access/sight.js';
import type { Channel } from './channel.js';
import type { Connection } from './connection.js';
import type { Past } from './past.js';

const heartbeat_ms = 10_000;

/** Why a stream ends; `slow` is told as `dropped`, anything else as `ended`. */
export type Reason = 'slow' | 'not-honoured' | 'not-permitted' | 'shutdown' | 'failed';

/** One client that follows an alliance: everything after a position, in order, once. */
export class EventStream {
  #ended: Reason | undefined;
  #wake: () => void = () => undefined;

  constructor(
    private readonly allianceId: string,
    /** As it stands now; who may no longer read is told so by `end`. */
    public asker: Asker,
    private at: number,
    private readonly connection: Connection,
    private readonly past: Past,
  ) {}

  get position(): number {
    return this.at;
  }

  wake(): void {
    this.#wake();
  }

  /** Ends it after the event that it is at. */
  end(reason: Reason): void {
    this.#ended ??= reason;
    this.#wake();
  }

  /** Until the client is gone or is let go. Never throws. */
  async run(channel: Channel): Promise<void> {
    try {
      await this.#say(message('following', this.at, { position: this.at }));
      await this.#catchUp(channel);
      while (!this.#isOver) await this.#keepUp(channel);
    } catch {
      this.end('failed');
    }
    const { connection, at } = this;
    const reason = this.#ended ?? 'shutdown';
    connection.end(`retry: ${retry_ms()}\n${message(reason === 'slow' ? 'dropped' : 'ended', at, { reason })}`);
  }

  get #isOver(): boolean {
    return this.#ended !== undefined || this.connection.closed.aborted;
  }

  /** Reads the log again, as far back as the channel does not reach. */
  async #catchUp(channel: Channel): Promise<void> {
    if (this.#isOver || channel.after(this.at)) return;
    for await (const { events, to } of this.past.after(this.allianceId, this.at)) {
      if (!(await this.#tell(events))) return;
      this.at = Math.max(this.at, to);
      if (channel.after(this.at)) return;
    }
  }

  async #keepUp(channel: Channel): Promise<void> {
    const events = channel.after(this.at);
    if (!events) return this.#catchUp(channel); // so much was new that the channel could not keep it
    const to = channel.to;
    if (!(await this.#tell(events))) return;
    this.at = Math.max(this.at, to);
    if (channel.to === to && !(await this.#woken())) await this.#say(`: still here\nid: ${this.at}\n\n`);
  }

  /** Says whether it got through. */
  async #tell(events: readonly Recorded[]): Promise<boolean> {
    for (const event of events) {
      if (this.#isOver) return false;
      const seen = eventFor(this.asker, event);
      if (seen) await this.#say(message(event.type, event.position, seen));
      this.at = event.position;
    }
    return !this.#isOver;
  }

  async #say(text: string): Promise<void> {
    if (!(await this.connection.say(text))) this.end('slow');
  }

  /** Waits for something new; false where there was nothing for the time of a heartbeat. */
  #woken(): Promise<boolean> {
    if (this.#isOver) return Promise.resolve(true);
    return new Promise((done) => {
      const woken = (isNew: boolean) => {
        clearTimeout(timer);
        this.connection.closed.removeEventListener('abort', onClose);
        this.#wake = () => undefined;
        done(isNew);
      };
      const onClose = () => woken(true);
      const timer = setTimeout(() => woken(false), heartbeat_ms);
      this.connection.closed.addEventListener('abort', onClose);
      this.#wake = onClose;
    });
  }
}

/** A message of the HTML standard, 9.2. JSON on one line holds no line break. */
const message = (event: string, position: number, data: object): string =>
  `event: ${event}\nid: ${position}\ndata: ${JSON.stringify(data)}\n\n`;

/** Not all at once when a server comes back. */
const retry_ms = (): number => 1_000 + Math.floor(Math.random() * 2_000);
