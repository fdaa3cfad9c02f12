import { spec } from '#event-sourcing/testing';
import { foundedWith } from '../../test/alliance-history.js';
import { addAreas, areas_max, type NewArea } from './add-areas.js';
import { closeArea } from './close-area.js';
import { allianceHappened, unitHappened, type AreaLevel } from './events.js';
import { renameArea } from './rename-area.js';
import { stateCoverage } from './state-coverage.js';

const founded = foundedWith({
  area: { level: 'street', name: { en: 'Jiaochangdian' } },
  units: [{ unitId: 's1', name: { en: 'School' }, kind: 'school', delegate: { personId: 'lin', from: '2026-01-01T00:00:00.000Z' } }], // prettier-ignore
  offices: [{ office: 'chair', unitId: 's1', personId: 'lin' }],
});
const area = (areaId: string, level: AreaLevel, parentId?: string): NewArea => ({
  areaId,
  level,
  name: { en: areaId },
  ...(parentId !== undefined && { parentId }),
});
const [community, estate, building] = [
  area('c1', 'community'),
  area('e1', 'estate', 'c1'),
  area('b1', 'building', 'e1'),
];
const added = (each: NewArea) => allianceHappened('AreaAdded', each);
const closed = (areaId: string) => allianceHappened('AreaClosed', { areaId });
const there = [founded, ...[community, estate, building].map(added)];

describe('Adding areas', () => {
  const { given } = spec(addAreas);
  it('names a whole tree at once, in any order', () =>
    given([founded])
      .when({ areas: [building, community, estate] })
      .then(...[building, community, estate].map(added)));
  it('keeps how many people live there', () =>
    given([founded])
      .when({ areas: [{ ...community, population: 8_079 }] })
      .then(added({ ...community, population: 8_079 })));
  it('adds to what is there', () =>
    given(there)
      .when({ areas: [area('b2', 'building', 'e1')] })
      .then(added(area('b2', 'building', 'e1'))));
  it('may leave levels out', () =>
    given(there)
      .when({ areas: [area('b2', 'building')] })
      .then(added(area('b2', 'building'))));
  it('happens once when it is asked twice', () =>
    given(there)
      .when({ areas: [community, estate, building] })
      .nothing());
  it('adds what is missing of them', () =>
    given([founded, added(community)])
      .when({ areas: [community, estate] })
      .then(added(estate)));
  it('is the same also after the area was renamed or closed', () =>
    given([...there, allianceHappened('AreaRenamed', { areaId: 'c1', name: { en: 'Other' } }), closed('b1')])
      .when({ areas: [community, building] })
      .nothing());
  it('is refused for the id of another one', () =>
    given(there)
      .when({ areas: [area('e1', 'building', 'c1')] })
      .refused('area-id-taken'));
  it('is refused within an area that nobody knows', () =>
    given(there)
      .when({ areas: [area('e2', 'estate', 'c9')] })
      .refused('area-not-found'));
  it('is refused within a closed one', () =>
    given([...there, closed('b1'), closed('e1')])
      .when({ areas: [area('b2', 'building', 'e1')] })
      .refused('area-closed'));
  it.each([
    ['an area of its own level', [area('e2', 'estate', 'e1')]],
    ['an area of a lower one', [area('e2', 'community', 'b1')]],
    ['itself', [area('e2', 'estate', 'e2')]],
    ['one that lies in it', [area('e2', 'estate', 'e3'), area('e3', 'community', 'e2')]],
    ['an alliance of its own level', [area('x', 'street')]],
    ['an alliance of a lower one', [area('x', 'district')]],
  ])('is refused within %s', (_, areas) => given(there).when({ areas }).refused('area-not-below'));
  it('is refused where an area is named twice', () =>
    given([founded])
      .when({ areas: [community, community] })
      .refused('area-named-twice'));
  it('is refused beyond ten thousand, those that were closed included', () => {
    const all = Array.from({ length: areas_max }, (_, n) => added(area(`a${n}`, 'building')));
    given([founded, ...all.slice(1)])
      .when({ areas: [community] })
      .then(added(community));
    given([founded, ...all, closed('a0')])
      .when({ areas: [community] })
      .refused('too-many-areas');
  });
  it('is refused in an alliance that is not there', () =>
    given([])
      .when({ areas: [community] })
      .refused('alliance-not-found'));
});

