/** Does something again and again, one after the other. Once it has stopped, none of it is on its way any more. */
export class Heartbeat {
  readonly #timer: NodeJS.Timeout;
  #beating: Promise<void> | undefined;

  /** @param beat which does not fail */
  constructor(beat: () => Promise<void>, each_ms: number) {
    this.#timer = setInterval(() => {
      this.#beating ??= beat().finally(() => (this.#beating = undefined));
    }, each_ms);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#beating;
  }
}
