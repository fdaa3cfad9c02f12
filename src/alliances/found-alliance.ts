import { decision, StreamCommand } from '#event-sourcing';
import { isDeepStrictEqual } from 'node:util';
import { IsId, ListOf, LocalText, Nested, Optional, Words } from '../platform/fields.js';
import { alliance } from './alliance.js';
import { inFull } from './charter.js';
import { allianceHappened, Area, Charter, FoundingUnit, type AreaLevel, type OfficeHolder } from './events.js';
import { isAbove } from './levels.js';
import { refuse } from './refusals.js';
import { inOneSpelling } from './registered-code.js';

/** A founding unit's delegate who takes an office. */
export class FirstOfficer {
  @IsId() readonly unitId: string;
  @IsId() readonly personId: string;
}

export class FoundAlliance extends StreamCommand {
  /** The caller's own id for the alliance. */
  @Optional() @IsId() readonly allianceId?: string;
  @Words() readonly name: LocalText;
  @Nested(Area) readonly area: Area;
  @Nested(Charter) readonly charter: Charter;
  /** The units that are on the roll from the first day on. */
  @ListOf([FoundingUnit], { min: 1, max: 100 }) readonly units: readonly FoundingUnit[];
  @Nested(FirstOfficer) readonly chair: FirstOfficer;
  /** The alliance that it is below: its area is of a higher level, as a street's is above a community's. */
  @Optional() @IsId() readonly parentId?: string;
  /** The level of that alliance's area, as it was founded. */
  readonly parentLevel?: AreaLevel;
  /** May be the same as the chair. */
  @Optional() @Nested(FirstOfficer) readonly secretary?: FirstOfficer;
}

/**
 * An alliance begins with its charter, its founding units, each with its first delegate, and one of these delegates
 * in the chair.
 */
export const foundAlliance = decision(FoundAlliance, alliance, (command, alliance) => {
  const founded = foundedBy(command);
  if (alliance.status === 'founded')
    return isDeepStrictEqual(alliance.founded, founded) ? [] : refuse('alliance-id-taken');
  const { parentId, parentLevel, area, units } = command;
  if (parentId !== undefined && parentLevel === undefined) return refuse('parent-not-found');
  const strangers = founded.offices.filter((officer) => !isDelegate(founded.units, officer));
  const backwards = founded.units.filter(({ delegate: { from, until } }) => until !== undefined && until <= from);
  const twice = founded.units.filter(({ unitId }, n) => founded.units.findIndex((each) => each.unitId === unitId) < n);
  const codes = units.map(({ registeredCode }) => registeredCode && inOneSpelling(registeredCode));
  const same = units.filter((_, n) => codes[n] !== undefined && codes.indexOf(codes[n]) < n);
  refuse.broken(
    twice.length > 0 && ['unit-named-twice', { unitIds: twice.map(({ unitId }) => unitId) }],
    same.length > 0 && ['organisation-on-roll', { unitIds: same.map(({ unitId }) => unitId) }],
    parentLevel !== undefined && !isAbove(parentLevel, area.level) && ['parent-not-above', { level: parentLevel }],
    strangers.length > 0 && ['officer-not-delegate', { offices: strangers.map(({ office }) => office) }],
    backwards.length > 0 && ['mandate-ends-before-it-begins', { unitIds: backwards.map(({ unitId }) => unitId) }],
  );
  return [allianceHappened('AllianceFounded', founded)];
});

const foundedBy = ({ name, area, charter, units, chair, secretary, parentId }: FoundAlliance) => {
  const offices: readonly OfficeHolder[] = [
    { office: 'chair', ...chair },
    ...(secretary ? [{ office: 'secretary', ...secretary } as const] : []),
  ];
  return { name, area, charter: inFull(charter), units, offices, ...(parentId !== undefined && { parentId }) };
};

const isDelegate = (units: readonly FoundingUnit[], { unitId, personId }: OfficeHolder): boolean =>
  units.some((unit) => unit.unitId === unitId && unit.delegate.personId === personId);
