import { EventStore, Executor, namedId, States, type Recorded, type Seen } from '#event-sourcing';
import { Pump, Tail, Time } from '#nest-event-sourcing';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { setTimeout } from 'node:timers/promises';
import { roll } from '../access/standing.js';
import { eventFor } from '../access/sight.js';
import { DisableWebhook, disableWebhook } from './disable-webhook.js';
import type { DisabledBecause } from './events.js';
import { Progress, type Told, type Waiting } from './progress.js';
import { failing_ms_max, retryAfterOf, waitAfter } from './schedule.js';
import { outcomeOf, Sender, unitAsks } from './sender.js';
import type { Sent } from './outside.js';
import { webhook, type LivingWebhook } from './webhook.js';

const events_max = 500;
/** Between two looks at what waits, however much is recorded. */
const round_ms_min = 20;
/** What was only passed over is written down after so many places of the log. */
const unwritten_max = 5_000;
const fault_ms = 10_000;
const sweep_ms = 3_600_000;

type Active = Seen<LivingWebhook>;
/** Where a webhook is for this process: what lies between what is written down and here, it does not want. */
type Place = Readonly<{ begunAt: number; at: number }>;

/**
 * Tells every webhook what happened: in order, each at least once, one at a time. Several instances share the webhooks;
 * whoever has taken one up keeps it while there is something to send. One read of the log serves all in this process.
 */
