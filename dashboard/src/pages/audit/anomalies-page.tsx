import { useActName } from '../../act/act-name.js';
import { useList, type Schemas } from '../../api/query.js';
import type { Word } from '../../i18n/catalogue.js';
import { useWords } from '../../i18n/language.js';
import { Badge } from '../../ui/badge.js';
import { Filter, useFilter, useInAddress } from '../../ui/filter.js';
import { ThingName, UnitName } from '../../ui/links.js';
import { ListCard } from '../../ui/list-card.js';
import { Page } from '../../ui/page.js';
import { actItems } from '../asked.js';
import { PeriodFilter, usePeriod } from '../ours/period.js';
import { AuditParts } from './parts.js';
import { UnitFilter } from './unit-filter.js';

type Anomaly = Schemas['Anomaly'];

/** Every kind, and what is meant by it. */
const kinds = {
  'quorum-missed': 'audit.quorumMissed',
  'delivered-late': 'audit.deliveredLate',
  'pledge-lapsed': 'audit.pledgeLapsed',
  'day-missed': 'audit.dayMissed',
  corrected: 'audit.corrected',
  'interest-declared': 'audit.interestDeclared',
  absent: 'audit.absent',
  'refused-recused': 'audit.refusedRecused',
  'refused-without-mandate': 'audit.refusedWithoutMandate',
  'refused-key-over': 'audit.refusedKeyOver',
} as const satisfies Readonly<Record<Anomaly['kind'], Word>>;
const kindNames = Object.keys(kinds) as readonly Anomaly['kind'][]; // they are its keys

/** What an auditor looks at first; each leads to the act that says so. */
export const AnomaliesPage = () => {
  const { t, value } = useWords();
  const kind = useFilter('kind', kindNames);
  const [unitId] = useInAddress('unit');
  const asked = { ...usePeriod(), kind, unitId, ...actItems };
  const anomalies = useList('/v1/alliances/{allianceId}/anomalies', asked);
  const columns = useColumns();
  return (
    <Page title={t('audit.anomalies')} lead={t('audit.anomaliesLead')}>
      <AuditParts />
      <div className="stack close no-print">
        <div className="filters">
          <Filter
            name="kind"
            label={t('audit.anomaly')}
            all={t('audit.anyAnomaly')}
            options={kindNames.map((id) => ({ id, label: value(id) }))}
          />
          <PeriodFilter />
        </div>
        <div className="picks">
          <UnitFilter />
        </div>
      </div>
      {kind && <p className="soft">{t(kinds[kind])}</p>}
      <ListCard
        label={t('audit.anomalies')}
        of={anomalies}
        none={t('audit.noAnomalies')}
        keyOf={({ eventId, kind: of, unitId: about, at, refused }) =>
          `${eventId ?? at} ${of} ${about} ${refused?.operation}`
        }
        hrefOf={({ position }) => (position === null ? undefined : `/history/${position}`)}
        columns={columns}
      />
    </Page>
  );
};

/** What was asked for, and how often on that day. */
const Refused = ({ of: { refused } }: { of: Anomaly }) => {
  const { t } = useWords();
  const actName = useActName();
  return refused ? t('audit.refused', { act: actName(refused.operation), n: refused.times }) : null;
};

const useColumns = () => {
  const { t, value, event, when } = useWords();
  return [
    { name: t('audit.what'), show: (of: Anomaly) => (of.type ? event(of.type) : <Refused of={of} />) },
    { name: t('audit.anomaly'), show: ({ kind }: Anomaly) => <Badge tone="soon">{value(kind)}</Badge> },
    {
      name: t('audit.thing'),
      show: ({ category, subjectId }: Anomaly) =>
        category && subjectId ? <ThingName type={category} id={subjectId} /> : <span className="soft">—</span>,
    },
    {
      name: t('audit.unit'),
      show: ({ unitId }: Anomaly) => (unitId ? <UnitName id={unitId} /> : <span className="soft">—</span>),
    },
    { name: t('audit.when'), isNumber: true, show: ({ at }: Anomaly) => <time dateTime={at}>{when(at)}</time> },
  ];
};
