import { answering, TenantQuery } from '#nest-event-sourcing';
import type { QueryBus } from '@nestjs/cqrs';
import type { SelectQueryBuilder } from 'typeorm';
import type { AskedByAsker } from '../access/principal.js';
import { HistoryRow, naming, narrowed } from '../overview/history.js';

/** More than a story tells at once. */
const found_max = 600;

/** What is about a part of a thing, and not about the whole of it. */
const ofParts = ['pledgeId', 'deliveryId', 'spendingId', 'milestoneId', 'reportId', 'evaluationId', 'bookingId', 'seriesId', 'hearingId']; // prettier-ignore

/** Which acts name one of these ids in any way; or happened to one of these as a whole? The oldest first. */
export class FindActs extends TenantQuery<readonly HistoryRow[]> {
  constructor(
    asked: AskedByAsker,
    readonly by: 'name' | 'whole',
    readonly ids: readonly string[],
    /** As far as the log went when the first of several such questions was answered. */
    readonly upTo = Number.MAX_SAFE_INTEGER,
  ) {
    super(asked);
  }
}

export const findActs = answering(FindActs, (db, { asked, by, ids, upTo }) => {
  const rows = narrowed(db.createQueryBuilder(HistoryRow, 'row'), asked, {}).andWhere('row.position <= :upTo', {
    upTo,
  });
  return (by === 'name' ? naming(rows, ids) : ofWholes(rows, ids)).orderBy('row.position').limit(found_max).getMany();
});

const ofWholes = (rows: SelectQueryBuilder<HistoryRow>, subjectIds: readonly string[]) =>
  rows.andWhere('row.subjectId IN (:...subjectIds) AND NOT row.data ?| ARRAY[:...ofParts]', { subjectIds, ofParts });

/**
 * Looks for acts that an asker may see. Each look is a question of its own, so that nobody waits for a story who would
 * put other tables in the place of these; all of them see the log as far as it went at the first one.
 */
export class Acts {
  /** Whether every look found all that there was. */
  isWhole = true;
  #upTo: number | undefined;

  constructor(
    private readonly queries: QueryBus,
    private readonly asked: AskedByAsker,
  ) {}

  /** How far the log went at the first look. */
  get position(): number {
    return this.#upTo ?? 0;
  }

  /** Those that name one of these ids in any way. */
  naming(ids: readonly string[]): Promise<readonly HistoryRow[]> {
    return this.#found('name', ids);
  }

  /** Those that happened to one of these as a whole. */
  ofWholes(subjectIds: readonly string[]): Promise<readonly HistoryRow[]> {
    return this.#found('whole', subjectIds);
  }

  async #found(by: FindActs['by'], ids: readonly string[]): Promise<readonly HistoryRow[]> {
    if (ids.length === 0) return [];
    const { asked } = this;
    const after = this.#upTo ?? asked.after;
    const look = new FindActs({ ...asked, ...(after !== undefined && { after }) }, by, ids, this.#upTo);
    const { answer, position } = await this.queries.execute(look);
    this.#upTo ??= position;
    if (answer.length === found_max) this.isWhole = false;
    return answer;
  }
}
