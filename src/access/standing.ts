import { view, type Seen } from '#event-sourcing';
import {
  allianceStream,
  offices as officesInOrder,
  unitStream,
  type AllianceEvent,
  type MandateKind,
  type Office,
  type OfficeHolder,
  type UnitEvent,
} from '../alliances/events.js';
import type { Role } from './permissions.js';

export type Roll = { units: Map<string, 'admitted' | 'suspended'>; offices: readonly OfficeHolder[] };

/** Which units may act in an alliance, and who holds its offices. */
export const roll = view<AllianceEvent, Roll>(
  'access/roll',
  allianceStream,
  () => ({ units: new Map(), offices: [] }),
  {
    AllianceFounded: (_, { units, offices }) => ({
      units: new Map(units.map(({ unitId }) => [unitId, 'admitted'])),
      offices,
    }),
    UnitAdmitted: (state, { unitId }) => (state.units.set(unitId, 'admitted'), state),
    UnitSuspended: (state, { unitId }) => (state.units.set(unitId, 'suspended'), state),
    UnitReinstated: (state, { unitId }) => (state.units.set(unitId, 'admitted'), state),
    UnitLeft: ({ units, offices }, { unitId }) => {
      units.delete(unitId);
      return { units, offices: offices.filter((each) => each.unitId !== unitId) };
    },
    OfficeGiven: ({ units, offices }, holder) => ({ units, offices: [...offices, holder] }),
    OfficeVacated: ({ units, offices }, { office }) => ({
      units,
      offices: offices.filter((each) => each.office !== office),
    }),
  },
);

export type Mandate = Readonly<{ personId: string; kind: MandateKind; from: string; until?: string }>;

/** Who may act for a unit, from when until when. */
export const mandates = view<UnitEvent, Map<string, Mandate>>('access/mandates', unitStream, () => new Map(), {
  MandateGiven: (all, { mandateId, ...mandate }) => all.set(mandateId, mandate),
  MandateEnded: (all, { mandateId, at }) => {
    const mandate = all.get(mandateId);
    return mandate ? all.set(mandateId, { ...mandate, until: at }) : all;
  },
});

const strongestFirst: readonly MandateKind[] = ['delegate', 'deputy', 'liaison'];

/** How a person stands who acts for a unit at an instant. */
export type Standing = Readonly<{
  unit: 'admitted' | 'suspended' | 'stranger';
  mandateId?: string;
  office?: Office;
  roles: readonly Role[];
}>;

/** Under several mandates a person acts under the strongest, and of several offices in the highest; in an office only
 * under a mandate in force. */
export const standingOf = (
  { personId, unitId }: Readonly<{ personId: string; unitId: string }>,
  at: string,
  { units, offices }: Seen<Roll>,
  given: ReadonlyMap<string, Mandate>,
): Standing => {
  const unit = units.get(unitId) ?? 'stranger';
  if (unit === 'stranger') return { unit, roles: ['applicant'] };
  const inForce = [...given].filter(
    ([, { personId: holder, from, until }]) => holder === personId && from <= at && (until === undefined || at < until),
  );
  const held = strongestFirst.flatMap((kind) => inForce.filter(([, mandate]) => mandate.kind === kind))[0];
  if (!held) return { unit, roles: [] };
  const [mandateId, { kind }] = held;
  if (unit === 'suspended')
    return { unit, mandateId, roles: kind === 'delegate' ? ['member', 'suspended'] : ['member'] };
  const theirs = offices.filter((each) => each.unitId === unitId && each.personId === personId);
  const all = officesInOrder.filter((office) => theirs.some((each) => each.office === office));
  return {
    unit,
    mandateId,
    ...(all[0] && { office: all[0] }),
    roles: [...new Set<Role>(['member', kind, ...all.flatMap(capacitiesOf)])],
  };
};

/** In whose stead an officer acts: the vice-chair in the chair's, at any time, and the record says that it was the vice-chair. */
export const capacitiesOf = (office: Office): readonly Office[] =>
  office === 'vice-chair' ? ['vice-chair', 'chair'] : [office];

/** Whether somebody acts as the chair does: in the chair, or in the chair's stead. */
export const presides = ({ roles }: Standing): boolean => roles.includes('chair');
