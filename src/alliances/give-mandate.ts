import { decision, newId, StreamCommand } from '#event-sourcing';
import { isDeepStrictEqual } from 'node:util';
import { IsId, IsInstant, OneOf, Optional } from '../platform/fields.js';
import { inOffice } from '../access/actor.js';
import { mandateKinds, offices, unitHappened, type MandateKind } from './events.js';
import { helpsOut, keepsMandatesOf } from './keeps-mandates.js';
import { endsWithin, overlapping, type Mandate } from './mandates.js';
import { refuse } from './refusals.js';
import { unit } from './unit.js';

export class GiveMandate extends StreamCommand {
  /** The caller's own id for the mandate. */
  @Optional() @IsId() readonly mandateId?: string;
  /** A registered person. */
  @IsId() readonly personId: string;
  @OneOf(mandateKinds) readonly kind: MandateKind;
  @IsInstant() readonly from: string;
  /** Until it is ended, unless said. */
  @Optional() @IsInstant() readonly until?: string;
  /** The mandate that this one takes over from: it ends when this one begins. */
  @Optional() @IsId() readonly replaces?: string;
}

/**
 * A person may act for a unit. A unit has one delegate, one deputy and one liaison at a time: a new one begins after
 * the one before, or replaces it. Its voice is its own: an officer writes down whom a unit names only where it has no
 * delegate who could.
 */
export const giveMandate = decision(GiveMandate, unit, (command, unit, issue) => {
  if (unit.status === 'absent') return refuse('unit-not-found');
  const [mandateId, given] = [newId(issue, 'mandate', command.mandateId), givenBy(command)];
  const before = unit.mandates.get(mandateId);
  if (before) return isDeepStrictEqual(asGiven(before), asGiven(given)) ? [] : refuse('mandate-id-taken');
  const { replaces, from, until, kind } = given;
  const replaced = replaces === undefined ? undefined : unit.mandates.get(replaces);
  if (replaces !== undefined && !replaced) return refuse('mandate-not-found', { mandateId: replaces });
  const isOwn = keepsMandatesOf(issue, command.subjectId, unit.mandates);
  const others = overlapping(unit.mandates, given).flatMap(([id]) => (id === replaces ? [] : [id]));
  refuse.broken(
    !isOwn && !inOffice(issue, ...offices) && 'unit-not-yours',
    !isOwn && inOffice(issue, ...offices) && !helpsOut(issue, unit.mandates) && 'unit-has-a-delegate',
    until !== undefined && until <= from && 'mandate-ends-before-it-begins',
    replaced !== undefined && replaced.kind !== kind && 'replaces-another-kind',
    replaced !== undefined && !endsWithin(replaced, from) && 'end-outside-mandate',
    others.length > 0 && ['mandates-overlap', { mandateIds: others }],
  );
  return [
    ...(replaces === undefined ? [] : [unitHappened('MandateEnded', { mandateId: replaces, at: from })]),
    unitHappened('MandateGiven', { mandateId, ...given }),
  ];
});

const givenBy = ({ personId, kind, from, until, replaces }: GiveMandate): Omit<Mandate, 'endedAt'> => ({
  personId,
  kind,
  from,
  ...(until !== undefined && { until }),
  ...(replaces !== undefined && { replaces }),
});

/** Apart from whether it was ended since. */
const asGiven = (mandate: Mandate) => ({ ...mandate, endedAt: undefined });
