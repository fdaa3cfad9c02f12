import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Whoever went away before the answer is forgotten: by then all that was begun for it is over by its own bounds. */
const abandoned_ms = 30_000;

/** More is asked for at once than this process works on. Nothing was begun. */
export class OverCapacity extends Error {}

/**
 * What is counted knows its way out. It stands on the request itself: what is kept for a request in a WeakMap, and knows
 * the request, lets neither go before the heap is collected as a whole.
 */
type Counted = FastifyRequest & { leave?: () => void };

/** Says that a request is no work any more, although its answer is not at its end. */
export const leaveCount = (request: Counted): void => request.leave?.();

/**
 * The bound of the requests that are worked on at once. What comes beyond it is told so at once: who waits longer than
 * its client does is work for nobody.
 */
export class RequestsAtOnce {
  #atOnce = 0;
  refused = 0;

  constructor(private readonly atOnce_max: number) {}

  get atOnce(): number {
    return this.#atOnce;
  }

  /** Nobody need send on what nobody has room for. @throws OverCapacity */
  checkRoom(): void {
    if (this.#atOnce < this.atOnce_max) return;
    this.refused++;
    throw new OverCapacity(`${this.atOnce_max} requests are worked on`);
  }

  /** @throws OverCapacity */
  enter(request: Counted, reply: FastifyReply): void {
    this.checkRoom();
    this.#atOnce++;
    let isIn = true;
    const leave = () => {
      if (isIn) this.#atOnce--;
      isIn = false;
    };
    request.leave = leave;
    // A client that goes away ends no work that was begun for it.
    reply.raw.once('close', () => {
      if (reply.raw.writableFinished) leave();
      else if (isIn) setTimeout(leave, abandoned_ms).unref();
    });
  }

  /** Counts out whatever is answered. */
  watch(server: FastifyInstance): void {
    server.addHook('onSend', (request, _, payload, done) => {
      leaveCount(request);
      done(null, payload);
    });
  }
}
