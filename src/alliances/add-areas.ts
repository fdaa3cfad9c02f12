import { decision, StreamCommand, type Seen } from '#event-sourcing';
import { isDeepStrictEqual } from 'node:util';
import { IsId, ListOf, LocalText, OneOf, Optional, Whole, Words } from '../platform/fields.js';
import { alliance, type Alliance } from './alliance.js';
import { allianceHappened, areaLevels, type AreaLevel } from './events.js';
import { isAbove } from './levels.js';
import { refuse } from './refusals.js';

export const areas_max = 10_000;

/** A part of the alliance's area: a street's communities, a community's estates, their buildings. */
export class NewArea {
  /** The caller's own id for the area; others may name it as the one that they lie in. */
  @IsId() readonly areaId: string;
  @OneOf(areaLevels) readonly level: AreaLevel;
  @Words() readonly name: LocalText;
  /** The area that it lies in; left out, it lies in the alliance's own. */
  @Optional() @IsId() readonly parentId?: string;
  @Optional() @Whole(0, 1_000_000_000) readonly population?: number;
}

export class AddAreas extends StreamCommand {
  /** In any order: one may lie in another of the same list. */
  @ListOf([NewArea], { min: 1, max: 400 }) readonly areas: readonly NewArea[];
}

type Founded = Seen<Extract<Alliance, { status: 'founded' }>>;

/** Areas are named, each within one of a higher level, so that they make a tree. Those that are there already stay. */
export const addAreas = decision(AddAreas, alliance, ({ areas }, alliance) => {
  if (alliance.status === 'absent') return refuse('alliance-not-found');
  const fresh = new Map(areas.flatMap((area) => (alliance.areas.has(area.areaId) ? [] : [[area.areaId, area]])));
  const lost = areas.filter(
    ({ parentId }) => parentId !== undefined && !fresh.has(parentId) && !alliance.areas.has(parentId),
  );
  if (lost.length > 0) return refuse('area-not-found', named(lost.map(({ parentId = '' }) => parentId)));
  const taken = areas.filter((area) => isTaken(alliance, area));
  if (taken.length > 0) return refuse('area-id-taken', idsOf(taken));
  const all = [...fresh.values()];
  const twice = areas.filter(({ areaId }, n) => areas.findIndex((each) => each.areaId === areaId) < n);
  const shut = all.filter(({ parentId }) => parentId !== undefined && alliance.areas.get(parentId)?.open === false);
  const odd = all.filter(({ parentId, level }) => !isAbove(levelAbove(alliance, fresh, parentId), level));
  refuse.broken(
    twice.length > 0 && ['area-named-twice', idsOf(twice)],
    shut.length > 0 && ['area-closed', named(shut.map(({ parentId = '' }) => parentId))],
    odd.length > 0 && ['area-not-below', idsOf(odd)],
    alliance.areas.size + all.length > areas_max && 'too-many-areas',
  );
  return all.map((area) => allianceHappened('AreaAdded', { areaId: area.areaId, ...said(area) }));
});

const said = ({ level, name, parentId, population }: NewArea) => ({
  level,
  name,
  ...(parentId !== undefined && { parentId }),
  ...(population !== undefined && { population }),
});

const isTaken = ({ areas }: Founded, area: NewArea): boolean => {
  const before = areas.get(area.areaId);
  return before !== undefined && !isDeepStrictEqual(before.added, said(area));
};

/** The level of what an area is to lie in: another area, there already or named with it, or the alliance's own. */
const levelAbove = ({ areas, founded }: Founded, fresh: ReadonlyMap<string, NewArea>, parentId: string | undefined) =>
  parentId === undefined
    ? founded.area.level
    : (areas.get(parentId)?.added ?? fresh.get(parentId) ?? founded.area).level;

const named = (areaIds: readonly string[]) => ({ areaIds });
const idsOf = (areas: readonly NewArea[]) => named(areas.map(({ areaId }) => areaId));
