import { answer, reaction } from '#event-sourcing';
import { declineApplication } from './decline-application.js';
import type { AllianceEvent } from './events.js';
import { inOneSpelling } from './registered-code.js';
import { unitRows } from './unit-row.js';

/** A unit came on the roll: other applications of the same organisation wait for nothing any more. */
export const onUnitAdmitted = reaction<AllianceEvent>('alliances/on-unit-admitted', {
  UnitAdmitted: async ({ issue: { tenantId: allianceId }, data: { unitId, registeredCode } }, ask) => {
    if (registeredCode === undefined) return [];
    const same = { allianceId, registeredCode: inOneSpelling(registeredCode), status: 'applied' } as const;
    const rows = await ask(unitRows, same);
    return rows.filter((row) => row.unitId !== unitId).map((row) => answer(declineApplication, row.unitId, {}));
  },
});
