import { useList } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { Filter, useFilter } from '../../ui/filter.js';
import { ListCard } from '../../ui/list-card.js';
import { pageOf, UnitName } from '../../ui/links.js';
import { Due } from '../../ui/matter.js';
import { Page } from '../../ui/page.js';
import { PickFilter } from '../../ui/pick-filter.js';

const urgencies = ['late', 'soon', 'open'] as const;
const kinds = [
  ...([
    'action',
    'action-declined',
    'action-confirmation',
    'finding',
    'booking-approval',
    'booking-place',
    'booking-return',
  ] as const),
  ...(['pledge-acceptance', 'delivery', 'delivery-confirmation', 'pledge-lapsed', 'requirement-untaken'] as const),
  ...(['requirement-short', 'project-undecided', 'project-receiver', 'hearing-record', 'motion-tabled'] as const),
  ...(['motion-voting', 'motion-again', 'review', 'application', 'minutes', 'meeting'] as const),
];

/** The things that may be open. */
const types = [
  ...(['action', 'finding', 'booking', 'requirement', 'pledge', 'delivery', 'project'] as const),
  ...(['motion', 'hearing', 'meeting', 'minutes', 'unit'] as const),
];

/** What is open in the alliance, the most urgent first: of this the agenda is made. */
export const MattersPage = () => {
  const { t, text, value, amount } = useWords();
  const matters = useList('/v1/alliances/{allianceId}/open-matters', {
    kind: useFilter('kind', kinds),
    subjectType: useFilter('subjectType', types),
    urgency: useFilter('urgency', urgencies),
  });
  return (
    <Page title={t('matters.title')} back={{ href: '/', title: t('overview.title') }}>
      <div className="stack close no-print">
        <Filter
          name="urgency"
          label={t('matters.urgency')}
          all={t('matters.anyUrgency')}
          options={urgencies.map((id) => ({ id, label: id === 'open' ? t('matters.hasTime') : value(id) }))}
        />
        <div className="picks">
          <PickFilter
            name="subjectType"
            label={t('matters.about')}
            all={t('matters.anyThing')}
            options={types.map((id) => ({ id, label: value(id) }))}
          />
          <PickFilter
            name="kind"
            label={t('matters.kind')}
            all={t('matters.anyKind')}
            options={kinds.map((id) => ({ id, label: value(id) }))}
          />
        </div>
      </div>
      <ListCard
        label={t('matters.title')}
        of={matters}
        none={t('matters.none')}
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
            inCard: 'plain',
          },
          {
            name: t('matters.waits'),
            show: ({ unitId }) => (unitId ? <UnitName id={unitId} plain /> : t('overview.anybody')),
          },
          { name: t('matters.due'), show: (matter) => <Due of={matter} />, inCard: 'beside' },
        ]}
      />
    </Page>
  );
};
