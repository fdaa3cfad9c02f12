import { change, put, readModelByStream, type Recorded } from '#event-sourcing';
import { answering, TenantQuery } from '#nest-event-sourcing';
import { Entity, Index } from 'typeorm';
import { Act, actsOf } from '../access/acts.js';
import type { AskedByAsker } from '../access/principal.js';
import { presides } from '../access/standing.js';
import {
  IdColumn,
  InstantColumn,
  KeyColumn,
  ListColumn,
  ObjectColumn,
  WholeColumn,
  WordsColumn,
} from '../platform/columns.js';
import { ListOf, LocalText } from '../platform/fields.js';
import { Area, Charter, OfficeHolder, type AllianceEvent } from './events.js';
import { refuse } from './refusals.js';

/** An alliance: where it is at home, by which charter, and who holds its offices. */
@Entity('alliance')
@Index(['parentId', 'foundedAt', 'allianceId'])
export class AllianceRow {
  @KeyColumn() allianceId: string;
  @WordsColumn() name: LocalText;
  @ObjectColumn(Area) area: Area;
  @ObjectColumn(Charter) charter: Charter;
  @ListColumn(OfficeHolder) offices: readonly OfficeHolder[];
  @InstantColumn() foundedAt: string;
  /** The alliance that it is below. */
  @IdColumn({ nullable: true }) parentId: string | null;
  @WholeColumn() revision: number;
}

const changed = (event: Recorded, next: (row: AllianceRow) => Partial<AllianceRow> = () => ({})) =>
  change<AllianceRow>({ allianceId: event.subjectId }, (row) => ({ ...row, ...next(row), revision: event.revision }));

export const allianceRows = readModelByStream<AllianceEvent, AllianceRow>(AllianceRow, ['allianceId'], {
  AllianceFounded: ({
    subjectId: allianceId,
    revision,
    issue,
    data: { name, area, charter, offices, parentId = null },
  }) => put({ allianceId, name, area, charter, offices, foundedAt: issue.at, parentId, revision }),
  AlliancePlaced: (event) => changed(event, () => ({ parentId: event.data.parentId ?? null })),
  AreaAdded: (event) => changed(event),
  AreaRenamed: (event) => changed(event),
  AreaClosed: (event) => changed(event),
  UnitAdmitted: (event) => changed(event),
  UnitSuspended: (event) => changed(event),
  UnitReinstated: (event) => changed(event),
  UnitLeft: (event) =>
    changed(event, ({ offices }) => ({ offices: offices.filter(({ unitId }) => unitId !== event.data.unitId) })),
  OfficeGiven: (event) => {
    const { office, unitId, personId } = event.data;
    return changed(event, ({ offices }) => ({ offices: [...offices, { office, unitId, personId }] }));
  },
  OfficeVacated: (event) =>
    changed(event, ({ offices }) => ({ offices: offices.filter(({ office }) => office !== event.data.office) })),
  CharterAmended: (event) => changed(event, () => ({ charter: event.data.charter })),
});

/** An alliance, and what the asker may begin in it now. */
export class AllianceView extends AllianceRow {
  @ListOf([Act], { min: 0, max: 100 }) acts: readonly Act[];
}

/** What is this alliance: its area, its charter, its offices? */
export class GetAlliance extends TenantQuery<AllianceView> {
  constructor(asked: AskedByAsker) {
    super(asked);
  }
}

export const getAlliance = answering(GetAlliance, async (db, { asked: { tenantId: allianceId, asker } }) => {
  const row = (await db.findOneBy(AllianceRow, { allianceId })) ?? refuse('alliance-not-found');
  const acts = actsOf(asker, `/v1/alliances/${allianceId}`, [
    ['OfferResource', 'resources', true],
    ['ProposeProject', 'projects', true],
    ['TableMotion', 'motions', true],
    ['ConveneMeeting', 'meetings', true],
    ['GiveAction', 'actions', true],
    ['RaiseFinding', 'findings', true],
    ['AddAreas', 'areas', true],
    ['PlaceAlliance', 'placement', true],
    ['GiveOffice', 'offices/appointment', asker.principal.kind === 'operator' || presides(asker.standing)],
    ['VacateOffice', 'offices/vacancy', true],
    ['RegisterPerson', 'people', true],
  ]);
  return { ...row, acts };
});
