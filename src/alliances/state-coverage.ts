import { decision, StreamCommand } from '#event-sourcing';
import { applyDecorators } from '@nestjs/common';
import { ArrayMaxSize, ArrayUnique, IsArray, IsUUID } from 'class-validator';
import { isDeepStrictEqual } from 'node:util';
import { actsFor } from '../access/actor.js';
import { alliance } from './alliance.js';
import { unitHappened } from './events.js';
import { refuse } from './refusals.js';
import { unit } from './unit.js';

const covered_max = 500;

/** Ids of areas, each once. */
export const AreaIds = (): PropertyDecorator =>
  applyDecorators(IsArray(), ArrayMaxSize(covered_max), ArrayUnique(), IsUUID('all', { each: true }));

export class StateCoverage extends StreamCommand {
  /** All areas that the unit covers from now on; with an area it covers what lies in it. */
  @AreaIds() readonly areaIds: readonly string[];
}

/** A unit says which areas it covers: these, and no others. */
export const stateCoverage = decision(
  StateCoverage,
  unit,
  ({ subjectId: unitId, areaIds }, unit, issue, { alliance }) => {
    if (alliance.status === 'absent') return refuse('alliance-not-found');
    if (unit.status === 'absent') return refuse('unit-not-found');
    const stated = [...areaIds].sort();
    const own = actsFor(issue, unitId);
    if (own && isDeepStrictEqual(unit.coverage, stated)) return [];
    const unknown = areaIds.filter((areaId) => !alliance.areas.has(areaId));
    if (unknown.length > 0) return refuse('area-not-found', { areaIds: unknown });
    const shut = stated.filter((areaId) => !alliance.areas.get(areaId)?.open);
    refuse.broken(!own && 'coverage-not-yours', shut.length > 0 && ['area-closed', { areaIds: shut }]);
    return [unitHappened('CoverageStated', { areaIds: stated })];
  },
  { alliance: { stream: alliance, id: (_command, _unit, { tenantId }) => tenantId } },
);
