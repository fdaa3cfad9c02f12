import { commandAt, put, readModelOfAll, untilOf, type Deadline, type ReadModel, type Recorded } from '#event-sourcing';
import { Column, Entity, Index, PrimaryColumn, type DataSource } from 'typeorm';
import type { Answers } from './answers.js';
import type { Checkpoint } from './checkpoint.js';
import type { Time } from './time.js';

const due_max = 100;

/** A deadline that somebody set. `dueAt` is null once it is met. */
@Entity('deadline')
@Index(['dueAt'])
export class DeadlineRow {
  @PrimaryColumn('text') name: string;
  @PrimaryColumn('text') subjectId: string;
  /** Of what within the subject; '' where there is one per subject. */
  @PrimaryColumn('text', { default: '' }) key: string;
  @Column('text', { nullable: true }) dueAt: string | null;
  @Column('text') eventId: string;
  @Column('text') correlationId: string;
  @Column('text') tenantId: string;
}

/** Which deadlines run, as a fold over the log. */
export const deadlineRows = (deadlines: readonly Deadline[]): ReadModel<DeadlineRow> =>
  readModelOfAll(DeadlineRow, ['name', 'subjectId', 'key'], (event: Recorded) =>
    deadlines.flatMap((each) => {
      const said = untilOf(each, event);
      if (!said) return [];
      const { subjectId, id: eventId, issue } = event;
      const { correlationId, tenantId } = issue;
      return put({ name: each.name, subjectId, key: said.key, dueAt: said.until, eventId, correlationId, tenantId });
    }),
  );

/** Issues the command of every deadline that has run out. Durable: what is due while nobody runs is issued later. */
export class Clock {
  readonly #deadlines: ReadonlyMap<string, Deadline>;

  constructor(
    private readonly answers: Answers,
    private readonly database: DataSource,
    private readonly checkpoint: Checkpoint,
    private readonly time: Time,
    deadlines: readonly Deadline[],
  ) {
    this.#deadlines = new Map(deadlines.map((each) => [each.name, each]));
  }

  /** Keeps what is due; always says 0, since it waits for time and not for the log. */
  async advance(): Promise<number> {
    const now = this.time.now();
    const due = await this.database.manager
      .createQueryBuilder(DeadlineRow, 'row')
      .where('row.dueAt <= :now', { now })
      .andWhere(
        'NOT EXISTS (SELECT FROM engine.refused_answer r WHERE r.event_id = row."eventId"::uuid AND r.answerer = row.name)',
      )
      .orderBy('row.dueAt')
      .limit(due_max)
      .getMany();
    if (due.length === 0 || !(await this.checkpoint.hold())) return 0;
    for (const row of due) await this.#keep({ ...row, dueAt: row.dueAt! }, now);
    return 0;
  }

  async #keep(row: DeadlineRow & { dueAt: string }, now: string): Promise<void> {
    const deadline = this.#deadlines.get(row.name);
    if (!deadline) throw new Error(`there is no deadline ${row.name} any more: rebuild the read models`);
    await this.answers.issue(row.name, deadline.decision, commandAt(deadline, row, now));
  }
}
