import { EventStore, Overloaded, States, type Recorded } from '#event-sourcing';
import { Engine, ReadModels, Time } from '#nest-event-sourcing';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Credentials } from '../access/credentials.js';
import { operations } from '../access/operations.js';
import type { Admitted, Asker, Principal } from '../access/principal.js';
import { malformedHeader, malformedParameter, type Malformed } from '../platform/malformed.js';
import { leaveCount } from '../platform/requests-at-once.js';
import { TooMany } from '../platform/too-many.js';
import { Channels } from './channels.js';
import { Connection } from './connection.js';
import { EventStream } from './event-stream.js';
import { Past } from './past.js';
import { StandingNow } from './standing-now.js';

export const streams_max = 2_000;
export const streamsPerClient_max = 20;
/** A unit has as many keys as it likes, and yet no more than a quarter of the room. */
const streamsPerUnit_max = streams_max / 4;
/** How often it is looked whether who follows may still do so. */
const look_ms = 500;
/** How often it is asked whether a credential is still good that nothing was heard of: it may have run out. */
const ask_ms = 10_000;
/** For how long a key is doubted of which something was heard: longer than it is trusted anywhere. */
const doubt_ms = 2_500;
/** After which time to try again, for who has too many. */
const again_ms = 10_000;
const end_ms_max = 2_000;

type Open = Readonly<{ stream: EventStream; request: Admitted; allianceId: string; connection: Connection }> & {
  /** When it was last asked whether its credential is good. */
  asked_ms: number;
};

/** Everybody who follows an alliance in this process. */
@Injectable()
export class LiveStreams implements OnModuleDestroy {
  readonly #open = new Set<Open>();
  readonly #channels: Channels;
  readonly #past: Past;
  readonly #standing: StandingNow;
  /** Alliances in which a unit, a mandate or an office has changed since it was looked. */
  readonly #changed = new Set<string>();
  /** Keys of which something was heard, by their client's id, and until when they are doubted. */
  readonly #doubted = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #isLooking = false;
  #isClosing = false;

  constructor(
    engine: Engine,
    private readonly log: EventStore,
    readModels: ReadModels,
    states: States,
    time: Time,
    credentials: Credentials,
  ) {
    this.#channels = new Channels(engine.follower, (events) => this.#heard(events));
    this.#past = new Past(log, readModels);
    const operation = operations.get('FollowAlliance');
    if (!operation) throw new Error('the table of permissions does not say who may follow');
    this.#standing = new StandingNow(states, time, credentials, operation);
  }

  /**
   * Tells a client everything after a position that it may see, until it goes or may see nothing any more. Without a
   * position it is everything from now on.
   *
   * @throws where there are too many streams already, or the position is none of this log
   */
  async open(asker: Asker, request: Admitted, reply: FastifyReply, after: number | undefined): Promise<void> {
    const { allianceId = '' } = request.params as { allianceId?: string };
    if (after !== undefined && after > (await this.log.head())) throw notReached(request);
    this.#admit(asker.principal);
    if (request.method === 'HEAD') return void begin(reply, after).end();
    leaveCount(request); // it is no work from here on
    const [channel, leave] = this.#channels.open(allianceId, () => stream.wake());
    begin(reply, after ?? channel.to);
    const connection = new Connection(reply.raw);
    const stream = new EventStream(allianceId, asker, after ?? channel.to, connection, this.#past);
    const open = { stream, request, allianceId, connection, asked_ms: performance.now() };
    this.#open.add(open);
    this.#timer ??= setInterval(() => void this.#look(), look_ms);
    await stream.run(channel);
    leave();
    await connection.over;
    this.#open.delete(open); // who does not read the last event still counts
  }

  /** How many follow. */
  get count(): number {
    return this.#open.size;
  }

  async onModuleDestroy(): Promise<void> {
    this.#isClosing = true;
    clearInterval(this.#timer);
    for (const { stream } of this.#open) stream.end('shutdown');
    const late = new Promise((done) => setTimeout(done, end_ms_max).unref());
    await Promise.race([Promise.all([...this.#open].map(({ connection }) => connection.over)), late]);
    this.#channels.close();
  }

  #admit(principal: Principal): void {
    if (this.#isClosing || this.#open.size >= streams_max) throw new Overloaded('too many follow');
    const all = [...this.#open].map(({ stream }) => stream.asker.principal);
    const ofClient = all.filter(({ clientId }) => clientId === principal.clientId);
    if (ofClient.length >= streamsPerClient_max) throw new TooMany('streams of one key', again_ms);
    const ofUnit = all.filter((each) => partyOf(each) === partyOf(principal));
    if (ofUnit.length >= streamsPerUnit_max) throw new TooMany('streams of one unit', again_ms);
  }

  #heard(events: readonly Recorded[]): void {
    for (const { streamId, subjectId, issue } of events) {
      if (/^(alliance|unit)-/.test(streamId)) this.#changed.add(issue.tenantId);
      if (streamId.startsWith('key-')) this.#doubted.set(subjectId, performance.now() + doubt_ms);
    }
  }

  /** Whoever may no longer follow is told so, and goes; everybody, where nobody knows what happens. */
  async #look(): Promise<void> {
    if (this.#channels.isSilent) for (const { stream } of this.#open) stream.end('failed');
    if (this.#isLooking) return;
    this.#isLooking = true;
    const [changed, now_ms] = [new Set(this.#changed), performance.now()];
    this.#changed.clear();
    for (const [clientId, until_ms] of this.#doubted) if (until_ms < now_ms) this.#doubted.delete(clientId);
    try {
      for (const open of this.#open) await this.#lookAt(open, changed.has(open.allianceId), now_ms);
    } catch (error) {
      for (const allianceId of changed) this.#changed.add(allianceId); // looked at again
      new Logger('live').warn(String(error));
    } finally {
      this.#isLooking = false;
    }
  }

  async #lookAt(open: Open, fresh: boolean, now_ms: number): Promise<void> {
    const { stream, request } = open;
    const ask = this.#doubted.has(stream.asker.principal.clientId) || now_ms - open.asked_ms > ask_ms;
    if (ask) open.asked_ms = now_ms;
    const now = await this.#standing.of(stream.asker, request, { ask, fresh });
    if (typeof now === 'string') stream.end(now);
    else stream.asker = now;
  }
}

/** A position that the log has not reached is one of another log: whoever waits for it would miss what comes. */
const notReached = ({ headers }: Admitted): Malformed => {
  const detail = { en: 'the log has not reached this position', zh: '日志尚未到达该位置' };
  return headers['last-event-id']
    ? malformedHeader('last-event-id', 'maximum', detail)
    : malformedParameter('after', 'maximum', detail);
};

/** From here on the answer is written by us; what others have put into its header stays there. */
const begin = (reply: FastifyReply, after?: number): ServerResponse => {
  if (after !== undefined) reply.header('lianjian-position', String(after));
  reply.headers({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no', // nginx would keep events until there are enough
    'x-content-type-options': 'nosniff',
  });
  reply.hijack();
  return reply.raw.writeHead(200, reply.getHeaders() as OutgoingHttpHeaders);
};

/** Whose room a stream takes: a unit's, or that of all auditors of an alliance. */
const partyOf = (principal: Principal): string => {
  if (principal.kind === 'person') return principal.unitId;
  return principal.kind === 'auditor' ? principal.allianceId : principal.clientId;
};
