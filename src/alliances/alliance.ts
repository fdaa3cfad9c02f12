import { stream, type EventOf, type Seen } from '#event-sourcing';
import { allianceStream, type AllianceEvent, type Charter, type Office, type OfficeHolder } from './events.js';
import type { LocalText } from '../platform/fields.js';
import { refuse } from './refusals.js';
import { inOneSpelling } from './registered-code.js';
import type { Unit } from './unit.js';

/** A unit's place on the roll. A unit that left keeps how often it was admitted: each admission answered an application. */
type Place = Readonly<{
  standing: 'admitted' | 'suspended' | 'left';
  admissions: number;
  /** Its organisation's registered code, in one spelling. */
  code?: string;
}>;
/** An area as it was added, and how it stands now. */
export type KnownArea = Readonly<{ added: Omit<AreaAdded, 'areaId'>; name: LocalText; open: boolean }>;
type AreaAdded = EventOf<AllianceEvent, 'AreaAdded'>['data'];

type Known = {
  founded: EventOf<AllianceEvent, 'AllianceFounded'>['data'];
  charter: Required<Charter>;
  offices: readonly OfficeHolder[];
  roll: Map<string, Place>;
  /** The alliance that it is below. */
  parentId?: string;
  areas: Map<string, KnownArea>;
};

/** Only what decisions need; screens read read models. */
export type Alliance = { readonly status: 'absent' } | (Known & { readonly status: 'founded' });

export const alliance = stream<AllianceEvent, Alliance>(allianceStream, () => ({ status: 'absent' }), {
  AllianceFounded: (_, founded) => ({
    status: 'founded',
    founded,
    charter: founded.charter,
    offices: founded.offices,
    roll: new Map(founded.units.map((unit) => [unit.unitId, { standing: 'admitted', admissions: 0, ...codeOf(unit) }])),
    ...(founded.parentId !== undefined && { parentId: founded.parentId }),
    areas: new Map(),
  }),
  AlliancePlaced: (alliance, { parentId }) => {
    const { parentId: _, ...state } = known(alliance);
    return { ...state, ...(parentId !== undefined && { parentId }) };
  },
  UnitAdmitted: (alliance, admitted) =>
    placed(alliance, admitted.unitId, ({ admissions }) => ({
      standing: 'admitted',
      admissions: admissions + 1,
      ...codeOf(admitted),
    })),
  UnitSuspended: (alliance, { unitId }) => placed(alliance, unitId, (place) => ({ ...place, standing: 'suspended' })),
  UnitReinstated: (alliance, { unitId }) => placed(alliance, unitId, (place) => ({ ...place, standing: 'admitted' })),
  UnitLeft: (alliance, { unitId }) => {
    const state = known(placed(alliance, unitId, (place) => ({ ...place, standing: 'left' })));
    return Object.assign(state, { offices: state.offices.filter((each) => each.unitId !== unitId) });
  },
  OfficeGiven: (alliance, given) => {
    const { motionId: _, ...holder } = given;
    const state = known(alliance);
    return Object.assign(state, { offices: [...state.offices, holder] });
  },
  OfficeVacated: (alliance, { office }) => {
    const state = known(alliance);
    return Object.assign(state, { offices: state.offices.filter((each) => each.office !== office) });
  },
  AreaAdded: (alliance, { areaId, ...added }) => {
    known(alliance).areas.set(areaId, { added, name: added.name, open: true });
    return alliance;
  },
  AreaRenamed: (alliance, { areaId, name }) => areaNow(alliance, areaId, { name }),
  AreaClosed: (alliance, { areaId }) => areaNow(alliance, areaId, { open: false }),
  CharterAmended: (alliance, { charter }) => Object.assign(known(alliance), { charter }),
});

const codeOf = ({ registeredCode }: { readonly registeredCode?: string }): Pick<Place, 'code'> =>
  registeredCode === undefined ? {} : { code: inOneSpelling(registeredCode) };

const known = (alliance: Alliance): Known & { readonly status: 'founded' } => {
  if (alliance.status === 'absent') throw new Error('an alliance begins with AllianceFounded');
  return alliance;
};

const areaNow = (alliance: Alliance, areaId: string, now: Partial<KnownArea>): Alliance => {
  const { areas } = known(alliance);
  const area = areas.get(areaId);
  if (area) areas.set(areaId, { ...area, ...now });
  return alliance;
};

const placed = (alliance: Alliance, unitId: string, next: (place: Place) => Place): Alliance => {
  const { roll } = known(alliance);
  roll.set(unitId, next(roll.get(unitId) ?? { standing: 'left', admissions: 0 }));
  return alliance;
};

/** How a unit stands on the roll, or that it never was on it. */
export const standingOn = (alliance: Seen<Alliance>, unit: Seen<Unit>, unitId: string): Place['standing'] | 'never' => {
  if (alliance.status === 'absent') return refuse('alliance-not-found');
  const place = alliance.roll.get(unitId);
  return place?.standing ?? (unit.status === 'absent' ? refuse('unit-not-found') : 'never');
};

/** Another unit of the same organisation that is on the roll: an organisation has one unit in an alliance. */
export const sameOrganisation = (
  alliance: Seen<Alliance>,
  unitId: string,
  registeredCode: string | undefined,
): string | undefined => {
  if (alliance.status === 'absent' || registeredCode === undefined) return undefined;
  const code = inOneSpelling(registeredCode);
  const same = [...alliance.roll].find(([id, each]) => id !== unitId && each.code === code && each.standing !== 'left');
  return same?.[0];
};

export const isOnRoll = (alliance: Seen<Alliance>, unitId: string): boolean =>
  alliance.status === 'founded' && (alliance.roll.get(unitId)?.standing ?? 'left') !== 'left';

/** Who holds an office: nobody does, or one. */
export const holderOf = (offices: readonly OfficeHolder[], office: Office): OfficeHolder | undefined =>
  offices.find((each) => each.office === office);

/** Whether the representative in the chair acts for this unit. */
export const holdsChair = (offices: readonly OfficeHolder[], unitId: string): boolean =>
  holderOf(offices, 'chair')?.unitId === unitId;

/** Whether an application of the unit waits for an answer: each was declined, was admitted, or waits. */
export const isPending = (alliance: Seen<Alliance>, unit: Seen<Unit>, unitId: string): boolean =>
  alliance.status === 'founded' &&
  unit.status === 'applied' &&
  unit.applications > (alliance.roll.get(unitId)?.admissions ?? 0);
