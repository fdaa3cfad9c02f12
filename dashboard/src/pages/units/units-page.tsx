import { useList } from '../../api/query.js';
import { Acts } from '../../act/acts.js';
import { useWords } from '../../i18n/language.js';
import { useSession } from '../../session/session.js';
import { Status } from '../../ui/badge.js';
import { Filter, useFilter } from '../../ui/filter.js';
import { ListCard } from '../../ui/list-card.js';
import { Page } from '../../ui/page.js';
import { PickFilter } from '../../ui/pick-filter.js';
import { UnitParts } from './parts.js';

const statuses = ['admitted', 'applied', 'suspended', 'left', 'declined'] as const;
const kinds = [
  ...(['residents-committee', 'school', 'company', 'property-manager', 'public-body'] as const),
  ...(['clinic', 'market', 'transport', 'association', 'other'] as const),
];

/** The units of the alliance. */
export const UnitsPage = () => {
  const { t, text, value, dayOf } = useWords();
  const { alliance } = useSession();
  const [status, kind] = [useFilter('status', statuses), useFilter('kind', kinds)];
  const units = useList('/v1/alliances/{allianceId}/units', { status, kind });
  return (
    <Page title={t('units.title')} actions={<Acts of={alliance} only={['GiveOffice', 'VacateOffice']} />}>
      <UnitParts />
      <div className="stack close no-print">
        <Filter
          name="status"
          label={t('units.status')}
          all={t('units.anyStatus')}
          options={statuses.map((id) => ({ id, label: value(id) }))}
        />
        <div className="picks">
          <PickFilter
            name="kind"
            label={t('units.kind')}
            all={t('units.anyKind')}
            options={kinds.map((id) => ({ id, label: value(id) }))}
          />
        </div>
      </div>
      <ListCard
        label={t('units.title')}
        of={units}
        none={t('units.none')}
        keyOf={({ unitId }) => unitId}
        hrefOf={({ unitId }) => `/units/${unitId}`}
        columns={[
          { name: t('units.unit'), show: ({ name }) => text(name) },
          { name: t('units.kind'), show: ({ kind }) => value(kind), inCard: 'plain' },
          { name: t('units.status'), show: (unit) => <Status of={unit.status} />, inCard: 'beside' },
          { name: t('units.since'), show: ({ since }) => dayOf(since) },
        ]}
      />
    </Page>
  );
};
