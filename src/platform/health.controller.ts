import { EventStore } from '#event-sourcing';
import { Engine, type Fault, type Lack } from '#nest-event-sourcing';
import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import { ApiOkResponse, ApiResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { isLive, isNotReady, isReady } from './health-description.js';
import { faults_max, HealthParts, type PartState } from './health-parts.js';

const probe_ms_max = 2_000;
/** Everybody who asks within this time gets one answer: whoever asks often costs no more than whoever asks seldom. */
const fresh_ms = 500;

type Reader = Readonly<{ name: string; status: 'ok' | 'faulty'; faults: number; position?: number; behind?: number }>;
type Stuck = Pick<Fault, 'reader' | 'eventId' | 'type' | 'position' | 'since' | 'times'>;
type Ready = Readonly<{
  status: 'ok' | 'degraded' | 'faulty' | 'unavailable';
  database: 'ok' | 'unreachable';
  log: 'ok' | 'unreachable';
  head: number | null;
  readers: readonly Reader[];
  faults: readonly Stuck[];
  lacks: readonly Lack[];
  parts: readonly (Readonly<{ name: string }> & PartState)[];
}>;

@Controller('health')
export class HealthController {
  #last: Readonly<{ at_ms: number; state: Promise<Ready> }> | undefined;

  constructor(
    private readonly log: EventStore,
    private readonly engine: Engine,
    private readonly database: DataSource,
    private readonly parts: HealthParts,
  ) {}

  /** Does the process answer? */
  @Get('live')
  @ApiOkResponse(isLive)
  getLive() {
    return { status: 'ok' };
  }

  /**
   * Is everything there that it needs, and does every reader of the log keep up?
   *
   * 503 where the database or the log cannot be reached, or a reader or another part stands still; `readers` tells how
   * far each one is behind: the read models, each reaction, and the clock. Why one stands still is in the program's log.
   * `degraded`, and 200, where it stands still at an event that it cannot take (`faults`), since everything else goes on
   * and no other instance would do better; or where a read model `lacks` events that were set aside.
   */
  @Get('ready')
  @ApiOkResponse(isReady)
  @ApiResponse(isNotReady)
  async getReady(@Res({ passthrough: true }) reply: FastifyReply) {
    const now_ms = performance.now();
    if (!this.#last || now_ms - this.#last.at_ms > fresh_ms) this.#last = { at_ms: now_ms, state: this.#state() };
    const answer = await this.#last.state;
    if (answer.status !== 'ok' && answer.status !== 'degraded')
      void reply.status(HttpStatus.SERVICE_UNAVAILABLE).header('retry-after', '1');
    return answer;
  }

  /** How everything is, within two seconds. */
  async #state(): Promise<Ready> {
    const [database, log, parts] = await Promise.all([
      inTime(this.database.query('SELECT')).then(() => 'ok' as const, unreachable),
      inTime(this.#log()).catch(unreachable),
      inTime(this.parts.states()).catch(() => []),
    ]);
    const { head, readers, faults, lacks } = log === 'unreachable' ? nothingKnown : log;
    const states = { database, log: log === 'unreachable' ? log : ('ok' as const) };
    const faulty = [...readers, ...parts].some(({ status }) => status !== 'ok');
    // Who waits for a reader that stands at an event, such as webhooks for the read models, fails meanwhile as well.
    const degraded = faults.length > 0 || (!faulty && lacks.length > 0);
    const known = degraded ? 'degraded' : faulty ? 'faulty' : 'ok';
    const status = Object.values(states).includes('unreachable') ? 'unavailable' : known;
    return { status, ...states, head, readers, faults, lacks, parts };
  }

  async #log(): Promise<Pick<Ready, 'head' | 'readers' | 'faults' | 'lacks'>> {
    const [head, states, { faults, lacks }] = await Promise.all([
      this.log.head(),
      this.engine.states(),
      this.engine.faults(),
    ]);
    const readers = states.map(({ name, position, faults }) => ({
      ...{ name, status: faults > faults_max ? ('faulty' as const) : ('ok' as const), faults },
      ...(name !== 'clock' && { position, behind: Math.max(0, head - position) }),
    }));
    return { head, readers, faults: faults.map(stuck), lacks };
  }
}

const nothingKnown = { head: null, readers: [], faults: [], lacks: [] };

/** Without the error, in which anybody's words may stand. */
const stuck = ({ reader, eventId, type, position, since, times }: Fault): Stuck => {
  return { reader, eventId, type, position, since, times };
};

const unreachable = () => 'unreachable' as const;

const inTime = async <T>(work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, failed) => {
    timer = setTimeout(() => failed(new Error('too late')), probe_ms_max);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};
