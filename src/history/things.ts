import type { EntityManager, ObjectLiteral } from 'typeorm';
import { UnitRow } from '../alliances/unit-row.js';
import { ActionRow } from '../committee/action-rows.js';
import { MotionRow } from '../committee/decision-register.js';
import { MeetingRow } from '../committee/meeting-rows.js';
import { FindingRow } from '../findings/finding-rows.js';
import { PledgeRow } from '../projects/pledge-rows.js';
import { ProjectRow } from '../projects/project-rows.js';
import { BookingRow } from '../resources/booking-rows.js';
import { ResourceRow } from '../resources/resource-catalogue.js';
import type { AttributeType } from './ocel-shape.js';
import type { Thing, ThingKind } from './references.js';

/** Fields of a row, and how their values are to be read. */
type Fields<Row> = { readonly [Field in keyof Row & string]?: AttributeType };
/** How the things of a kind are kept, and what of them is told: what they are, and how they stand. */
export type Kept<Row extends ObjectLiteral = ObjectLiteral> = Readonly<{
  row: new () => Row;
  id: keyof Row & string;
  within?: keyof Row & string;
  is: Fields<Row>;
  stands: Fields<Row>;
}>;
const kept = <Row extends ObjectLiteral>(of: Kept<Row>): Kept => of as unknown as Kept; // each by its own row

export const things: Readonly<Record<ThingKind, Kept>> = {
  unit: kept({
    ...{ row: UnitRow, id: 'unitId' },
    is: { name: 'string', kind: 'string' },
    stands: { status: 'string' },
  }),
  resource: kept({
    ...{ row: ResourceRow, id: 'resourceId' },
    is: { name: 'string', kind: 'string', unitOfMeasure: 'string' },
    stands: { quantity: 'integer', allocated: 'integer', status: 'string' },
  }),
  booking: kept({
    ...{ row: BookingRow, id: 'bookingId', within: 'resourceId' },
    is: { requestedAt: 'time' },
    stands: { quantity: 'integer', from: 'time', to: 'time', status: 'string' },
  }),
  project: kept({
    ...{ row: ProjectRow, id: 'projectId' },
    is: { proposedAt: 'time' },
    stands: { title: 'string', stage: 'string' },
  }),
  pledge: kept({
    ...{ row: PledgeRow, id: 'pledgeId', within: 'projectId' },
    is: { quantity: 'integer', madeAt: 'time' },
    stands: { delivered: 'integer', status: 'string' },
  }),
  motion: kept({
    ...{ row: MotionRow, id: 'motionId' },
    is: { title: 'string', aboutKind: 'string', tabledAt: 'time' },
    stands: { ballots: 'integer', status: 'string' },
  }),
  meeting: kept({
    ...{ row: MeetingRow, id: 'meetingId' },
    is: { convenedAt: 'time' },
    stands: { from: 'time', to: 'time', status: 'string' },
  }),
  action: kept({
    ...{ row: ActionRow, id: 'actionId' },
    is: { title: 'string', givenAt: 'time' },
    stands: { due: 'string', status: 'string' },
  }),
  finding: kept({
    ...{ row: FindingRow, id: 'findingId' },
    is: { raisedAt: 'time' },
    stands: { title: 'string', severity: 'string', due: 'string', status: 'string' },
  }),
};

/** One name for a thing, whatever its kind: callers bring ids, so two kinds may have the same one. */
export const nameOf = ({ kind, id, within }: Thing): string =>
  within === undefined ? `${kind}:${id}` : `${kind}:${within}/${id}`;

/** The names of those things that an alliance has. An agenda or an origin may name what never was. */
export const namesThere = async (
  db: EntityManager,
  allianceId: string,
  named: readonly Thing[],
): Promise<ReadonlySet<string>> => {
  const there = new Set<string>();
  for (const kind of new Set(named.map((each) => each.kind))) {
    const { row, id, within } = things[kind];
    const ids = [...new Set(named.filter((each) => each.kind === kind).map((each) => each.id))];
    const found = await db
      .createQueryBuilder(row, 'row')
      .select(`row.${id}`, 'id')
      .addSelect(within === undefined ? 'NULL' : `row.${within}`, 'within')
      .where(`row.allianceId = :allianceId AND row.${id} IN (:...ids)`, { allianceId, ids })
      .getRawMany<{ id: string; within: string | null }>();
    for (const each of found)
      there.add(nameOf({ kind, id: each.id, ...(each.within !== null && { within: each.within }) }));
  }
  return there;
};