describe('Renaming an area', () => {
  const { given } = spec(renameArea);
  const name = { en: 'East', zh: '东区' };
  const renamed = allianceHappened('AreaRenamed', { areaId: 'e1', name });
  it('gives it another name', () => given(there).when({ areaId: 'e1', name }).then(renamed));
  it('happens once when it is asked twice', () =>
    given([...there, renamed])
      .when({ areaId: 'e1', name })
      .nothing());
  it('is refused once it is closed', () =>
    given([...there, closed('b1')])
      .when({ areaId: 'b1', name })
      .refused('area-closed'));
  it('is refused for an area that nobody knows', () =>
    given(there).when({ areaId: 'e9', name }).refused('area-not-found'));
  it('is refused in an alliance that is not there', () =>
    given([]).when({ areaId: 'e1', name }).refused('alliance-not-found'));
});

describe('Closing an area', () => {
  const { given } = spec(closeArea);
  it('ends it', () => given(there).when({ areaId: 'b1' }).then(closed('b1')));
  it('waits until nothing lies in it any more', () => {
    given(there).when({ areaId: 'e1' }).refused('area-holds-others');
    given([...there, closed('b1')])
      .when({ areaId: 'e1' })
      .then(closed('e1'));
  });
  it('happens once when it is asked twice', () =>
    given([...there, closed('b1')])
      .when({ areaId: 'b1' })
      .nothing());
  it('is refused for an area that nobody knows', () => given(there).when({ areaId: 'e9' }).refused('area-not-found'));
  it('is refused in an alliance that is not there', () =>
    given([]).when({ areaId: 'e1' }).refused('alliance-not-found'));
});

describe('Stating coverage', () => {
  const { given } = spec(stateCoverage);
  const bySelf = { actor: { kind: 'representative', unitId: 's1' } };
  const history = [unitHappened('UnitFounded', { name: { en: 'School' }, kind: 'school' })];
  const stated = (...areaIds: string[]) => unitHappened('CoverageStated', { areaIds });
  const alliance = there;
  it('names all areas that a unit covers, in one order', () =>
    given(history, { alliance })
      .when({ areaIds: ['e1', 'c1'] }, bySelf)
      .then(stated('c1', 'e1')));
  it('may name none', () =>
    given([...history, stated('c1')], { alliance })
      .when({ areaIds: [] }, bySelf)
      .then(stated()));
  it('happens once when it is asked twice', () =>
    given([...history, stated('c1', 'e1')], { alliance })
      .when({ areaIds: ['e1', 'c1'] }, bySelf)
      .nothing());
  it('is stated anew by a unit that applied anew', () =>
    given([...history, stated('c1'), unitHappened('UnitApplied', { name: { en: 'School' }, kind: 'school', sealed: { plain: {} } })], { alliance })
      .when({ areaIds: ['c1'] }, bySelf)
      .then(stated('c1'))); // prettier-ignore
  it('outlives an application that was declined, and mandates', () =>
    given([...history, unitHappened('UnitApplied', { name: { en: 'School' }, kind: 'school', sealed: { plain: {} } }), stated('c1'), unitHappened('ApplicationDeclined', { sealed: { plain: {} } })], { alliance })
      .when({ areaIds: ['c1'] }, bySelf)
      .nothing()); // prettier-ignore
  it('is the unit’s own act', () =>
    given(history, { alliance })
      .when({ areaIds: ['c1'] }, { actor: { kind: 'representative', unitId: 's2', office: 'chair' } })
      .refused('coverage-not-yours'));
  it('is refused for a closed area', () =>
    given(history, { alliance: [...alliance, closed('b1')] })
      .when({ areaIds: ['b1'] }, bySelf)
      .refused('area-closed'));
  it('is refused for an area that nobody knows', () =>
    given(history, { alliance })
      .when({ areaIds: ['c1', 'c9'] }, bySelf)
      .refused('area-not-found'));
  it('is refused for a unit that nobody knows', () =>
    given([], { alliance })
      .when({ areaIds: ['c1'] }, bySelf)
      .refused('unit-not-found'));
  it('is refused in an alliance that is not there', () =>
    given(history)
      .when({ areaIds: ['c1'] }, bySelf)
      .refused('alliance-not-found'));
});
