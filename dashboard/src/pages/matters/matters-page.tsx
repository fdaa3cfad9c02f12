import { useSearchParams } from 'wouter';
import { useList } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { values } from '../../i18n/terms/values.js';
import { PickField } from '../../ui/fields.js';
import { Filter } from '../../ui/filter.js';
import { pageOf, UnitName } from '../../ui/links.js';
import { Due } from '../../ui/matter.js';
import { Card, Page } from '../../ui/page.js';
import { Answered, Empty } from '../../ui/state.js';
import { DataTable } from '../../ui/table.js';

const urgencies = ['late', 'soon', 'open'] as const;
const kinds = [
  ...([
    'action',
    'action-declined',
    'action-confirmation',
    'booking-approval',
    'booking-place',
    'booking-return',
  ] as const),
  ...(['pledge-acceptance', 'delivery', 'delivery-confirmation', 'pledge-lapsed', 'requirement-untaken'] as const),
  ...(['requirement-short', 'project-undecided', 'project-receiver', 'hearing-record', 'motion-tabled'] as const),
  ...(['motion-voting', 'motion-again', 'review', 'application', 'minutes', 'meeting'] as const),
];

/** What is open in the alliance, the most urgent first: of this the agenda is made. */
export const MattersPage = () => {
  const { t, text, value, side, amount } = useWords();
  const [search, setSearch] = useSearchParams();
  const kind = kinds.find((each) => each === search.get('kind'));
  const urgency = urgencies.find((each) => each === search.get('urgency'));
  const matters = useList('/v1/alliances/{allianceId}/open-matters', { kind, limit: 100 });
  const shown = urgency ? matters.data?.filter((each) => each.urgency === urgency) : matters.data;
  const choose = (wanted: string | undefined) =>
    setSearch((before) => {
      const next = new URLSearchParams(before);
      if (wanted) next.set('kind', wanted);
      else next.delete('kind');
      return next;
    });
  return (
    <Page title={t('matters.title')} back={{ href: '/', title: t('overview.title') }}>
      <div className="row apart no-print">
        <Filter
          name="urgency"
          label={t('matters.urgency')}
          all={t('matters.anyUrgency')}
          options={urgencies.map((id) => ({ id, label: id === 'open' ? t('matters.hasTime') : value(id) }))}
        />
        <PickField
          label={t('matters.kind')}
          value={kind ?? 'any'}
          onChange={(wanted) => choose(wanted === 'any' ? undefined : wanted)}
          options={[
            { id: 'any', label: t('matters.anyKind') },
            ...kinds.map((id) => ({ id, label: side(values[id]) })),
          ]}
        />
      </div>
      <Card flush>
        <Answered of={{ ...matters, data: shown }} empty={<Empty title={t('matters.none')} />}>
          {(items) => (
            <DataTable
              label={t('matters.title')}
              items={items}
              keyOf={({ kind: of, subject, unitId }) => `${of} ${subject.id} ${unitId}`}
              hrefOf={({ href }) => pageOf(href)}
              columns={[
                { name: t('matters.matter'), show: ({ subject }) => text(subject.title) },
                {
                  name: t('matters.kind'),
                  show: ({ kind: of, quantity, unitOfMeasure }) =>
                    [value(of), quantity !== null && unitOfMeasure !== null && amount(quantity, unitOfMeasure)]
                      .filter(Boolean)
                      .join(' · '),
                },
                {
                  name: t('matters.waits'),
                  show: ({ unitId }) => (unitId ? <UnitName id={unitId} plain /> : t('overview.anybody')),
                },
                { name: t('matters.due'), show: (matter) => <Due of={matter} /> },
              ]}
              more={matters.more}
              isFetchingMore={matters.isFetchingMore}
            />
          )}
        </Answered>
      </Card>
    </Page>
  );
};
