import { change, put, readModel, readModelByStream } from '#event-sourcing';
import { Entity, In, Index, type EntityManager } from 'typeorm';
import type { AllianceEvent, UnitEvent } from '../alliances/events.js';
import { IdColumn, InstantColumn, KeyColumn, WordsColumn } from '../platform/columns.js';
import type { LocalText } from '../platform/fields.js';

const mandates_max = 1_000;

/** That a person acts, acted or is to act for a unit. */
@Entity('held_mandate')
@Index(['personId', 'from', 'mandateId'])
export class HeldMandateRow {
  @KeyColumn() unitId: string;
  @KeyColumn() mandateId: string;
  @IdColumn() allianceId: string;
  @IdColumn() personId: string;
  @InstantColumn() from: string;
  @InstantColumn({ nullable: true }) until: string | null;
}

/** Who may act for which unit, from when until when? */
export const heldMandates = readModelByStream<UnitEvent, HeldMandateRow>(HeldMandateRow, ['unitId', 'mandateId'], {
  MandateGiven: ({ subjectId: unitId, issue, data: { mandateId, personId, from, until = null } }) =>
    put({ unitId, mandateId, allianceId: issue.tenantId, personId, from, until }),
  MandateEnded: ({ subjectId: unitId, data: { mandateId, at } }) =>
    change({ unitId, mandateId }, (row) => ({ ...row, until: at })),
});

/** What an alliance or a unit is called. */
@Entity('called')
export class CalledRow {
  @KeyColumn() id: string;
  @WordsColumn() name: LocalText;
}

/** What is it called? */
export const called = readModel<AllianceEvent | UnitEvent, CalledRow>(CalledRow, ['id'], {
  AllianceFounded: ({ subjectId: id, data: { name, units } }) => [
    put({ id, name }),
    ...units.map(({ unitId, name }) => put<CalledRow>({ id: unitId, name })),
  ],
  UnitApplied: ({ subjectId: id, data: { name } }) => put({ id, name }),
});

/** A unit for which somebody acts, acted or is to act. */
export type ActsFor = Readonly<{ allianceId: string; unitId: string; personId: string; inForce: boolean }>;

/** For which units do these people act? Each unit once. */
export const unitsOf = async (
  db: EntityManager,
  personIds: readonly string[],
  now: string,
): Promise<readonly ActsFor[]> => {
  const where = { personId: In([...personIds]) };
  const held = await db.find(HeldMandateRow, { where, order: { from: 'ASC', mandateId: 'ASC' }, take: mandates_max });
  const units = new Map<string, ActsFor>();
  for (const { allianceId, unitId, personId, from, until } of held) {
    const key = `${unitId} ${personId}`;
    const inForce = (from <= now && (until === null || now < until)) || units.get(key)?.inForce === true;
    units.set(key, { allianceId, unitId, personId, inForce });
  }
  return [...units.values()];
};

/** What are they called? */
export const namesOf = async (db: EntityManager, ids: readonly string[]): Promise<ReadonlyMap<string, LocalText>> => {
  const rows = await db.find(CalledRow, { where: { id: In([...new Set(ids)]) }, take: mandates_max });
  return new Map(rows.map(({ id, name }) => [id, name]));
};
