import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import type { AskedByAsker } from '../access/principal.js';
import { HistoryRow, naming, narrowed } from '../overview/history.js';

/** More than a story tells at once. */
const found_max = 600;

/** What is about a part of a thing, and not about the whole of it. */
const ofParts = ['pledgeId', 'deliveryId', 'spendingId', 'milestoneId', 'reportId', 'evaluationId', 'bookingId', 'seriesId', 'hearingId']; // prettier-ignore

/** Looks for acts that an asker may see, the oldest first. */
export class Acts {
  /** Whether every look found all that there was. */
  isWhole = true;

  constructor(
    private readonly db: EntityManager,
    private readonly asked: AskedByAsker,
  ) {}

  /** Those that name one of these ids in any way. */
  naming(ids: readonly string[]): Promise<readonly HistoryRow[]> {
    return this.#found(ids, (rows) => naming(rows, ids));
  }

  /** Those that happened to one of these as a whole. */
  ofWholes(subjectIds: readonly string[]): Promise<readonly HistoryRow[]> {
    return this.#found(subjectIds, (rows) =>
      rows.andWhere('row.subjectId IN (:...subjectIds) AND NOT row.data ?| ARRAY[:...ofParts]', {
        subjectIds,
        ofParts,
      }),
    );
  }

  async #found(
    ids: readonly string[],
    narrow: (rows: SelectQueryBuilder<HistoryRow>) => SelectQueryBuilder<HistoryRow>,
  ): Promise<readonly HistoryRow[]> {
    if (ids.length === 0) return [];
    const rows = narrow(narrowed(this.db.createQueryBuilder(HistoryRow, 'row'), this.asked, {}));
    const found = await rows.orderBy('row.position').limit(found_max).getMany();
    if (found.length === found_max) this.isWhole = false;
    return found;
  }
}
