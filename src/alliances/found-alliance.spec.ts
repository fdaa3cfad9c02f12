import { spec } from '#event-sourcing/testing';
import { charter as inFull, standardCharter as charter } from '../../test/alliance-history.js';
import { allianceHappened } from './events.js';
import { foundAlliance } from './found-alliance.js';

const delegate = (personId: string, until?: string) => ({
  personId,
  from: '2026-01-01T00:00:00.000Z',
  ...(until !== undefined && { until }),
});
const residents = {
  unitId: 'residents',
  name: { zh: '东南社区党总支' },
  kind: 'residents-committee',
  delegate: delegate('lin'),
} as const;
const school = {
  unitId: 'school',
  name: { zh: '第三小学' },
  kind: 'school',
  registeredCode: '12310115',
  delegate: delegate('wang', '2028-01-01T00:00:00.000Z'),
} as const;
const lin = { unitId: 'residents', personId: 'lin' };
const wang = { unitId: 'school', personId: 'wang' };
const founding = {
  name: { zh: '东南社区联建', en: 'Dongnan' },
  area: { level: 'community', name: { zh: '东南社区' }, population: 8079 },
  charter,
  units: [residents, school],
  chair: lin,
  secretary: wang,
} as const;
const { name, area, units } = founding;
const founded = allianceHappened('AllianceFounded', {
  name,
  area,
  charter: inFull,
  units,
  offices: [
    { office: 'chair', ...lin },
    { office: 'secretary', ...wang },
  ],
});
const { given } = spec(foundAlliance);

describe('Founding an alliance', () => {
  it('puts its first units on the roll, two of their delegates into office, and fills in what the charter leaves unsaid', () =>
    given([]).when(founding).then(founded));
  it('may be below one whose area is of a higher level', () => {
    const street = { ...founding, parentId: 'street', parentLevel: 'street' } as const;
    const below = { ...founded, data: { ...founded.data, parentId: 'street' } };
    given([]).when(street).then(below);
    given([below]).when(street).nothing();
    given([below]).when(founding).refused('alliance-id-taken');
  });
  it.each(['community', 'estate', 'building'] as const)('is refused below a %s', (parentLevel) =>
    given([])
      .when({ ...founding, parentId: 'other', parentLevel })
      .refused('parent-not-above'),
  );
  it('is refused below an alliance that is not there', () =>
    given([])
      .when({ ...founding, parentId: 'other' })
      .refused('parent-not-found'));
  it('has one unit of an organisation', () =>
    given([])
      .when({ ...founding, units: [{ ...residents, registeredCode: '1231-0115' }, school] })
      .refused('organisation-on-roll'));
  it('keeps what the charter says of bookings and of the chair', () => {
    const told = { ...charter, bookingApprovalHours: 24, chairMayAdmit: true };
    given([])
      .when({ ...founding, charter: told })
      .then({ ...founded, data: { ...founded.data, charter: told } });
  });
  it('needs no secretary', () => {
    const { secretary: _, ...without } = founding;
    given([])
      .when(without)
      .then({ ...founded, data: { ...founded.data, offices: [{ office: 'chair', ...lin }] } });
  });
  it('lets one delegate hold both offices', () =>
    given([])
      .when({ ...founding, secretary: lin })
      .then({
        ...founded,
        data: {
          ...founded.data,
          offices: [
            { office: 'chair', ...lin },
            { office: 'secretary', ...lin },
          ],
        },
      }));
  it('happens once when it is asked twice', () => given([founded]).when(founding).nothing());
  it('happens once when it is asked again after the charter was amended', () => {
    const amended = { ...founded.data.charter, noticeDays: 14 };
    given([founded, allianceHappened('CharterAmended', { charter: amended, motionId: 'm1' })])
      .when(founding)
      .nothing();
  });
  it('is refused under the id of another alliance', () =>
    given([founded])
      .when({ ...founding, name: { en: 'Another' } })
      .refused('alliance-id-taken'));
  it('is refused where a unit is named twice', () =>
    given([])
      .when({ ...founding, units: [residents, school, { ...school, name: { zh: '小学' } }] })
      .refused('unit-named-twice'));
  it('is refused where the chair acts for no founding unit', () =>
    given([])
      .when({ ...founding, chair: { unitId: 'bank', personId: 'lin' } })
      .refused('officer-not-delegate'));
  it("is refused where the secretary is another unit's delegate", () =>
    given([])
      .when({ ...founding, secretary: { unitId: 'residents', personId: 'wang' } })
      .refused('officer-not-delegate'));
  it.each(['2025-12-31T23:59:59.999Z', '2026-01-01T00:00:00.000Z'])(
    "is refused where a delegate's mandate, from 2026 on, ends at %s",
    (until) =>
      given([])
        .when({ ...founding, units: [residents, { ...school, delegate: delegate('wang', until) }] })
        .refused('mandate-ends-before-it-begins'),
  );
  it('names every broken rule at once', () => {
    const broken = { ...founding, units: [residents, residents], chair: wang };
    given([]).when(broken).refused('unit-named-twice');
    expect(() => foundAlliance.decide(broken as never, { status: 'absent' }, {} as never, {})).toThrow(
      expect.objectContaining({ also: [expect.objectContaining({ code: 'officer-not-delegate' })] }),
    );
  });
});
