import { FormattedEventStore } from '#event-sourcing';
import { logPool } from '#event-store-postgres';
import { rebuild, schemaOf } from '#nest-event-sourcing';
import { randomBytes, randomUUID } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { Random } from '../../bench/random.js';
import { config } from '../../src/config/config.js';
import { formats, projection } from '../../src/contexts.js';
import { openLog } from '../../src/platform/event-log.js';
import { migrate, roleOf } from '../../src/platform/migrate.js';
import { ownerOptions } from '../../src/platform/owner-options.js';
import { leftOpen, unevenAllocations, untrueRows } from '../a-year/nothing-open.js';
import { Promises } from '../a-year/promised-and-kept.js';
import { Sharing } from '../a-year/shared-fairly.js';
import { Committee } from '../a-year/voted-rightly.js';
import { rowsOf } from '../rows.js';
import { Caller, Ledger } from './caller.js';
import { findingsIn, type Kept } from './findings.js';
import { Life } from './life.js';
import { found } from './place.js';
import { Instance, StartedServer } from './processes.js';
import { programIn } from './program.js';
import { Replicated } from './replicated.js';
import { alone, type Victim } from './victim.js';
import { wholeLog } from '../whole-log.js';

export type Trial = Readonly<{
  kills: number;
  seed: string;
  instances?: number;
  callers?: number;
  /** At most so long from one kill to the next. */
  pause_ms_max?: number;
  /** Half of what would be killed only stands still, so long at most; 0: none does. */
  freeze_ms_max?: number;
  onProgress?: (kills: number) => void;
  /** The database has a synchronous standby, which goes on where it is killed. */
  standby?: boolean;
  /** The KurrentDB that has the log; else it is in PostgreSQL. With commands, one for each node, these are killed as well. */
  kurrentdb?: Readonly<{ url: string; commands: readonly string[] }> | undefined;
}>;
/** What was done, and what is wrong. */
export type Verdict = Readonly<{ counts: Readonly<Record<string, number>>; findings: readonly string[] }>;

const settle_ms_max = 90_000;
/** So much is acknowledged between two kills, or so long it is waited for: longer than a start takes on a crowded machine. */
const [work_min, work_ms_max] = [5, 30_000];
/** How often something stands still instead, where that is asked for; the database answers nobody for so long at most. */
const [still, silent_ms_max] = [0.5, 12_000];
/** How often the next kill waits for no work: it comes while others recover from the one before. */
const atOnce = 0.3;

/** Lets callers work on several servers and one database, kills any of them at any instant, and looks at what is left. */
export const torture = async (trial: Trial): Promise<Verdict> => {
  const home = await mkdtemp(join(tmpdir(), 'lianjian-torture-'));
  await chmod(home, 0o755); // as root, PostgreSQL runs as another account
  const database = await (trial.standby ? Replicated.start(home) : alone(home));
  try {
    const folder = join(home, 'program');
    await mkdir(folder);
    return await new Torture(trial, database, await programIn(folder)).run();
  } finally {
    await database.stop();
    for (const each of [database.home, home]) await rm(each, { recursive: true, force: true });
  }
};

class Torture {
  readonly #luck: Random;
  readonly #env: Readonly<Record<string, string>>;
  readonly #instances: readonly Instance[];
  readonly #ledger = new Ledger();
  readonly #kills = { servers: 0, database: 0, log: 0, all: 0, still: 0 };
  readonly #logNodes: readonly StartedServer[];

