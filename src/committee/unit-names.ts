import { put, readModel } from '#event-sourcing';
import { Entity } from 'typeorm';
import type { AllianceEvent, UnitEvent } from '../alliances/events.js';
import { KeyColumn, WordsColumn } from '../platform/columns.js';
import { LocalText } from '../platform/fields.js';

/** What a unit is called: for minutes, which name the units. */
@Entity('unit_name')
export class UnitNameRow {
  @KeyColumn() allianceId: string;
  @KeyColumn() unitId: string;
  @WordsColumn() name: LocalText;
}

export const unitNames = readModel<AllianceEvent | UnitEvent, UnitNameRow>(UnitNameRow, ['allianceId', 'unitId'], {
  AllianceFounded: ({ subjectId: allianceId, data: { units } }) =>
    units.map(({ unitId, name }) => put({ allianceId, unitId, name })),
  UnitApplied: ({ subjectId: unitId, issue: { tenantId: allianceId }, data: { name } }) =>
    put({ allianceId, unitId, name }),
});
