import { view } from '#event-sourcing';
import { allianceStream, unitStream, type AllianceEvent, type UnitEvent } from '../alliances/events.js';

/** How many applications a unit has made that were not declined. */
export const applications = view<UnitEvent, { readonly standing: number }>(
  'committee/applications',
  unitStream,
  () => ({ standing: 0 }),
  {
    UnitApplied: ({ standing }) => ({ standing: standing + 1 }),
    ApplicationDeclined: ({ standing }) => ({ standing: standing - 1 }),
  },
);

/** How often each unit was admitted: each time answers one application. A founding unit never was. */
export const admissions = view<AllianceEvent, Map<string, number>>(
  'committee/admissions',
  allianceStream,
  () => new Map(),
  {
    UnitAdmitted: (times, { unitId }) => times.set(unitId, (times.get(unitId) ?? 0) + 1),
  },
);

/** Whether a unit has an application that waits for an answer. */
export const isPending = (
  unitId: string,
  { standing }: Readonly<{ standing: number }>,
  admitted: ReadonlyMap<string, number>,
): boolean => standing > (admitted.get(unitId) ?? 0);
