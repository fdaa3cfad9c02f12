import { useSearchParams } from 'wouter';
import { Acts } from '../../act/acts.js';
import { useList, type Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { useSession } from '../../session/session.js';
import { Status } from '../../ui/badge.js';
import { Filter } from '../../ui/filter.js';
import { UnitName } from '../../ui/links.js';
import { Card, Page } from '../../ui/page.js';
import { Answered, Empty } from '../../ui/state.js';
import { DataTable } from '../../ui/table.js';
import { ruleInWords } from './rule-in-words.js';
import './resources.css';

const kinds = ['venue', 'vehicle', 'equipment', 'expertise', 'labour', 'goods', 'money'] as const;
const statuses = ['offered', 'paused', 'withdrawn'] as const;
const page_items = 50;

/** What the units share: the catalogue. */
export const ResourcesPage = () => {
  const { t, value } = useWords();
  const { alliance, unit } = useSession();
  const [search] = useSearchParams();
  const resources = useList('/v1/alliances/{allianceId}/resources', {
    kind: kinds.find((each) => each === search.get('kind')),
    status: statuses.find((each) => each === search.get('status')),
    unitId: search.get('unit') === 'ours' ? unit?.unitId : undefined,
    limit: page_items,
  });
  return (
    <Page
      title={t('resources.title')}
      lead={t('resources.lead')}
      actions={<Acts of={alliance} only={['OfferResource']} />}
    >
      <div className="filters">
        <Filter
          name="kind"
          label={t('resources.kind')}
          all={t('resources.anyKind')}
          options={kinds.map((id) => ({ id, label: value(id) }))}
        />
        <Filter
          name="status"
          label={t('resources.status')}
          all={t('resources.anyStatus')}
          options={statuses.map((id) => ({ id, label: value(id) }))}
        />
        {unit && (
          <Filter
            name="unit"
            label={t('resources.whose')}
            all={t('resources.anyUnit')}
            options={[{ id: 'ours', label: t('resources.ours') }]}
          />
        )}
      </div>
      <Card flush>
        <Answered of={resources} empty={<Empty title={t('resources.none')} />}>
          {(items) => <Catalogue items={items} more={resources.more} isFetchingMore={resources.isFetchingMore} />}
        </Answered>
      </Card>
    </Page>
  );
};

type Listed = Readonly<{
  items: readonly Schemas['ResourceRow'][];
  more: (() => void) | undefined;
  isFetchingMore: boolean;
}>;

const Catalogue = ({ items, more, isFetchingMore }: Listed) => {
  const words = useWords();
  const { t, text, value, amount } = words;
  const timesOf = ({ availability }: Schemas['ResourceRow']): string =>
    availability ? ruleInWords(availability, words) : t('resources.anyTime');
  return (
    <DataTable
      label={t('resources.title')}
      items={items}
      keyOf={({ resourceId }) => resourceId}
      hrefOf={({ resourceId }) => `/resources/${resourceId}`}
      columns={[
        { name: t('resources.resource'), show: ({ name }) => <strong>{text(name)}</strong> },
        { name: t('resources.kind'), show: ({ kind }) => value(kind) },
        { name: t('resources.owner'), show: ({ unitId }) => <UnitName id={unitId} plain /> },
        { name: t('resources.times'), show: timesOf },
        { name: t('resources.quantity'), isNumber: true, show: (it) => amount(it.quantity, it.unitOfMeasure) },
        { name: t('resources.approval'), show: ({ approval }) => value(approval) },
        { name: t('resources.status'), show: ({ status }) => <Status of={status} /> },
      ]}
      more={more}
      isFetchingMore={isFetchingMore}
    />
  );
};
