import { spec } from '#event-sourcing/testing';
import { foundedWith } from '../../test/alliance-history.js';
import { allianceHappened, areaLevels, type AreaLevel } from './events.js';
import { isAbove } from './levels.js';
import { placeAlliance } from './place-alliance.js';

const founded = (parentId?: string) => foundedWith({ ...(parentId && { parentId }) });
const placed = (parentId?: string) => allianceHappened('AlliancePlaced', { ...(parentId && { parentId }) });

describe('Placing an alliance', () => {
  const { given } = spec(placeAlliance);
  const street = { parentId: 'street', parentLevel: 'street' } as const;

  it('puts it below one whose area is of a higher level', () => given([founded()]).when(street).then(placed('street')));
  it('moves it from one to another', () =>
    given([founded('street')])
      .when({ parentId: 'district', parentLevel: 'district' })
      .then(placed('district')));
  it('lets it stand by itself', () =>
    given([founded('street')])
      .when({})
      .then(placed()));
  it('happens once when it is asked twice', () => {
    given([founded('street')])
      .when(street)
      .nothing();
    given([founded(), placed('street')])
      .when(street)
      .nothing();
    given([founded('street'), placed()])
      .when({})
      .nothing();
    given([founded()]).when({}).nothing();
  });
  it.each(['community', 'estate', 'building-group', 'building'] as const)('is refused below a %s', (parentLevel) =>
    given([founded()]).when({ parentId: 'other', parentLevel }).refused('parent-not-above'),
  );
  it('is refused below an alliance that is not there', () =>
    given([founded()]).when({ parentId: 'other' }).refused('parent-not-found'));
  it('is refused where the alliance itself is not there', () => given([]).when(street).refused('alliance-not-found'));
});

it('No level is above itself, and of two levels one is above the other: alliances and areas make trees', () => {
  const both = (a: AreaLevel, b: AreaLevel) => Number(isAbove(a, b)) + Number(isAbove(b, a));
  for (const a of areaLevels) for (const b of areaLevels) expect(both(a, b)).toBe(a === b ? 0 : 1);
});
