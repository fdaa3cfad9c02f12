import {
  commandAt,
  commandIdOf,
  put,
  readModelOfAll,
  streamIdOf,
  untilsOf,
  type Deadline,
  type ReadModel,
  type Recorded,
} from '#event-sourcing';
import { Column, Entity, Index, PrimaryColumn, type DataSource } from 'typeorm';
import type { Answers } from './answers.js';
import { renew_ms, type Checkpoint } from './checkpoint.js';
import type { Faults } from './faults.js';
import type { Aside } from './set-aside.js';
import type { Time } from './time.js';

const due_max = 100;
/** So many faults of one round are written down; the others wait until these are dealt with. */
const faults_max = 100;
/** So far this machine's clock may be ahead of the database's, which everybody shares. */
const ahead_ms_max = 2_000;
/** The id of the clock's checkpoint. */
export const clockId = 'clock';

/** A deadline that somebody set. `dueAt` is null once it is met, as is `commandId`: of the command that keeps it. */
@Entity('deadline')
@Index(['dueAt'])
export class DeadlineRow {
  @PrimaryColumn('text') name: string;
  @PrimaryColumn('text') subjectId: string;
  /** Of what within the subject; '' where there is one per subject. */
  @PrimaryColumn('text', { default: '' }) key: string;
  @Column('text', { nullable: true }) dueAt: string | null;
  @Column('text', { nullable: true }) commandId: string | null;
  @Column('text') eventId: string;
  @Column('text') correlationId: string;
  @Column('text') tenantId: string;
}

type Due = DeadlineRow & { dueAt: string };

/** Which deadlines run, as a fold over the log. */
export const deadlineRows = (deadlines: readonly Deadline[]): ReadModel<DeadlineRow> =>
  readModelOfAll(DeadlineRow, ['name', 'subjectId', 'key'], (event: Recorded) =>
    deadlines.flatMap((each) =>
      untilsOf(each, event).map(({ key, until }) => {
        const { subjectId, id: eventId, issue } = event;
        const { correlationId, tenantId } = issue;
        const set = { name: each.name, subjectId, key, eventId, dueAt: until };
        const commandId = until === null ? null : commandIdOf({ ...set, dueAt: until });
        return put({ commandId, correlationId, tenantId, ...set });
      }),
    ),
  );

type Failed = Readonly<{ row: Due; error: unknown }>;

/** Issues the command of every deadline that has run out. Durable: what is due while nobody runs is issued later. */
export class Clock {
  readonly #deadlines: ReadonlyMap<string, Deadline>;
  /** Whether a fault of its own may be written down. */
  #faulty = true;

  constructor(
    private readonly answers: Answers,
    private readonly database: DataSource,
    private readonly checkpoint: Checkpoint,
    private readonly time: Time,
    deadlines: readonly Deadline[],
    private readonly faults: Faults,
  ) {
    this.#deadlines = new Map(deadlines.map((each) => [each.name, each]));
  }

  /**
   * Keeps what is due; always says 0, since it waits for time and not for the log. A deadline that cannot be kept holds
   * up no other one. @throws naming the first of those, once all others are kept
   */
  async advance(stopping?: AbortSignal): Promise<number> {
    await this.faults.aside.known();
    let now = this.time.now();
    let page = await this.#due(now);
    const ahead_ms = page.length > 0 ? await this.#ahead() : 0;
    if (ahead_ms > ahead_ms_max) {
      now = new Date(Date.parse(now) - ahead_ms).toISOString();
      page = await this.#due(now);
    }
    if (page.length === 0) await this.#recovered([]);
    if (page.length === 0 || !(await this.checkpoint.hold())) return 0;
    try {
      await this.#keepAll(page, now, stopping);
    } finally {
      await this.checkpoint.release(); // others may be waiting to hold the clock
    }
    return 0;
  }

  async #keepAll(first: readonly Due[], now: string, stopping: AbortSignal | undefined): Promise<void> {
    const failed: Failed[] = [];
    let held_at = Date.now();
    for (let page = first; page.length > 0; page = page.length < due_max ? [] : await this.#due(now, page.at(-1))) {
      for (const row of page) {
        if (stopping?.aborted) return;
        if (Date.now() - held_at > renew_ms) {
          if (!(await this.checkpoint.hold())) return;
          held_at = Date.now();
        }
        try {
          await this.#keep(row, now);
        } catch (error) {
          failed.push({ row, error });
          held_at = -Infinity; // where the database is gone, this round is over
        }
      }
    }
    await this.#recovered(await this.#met(failed));
    const [one] = failed;
    if (!one) return;
    const which = `${one.row.name} of ${one.row.subjectId}: ${String(one.error)}`;
    throw new Error(`${failed.length} deadlines cannot be kept; the first is ${which}`, { cause: one.error });
  }

  /** By how much this machine's clock is ahead. What is done before its time cannot be taken back. */
  async #ahead(): Promise<number> {
    const here_ms = Date.now(); // it is asked after that: however long it takes, it is not told to be ahead for it
    const text = 'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS there_ms';
    const [{ there_ms }] = await this.database.query(text);
    return here_ms - there_ms;
  }

  /** The next deadlines that have run out and came to nothing yet, the oldest first; none that is set aside. */
  async #due(now: string, after?: Due): Promise<readonly Due[]> {
    const due = this.database.manager.createQueryBuilder(DeadlineRow, 'row').where('row.dueAt <= :now', { now });
    due.andWhere('NOT EXISTS (SELECT FROM engine.refused_answer r WHERE r.command_id = row."commandId"::uuid)');
    const aside = this.faults.aside.all().map(({ reader, eventId }) => `${reader} ${eventId}`);
    if (aside.length > 0) due.andWhere(`row.name || ' ' || row.eventId <> ALL(:aside)`, { aside });
    if (after)
      due.andWhere('(row.dueAt, row.name, row.subjectId, row.key) > (:dueAt, :name, :subjectId, :key)', { ...after });
    for (const column of ['dueAt', 'name', 'subjectId', 'key']) due.addOrderBy(`row.${column}`);
    return (await due.limit(due_max).getMany()) as Due[];
  }

  async #keep(row: Due, now: string): Promise<void> {
    const deadline = this.#deadlines.get(row.name);
    if (!deadline) throw new Error(`there is no deadline ${row.name} any more: rebuild the read models`);
    await this.answers.issue(row.name, deadline.decision, commandAt(deadline, row, now));
  }

  /** Writes down the faults of a round. @returns those that stand */
  async #met(failed: readonly Failed[]): Promise<readonly Aside[]> {
    const standing: Aside[] = [];
    for (const { row, error } of failed.slice(0, faults_max)) {
      const deadline = this.#deadlines.get(row.name);
      const event =
        deadline && (await this.faults.eventIn(streamIdOf(deadline.decision.stream, row.subjectId), row.eventId));
      if (!event) continue; // it is of another program
      const [reader, eventId] = [row.name, row.eventId];
      if (await this.faults.met({ reader, checkpoint: clockId, event, error })) standing.push({ reader, eventId });
    }
    return standing;
  }

  /** What was not met again in a whole round is over. */
  async #recovered(but: readonly Aside[]): Promise<void> {
    if (this.#faulty) await this.faults.over(clockId, but);
    this.#faulty = but.length > 0;
  }
}