  constructor(
    private readonly trial: Trial,
    private readonly database: Victim,
    program: string,
  ) {
    this.#luck = new Random(`kills ${trial.seed}`);
    const far = '100000000';
    const { url, commands = [] } = trial.kurrentdb ?? {};
    this.#logNodes = commands.map((command) => new StartedServer(command));
    this.#env = {
      ...(url && { EVENT_STORE: 'kurrentdb', KURRENTDB_URL: url, KURRENTDB_PREFIX: `torture-${randomUUID()}.` }),
      ...{ SECRET_KEY: randomBytes(48).toString('base64url'), DATA_DIR: database.home },
      ...{ KEY_REQUESTS_PER_MINUTE: far, ADDRESS_REQUESTS_PER_MINUTE: far },
    };
    const env = { ...this.#env, DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl };
    this.#instances = Array.from(
      { length: trial.instances ?? 3 },
      (_, n) => new Instance(`server ${n + 1}`, program, env),
    );
  }

  async run(): Promise<Verdict> {
    for (const node of this.#logNodes) node.start();
    try {
      const { url } = this.trial.kurrentdb ?? {};
      if (url && !(await this.#until(() => answers(url), settle_ms_max))) throw new Error('the log does not answer');
      return await this.#run();
    } finally {
      await Promise.all(this.#logNodes.map((node) => node.end()));
    }
  }

  async #run(): Promise<Verdict> {
    const { seed, callers: callers_n = 16, kills } = this.trial;
    await migrate(this.database.ownerUrl, this.database.url, projection);
    const place = await found(this.database, this.#env, { strangers: Math.max(10, kills) });
    const began_ms = performance.now();
    let over = false;
    const life = new Life(place);
    const callers = Array.from({ length: callers_n }, (_, n) => {
      const caller = new Caller(this.#instances, this.#ledger, place.base, new Random(`caller ${n} ${seed}`));
      return life.live(caller, () => over);
    });
    try {
      for (const instance of this.#instances) instance.start();
      await this.#killing();
    } finally {
      over = true;
      await Promise.all(callers);
    }
    this.#killDatabase(); // what it had not written down yet nobody is going to repeat
    for (const node of this.#logNodes) node.kill();
    this.trial.onProgress?.(kills);
    const killed_s = Math.round((performance.now() - began_ms) / 1_000);
    const unsettled = await this.#settled(life.lastVote_ms);
    const now = new Date().toISOString();
    const ended = await Promise.all(this.#instances.map((instance) => instance.end()));
    const ends = ended.flatMap((code, n) => (code === 0 ? [] : [`server ${n + 1}, told to end, ended with ${code}`]));
    const faults = this.#instances.flatMap((instance) => instance.faults);
    const look = await this.#look(now);
    const findings = [...this.#ledger.faults, ...this.database.faults, ...faults, ...unsettled, ...ends, ...look.findings];
    const { told, again, reads } = this.#ledger;
    const refused = told.filter(({ status }) => status >= 400).length;
    const counts = { seconds: killed_s, ...this.#kills, commands: told.length, acknowledged: this.#ledger.acknowledged, refused, again, reads };
    return { counts: { ...counts, ...look.counts }, findings };
  } // prettier-ignore

  async #killing(): Promise<void> {
    const { pause_ms_max = 1_500, freeze_ms_max = 0, onProgress } = this.trial;
    await this.#until(() => this.#instances.every(({ url }) => url !== undefined), settle_ms_max);
    for (let n = 0; n < this.trial.kills - 1; onProgress?.(++n)) {
      const enough = this.#ledger.acknowledged + work_min;
      if (!this.#luck.chance(atOnce)) await this.#until(() => this.#ledger.acknowledged >= enough, work_ms_max);
      await setTimeout(this.#luck.whole(0, pause_ms_max));
      if (freeze_ms_max > 0 && this.#luck.chance(still)) this.#freezeOne(this.#luck.whole(200, freeze_ms_max));
      else this.#killOne();
    }
  }

  /** A server, all of them, the database, or some of its processes, whatever they hold. */
  #freezeOne(ms: number): void {
    const of = this.#luck.next();
    this.#kills.still++;
    if (of < 0.5) this.#luck.of(this.#instances).freeze(ms);
    else if (of < 0.6) for (const each of this.#instances) each.freeze(ms);
    else this.database.freeze?.(Math.min(ms, silent_ms_max), () => of < 0.75 || this.#luck.chance(0.15));
  }

  /** A server, a database, or all at once, as when the power fails. */
  #killOne(): void {
    const of = this.#luck.next();
    if (this.#logNodes.length > 0 && of < 0.3) {
      this.#luck.of(this.#logNodes).kill();
      this.#kills.log++;
    } else if (of < 0.5) {
      const running = this.#instances.filter(({ runs }) => runs);
      this.#luck.of(running.length > 0 ? running : this.#instances).kill();
      this.#kills.servers++;
    } else {
      if (of > 0.95) for (const each of [...this.#instances, ...this.#logNodes]) each.kill();
      this.#killDatabase(of > 0.95 ? 'all' : 'database');
    }
  }
  #killDatabase(as: 'all' | 'database' = 'database'): void {
    if (this.database.kill()) this.#kills[as]++;
  }

  async #until(is: () => boolean | Promise<boolean>, ms_max: number): Promise<boolean> {
    for (const end = Date.now() + ms_max; Date.now() < end; await setTimeout(20)) if (await is()) return true;
    return false;
  }

  /** Every server serves, every reader of its log has come to the end, every vote is over. @returns what is not so */
  async #settled(lastVote_ms: number): Promise<readonly string[]> {
    let last: readonly string[] = [];
    const isSettled = async () => {
      last = [...(await Promise.all(this.#instances.map(stateOf))).flat(), ...(await this.#late())];
      return last.length === 0;
    };
    await setTimeout(Math.max(0, lastVote_ms - Date.now()));
    return (await this.#until(isSettled, settle_ms_max)) ? [] : last;
  }

  /** Deadlines that have run out and came to nothing yet. */
  async #late(): Promise<readonly string[]> {
    const client = new pg.Client({ connectionString: this.database.ownerUrl });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query(`SELECT name, "subjectId" FROM ${schemaOf(projection)}.deadline AS due
        WHERE "dueAt"::timestamptz <= now() AND NOT EXISTS
          (SELECT FROM engine.refused_answer WHERE command_id = "commandId"::uuid)`);
      return rows.map(({ name, subjectId }) => `${name} of ${subjectId} is late`);
    } catch (error) {
      return [String(error)];
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  async #look(now: string): Promise<Verdict> {
    const { url, ownerUrl } = this.database;
    const pool = logPool(url);
    const stored = await openLog(config({ ...this.#env, DATA_DIR: this.database.home }), pool);
    const log = new FormattedEventStore(stored.store, formats);
    const entities = projection.models.map(({ row }) => row);
    const database = await new DataSource({ ...ownerOptions(ownerUrl), schema: schemaOf(projection), entities }).initialize();
    try {
      const events = await wholeLog(log);
      const kept: readonly Kept[] = await database.query(
        'SELECT command_id AS "commandId", answerer, event_id AS "eventId", command, subject_id AS "subjectId" FROM engine.refused_answer',
      );
      const told = { committee: new Committee(), sharing: new Sharing(), promises: new Promises() };
      for (const event of events) for (const each of Object.values(told)) each.learn(event);
      const rows = () => rowsOf((text) => database.query(text), projection);
      const before = await rows();
      const findings = [
        ...(await findingsIn({ events, kept, told: this.#ledger.told, now, dense: log.spacing === 1 })),
        ...Object.values(told).flatMap(({ wrong }) => wrong),
        ...(await leftOpen(events, database, told)),
        ...unevenAllocations(told),
        ...(await untrueRows(database, told)),
      ];
      // What differs is told row by row, below.
      await rebuild(log, ownerOptions(ownerUrl), projection, await roleOf(url), { acceptDifferences: true });
      const after = await rows();
      for (const table of Object.keys({ ...before, ...after }))
        findings.push(...differences(table, before[table] ?? [], after[table] ?? []));
      const reactions = new Set(events.filter(({ issue }) => issue.actor.kind === 'reaction').map(({ issue }) => issue.commandId)).size;
      const deadlines = new Set(events.filter(({ issue }) => issue.actor.kind === 'clock').map(({ issue }) => issue.commandId)).size;
      return { counts: { events: events.length, reactions, deadlines, keptAnswers: kept.length, rows: Object.values(after).flat().length }, findings };
    } finally {
      await database.destroy();
      await stored.close();
      await pool.end();
    }
  } // prettier-ignore
}

const differences = (table: string, live: readonly string[], rebuilt: readonly string[]): readonly string[] => {
  const [mine, theirs] = [new Set(live), new Set(rebuilt)];
  return [
    ...live.filter((row) => !theirs.has(row)).map((row) => `${table}: ${row} is not in its rebuild`),
    ...rebuilt.filter((row) => !mine.has(row)).map((row) => `${table}: ${row} is only in its rebuild`),
    ...(live.length === rebuilt.length ? [] : [`${table}: ${live.length} rows, rebuilt ${rebuilt.length}`]),
  ];
};

/** Whether a KurrentDB serves. */
const answers = async (url: string): Promise<boolean> => {
  const { Connection } = await import('#event-store-kurrentdb');
  const connection = new Connection(url);
  try {
    await connection.checksConditions();
    return true;
  } catch {
    return false;
  } finally {
    await connection.close();
  }
};

/** What is not as it should be with a server at rest. */
const stateOf = async ({ name, url, said }: Instance): Promise<readonly string[]> => {
  if (!url) return [`${name} does not serve: ${said.slice(-2_000)}`];
  try {
    const ready = (await (await fetch(`${url}/health/ready`)).json()) as { status: string; readers: any[] };
    const behind = ready.readers.filter((each) => each.faults > 0 || (each.behind ?? 0) > 0);
    if (ready.status !== 'ok') return [`${name} is ${JSON.stringify(ready)}`];
    return behind.map((each) => `${name}: ${JSON.stringify(each)}`);
  } catch (error) {
    return [`${name}: ${String(error)}`];
  }
};
