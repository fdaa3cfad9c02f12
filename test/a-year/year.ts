import { Executor, Refusal, streamIdOf, type Decision, type StreamCommand } from '#event-sourcing';
import { Answers, Checkpoint, Clock, Engine, Faults } from '#nest-event-sourcing';
import { v5 } from 'uuid';
import { Random } from '../../bench/random.js';
import { deadlines } from '../../src/contexts.js';
import { BodyPipe } from '../../src/platform/body-pipe.js';
import type { TestApp } from '../app.js';
import { allDecisions } from '../decisions.js';
import { World } from './world.js';

export type Person = Readonly<{ unitId: string; personId: string }>;
/** What somebody does: which command, on what, with which words; `beside`: other streams that it looks at. */
export type Act = Readonly<{
  command: string;
  on: string;
  by: Person | 'operator' | undefined;
  body?: object;
  path?: object;
  beside?: readonly (string | undefined)[];
}>;

const settle_ms_max = 60_000;
const again = 0.02;
const namespace = '0e3a4c7e-6d0e-5a39-9c0b-6a5d4a0f4c11';

/**
 * Time that passes in an alliance. Everything that is done is done through the executor, as the API does it, and the
 * clock keeps what is due whenever time has moved. What happens by chance is drawn for each thing by itself, from the
 * seed, the hour and its name.
 */
export class Year {
  readonly world: World;
  readonly allianceId: string;
  /** How often each command was refused, and why. */
  readonly refused = new Map<string, number>();
  acts = 0;
  readonly #pipe = new BodyPipe();
  readonly #answers: Answers;
  readonly #lease: Checkpoint;
  readonly #clock: Clock;
  #hour = '';
  #past: (readonly [Decision, StreamCommand])[] = [];

  private constructor(
    private readonly app: TestApp,
    readonly seed: string,
    private readonly decisions: ReadonlyMap<string, Decision>,
  ) {
    this.world = new World(app.log);
    this.allianceId = v5(`alliance of ${seed}`, namespace);
    this.#answers = new Answers(app.nest.get(Executor), app.database);
    this.#lease = new Checkpoint(app.database, 'clock', v5('the clock of this year', namespace));
    const held = { hold: () => this.#lease.hold(), release: async () => undefined } as unknown as Checkpoint;
    this.#clock = new Clock(this.#answers, app.database, held, app.clock, deadlines, new Faults(app.log, app.database));
  }

  /** From now on time stands still, until it is moved. */
  static async of(app: TestApp, seed: string): Promise<Year> {
    const year = new Year(app, seed, await allDecisions());
    Object.assign(app.clock, { now: () => year.#hour || '2000-01-01T00:00:00.000Z' });
    while (!(await year.#lease.hold())) await new Promise((done) => setTimeout(done, 50));
    return year;
  }

  get now(): string {
    return this.#hour;
  }
  idOf(name: string): string {
    return v5(name, this.allianceId);
  }
  /** What chance has in store for a thing in this hour. */
  luck(...thing: readonly string[]): Random {
    return new Random([this.seed, this.#hour, ...thing].join(' '));
  }

  /** Lets time pass until an instant; then the clock keeps what is due, and these things are done. */
  async at(instant: string, plan: () => readonly Act[]): Promise<void> {
    this.#hour = instant;
    await this.#lease.hold();
    await this.#clock.advance();
    await this.#doAll(plan());
    await this.settled();
  }

  async settled(): Promise<void> {
    await this.app.nest.get(Engine).settled(settle_ms_max);
    await this.world.catchUp();
  }

  /** What touches the roll or a mandate comes first; then all at once, but for what touches the same streams. */
  async #doAll(acts: readonly Act[]): Promise<void> {
    const isFirst = ({ command }: Act) => ['alliance', 'unit'].includes(this.#decisionOf(command).stream.category);
    const named = acts.map((act, n) => ({ act, n }));
    await this.#doAtOnce(named.filter(({ act }) => isFirst(act)));
    await this.#doAtOnce(named.filter(({ act }) => !isFirst(act)));
  }

  async #doAtOnce(acts: readonly Readonly<{ act: Act; n: number }>[]): Promise<void> {
    const last = new Map<string, Promise<unknown>>();
    for (const { act, n } of acts) {
      const lanes = [act.on, ...(act.beside ?? [])].filter((lane) => lane !== undefined);
      const before = Promise.all(lanes.flatMap((lane) => last.get(lane) ?? []));
      const done = before.then(() => this.#do(act, n));
      for (const lane of lanes) last.set(lane, done);
    }
    await Promise.all(last.values());
  }

  async #do({ command: name, on, by, body = {}, path = {} }: Act, n: number): Promise<void> {
    if (!by) return; // nobody acts for the unit
    const at = new Date(Date.parse(this.#hour) + n).toISOString();
    const clientId = this.idOf('client');
    const actor = by === 'operator' ? { kind: 'operator', clientId } : { kind: 'representative', ...by, clientId };
    const commandId = this.idOf(`${at} ${n} ${name} ${on}`);
    const tenantId = name === 'FoundAlliance' ? on : this.allianceId;
    const decision = this.#decisionOf(name);
    const command = this.#pipe.transform(body, { type: 'body', metatype: decision.command }) as StreamCommand;
    const issue = { commandId, correlationId: commandId, tenantId, actor, at };
    await this.#issue(decision, command.for(on, { issue }, path));
    const luck = this.luck('again', `${n}`);
    if (luck.chance(again)) await this.#sendAgain(luck);
  }

  async #issue(decision: Decision, command: StreamCommand): Promise<void> {
    this.acts++;
    try {
      const { recorded } = await this.app.nest.get(Executor).execute(decision, command);
      if (recorded) this.#past.push([decision, command]);
      else this.#count(command, 'nothing');
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      for (const { code } of [error, ...error.also]) this.#count(command, code);
    }
  }

  /** Somebody's answer got lost on the way: the same request comes once more, later. */
  async #sendAgain(luck: Random): Promise<void> {
    if (this.#past.length === 0) return;
    const [decision, command] = luck.of(this.#past.slice(-200));
    this.acts++;
    const { recorded, revision } = await this.app.nest.get(Executor).execute(decision, command);
    const [event] = await this.app.log.read(streamIdOf(decision.stream, command.subjectId), revision, 1);
    if (!recorded || event?.issue.commandId !== command.issue.commandId)
      throw new Error(`${command.issue.command} that was sent again was not answered as at first`);
  }

  #count({ issue: { command } }: StreamCommand, code: string): void {
    const key = `${command} ${code}`;
    this.refused.set(key, (this.refused.get(key) ?? 0) + 1);
  }

  #decisionOf(command: string): Decision {
    const found = this.decisions.get(command);
    if (found) return found;
    throw new Error(`there is no command ${command}`);
  }
}
