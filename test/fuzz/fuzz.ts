import fc from 'fast-check';
import type { Recorded } from '#event-sourcing';
import { tellAWholeStory } from '../a-whole-story.js';
import { startApp, type TestApp } from '../app.js';
import { unacknowledged, type Receipt } from './acknowledged.js';
import { attemptsOf, type Attempt } from './attempts.js';
import { callersOf, type Caller } from './callers.js';
import { describedBy, type Described } from './described.js';
import { judging } from './judge.js';
import { Known } from './known.js';
import { ready, type Ready } from './resolve.js';
import { answer_ms_max, sender, type Got, type Request } from './send.js';

const connections_n = 24;
/** So many requests, then the log is looked at while nobody writes. */
const batch_n = 500;
const findings_max = 50;
/** So many requests, then some look at the last few things of each kind. */
const look_n = 2_000;
const looked_n = 3;
const nobody = -1;

export type Asked = Readonly<{ runs: number; seed: number; onProgress?: (runs: number) => void }>;
export type Report = Readonly<{ line: string; findings: readonly string[]; never: readonly string[]; runs: number }>;

/**
 * Asks a running application of its own whatever its description allows, and much that it does not, and finds every
 * answer that is not as described, every failure, and every event that nobody was told of.
 */
export const fuzz = async ({ runs, seed, onProgress }: Asked): Promise<Report> => {
  const lines: string[] = [];
  const app = await startApp({ env: { LOG_LEVEL: 'error', LOG_FORMAT: 'json' }, log: (line) => lines.push(line) });
  const trial = await Trial.begin(app, seed);
  try {
    const start = performance.now();
    for (let n = 0; n < runs; n += batch_n) {
      await trial.batch(n, Math.min(batch_n, runs - n));
      onProgress?.(Math.min(n + batch_n, runs));
      if (trial.findings.length >= findings_max) break;
    }
    await trial.end();
    trial.findings.push(...lines.map((line) => `the application says: ${line.trim()}`));
    return trial.report(Math.round((performance.now() - start) / 1_000));
  } finally {
    trial.close();
    await app.close();
  }
};

class Trial {
  readonly findings: string[] = [];
  readonly #attempts = new Map<string, fc.Arbitrary<Attempt>>();
  readonly #done = new Map<string, number>();
  readonly #statuses = new Map<number, number>();
  readonly #send: ReturnType<typeof sender>;
  readonly #judge: ReturnType<typeof judging>;
  #head = 0;
  #events = 0;
  #runs = 0;
  #slowest_ms = 0;

  private constructor(
    private readonly app: TestApp,
    private readonly seed: number,
    private readonly world: Readonly<{ known: Known; callers: readonly Caller[]; allianceId: string; webhook: string }>,
    private readonly described: ReturnType<typeof describedBy>,
  ) {
    this.#send = sender(app.url, connections_n);
    this.#judge = judging(described.operations, described.problem);
  }

  /** An alliance with one of everything, and everybody who may ask. What made it is known, too. */
  static async begin(app: TestApp, seed: number): Promise<Trial> {
    const described = describedBy(app.nest);
    const made: (readonly [Described, string, unknown, any])[] = [];
    app.watch(async (asked, send) => {
      const answer = await send(asked);
      const operation = described.operations.find(({ method, at }) => method === asked.method && at.test(asked.path));
      if (operation && answer.status < 300) made.push([operation, asked.path, asked.body, answer.body]);
      return answer;
    });
    const story = await tellAWholeStory(app);
    const callers = await callersOf(app, story);
    app.watch((asked, send) => send(asked));
    const elsewhere = callers.find(({ name }) => name === 'chair of another alliance')?.allianceId ?? '';
    const known = new Known(described.operations, story.alliance.id, elsewhere);
    for (const [operation, path, body, answer] of made.filter(([, path]) => !path.includes(elsewhere)))
      known.learn(operation, nobody, path, body, answer);
    known.at(`${story.alliance.path}/history/7`);
    known.there('/problems/{code}', '/problems/requirement-exceeded');
    known.there('/v1/organisations/{registeredCode}', '/v1/organisations/31310000MD0000001A');
    const webhook = 'https://desk.invalid/hooks';
    const trial = new Trial(app, seed, { known, callers, allianceId: story.alliance.id, webhook }, described);
    trial.#head = await app.log.head();
    return trial;
  }

  /** The attempts from one number on, and what the log says of them. */
  async batch(from: number, count: number): Promise<void> {
    const receipts: Receipt[] = [];
    const unsure = new Set<string>();
    let next = from;
    if (from % look_n === 0) await this.#look();
    const ask = async () => {
      while (next < from + count) await this.#attempt(next++, receipts, unsure);
    };
    await Promise.all(Array.from({ length: connections_n }, ask));
    const isUnsure = ({ issue }: Recorded) => unsure.has(issue.command);
    const { head, events, faults } = await unacknowledged(this.app.log, this.#head, receipts, isUnsure);
    this.#head = head;
    this.#events += events;
    this.findings.push(...faults.map((fault) => `of ${from} to ${from + count}: ${fault}`));
  }

  /** Those who have something to do look at the last things, and are told what they may do with them. */
  async #look(): Promise<void> {
    const { known, callers } = this.world;
    const lookers = callers.filter(({ name }) => /^(chair|delegate of (school|bank|clinic))$/.test(name));
    const things = this.described.operations.filter(({ method, path }) => method === 'GET' && path.endsWith('Id}'));
    const asked = things.flatMap(({ path }) => known.last(path, looked_n)).flatMap((path) => lookers.map((caller) => ({ path, caller }))); // prettier-ignore
    const look = async () => {
      for (let one = asked.pop(); one; one = asked.pop())
        await this.#ask({ request: { method: 'GET', path: one.path, headers: Object.entries(one.caller.says), body: undefined }, caller: one.caller, callerAt: callers.indexOf(one.caller), value: undefined }, 'a look'); // prettier-ignore
    };
    await Promise.all(Array.from({ length: connections_n }, look));
  }

