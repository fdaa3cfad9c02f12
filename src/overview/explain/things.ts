import { typesOf, type ReadModel, type Recorded } from '#event-sourcing';
import type { EntityManager } from 'typeorm';
import { tableOf } from '../../alliances/table-of.js';
import { UnitRow } from '../../alliances/unit-row.js';
import { ActionRow } from '../../committee/action-rows.js';
import { MotionRow } from '../../committee/decision-register.js';
import { MeetingRow } from '../../committee/meeting-rows.js';
import { ProjectRow } from '../../projects/project-rows.js';
import { ResourceRow } from '../../resources/resource-catalogue.js';
import { HistoryRow } from '../history.js';

const kept = {
  unit: [UnitRow, 'unitId'],
  resource: [ResourceRow, 'resourceId'],
  project: [ProjectRow, 'projectId'],
  motion: [MotionRow, 'motionId'],
  meeting: [MeetingRow, 'meetingId'],
  action: [ActionRow, 'actionId'],
} as const;
export type Category = keyof typeof kept | 'alliance';

/** Of which things a figure can be made: of all of a kind, one of them, those that name an id, or to which something happened. */
export type Things = Readonly<{
  category: Category;
  id?: string;
  naming?: string;
  happened?: Readonly<{ types: readonly string[]; from: string; until: string }>;
}>;

const events_max = 2_000;

/** The next things in the order of their ids, `things_max` at most. */
export const idsOf = async (
  db: EntityManager,
  allianceId: string,
  { category, id, naming, happened }: Things,
  after: string,
  things_max: number,
): Promise<readonly string[]> => {
  const one = category === 'alliance' ? allianceId : id;
  if (one !== undefined) return one > after ? [one] : [];
  if (category === 'alliance') return [];
  const ordered = `ORDER BY 1 LIMIT ${things_max}`;
  const history = `SELECT DISTINCT "subjectId" AS id FROM ${tableOf(db, HistoryRow)}
    WHERE "allianceId" = $1 AND category = $2 AND "subjectId" > $3`;
  const [row, key] = kept[category];
  const [text, values]: [string, readonly unknown[]] = naming
    ? [`${history} AND about @> $4 ${ordered}`, [allianceId, category, after, JSON.stringify([naming])]]
    : happened
      ? [`${history} AND type = ANY($4) AND at >= $5 AND at < $6 ${ordered}`, [allianceId, category, after, happened.types, happened.from, happened.until]]
      : [`SELECT "${key}" AS id FROM ${tableOf(db, row)} WHERE "allianceId" = $1 AND "${key}" > $2 ${ordered}`, [allianceId, after]]; // prettier-ignore
  const found: readonly Readonly<{ id: string }>[] = await db.query(text, [...values]);
  return found.map((each) => each.id);
};

/** A unit is also told of by its alliance: by whom it was founded with, and where it stands on the roll. */
const ofUnit = `row.category = 'unit' AND row.subjectId = :id OR row.category = 'alliance' AND row.subjectId = :allianceId
  AND (row.type = 'AllianceFounded' OR row.data->>'unitId' = :id)`;

/** The acts that tell some read models of a thing, up to a position, in the order of the log. */
export async function* actsOf(
  db: EntityManager,
  allianceId: string,
  { category, id }: Readonly<{ category: Category; id: string }>,
  models: readonly ReadModel[],
  upTo: number,
): AsyncGenerator<HistoryRow> {
  const types = models.flatMap((model) => typesOf(model) ?? []);
  for (let after = 0, more = true; more;) {
    const rows = db.createQueryBuilder(HistoryRow, 'row').where('row.allianceId = :allianceId', { allianceId });
    rows.andWhere(category === 'unit' ? `(${ofUnit})` : 'row.category = :category AND row.subjectId = :id', {
      category,
      id,
    });
    rows.andWhere('row.type IN (:...types) AND row.position > :after AND row.position <= :upTo', {
      types,
      after,
      upTo,
    });
    const page = await rows.orderBy('row.position').limit(events_max).getMany();
    yield* page;
    after = page.at(-1)?.position ?? after;
    more = page.length === events_max;
  }
}

/** The act as a fold meets it. Of what is sealed nothing is there, and no figure is made of that. */
export const asRecorded = (act: HistoryRow): Recorded => {
  const { eventId: id, type, streamId, subjectId, revision, position, recordedAt, at, command, commandId } = act;
  const { correlationId, allianceId: tenantId, actorKind: kind } = act;
  return {
    ...{ id, type, streamId, subjectId, revision, position, recordedAt, version: 1 },
    data: { sealed: null, ...act.data },
    issue: { commandId, command, requestHash: '', correlationId, tenantId, actor: { kind }, at },
  };
};
