import { alliance, isPending } from '../../src/alliances/alliance.js';
import { unitKinds, type Charter, type MandateKind, type Office } from '../../src/alliances/events.js';
import { termOf, type Mandate } from '../../src/alliances/mandates.js';
import { unit } from '../../src/alliances/unit.js';
import type { Act, Person, Year } from './year.js';

const [day_ms, units_n, applicants_max] = [86_400_000, 14, 6];
export const later = (instant: string, days: number): string =>
  new Date(Date.parse(instant) + days * day_ms).toISOString();
export const dayOf = (instant: string, days = 0): string => later(instant, days).slice(0, 10);
export const because = { reason: 'Because it is so' };

const zones = ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York'];
const unitNamed = (year: Year, n: number) => year.idOf(`unit ${n}`);
const personOf = (year: Year, unitId: string, n: number) => year.idOf(`person ${unitId} ${n}`);
const code = (n: number) => ({ registeredCode: `9131-${n}` });

/** Fourteen units, most of whose delegates have a mandate for some months. */
export const founding = (year: Year): readonly Act[] => {
  const luck = year.luck('founding');
  const charter: Charter = {
    ...{ timeZone: luck.of(zones), currency: 'CNY', votingRule: 'simple-majority', quorumPercent: 50 },
    ...{ noticeDays: 5, meetingEveryMonths: 2, chairMayAdmit: luck.chance(0.5), bookingApprovalHours: 48 },
  };
  const units = Array.from({ length: units_n }, (_, n) => {
    const unitId = unitNamed(year, n);
    const until = n % 4 > 0 && { until: later(year.now, luck.whole(60, 270)) };
    const delegate = { personId: personOf(year, unitId, 0), from: later(year.now, -30), ...until };
    return { unitId, name: { en: `Unit ${n}` }, kind: luck.of(unitKinds), ...(n % 3 === 0 && code(n)), delegate };
  });
  const officer = (n: number) => ({ unitId: units[n]!.unitId, personId: units[n]!.delegate.personId });
  const area = { level: 'community', name: { en: 'Here' } };
  const said = { name: { en: 'A year' }, area, charter, units, chair: officer(0), secretary: officer(1) };
  return [{ command: 'FoundAlliance', on: year.allianceId, by: 'operator', body: said }];
};

export const allianceOf = (year: Year) => {
  const here = year.world.one(alliance, year.allianceId);
  if (here.status === 'absent') throw new Error('nobody founded it');
  return here;
};
/** The units that may act, and those that may not just now. */
export const unitsOf = (year: Year, ...standings: readonly ('admitted' | 'suspended' | 'left')[]): readonly string[] =>
  [...allianceOf(year).roll].flatMap(([unitId, { standing }]) => (standings.includes(standing) ? [unitId] : []));
export const onRoll = (year: Year) => unitsOf(year, 'admitted');

const mandatesOf = (year: Year, unitId: string): readonly (readonly [string, Mandate])[] => {
  const here = year.world.one(unit, unitId);
  return here.status === 'absent' ? [] : [...here.mandates];
};
const isInForce = (year: Year) => (mandate: Mandate) => {
  const { from, until } = termOf(mandate);
  return from <= year.now && year.now < until;
};
/** Somebody who acts for a unit now; mostly its delegate. */
export const actingFor = (year: Year, unitId: string | undefined, ...kinds: MandateKind[]): Person | undefined => {
  if (unitId === undefined) return undefined;
  const inForce = mandatesOf(year, unitId).filter(([, each]) => isInForce(year)(each));
  const fit = inForce.filter(([, { kind }]) => kinds.length === 0 || kinds.includes(kind));
  const luck = year.luck('who acts', unitId);
  const [, delegate] = fit.find(([, { kind }]) => kind === 'delegate') ?? [];
  if (fit.length === 0) return undefined;
  const { personId } = delegate && luck.chance(0.8) ? delegate : luck.of(fit)[1];
  return { unitId, personId };
};
export const voiceOf = (year: Year, unitId: string | undefined) => actingFor(year, unitId, 'delegate', 'deputy');
/** Who holds an office, under a mandate in force or not. */
export const holderOf = (year: Year, office: Office): Person | undefined => {
  const holder = allianceOf(year).offices.find((each) => each.office === office);
  return holder && { unitId: holder.unitId, personId: holder.personId };
};
export const anOfficer = (year: Year, ...what: readonly string[]): Person | undefined => {
  const holders = (['chair', 'vice-chair', 'secretary'] as const).flatMap((each) => holderOf(year, each) ?? []);
  return holders.length > 0 ? year.luck('officer', ...what).of(holders) : undefined;
};
/** A unit of those that may act; sometimes another. */
export const aUnit = (year: Year, ...what: readonly string[]): string => {
  const luck = year.luck('unit', ...what);
  return luck.of(luck.chance(0.03) ? unitsOf(year, 'admitted', 'suspended', 'left') : onRoll(year));
};

