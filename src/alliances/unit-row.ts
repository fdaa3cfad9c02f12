import { change, put, readModel, type Recorded } from '#event-sourcing';
import { answering, pageOf, TenantQuery, type Page } from '#nest-event-sourcing';
import { Entity, Index } from 'typeorm';
import type { AskedByAsker } from '../access/principal.js';
import { InstantColumn, KeyColumn, TextColumn, WholeColumn, WordColumn, WordsColumn } from '../platform/columns.js';
import { LocalText, OneOf, Optional, Text } from '../platform/fields.js';
import { PageQuery } from '../platform/page.js';
import { unitKinds, type AllianceEvent, type UnitEvent, type UnitKind } from './events.js';
import { inOneSpelling } from './registered-code.js';

export const unitStatuses = ['applied', 'admitted', 'suspended', 'left', 'declined'] as const;
export type UnitStatus = (typeof unitStatuses)[number];

/** An organisation in the alliance, or one that wants to be or was. */
@Entity('member_unit')
@Index(['allianceId', 'since', 'unitId'])
@Index(['registeredCode', 'allianceId', 'unitId'])
@Index(['allianceId', 'registeredCode'])
@Index(['allianceId', 'status', 'since', 'unitId'])
@Index(['allianceId', 'kind', 'since', 'unitId'])
export class UnitRow {
  @KeyColumn() allianceId: string;
  @KeyColumn() unitId: string;
  @WordsColumn() name: LocalText;
  @WordColumn(unitKinds) kind: UnitKind;
  /** The organisation's, in one spelling: capitals, without spaces and hyphens. */
  @TextColumn({ nullable: true }) registeredCode: string | null;
  @WordColumn(unitStatuses) status: UnitStatus;
  /** Since when it has this status. */
  @InstantColumn() since: string;
  /** Of the unit's own history: its application and its mandates. Its place on the roll is the alliance's. */
  @WholeColumn() revision: number;
}

type OfUnit = Recorded<UnitEvent>;
type OfRoll = Recorded<AllianceEvent> & { readonly data: { readonly unitId: string } };

/** What a founding unit has before its own history begins. */
const revisionBefore = -1;

const codeOf = (registeredCode: string | undefined): string | null =>
  registeredCode === undefined ? null : inOneSpelling(registeredCode);

const now = ({ subjectId: unitId, revision, issue }: OfUnit, seen: Partial<UnitRow> = {}) =>
  change<UnitRow>({ allianceId: issue.tenantId, unitId }, (row) => ({ ...row, ...seen, revision }));
const stands =
  (status: UnitStatus) =>
  ({ subjectId: allianceId, issue, data: { unitId } }: OfRoll) =>
    change<UnitRow>({ allianceId, unitId }, (row) => ({ ...row, status, since: issue.at }));
const moves = (event: OfUnit) => now(event);

/** Which units are there, and how does each stand to the alliance? */
export const unitRows = readModel<AllianceEvent | UnitEvent, UnitRow>(UnitRow, ['allianceId', 'unitId'], {
  AllianceFounded: ({ subjectId: allianceId, issue, data: { units } }) =>
    units.map(({ unitId, name, kind, registeredCode }) =>
      put({
        allianceId,
        unitId,
        name,
        kind,
        registeredCode: codeOf(registeredCode),
        status: 'admitted',
        since: issue.at,
        revision: revisionBefore,
      }),
    ),
  UnitFounded: moves,
  UnitApplied: ({ subjectId: unitId, revision, issue, data: { name, kind, registeredCode } }) =>
    put({
      allianceId: issue.tenantId,
      unitId,
      name,
      kind,
      registeredCode: codeOf(registeredCode),
      status: 'applied',
      since: issue.at,
      revision,
    }),
  ApplicationDeclined: (event) => now(event, { status: 'declined', since: event.issue.at }),
  CoverageStated: moves,
  MandateGiven: moves,
  MandateEnded: moves,
  UnitAdmitted: stands('admitted'),
  UnitSuspended: stands('suspended'),
  UnitReinstated: stands('admitted'),
  UnitLeft: stands('left'),
});

/** Which units are wanted. */
export class UnitFilter extends PageQuery {
  @Optional() @OneOf(unitKinds) readonly kind?: UnitKind;
  @Optional() @OneOf(unitStatuses) readonly status?: UnitStatus;
  /** The organisation's, however it is spelt. */
  @Optional() @Text(1, 60) readonly registeredCode?: string;
}

/** Which units are in the alliance, want to be, or were? */
export class GetUnits extends TenantQuery<Page<UnitRow>> {
  constructor(
    asked: AskedByAsker,
    readonly filter: UnitFilter,
  ) {
    super(asked);
  }
}

export const getUnits = answering(GetUnits, (db, { asked: { tenantId: allianceId }, filter }) => {
  const { kind, status, registeredCode } = filter;
  const code = codeOf(registeredCode);
  return pageOf(db, UnitRow, ['since', 'unitId'], filter, (rows) =>
    rows.where({
      allianceId,
      ...(kind && { kind }),
      ...(status && { status }),
      ...(code !== null && { registeredCode: code }),
    }),
  );
});
