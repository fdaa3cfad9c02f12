import { Link } from 'wouter';
import { useGet, type Schemas } from '../../api/query.js';
import { Explain } from '../../explain/explain.js';
import { figuresOf } from '../../explain/figure.js';
import { useWords } from '../../i18n/language.js';
import type { Word } from '../../i18n/catalogue.js';
import { Answered } from '../../ui/answered.js';
import { BarChart } from '../../ui/bar-chart.js';
import { Card } from '../../ui/page.js';
import './trends.css';

type Week = Schemas['TrendWeek'];
/** Each with the list of what it counts. */
const series = [
  ['pledges', 'overview.pledges', '/history?act=PledgeMade&period=weeks12'],
  ['deliveries', 'overview.deliveries', '/history?act=DeliveryConfirmed&period=weeks12'],
  ['bookings', 'overview.bookings', '/history?act=BookingConfirmed&period=weeks12'],
  ['decisions', 'overview.decided', '/committee/decisions'],
] as const satisfies readonly (readonly [keyof Week, Word, string])[];

/** What was done in each of the last twelve weeks; this one is not over. */
export const Trends = () => {
  const { t } = useWords();
  const trends = useGet('/v1/alliances/{allianceId}/trends', {});
  return (
    <Card title={t('overview.trends')}>
      <Answered of={trends}>
        {({ weeks }) => (
          <>
            <div className="trends">
              {series.map(([name, word, href]) => (
                <Trend key={name} name={t(word)} weeks={weeks} of={name} href={href} />
              ))}
            </div>
            <AsTable weeks={weeks} />
          </>
        )}
      </Answered>
    </Card>
  );
};

const figure = figuresOf({ path: 'trends' });
type TrendProps = Readonly<{ name: string; weeks: readonly Week[]; of: (typeof series)[number][0]; href: string }>;

const Trend = ({ name, weeks, of, href }: TrendProps) => {
  const { t, number, shortDay } = useWords();
  const sum = weeks.reduce((all, week) => all + week[of], 0);
  const figures = weeks.flatMap((week) =>
    figure(t('explain.week', { day: shortDay(week.monday) }), ['weeks', week.monday, of], week[of]),
  );
  const label = t('overview.trendOf', { what: name, n: sum, weeks: weeks.length });
  return (
    <figure>
      <figcaption>
        <Link href={href}>
          {name} <span className="soft small figures">{number(sum)}</span>
        </Link>
        <Explain title={name} figures={figures} />
      </figcaption>
      <BarChart
        label={label}
        items={weeks.map((week) => ({ name: shortDay(week.monday), value: week[of] }))}
        isLastOpen
      />
    </figure>
  );
};

const AsTable = ({ weeks }: { weeks: readonly Week[] }) => {
  const { t, number, day } = useWords();
  return (
    <details className="no-print">
      <summary className="small">{t('overview.trendsTable')}</summary>
      <div className="table-box" tabIndex={0} role="region" aria-label={t('overview.trends')}>
        <table className="uses">
          <thead>
            <tr>
              <th scope="col">{t('overview.weekFrom')}</th>
              {series.map(([name, word]) => (
                <th key={name} scope="col">
                  {t(word)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeks.toReversed().map((week) => (
              <tr key={week.monday}>
                <th scope="row">{day(week.monday)}</th>
                {series.map(([name]) => (
                  <td key={name}>{number(week[name])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
};
