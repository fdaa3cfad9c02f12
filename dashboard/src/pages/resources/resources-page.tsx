import { Acts } from '../../act/acts.js';
import { useList, type Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { useSession } from '../../session/session.js';
import { Status } from '../../ui/badge.js';
import { Filter, useFilter } from '../../ui/filter.js';
import { UnitName } from '../../ui/links.js';
import { ListCard } from '../../ui/list-card.js';
import { Page } from '../../ui/page.js';
import { resourceItems } from '../asked.js';
import type { TableColumn } from '../../ui/table.js';
import { ruleInWords } from '../../ui/rule-in-words.js';

const kinds = ['venue', 'vehicle', 'equipment', 'expertise', 'labour', 'goods', 'money'] as const;
const statuses = ['offered', 'paused', 'withdrawn'] as const;

/** What the units share: the catalogue. */
export const ResourcesPage = () => {
  const { t, value } = useWords();
  const { alliance, unit } = useSession();
  const resources = useList('/v1/alliances/{allianceId}/resources', {
    kind: useFilter('kind', kinds),
    status: useFilter('status', statuses),
    unitId: useFilter('unit', ['ours']) && unit?.unitId,
    ...resourceItems,
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
            all={t('common.allUnits')}
            options={[{ id: 'ours', label: t('common.ours') }]}
          />
        )}
      </div>
      <ListCard
        label={t('resources.title')}
        of={resources}
        none={t('resources.none')}
        keyOf={({ resourceId }) => resourceId}
        hrefOf={({ resourceId }) => `/resources/${resourceId}`}
        columns={useColumns()}
      />
    </Page>
  );
};

type Resource = Schemas['ResourceRow'];

const useColumns = (): readonly TableColumn<Resource>[] => {
  const words = useWords();
  const { t, text, value, amount } = words;
  const timesOf = ({ availability }: Resource): string =>
    availability ? ruleInWords(availability, words) : t('resources.anyTime');
  return [
    { name: t('resources.resource'), show: ({ name }) => text(name) },
    { name: t('resources.kind'), show: ({ kind }) => value(kind), inCard: 'plain' },
    { name: t('resources.owner'), show: ({ unitId }) => <UnitName id={unitId} plain />, inCard: 'plain' },
    { name: t('resources.times'), show: timesOf, inCard: 'plain' },
    {
      name: t('resources.quantity'),
      isNumber: true,
      show: (it) => amount(it.quantity, it.unitOfMeasure),
      inCard: 'plain',
    },
    { name: t('resources.approval'), show: ({ approval }) => value(approval) },
    { name: t('resources.status'), show: ({ status }) => <Status of={status} />, inCard: 'beside' },
  ];
};
