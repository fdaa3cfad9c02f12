import { confidentialStream, type EventOf } from '#event-sourcing';
import { unitStream, type UnitEvent } from './events.js';
import type { Mandate } from './mandates.js';

type Known = Readonly<{
  /** Those that were not declined: whether one of them waits, the roll knows. */
  applications: number;
  mandates: Map<string, Mandate>;
  /** The areas that it covers. Who applies anew says it anew. */
  coverage: readonly string[];
}>;

/** Only what decisions need. Whether the unit is on the roll stands in its alliance's stream. */
export type Unit =
  | { readonly status: 'absent' }
  | (Known & { readonly status: 'founded' | 'declined' })
  | (Known & { readonly status: 'applied'; readonly application: EventOf<UnitEvent, 'UnitApplied'>['data'] });

export const unit = confidentialStream<UnitEvent, Unit>(unitStream, () => ({ status: 'absent' }), {
  UnitFounded: () => ({ status: 'founded', applications: 0, mandates: new Map(), coverage: [] }),
  UnitApplied: (unit, application) => {
    const { applications, mandates } = unit.status === 'absent' ? { applications: 0, mandates: new Map() } : unit;
    return { status: 'applied', application, applications: applications + 1, mandates, coverage: [] };
  },
  ApplicationDeclined: (unit) => {
    const { applications, mandates, coverage } = known(unit);
    return { status: 'declined', applications: applications - 1, mandates, coverage };
  },
  CoverageStated: (unit, { areaIds }) => ({ ...known(unit), coverage: areaIds }),
  MandateGiven: (unit, { mandateId, ...given }) => {
    known(unit).mandates.set(mandateId, given);
    return unit;
  },
  MandateEnded: (unit, { mandateId, at }) => {
    const { mandates } = known(unit);
    const mandate = mandates.get(mandateId);
    if (mandate) mandates.set(mandateId, { ...mandate, endedAt: at });
    return unit;
  },
});

const known = (unit: Unit): Exclude<Unit, { status: 'absent' }> => {
  if (unit.status === 'absent') throw new Error('a unit begins with UnitFounded or UnitApplied');
  return unit;
};
