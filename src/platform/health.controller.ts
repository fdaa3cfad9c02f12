import { EventStore } from '#event-sourcing';
import { Engine } from '#nest-event-sourcing';
import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

const probe_ms_max = 2_000;

@Controller('health')
export class HealthController {
  constructor(
    private readonly log: EventStore,
    private readonly engine: Engine,
  ) {}

  /** Does the process answer? */
  @Get('live')
  getLive() {
    return { status: 'ok' };
  }

  /**
   * Is everything there that it needs, and does every reader of the log keep up?
   *
   * 503 where the log cannot be reached or a reader stands still; `readers` tells how far each one is behind.
   */
  @Get('ready')
  async getReady(@Res({ passthrough: true }) reply: FastifyReply) {
    const answer = await Promise.race([this.#state(), late()]).catch(() => ({ status: 'unavailable' as const }));
    if (answer.status !== 'ok') void reply.status(HttpStatus.SERVICE_UNAVAILABLE);
    return answer;
  }

  async #state() {
    const [head, states] = await Promise.all([this.log.head(), this.engine.states()]);
    const readers = states.map(({ name, position, faults, fault }) => ({
      ...{ name, faults, ...(fault && { fault: fault.slice(0, 200) }) },
      ...(name !== 'clock' && { position, behind: Math.max(0, head - position) }),
    }));
    return { status: states.some(({ faults }) => faults > 3) ? ('faulty' as const) : ('ok' as const), head, readers };
  }
}

const late = async () => {
  await new Promise((done) => setTimeout(done, probe_ms_max).unref());
  return { status: 'unavailable' as const };
};
