import { decision, derivedId, StreamCommand } from '#event-sourcing';
import type { LocalText } from '../platform/fields.js';
import { unitHappened, type FirstDelegate, type UnitKind } from './events.js';
import { unit } from './unit.js';

export class EnrolFoundingUnit extends StreamCommand {
  readonly name: LocalText;
  readonly kind: UnitKind;
  readonly registeredCode?: string;
  readonly delegate: FirstDelegate;
}

/** A founding unit is there, and its first delegate acts for it. No route leads here: only the founding does. */
export const enrolFoundingUnit = decision(
  EnrolFoundingUnit,
  unit,
  ({ name, kind, registeredCode, delegate }, unit, issue) => {
    if (unit.status !== 'absent') return [];
    const mandateId = derivedId(issue, 'mandate');
    return [
      unitHappened('UnitFounded', { name, kind, ...(registeredCode !== undefined && { registeredCode }) }),
      unitHappened('MandateGiven', { mandateId, kind: 'delegate', ...delegate }),
    ];
  },
);
