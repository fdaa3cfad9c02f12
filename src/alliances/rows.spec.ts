import { rowsAfter } from '#event-sourcing/testing';
import { charter, foundedWith } from '../../test/alliance-history.js';
import { allianceRows } from './alliance-row.js';
import { areaRows } from './area-row.js';
import { coverageRows } from './coverage-row.js';
import { allianceHappened, unitHappened, type AllianceEvent } from './events.js';
import { mandateRows } from './mandate-row.js';
import { unitRows } from './unit-row.js';

const [allianceId, residents, school, club] = ['00000000-0000-4000-8000-00000000000a', 'residents', 'school', 'club'];
const delegate = (personId: string) => ({ personId, from: '2026-01-01T00:00:00.000Z' });
const founded = foundedWith({
  units: [
    { unitId: residents, name: { en: 'Residents' }, kind: 'residents-committee', delegate: delegate('lin') },
    { unitId: school, name: { en: 'School' }, kind: 'school', registeredCode: '123', delegate: delegate('wang') },
  ],
  offices: [
    { office: 'chair', unitId: residents, personId: 'lin' },
    { office: 'secretary', unitId: school, personId: 'wang' },
  ],
});
const reason = { sealed: { plain: { reason: 'So it is.' } } };
const [admitted, suspended, reinstated, left] = [
  allianceHappened('UnitAdmitted', { unitId: club }),
  allianceHappened('UnitSuspended', { unitId: school, ...reason }),
  allianceHappened('UnitReinstated', { unitId: school }),
  allianceHappened('UnitLeft', { unitId: school, ...reason }),
];
const amended = allianceHappened('CharterAmended', { charter: { ...charter, noticeDays: 3 }, motionId: 'm1' });
const schoolFounded = unitHappened('UnitFounded', { name: { en: 'School' }, kind: 'school', registeredCode: '123' });
const mandate = { mandateId: 'd1', personId: 'wang', kind: 'delegate', from: '2026-01-01T00:00:00.000Z' } as const;
const mandated = unitHappened('MandateGiven', mandate);
const ended = unitHappened('MandateEnded', { mandateId: 'd1', at: '2026-03-01T00:00:00.000Z' });
const successor = { ...mandate, mandateId: 'd2', from: '2026-03-01T00:00:00.000Z', replaces: 'd1' };
const application = { name: { en: 'Club' }, kind: 'company' } as const;
const applied = unitHappened('UnitApplied', { ...application, sealed: { plain: {} } });
const declined = unitHappened('ApplicationDeclined', { sealed: { plain: {} } });

const added = allianceHappened('AreaAdded', { areaId: 'e1', level: 'estate', name: { en: 'East' }, population: 500 });
const renamed = allianceHappened('AreaRenamed', { areaId: 'e1', name: { en: 'Far East' } });
const closed = allianceHappened('AreaClosed', { areaId: 'e1' });

const inAlliance = <E extends object>(event: E) => ({ ...event, subjectId: allianceId });
const inUnit =
  (subjectId: string) =>
  <E extends object>(event: E) => ({ ...event, subjectId });
const [ofSchool, ofClub] = [inUnit(school), inUnit(club)];

describe('The row of an alliance', () => {
  it('says its charter and offices, and follows every event of its stream', () =>
    expect(
      rowsAfter(allianceRows, ...[founded, admitted, suspended, reinstated, amended, left].map(inAlliance)),
    ).toEqual([
      {
        allianceId,
        name: { en: 'Dongnan' },
        area: { level: 'community', name: { en: 'Dongnan' } },
        charter: { ...charter, noticeDays: 3 },
        offices: [{ office: 'chair', unitId: residents, personId: 'lin' }],
        foundedAt: '2026-01-01T00:00:00.000Z',
        parentId: null,
        revision: 5,
      },
    ]));
});

describe('The row of an alliance below another', () => {
  const placed = (parentId?: string) => allianceHappened('AlliancePlaced', { ...(parentId && { parentId }) });
  const below = { ...founded, data: { ...founded.data, parentId: 'street' } };
  it.each<[string, AllianceEvent[], string | null, number]>([
    ['as it was founded', [below], 'street', 0],
    ['as it was placed', [founded, placed('street')], 'street', 1],
    ['until it stands by itself', [below, placed()], null, 1],
  ])('says so, %s', (_, events, parentId, revision) =>
    expect(rowsAfter(allianceRows, ...events.map(inAlliance))).toMatchObject([{ parentId, revision }]),
  );
  it('follows its offices and its areas', () => {
    const secretary = { office: 'secretary', unitId: residents, personId: 'lin' } as const;
    const events = [
      founded,
      allianceHappened('OfficeVacated', { office: 'secretary', unitId: school, personId: 'wang' }),
      allianceHappened('OfficeGiven', secretary),
      ...[added, renamed, closed],
    ];
    expect(rowsAfter(allianceRows, ...events.map(inAlliance))).toMatchObject([
      { offices: [{ office: 'chair' }, secretary], revision: 5 },
    ]);
  });
});

