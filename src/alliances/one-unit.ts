import { answering, TenantQuery } from '#nest-event-sourcing';
import { Act, actsOf, type Candidate } from '../access/acts.js';
import type { Asker, AskedByAsker } from '../access/principal.js';
import { ListOf } from '../platform/fields.js';
import { holdsChair } from './alliance.js';
import { AllianceRow } from './alliance-row.js';
import { CoverageRow } from './coverage-row.js';
import { MandateRow } from './mandate-row.js';
import { refuse } from './refusals.js';
import { AreaIds } from './state-coverage.js';
import { UnitRow } from './unit-row.js';

const mandates_max = 200;

/** A unit, who acts for it, and what the asker may do with it now. */
export class UnitView extends UnitRow {
  /** The newest 200; the list of mandates has all. */
  @ListOf([MandateRow], { min: 0, max: mandates_max }) mandates: readonly MandateRow[];
  /** The areas that it says it covers. */
  @AreaIds() covers: readonly string[];
  @ListOf([Act], { min: 0, max: 100 }) acts: readonly Act[];
}

/** What is this unit, how does it stand to the alliance, and who acts for it? */
export class GetUnit extends TenantQuery<UnitView> {
  constructor(
    asked: AskedByAsker,
    readonly unitId: string,
  ) {
    super(asked);
  }
}

export const getUnit = answering(GetUnit, async (db, { asked: { tenantId: allianceId, asker, now }, unitId }) => {
  const row = (await db.findOneBy(UnitRow, { allianceId, unitId })) ?? refuse('unit-not-found');
  const alliance = (await db.findOneBy(AllianceRow, { allianceId })) ?? refuse('alliance-not-found');
  const order = { from: 'DESC', mandateId: 'DESC' } as const;
  const mandates = await db.find(MandateRow, { where: { allianceId, unitId }, order, take: mandates_max });
  const units = `/v1/alliances/${allianceId}/units`;
  const acts = [
    ...actsOf(asker, units, applying(asker, row)),
    ...actsOf(asker, `${units}/${unitId}`, candidates(asker, row, alliance, hasDelegate(mandates, now))),
    ...actsOf(asker, `/v1/alliances/${allianceId}/keys`, [['IssueKey', '', mayIssueFor(asker, row)]]),
  ];
  const covered = await db.find(CoverageRow, { where: { allianceId, unitId }, order: { areaId: 'ASC' } });
  return { ...row, mandates, covers: covered.map(({ areaId }) => areaId), acts };
});

const isOwn = ({ principal }: Asker, unitId: string): boolean =>
  principal.kind === 'person' && principal.unitId === unitId;

/** Whether the asker is one who gives and ends the unit's mandates: its delegate, or the operator. */
export const mayKeepMandatesOf = ({ principal, standing: { roles } }: Asker, unitId: string): boolean => {
  if (principal.kind !== 'person') return principal.kind === 'operator';
  return principal.unitId === unitId && (roles.includes('delegate') || roles.includes('suspended'));
};

const applying = (asker: Asker, { unitId, status }: UnitRow): readonly Candidate[] => [
  ['ApplyForMembership', '', isOwn(asker, unitId) && (status === 'left' || status === 'declined')],
];

/** A key of a unit on the roll is issued by the unit itself, that of one that wants to apply by an officer; any by the operator. */
const mayIssueFor = (asker: Asker, { unitId, status }: UnitRow): boolean => {
  if (asker.principal.kind === 'operator') return true;
  return isOnRoll(status) ? isOwn(asker, unitId) : asker.standing.office !== undefined;
};

const isOnRoll = (status: UnitRow['status']): boolean => status === 'admitted' || status === 'suspended';

const hasDelegate = (mandates: readonly MandateRow[], now: string): boolean =>
  mandates.some(({ kind, from, until }) => kind === 'delegate' && from <= now && (until === null || now < until));

const candidates = (
  asker: Asker,
  unit: UnitRow,
  { charter, offices }: AllianceRow,
  delegated: boolean,
): readonly Candidate[] => {
  const { unitId, status } = unit;
  const answerable = status === 'applied' && charter.chairMayAdmit === true;
  const inChair = holdsChair(offices, unitId);
  return [
    ['AdmitUnit', 'admission', answerable],
    ['DeclineApplication', 'decline', answerable],
    ['SuspendUnit', 'suspension', status === 'admitted' && !inChair],
    ['ReinstateUnit', 'reinstatement', status === 'suspended'],
    ['LeaveAlliance', 'leave', isOnRoll(status) && isOwn(asker, unitId) && !inChair],
    ['StateCoverage', 'coverage', status === 'admitted' && isOwn(asker, unitId)],
    [
      'GiveMandate',
      'mandates',
      mayKeepMandatesOf(asker, unitId) || (!delegated && asker.standing.office !== undefined),
    ],
  ];
};
