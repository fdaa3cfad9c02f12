import { useSearchParams } from 'wouter';
import { useList } from '../../api/query.js';
import { Acts } from '../../act/acts.js';
import { useWords } from '../../i18n/language.js';
import { useSession } from '../../session/session.js';
import { Status } from '../../ui/badge.js';
import { Filter } from '../../ui/filter.js';
import { Card, Page } from '../../ui/page.js';
import { Answered, Empty } from '../../ui/state.js';
import { DataTable } from '../../ui/table.js';
import { UnitParts } from './parts.js';

const statuses = ['admitted', 'applied', 'suspended', 'left', 'declined'] as const;

/** The units of the alliance. */
export const UnitsPage = () => {
  const { t, text, value, dayOf } = useWords();
  const { alliance } = useSession();
  const [search] = useSearchParams();
  const status = statuses.find((each) => each === search.get('status'));
  const units = useList('/v1/alliances/{allianceId}/units', { status });
  return (
    <Page title={t('units.title')} actions={<Acts of={alliance} only={['GiveOffice', 'AddAreas']} />}>
      <UnitParts />
      <Filter
        name="status"
        label={t('units.status')}
        all={t('units.anyStatus')}
        options={statuses.map((id) => ({ id, label: value(id) }))}
      />
      <Card flush>
        <Answered of={units} empty={<Empty title={t('units.none')} />}>
          {(items) => (
            <DataTable
              label={t('units.title')}
              items={items}
              keyOf={({ unitId }) => unitId}
              hrefOf={({ unitId }) => `/units/${unitId}`}
              columns={[
                { name: t('units.unit'), show: ({ name }) => text(name) },
                { name: t('units.kind'), show: ({ kind }) => value(kind) },
                { name: t('units.status'), show: (unit) => <Status of={unit.status} /> },
                { name: t('units.since'), show: ({ since }) => dayOf(since) },
              ]}
              more={units.more}
              isFetchingMore={units.isFetchingMore}
            />
          )}
        </Answered>
      </Card>
    </Page>
  );
};