@Injectable()
export class Couriers implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #tail: Tail;
  readonly #pump: Pump;
  readonly #busy = new Map<string, Promise<void>>();
  readonly #places = new Map<string, Place>();
  readonly #faulty = new Map<string, number>();
  readonly #logger = new Logger('webhooks');
  readonly #stopping = new AbortController();
  #swept_ms = -Infinity;

  constructor(
    private readonly log: EventStore,
    private readonly executor: Executor,
    private readonly states: States,
    private readonly time: Time,
    private readonly progress: Progress,
    private readonly sender: Sender,
  ) {
    this.#tail = new Tail(log);
    this.#pump = new Pump(
      'webhooks',
      () => this.#round(),
      (name, error) => this.#logger.error(`${name}: ${String(error)}`),
    );
    executor.onRecorded(() => {
      this.#tail.grows();
      this.#pump.wake();
    });
  }

  onApplicationBootstrap(): void {
    this.#pump.start();
  }

  /** What is under way is finished, or found out about by who takes it up. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#stopping.abort();
    await this.#pump.stop();
    await Promise.allSettled(this.#busy.values());
  }

  /** How it is doing itself, and what waits because it is not taken. */
  async backlogs() {
    const [webhooks, disabled] = await Promise.all([
      this.progress.backlogs(await this.log.head()),
      this.progress.disabled(),
    ]);
    return { ...this.#pump.state, disabled, webhooks };
  }

  /** Sees to every webhook that something may wait for, side by side. Says 0, since it waits for time as well. */
  async #round(): Promise<number> {
    const waiting = await this.progress.waiting(this.time.now());
    for (const each of waiting) {
      const { webhookId } = each;
      if (this.#busy.has(webhookId) || (this.#faulty.get(webhookId) ?? -Infinity) > performance.now()) continue;
      this.#busy.set(webhookId, this.#seeTo(each, each.position).finally(() => this.#busy.delete(webhookId))); // prettier-ignore
    }
    await this.#sweep();
    await setTimeout(round_ms_min, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    return 0;
  }

  async #sweep(): Promise<void> {
    if (performance.now() - this.#swept_ms < sweep_ms) return;
    this.#swept_ms = performance.now();
    await this.progress.sweep(this.time.now(), await this.log.head());
  }

  /** Sends what a webhook waits for, until there is nothing more, or it does not take it. Never throws. */
  async #seeTo(row: Waiting, position: number | null): Promise<void> {
    try {
      const place = this.#places.get(row.webhookId);
      const passed = place?.begunAt === row.begunAt ? place.at : 0;
      const next = await this.#next(row, Math.max(position ?? row.after, passed), position ?? row.after);
      if (next === undefined) return;
      const told = await this.progress.take(row);
      if (told && (await this.#goOn(row, told))) await this.progress.release(row.webhookId);
    } catch (error) {
      this.#faulty.set(row.webhookId, performance.now() + fault_ms);
      this.#logger.error(`${row.webhookId}: ${error instanceof Error ? error.stack : String(error)}`);
    }
  }

  /** @returns whether this instance has it still */
  async #goOn(row: Waiting, first: Told): Promise<boolean> {
    for (let told: Told | undefined = first; told; told = await this.progress.take(row)) {
      if (this.#stopping.signal.aborted || (told.due !== null && told.due > this.time.now())) return true;
      const event = await this.#next(row, told.position, told.position);
      if (event === undefined || typeof event === 'number') {
        const at = event ?? this.#places.get(row.webhookId)?.at ?? told.position;
        return at > told.position ? this.progress.passed(row.webhookId, at) : true;
      }
      const active = await this.#active(row);
      if (!active || !(await this.#tell(row, told, event, active))) return true;
    }
    return false;
  }

  /**
   * The next event that a webhook wants; where there is none yet, nothing, or, where much was passed over, up to which
   * place.
   */
  async #next(row: Waiting, from: number, written: number): Promise<Recorded | number | undefined> {
    for (let at = from; !this.#stopping.signal.aborted;) {
      const events = await this.#tail.readAll(at, events_max);
      const wanted = events.find((event) => wants(row, event));
      at = wanted ? wanted.position - 1 : (events.at(-1)?.position ?? at);
      this.#places.set(row.webhookId, { begunAt: row.begunAt, at });
      if (wanted) return wanted;
      if (events.length === 0) return at - written >= unwritten_max ? at : undefined;
    }
    return undefined;
  }

  /** The webhook, if it is the one that was found waiting, and its unit may hear of anything now. */
  async #active({ webhookId, revision, allianceId, unitId }: Waiting): Promise<Active | undefined> {
    const [own, alliance] = await Promise.all([
      this.states.load(webhook, webhookId, true),
      this.states.load(roll, allianceId, true),
    ]);
    const { state } = own;
    const stands =
      own.revision === revision && state.status === 'active' && alliance.state.units.get(unitId) === 'admitted';
    return stands ? (state as Active) : undefined;
  }

  /** Sends one event and writes down what came of it. @returns whether to go on at once */
  async #tell(row: Waiting, { attempts, failingSince }: Told, event: Recorded, active: Active): Promise<boolean> {
    const sent = await this.sender.event({ ...row, ...active }, event);
    if (!sent) return this.progress.passed(row.webhookId, event.position);
    const now = this.time.now();
    const outcome = outcomeOf(sent);
    const attempt = { event, attempt: attempts + 1, at: now, ...outcome };
    if (outcome.outcome === 'delivered') return this.progress.delivered(row.webhookId, event.position, attempt);
    const since = failingSince ?? now;
    const isGone = 'status' in sent && sent.status === 410;
    const isOver = Date.parse(now) - Date.parse(since) >= failing_ms_max;
    const wait_ms = waitAfter(attempt.attempt, Math.random(), retryAfterOf(askedIn(sent), now));
    if (wait_ms === undefined && !isGone && !isOver)
      return this.progress.givenUp(row.webhookId, event.position, attempt);
    await this.progress.failed(row.webhookId, new Date(Date.parse(now) + (wait_ms ?? 0)).toISOString(), attempt);
    if (isGone || isOver) await this.#disable(row, active, event, isGone ? 'gone' : 'failing', since);
    return false;
  }

  async #disable(
    row: Waiting,
    active: Active,
    event: Recorded,
    because: DisabledBecause,
    since: string,
  ): Promise<void> {
    const commandId = namedId(`webhooks/disable ${row.webhookId} ${row.revision}`, event.id);
    const issue = {
      ...{ commandId, correlationId: event.issue.correlationId, causationId: event.id, tenantId: row.allianceId },
      actor: { kind: 'reaction', name: 'webhooks/couriers', eventId: event.id } as { kind: string },
      at: this.time.now(),
    };
    const body = { because, since, targetId: active.content.targetId };
    const command = Object.assign(new DisableWebhook(), body).for(row.webhookId, { issue });
    await this.executor.execute(disableWebhook, command);
  }
}

const wants = (row: Waiting, event: Recorded): boolean =>
  event.issue.tenantId === row.allianceId &&
  (row.eventTypes === null || row.eventTypes.includes(event.type)) &&
  eventFor(unitAsks(row), event) !== undefined;

const askedIn = (sent: Sent): string | undefined =>
  'status' in sent && [429, 503].includes(sent.status) ? sent.retryAfter : undefined;
