import { decision, derivedId, StreamCommand, type Issue, type Seen } from '#event-sourcing';
import { isDeepStrictEqual } from 'node:util';
import { LocalText, Nested, OneOf, Optional, Text, Words } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { alliance, isOnRoll, isPending, sameOrganisation } from './alliance.js';
import { FirstDelegate, unitHappened, unitKinds, type UnitEvent, type UnitKind } from './events.js';
import { overlapping, termOf, type Mandate } from './mandates.js';
import { refuse } from './refusals.js';
import { unit, type Unit } from './unit.js';

export class ApplyForMembership extends StreamCommand {
  @Words() readonly name: LocalText;
  @OneOf(unitKinds) readonly kind: UnitKind;
  /** The organisation's registered code (统一社会信用代码 or the like): the same in every alliance. */
  @Optional() @Text(1, 60) readonly registeredCode?: string;
  /** Who is to act for the unit. */
  @Nested(FirstDelegate) readonly delegate: FirstDelegate;
  /** Why the unit wants to join. */
  @Optional() @Text(1, 2_000) readonly note?: string;
}

/**
 * An organisation that is not on the roll asks to become a member unit, and names its delegate. One that left or was
 * declined may ask again; then the delegate whom it names takes over from whoever still is one.
 */
export const applyForMembership = decision(
  ApplyForMembership,
  unit,
  (command, unit, issue, { alliance }) => {
    if (alliance.status === 'absent') return refuse('alliance-not-found');
    const { subjectId: unitId, delegate } = command;
    const application = applicationIn(command);
    if (unit.status === 'applied' && isPending(alliance, unit, unitId)) {
      const same = isDeepStrictEqual(unit.application, application) && delegateNow(unit, delegate) !== undefined;
      return same ? [] : refuse('application-pending');
    }
    const same = sameOrganisation(alliance, unitId, command.registeredCode);
    refuse.broken(
      isOnRoll(alliance, unitId) && 'unit-on-roll',
      delegate.until !== undefined && delegate.until <= delegate.from && 'mandate-ends-before-it-begins',
      same !== undefined && ['organisation-on-roll', { unitId: same }],
    );
    return [unitHappened('UnitApplied', application), ...handedTo(delegate, unit, issue)];
  },
  { alliance: { stream: alliance, id: (_command, _unit, { tenantId }) => tenantId } },
);

const applicationIn = ({ name, kind, registeredCode, note }: ApplyForMembership) => ({
  name,
  kind,
  ...(registeredCode !== undefined && { registeredCode }),
  sealed: sealed({ ...(note !== undefined && { note }) }),
});

/** The mandate under which this delegate acts already, from and until the very instants that are named. */
const delegateNow = (unit: Seen<Unit>, { personId, from, until }: FirstDelegate): Mandate | undefined =>
  unit.status === 'absent'
    ? undefined
    : [...unit.mandates.values()].find(
        (each) =>
          each.kind === 'delegate' &&
          isDeepStrictEqual(
            [each.personId, termOf(each)],
            [personId, termOf({ from, ...(until !== undefined && { until }) })],
          ),
      );

/** Nobody else stays delegate beside the one who is named now, and who is that already stays it. */
const handedTo = (delegate: FirstDelegate, unit: Seen<Unit>, issue: Issue): readonly UnitEvent[] => {
  if (delegateNow(unit, delegate)) return [];
  const wanted = { kind: 'delegate', ...delegate } as const;
  const others = unit.status === 'absent' ? [] : overlapping(unit.mandates, wanted);
  return [
    ...others.map(([mandateId, { from }]) =>
      unitHappened('MandateEnded', { mandateId, at: from > delegate.from ? from : delegate.from }),
    ),
    unitHappened('MandateGiven', { mandateId: derivedId(issue, 'mandate'), ...wanted }),
  ];
};
