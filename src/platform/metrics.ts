import { EventStore } from '#event-sourcing';
import { Engine } from '#nest-event-sourcing';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Pool } from 'pg';
import client from 'prom-client';
import { DataSource } from 'typeorm';
import { RequestsAtOnce } from './requests-at-once.js';
import { HealthParts } from './health-parts.js';
import { LogPool, OpenedLog } from './pools.js';
import { RateLimits } from './rate-limits.js';

const answer_ms_max = 2_000;
const buckets_s = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const nano = 1e9;

/**
 * Figures for OpenMetrics. A label takes its values from the program (routes, readers, pools, parts), never from a
 * request: so there are as many series as the program has parts.
 */
@Injectable()
export class Metrics implements OnModuleDestroy {
  readonly #registry = new client.Registry<client.OpenMetricsContentType>();
  readonly #delay = monitorEventLoopDelay({ resolution: 20 });
  readonly #requests: client.Histogram;

  constructor(
    private readonly log: EventStore,
    @Inject(OpenedLog) private readonly stored: Readonly<{ store: { readonly waiting: number } }>,
    private readonly engine: Engine,
    private readonly database: DataSource,
    @Inject(LogPool) private readonly logPool: Pool,
    private readonly limits: RateLimits,
    private readonly atOnce: RequestsAtOnce,
    private readonly parts: HealthParts,
  ) {
    this.#registry.setContentType(client.Registry.OPENMETRICS_CONTENT_TYPE);
    this.#delay.enable();
    this.#requests = new client.Histogram({
      name: 'lianjian_http_request_duration_seconds',
      help: 'How long answers took, by the pattern of the route',
      labelNames: ['method', 'route', 'status'],
      buckets: buckets_s,
      registers: [this.#registry],
    });
    this.#ofPools(); // first: what the others ask of the database waits there, too
    this.#ofRequests();
    this.#ofLog();
    this.#ofProcess();
  }

  onModuleDestroy(): void {
    this.#delay.disable();
  }

  /** A request was answered. */
  observe(request: FastifyRequest, reply: FastifyReply): void {
    const route = request.is404 ? 'none' : (request.routeOptions.url ?? 'none');
    this.#requests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1_000);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  #gauge(name: string, help: string, labelNames: readonly string[], collect: (gauge: client.Gauge) => unknown): void {
    new client.Gauge({
      ...{ name: `lianjian_${name}`, help, labelNames, registers: [this.#registry] },
      async collect() {
        this.reset();
        await Promise.race([collect(this), late()]).catch(() => undefined); // what cannot be said is left out
      },
    });
  }

  #ofRequests(): void {
    this.#gauge('http_requests_in_progress', 'Requests that are worked on', [], (gauge) =>
      gauge.set(this.atOnce.atOnce),
    );
    const { limits, atOnce } = this;
    new client.Counter({
      name: 'lianjian_http_requests_refused',
      help: 'Requests that were refused unread: by the limit of a key, of an address, of its failures, or for want of room',
      labelNames: ['by'],
      registers: [this.#registry],
      collect() {
        this.reset();
        for (const [by, n] of Object.entries({ ...limits.refused, capacity: atOnce.refused })) this.inc({ by }, n);
      },
    });
  }

  #ofLog(): void {
    this.#gauge('log_head_position', 'The position of the newest event', [], async (gauge) =>
      gauge.set(await this.log.head()),
    );
    this.#gauge('reader_lag_events', 'Events that a reader of the log has not seen', ['reader'], async (gauge) => {
      const [head, states] = await Promise.all([this.log.head(), this.engine.states()]);
      for (const { name, position } of states)
        if (name !== 'clock') gauge.set({ reader: name }, Math.max(0, head - position));
    });
    this.#gauge('reader_faults', 'Tries in a row that failed a reader', ['reader'], async (gauge) => {
      for (const { name, faults } of await this.engine.states()) gauge.set({ reader: name }, faults);
    });
    this.#gauge('reader_stuck_events', 'Events that a reader cannot take', ['reader'], async (gauge) => {
      for (const { reader } of (await this.engine.faults()).faults) gauge.inc({ reader });
    });
    this.#gauge('read_model_lacks_events', 'Set-aside events that a read model lacks', ['reader'], async (gauge) => {
      for (const { reader, events } of (await this.engine.faults()).lacks) gauge.set({ reader }, events);
    });
    this.#gauge('append_queue_length', 'Appends that wait for their turn', [], (gauge) =>
      gauge.set(this.stored.store.waiting),
    );
    this.#gauge('part', 'What the other parts of the program say of themselves', ['part', 'figure'], async (gauge) => {
      for (const { name: part, ...figures } of await this.parts.states())
        for (const [figure, value] of Object.entries(figures))
          if (typeof value !== 'string') gauge.set({ part, figure }, Number(value));
    });
  }

  #ofPools(): void {
    const pools = () => ({
      log: this.logPool,
      readModels: (this.database.driver as unknown as { master: Pool }).master,
    }); // TypeORM's types hide it
    this.#gauge('pool_connections', 'Connections to the database', ['pool', 'state'], (gauge) => {
      for (const [pool, { totalCount, idleCount }] of Object.entries(pools())) {
        gauge.set({ pool, state: 'idle' }, idleCount);
        gauge.set({ pool, state: 'used' }, totalCount - idleCount);
      }
    });
    this.#gauge('pool_waiting', 'Who waits for a connection to the database', ['pool'], (gauge) => {
      for (const [pool, { waitingCount }] of Object.entries(pools())) gauge.set({ pool }, waitingCount);
    });
  }

  #ofProcess(): void {
    this.#gauge('event_loop_delay_seconds', 'How late timers were since the last look', ['quantile'], (gauge) => {
      for (const quantile of [0.5, 0.99]) gauge.set({ quantile }, this.#delay.percentile(quantile * 100) / nano);
      gauge.set({ quantile: 1 }, this.#delay.max / nano);
      this.#delay.reset();
    });
    this.#gauge('memory_bytes', 'Memory of the process', ['kind'], (gauge) => {
      const { rss: resident, heapUsed: heap, external } = process.memoryUsage();
      for (const [kind, bytes] of Object.entries({ resident, heap, external })) gauge.set({ kind }, bytes);
    });
    this.#gauge('uptime_seconds', 'Since the process began', [], (gauge) => gauge.set(process.uptime()));
    new client.Counter({
      name: 'lianjian_cpu_seconds',
      help: 'Processor time of the process',
      registers: [this.#registry],
      collect() {
        const { user, system } = process.cpuUsage();
        this.reset();
        this.inc((user + system) / 1e6);
      },
    });
  }
}

const late = async (): Promise<never> => {
  await new Promise((done) => setTimeout(done, answer_ms_max).unref());
  throw new Error('too late');
};
