import { spec } from '#event-sourcing/testing';
import { charter as inFull, foundedWith, standardCharter as charter } from '../../test/alliance-history.js';
import { amendCharter } from './amend-charter.js';
import { allianceHappened } from './events.js';

const founded = foundedWith();
const stricter = { ...charter, votingRule: 'two-thirds' } as const;
const amended = allianceHappened('CharterAmended', {
  charter: { ...inFull, votingRule: 'two-thirds' },
  motionId: 'm1',
});
const { given } = spec(amendCharter);

describe('Amending the charter', () => {
  it('replaces it as a whole, and fills in what it leaves unsaid', () =>
    given([founded]).when({ charter: stricter, motionId: 'm1' }).then(amended));
  it('changes nothing where it says the same', () => given([founded]).when({ charter, motionId: 'm1' }).nothing());
  it('happens once when it is asked twice', () =>
    given([founded, amended]).when({ charter: stricter, motionId: 'm1' }).nothing());
  it('can be undone by another motion', () =>
    given([founded, amended])
      .when({ charter, motionId: 'm2' })
      .then(allianceHappened('CharterAmended', { charter: inFull, motionId: 'm2' })));
  it('is refused in an alliance that is not there', () =>
    given([]).when({ charter, motionId: 'm1' }).refused('alliance-not-found'));
});