describe('The row of an area', () => {
  const row = { allianceId, areaId: 'e1', parentId: null, level: 'estate', name: { en: 'East' }, population: 500 };
  it('keeps its place', () =>
    expect(rowsAfter(areaRows, ...[founded, added].map(inAlliance))).toEqual([
      { ...row, status: 'open', place: 1, revision: 1 },
    ]));
  it('says where it lies', () => {
    const within = allianceHappened('AreaAdded', {
      areaId: 'b1',
      level: 'building',
      name: { en: '1' },
      parentId: 'e1',
    });
    expect(rowsAfter(areaRows, inAlliance(added), inAlliance(within))[1]).toMatchObject({ parentId: 'e1', population: null }); // prettier-ignore
  });
  it('says its name, and that it is closed', () =>
    expect(rowsAfter(areaRows, ...[founded, added, renamed, closed].map(inAlliance))).toEqual([
      { ...row, name: { en: 'Far East' }, status: 'closed', place: 1, revision: 3 },
    ]));
});

describe('The coverage of a unit', () => {
  const stated = (...areaIds: string[]) => inUnit(school)(unitHappened('CoverageStated', { areaIds }));
  const areas = (...events: Parameters<typeof rowsAfter>[1][]) =>
    rowsAfter(coverageRows, ...events).map(({ areaId }) => areaId);
  it('is what it said last', () => expect(areas(stated('e1', 'e2'), stated('e2', 'e3'))).toEqual(['e2', 'e3']));
  it('ends with the area', () => expect(areas(stated('e1', 'e2'), inAlliance(closed))).toEqual(['e2']));
  it('ends with the membership', () => expect(areas(stated('e1', 'e2'), inAlliance(left))).toEqual([]));
  it('moves the unit’s revision', () =>
    expect(rowsAfter(unitRows, inAlliance(founded), inUnit(school)(schoolFounded), stated('e1'))[1]).toMatchObject({ revision: 1 })); // prettier-ignore
});

describe('The row of a unit', () => {
  const schoolRow = {
    allianceId,
    unitId: school,
    name: { en: 'School' },
    kind: 'school',
    registeredCode: '123',
    since: '2026-01-01T00:00:00.000Z',
  };
  const rowOf = (unitId: string, ...events: Parameters<typeof rowsAfter>[1][]) =>
    rowsAfter(unitRows, ...events).find((row) => row.unitId === unitId);

  it('is there from the founding on, before its own history begins', () =>
    expect(rowsAfter(unitRows, inAlliance(founded))).toEqual([
      {
        ...schoolRow,
        unitId: residents,
        name: { en: 'Residents' },
        kind: 'residents-committee',
        registeredCode: null,
        status: 'admitted',
        revision: -1,
      },
      { ...schoolRow, status: 'admitted', revision: -1 },
    ]));
  it('has the revision of its own history', () =>
    expect(rowOf(school, ...[inAlliance(founded), ...[schoolFounded, mandated, ended].map(ofSchool)])).toEqual({
      ...schoolRow,
      status: 'admitted',
      revision: 2,
    }));
  it.each([
    ['suspended', [suspended]],
    ['admitted', [suspended, reinstated]],
    ['left', [suspended, left]],
  ])('is %s', (status, happened) => {
    const later = happened.map((event) => ({
      ...inAlliance(event),
      issue: { tenantId: allianceId, at: '2026-02-01T00:00:00.000Z' } as never,
    }));
    expect(rowOf(school, inAlliance(founded), ofSchool(schoolFounded), ...later)).toEqual({
      ...schoolRow,
      status,
      since: '2026-02-01T00:00:00.000Z',
      revision: 0,
    });
  });
  it.each([
    ['applied', [ofClub(applied)], 0],
    ['declined', [ofClub(applied), ofClub(mandated), ofClub(declined)], 2],
    ['applied', [ofClub(applied), ofClub(declined), ofClub(applied)], 2],
    ['admitted', [ofClub(applied), inAlliance(admitted)], 0],
  ])('is %s', (status, events, revision) =>
    expect(rowOf(club, inAlliance(founded), ...events)).toEqual({
      ...schoolRow,
      ...application,
      unitId: club,
      registeredCode: null,
      status,
      revision,
    }),
  );
  it('takes the name and the kind of its latest application', () =>
    expect(
      rowOf(school, ...[inAlliance(founded), inAlliance(left), ofSchool(schoolFounded), ofSchool(applied)]),
    ).toMatchObject({ name: { en: 'Club' }, kind: 'company', registeredCode: null, status: 'applied', revision: 1 }));
});

describe('The row of a mandate', () => {
  it('says until when it is in force, and which one it took over from', () =>
    expect(
      rowsAfter(
        mandateRows,
        ...[schoolFounded, mandated, ended, unitHappened('MandateGiven', successor)].map(ofSchool),
      ),
    ).toEqual([
      { ...mandate, unitId: school, allianceId, until: '2026-03-01T00:00:00.000Z', replaces: null, revision: 2 },
      { ...successor, unitId: school, allianceId, until: null, revision: 3 },
    ]));
  it('is its own beside one of another unit that has its id', () =>
    expect(rowsAfter(mandateRows, ofSchool(mandated), ofClub(mandated))).toHaveLength(2));
});