/** What happens to the roll, the mandates, the offices and the areas. */
export const allianceLife = (year: Year): readonly Act[] => [
  ...unitsOf(year, 'admitted', 'suspended', 'left').flatMap((unitId) => unitLife(year, unitId)),
  ...applications(year),
  ...officesLife(year),
  ...areasLife(year),
];

const unitLife = (year: Year, unitId: string): readonly Act[] => {
  const { roll, offices } = allianceOf(year);
  const { standing } = roll.get(unitId)!;
  const luck = year.luck('unit life', unitId);
  const chair = holderOf(year, 'chair');
  const delegate = actingFor(year, unitId, 'delegate');
  if (standing === 'left') return luck.chance(0.01) ? [applying(year, unitId, luck.whole(0, 9))] : [];
  const path = { unitId };
  const on = year.allianceId;
  const presides = chair?.unitId === unitId;
  return [
    ...mandatesLife(year, unitId),
    ...(standing === 'suspended' && luck.chance(0.05) ? [{ command: 'ReinstateUnit', on, by: chair, path }] : []),
    ...(standing === 'admitted' && luck.chance(0.002) ? [{ command: 'SuspendUnit', on, by: chair, path, body: because }] : []), // prettier-ignore
    ...(luck.chance(presides || roll.size - offices.length < 10 ? 0.0002 : 0.001) ? [{ command: 'LeaveAlliance', on, by: delegate, path, body: because }] : []), // prettier-ignore
  ];
};

const mandatesLife = (year: Year, unitId: string): readonly Act[] => {
  const luck = year.luck('mandates', unitId);
  const all = mandatesOf(year, unitId);
  const give = (by: Act['by'], body: object): Act => ({ command: 'GiveMandate', on: unitId, by, body });
  const somebody = () => personOf(year, unitId, luck.whole(0, 5));
  const delegate = actingFor(year, unitId, 'delegate');
  const keeper = delegate ?? luck.of(['operator', anOfficer(year, unitId), holderOf(year, 'chair')] as const);
  const delegates = all.filter(([, { kind }]) => kind === 'delegate');
  const last = delegates.map(([, each]) => termOf(each).until).reduce((a, b) => (a > b ? a : b), '');
  const acts: Act[] = [];
  if (last < later(year.now, 10) && luck.chance(0.15)) {
    const from = last > year.now ? last : year.now;
    const [, before] = delegates.at(-1) ?? [];
    const personId = before && luck.chance(0.6) ? before.personId : somebody();
    const until = luck.chance(0.9) && { until: later(from, luck.whole(30, 200)) };
    acts.push(give(keeper, { personId, kind: 'delegate', from, ...until }));
  }
  if (luck.chance(0.004)) {
    const [replaces] = all.find(([, each]) => each.kind === 'delegate' && isInForce(year)(each)) ?? [];
    acts.push(give(delegate, { personId: somebody(), kind: 'delegate', from: later(year.now, 1), ...(replaces && { replaces }) })); // prettier-ignore
  }
  if (luck.chance(0.012)) {
    const until = later(year.now, luck.whole(20, 120));
    acts.push(give(keeper, { personId: somebody(), kind: luck.of(['deputy', 'deputy', 'liaison']), from: year.now, until })); // prettier-ignore
  }
  if (all.length > 0 && luck.chance(0.004)) {
    const at = luck.chance(0.3) && { at: later(year.now, luck.whole(0, 9)) };
    acts.push({ command: 'EndMandate', on: unitId, by: keeper, path: { mandateId: luck.of(all)[0] }, body: { ...at } });
  }
  return acts;
};

