import type { ServerResponse } from 'node:http';

/** How long a client may take to read what it was sent before it is let go. */
export const patience_ms_max = 5_000;
/** How long the last event may wait for a client that does not read. */
const linger_ms_max = 5_000;

/** Says something to one client, no faster than it reads: what waits for it is one event and the socket's own buffer. */
export class Connection {
  readonly #closed = new AbortController();
  /** When nothing more is to be sent, and nothing can be. */
  readonly over: Promise<void>;

  constructor(private readonly response: ServerResponse) {
    response.on('error', () => this.#closed.abort());
    if (response.closed || response.socket?.destroyed !== false) this.#closed.abort(); // gone before we were here
    this.over = new Promise((over) => {
      if (this.#closed.signal.aborted) over();
      else response.once('close', () => (this.#closed.abort(), over()));
    });
  }

  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  /** Says whether the client has read enough for more, after waiting for it a while where it must. */
  async say(text: string): Promise<boolean> {
    if (this.closed.aborted) return false;
    if (this.response.write(text)) return true;
    return new Promise((done) => {
      const settle = (drained: boolean) => {
        clearTimeout(timer);
        this.response.off('drain', onDrain);
        this.closed.removeEventListener('abort', onClose);
        done(drained);
      };
      const [onDrain, onClose] = [() => settle(true), () => settle(false)];
      const timer = setTimeout(onClose, patience_ms_max);
      this.response.once('drain', onDrain);
      this.closed.addEventListener('abort', onClose);
    });
  }

  /** Says the last thing. A client that does not read it is cut off. */
  end(text: string): void {
    if (this.closed.aborted) return;
    const cut = setTimeout(() => this.response.destroy(), linger_ms_max).unref();
    this.response.once('close', () => clearTimeout(cut));
    this.response.end(text);
  }
}