  /** Whether everything that was recorded can be told and shown. */
  async end(): Promise<void> {
    await this.app.settled();
    const { status, body } = await this.app.operator.get('/health/ready');
    if (status !== 200) this.findings.push(`the application is not ready afterwards: ${JSON.stringify(body)}`);
  }

  async #attempt(n: number, receipts: Receipt[], unsure: Set<string>): Promise<void> {
    const { operations, schemas } = this.described;
    const operation = operations[n % operations.length]!;
    const known = this.#attempts.get(operation.name) ?? attemptsOf(operation, schemas);
    this.#attempts.set(operation.name, known);
    const [attempt] = fc.sample(known, { seed: this.seed * 1_000_003 + n, numRuns: 1 });
    const now = this.app.clock.now();
    const { receipt, failed } = await this.#ask(
      ready(attempt!, operation, { ...this.world, now }),
      `request ${n} (${operation.name})`,
    );
    if (receipt) receipts.push(receipt);
    if (failed) unsure.add(commandOf(operation));
  }

  /** Asks, judges the answer and learns of it. */
  async #ask({ request, caller, callerAt, value }: Ready, what: string): Promise<Outcome> {
    const tell = (fault: string, got?: Got) =>
      this.findings.push(toldOf({ what: `seed ${this.seed}, ${what}`, caller, request, got, fault }));
    try {
      const got = await this.#send.send(request);
      this.#runs++;
      this.#slowest_ms = Math.max(this.#slowest_ms, got.ms);
      this.#statuses.set(got.status, (this.#statuses.get(got.status) ?? 0) + 1);
      const { operation: asked, json, fault } = this.#judge(request, got);
      if (fault) tell(fault, got);
      if (got.status >= 300 || !asked || request.method === 'HEAD') return { failed: got.status >= 500 };
      this.#done.set(asked.name, (this.#done.get(asked.name) ?? 0) + 1);
      const isDry = json?.events !== undefined && json.position === undefined;
      this.world.known.learn(asked, callerAt, request.path.split('?')[0]!, isDry ? undefined : value, json);
      return request.method === 'POST' && json?.position !== undefined ? { receipt: json } : {};
    } catch (error) {
      tell(`no answer: ${String(error)}`);
      return { failed: true };
    }
  }

  report(seconds: number): Report {
    const { operations } = this.described;
    const never = operations.filter(({ name }) => !this.#done.has(name)).map(({ name }) => name);
    const count = (test: (status: number) => boolean) =>
      [...this.#statuses].filter(([status]) => test(status)).reduce((sum, [, times]) => sum + times, 0);
    const found = this.findings.length === 0 ? 'nothing wrong' : `${this.findings.length} things are wrong`;
    const line =
      `seed ${this.seed}, ${seconds} s: ${this.#runs} requests to ${operations.length} operations (${operations.length - never.length} of them done at least once), ` +
      `${count((status) => status < 300)} done, ${count((status) => status >= 300 && status < 500)} refused, ${count((status) => status === 503)} times 503, ` +
      `${this.#events} events, the slowest answer after ${Math.round(this.#slowest_ms)} of ${answer_ms_max} ms; ${found}`;
    return { line, findings: this.findings, never, runs: this.#runs };
  }

  close = (): void => this.#send.close();
}

const commandOf = ({ id }: Described): string => id.charAt(0).toUpperCase() + id.slice(1);

/** The receipt of what was recorded, and whether something may have been without one. */
type Outcome = Readonly<{ receipt?: Receipt; failed?: boolean }>;
type Told = Readonly<{
  what: string;
  caller: Caller;
  request: Request;
  got: Got | undefined;
  fault: string;
}>;
const toldOf = ({ what, caller, request, got, fault }: Told): string => {
  const body = request.body?.toString('latin1') ?? '';
  const shown = (text: string) => (text.length > 1_500 ? `${text.slice(0, 1_500)}… (${text.length})` : text);
  return [
    `${what}, ${caller.name}: ${fault}`,
    `> ${request.method} ${shown(request.path)}`,
    ...request.headers.filter(([name]) => name !== 'authorization' && name !== 'cookie').map(([name, value]) => `> ${name}: ${shown(value)}`),
    ...(body ? [`> ${shown(body)}`] : []),
    ...(got ? [`< ${got.status} ${JSON.stringify(got.headers)}`, `< ${shown(got.body)}`] : []),
  ].join('\n');
}; // prettier-ignore