const applying = (year: Year, unitId: string, n: number): Act => {
  const luck = year.luck('applying', unitId);
  const personId = personOf(year, unitId, n);
  const until = luck.chance(0.5) && { until: later(year.now, luck.whole(30, 300)) };
  const body = {
    ...{ name: { en: 'Another unit' }, kind: luck.of(unitKinds), delegate: { personId, from: year.now, ...until } },
    ...(luck.chance(0.6) && code(luck.whole(0, 20))),
    ...(luck.chance(0.5) && { note: 'We are neighbours' }),
  };
  return { command: 'ApplyForMembership', on: unitId, by: { unitId, personId }, body };
};

/** The units whose application waits for an answer. */
export const waitingUnits = (year: Year): readonly string[] =>
  [...year.world.all(unit)].flatMap(([unitId, each]) => (isPending(allianceOf(year), each, unitId) ? [unitId] : []));

const applications = (year: Year): readonly Act[] => {
  const luck = year.luck('applications');
  const stranger = unitNamed(year, units_n + luck.whole(0, applicants_max - 1));
  const { charter } = allianceOf(year);
  const chair = holderOf(year, 'chair');
  return [
    ...(luck.chance(0.03) ? [applying(year, stranger, 0)] : []),
    ...waitingUnits(year).flatMap((unitId): readonly Act[] => {
      const luck = year.luck('answer', unitId);
      if (luck.chance(charter.chairMayAdmit ? 0.1 : 0.005)) return [{ command: 'AdmitUnit', on: year.allianceId, by: chair, path: { unitId } }]; // prettier-ignore
      return luck.chance(charter.chairMayAdmit ? 0.05 : 0.005)
        ? [{ command: 'DeclineApplication', on: unitId, by: chair, body: because }]
        : [];
    }),
  ];
};

/** Nobody is in the chair for long without a mandate. */
const officesLife = (year: Year): readonly Act[] => {
  const luck = year.luck('offices');
  const on = year.allianceId;
  const chair = holderOf(year, 'chair');
  const give = (by: Act['by'], office: Office, unitId: string): readonly Act[] => {
    const who = actingFor(year, unitId);
    return who ? [{ command: 'GiveOffice', on, by, body: { office, ...who } }] : [];
  };
  const acts = chair && mandatesOf(year, chair.unitId).some(([, each]) => each.personId === chair.personId && isInForce(year)(each)); // prettier-ignore
  return [
    ...(!acts && luck.chance(0.4) ? give('operator', 'chair', luck.chance(0.6) && chair ? chair.unitId : aUnit(year, 'chair')) : []), // prettier-ignore
    ...(luck.chance(0.004) ? give('operator', 'chair', aUnit(year, 'next chair')) : []),
    ...(luck.chance(0.012) ? give(chair, luck.of(['vice-chair', 'secretary', 'secretary', 'chair']), aUnit(year, 'officer')) : []), // prettier-ignore
    ...(luck.chance(0.015) ? [{ command: 'VacateOffice', on, by: luck.of([chair, holderOf(year, 'secretary')]), body: { office: luck.of(['secretary', 'vice-chair', 'chair']) } }] : []), // prettier-ignore
  ];
};

const areasLife = (year: Year): readonly Act[] => {
  const luck = year.luck('areas');
  const on = year.allianceId;
  const areas = [...allianceOf(year).areas.keys()];
  const by = anOfficer(year, 'areas');
  const areaId = areas.length > 0 ? luck.of(areas) : year.idOf('area');
  const unitId = aUnit(year, 'covers');
  const [level, parentId] = luck.chance(0.5) ? ['estate'] : ['building', areaId];
  const area = { areaId: year.idOf(`area ${year.now}`), level, name: { en: 'A part' }, ...(parentId && areas.length > 0 && { parentId }) }; // prettier-ignore
  return [
    ...(luck.chance(0.02) ? [{ command: 'AddAreas', on, by, body: { areas: [area] } }] : []),
    ...(luck.chance(0.01) ? [{ command: 'RenameArea', on, by, path: { areaId }, body: { name: { en: `Of ${year.now}` } } }] : []), // prettier-ignore
    ...(luck.chance(0.012) ? [{ command: 'CloseArea', on, by, path: { areaId } }] : []),
    ...(luck.chance(0.02) && areas.length > 0 ? [{ command: 'StateCoverage', on: unitId, by: actingFor(year, unitId), body: { areaIds: [...new Set(luck.several(areas, 3))] } }] : []), // prettier-ignore
  ];
};
