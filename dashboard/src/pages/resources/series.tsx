import { Acts } from '../../act/acts.js';
import { useGet, useList, type Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { useSession } from '../../session/session.js';
import { LinesCard } from '../../ui/lines-card.js';
import { UnitName } from '../../ui/links.js';
import { ruleInWords } from '../../ui/rule-in-words.js';

const path = '/v1/alliances/{allianceId}/resources/{resourceId}/series';
const page_items = 10;

/** Who comes again and again; each date is a booking of its own. Nothing is shown where there is no series. */
export const SeriesOf = ({ resource }: { resource: Schemas['ResourceView'] }) => {
  const { t } = useWords();
  const { resourceId, unitId, unitOfMeasure } = resource;
  return (
    <LinesCard
      title={t('resources.seriesTitle')}
      of={useList(path, { resourceId, limit: page_items })}
      line={(each) => <SeriesLine key={each.seriesId} series={each} ownerId={unitId} unitOfMeasure={unitOfMeasure} />}
    />
  );
};

type Shown = Readonly<{ series: Schemas['SeriesRow']; ownerId: string; unitOfMeasure: string }>;

const SeriesLine = ({ series: it, ownerId, unitOfMeasure }: Shown) => {
  const words = useWords();
  const { t, amount, value } = words;
  const { unit } = useSession();
  const { resourceId, seriesId, unitId, cancelledAt } = it;
  const mayEnd = cancelledAt === null && (unit?.unitId === unitId || unit?.unitId === ownerId);
  const { data } = useGet(`${path}/{seriesId}`, { resourceId, seriesId }, mayEnd);
  const dates = it.dates.filter(({ verdict }) => verdict !== 'refused').length - it.cancelled.length;
  return (
    <li>
      <span>
        <UnitName id={unitId} />
        <small>{ruleInWords(it.times, words)}</small>
        <small className="figures">
          {amount(it.quantity, unitOfMeasure)} ·{' '}
          {cancelledAt === null ? t('resources.seriesDates', { n: dates }) : value('cancelled')}
        </small>
      </span>
      {data && mayEnd && <Acts of={data} />}
    </li>
  );
};
