import { spec } from '#event-sourcing/testing';
import { amendCharter } from './amend-charter.js';
import { allianceHappened } from './events.js';

const charter = {
  timeZone: 'Asia/Shanghai',
  currency: 'CNY',
  votingRule: 'simple-majority',
  quorumPercent: 50,
  noticeDays: 7,
  meetingEveryMonths: 2,
} as const;
const inFull = { ...charter, bookingApprovalHours: 72, chairMayAdmit: false };
const founded = allianceHappened('AllianceFounded', {
  name: { en: 'Dongnan' },
  area: { level: 'community', name: { en: 'Dongnan' } },
  charter: inFull,
  units: [],
  offices: [],
});
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
