import { now_ms } from '../../past/as-of.js';
import { useState } from 'react';
import { useList, type Schemas } from '../../api/query.js';
import { Explain } from '../../explain/explain.js';
import { useWords } from '../../i18n/language.js';
import { UnitName } from '../../ui/links.js';
import { loadItems } from '../asked.js';
import { ListCard } from '../../ui/list-card.js';
import { Card, Page } from '../../ui/page.js';
import { PeriodFilter, usePeriod } from '../ours/period.js';
import { loadFigures, shareFigure } from './explained.js';
import { UnitParts } from './parts.js';

type Load = Schemas['UnitLoad'];
const [shown_max, step] = [5, 25];

/** Who is asked and who gives, who votes and who is silent. It compares no unit with what it ought to do. */
export const TakingPartPage = () => {
  const { t } = useWords();
  const period = usePeriod();
  const columns = useColumns(period);
  const [shown, setShown] = useState(step);
  // Who is silent, and who carries most, is seen among all; the table shows them by and by.
  const load = useList('/v1/alliances/{allianceId}/load', { ...period, ...loadItems });
  const { data: all = [] } = load;
  const more = all.length > shown ? () => setShown(shown + step) : load.more;
  return (
    <Page title={t('units.takingPart')} lead={t('units.takingPartLead')}>
      <UnitParts />
      <PeriodFilter />
      <ListCard
        label={t('units.takingPart')}
        of={{ ...load, data: load.data?.slice(0, shown), more }}
        none={t('units.none')}
        keyOf={({ unitId }) => unitId}
        hrefOf={({ unitId }) => `/units/${unitId}`}
        columns={columns}
        above={() => (
          <div className="cards">
            <Silent of={all.filter(isSilent)} />
            <Carriers of={all} period={period} />
          </div>
        )}
      />
    </Page>
  );
};

type Period = ReturnType<typeof usePeriod>;

const useColumns = (period: Period) => {
  const words = useWords();
  const { t, text, ago } = words;
  const of = (part: number, whole: number) => (whole === 0 ? '—' : t('ours.of', { part, whole }));
  return [
    {
      name: t('units.unit'),
      show: (load: Load) => text(load.name),
      beside: (load: Load) => <Explain title={text(load.name)} figures={loadFigures(load, period, words)} />,
    },
    {
      name: t('units.lastAct'),
      show: ({ lastActAt }: Load) => (lastActAt ? ago(lastActAt) : <span className="soft">{t('units.never')}</span>),
    },
    { name: t('units.asked'), show: ({ asked }: Load) => <Shares of={asked} /> },
    { name: t('units.gave'), show: ({ gave }: Load) => <Shares of={gave} /> },
    { name: t('units.pledges'), isNumber: true, show: ({ pledges }: Load) => of(pledges.kept, pledges.made) },
    { name: t('units.ballots'), isNumber: true, show: ({ ballots }: Load) => of(ballots.taken, ballots.entitled) },
    { name: t('units.actionsDone'), isNumber: true, show: ({ actions }: Load) => of(actions.done, actions.given) },
  ];
};

const Shares = ({ of }: { of: Load['gave'] }) => {
  const { value, amount } = useWords();
  if (of.length === 0) return <span className="soft">—</span>;
  return (
    <ul className="small">
      {of.map(({ kind, unitOfMeasure, quantity }) => (
        <li key={`${kind} ${unitOfMeasure}`} className="figures">
          {value(kind)} {amount(quantity, unitOfMeasure)}
        </li>
      ))}
    </ul>
  );
};

const silent_ms = 30 * 86_400_000;
const isSilent = ({ status, lastActAt }: Load): boolean =>
  status === 'admitted' && (lastActAt === null || Date.parse(lastActAt) < now_ms() - silent_ms);
const longest = (a: Load, b: Load): number => (a.lastActAt ?? '').localeCompare(b.lastActAt ?? '');

/** Those who did nothing at all for a month: perhaps nobody asked them. */
const Silent = ({ of }: { of: readonly Load[] }) => {
  const { t, ago } = useWords();
  return (
    <Card title={t('units.silent')}>
      {of.length === 0 && <p className="soft">{t('units.nobodySilent')}</p>}
      <ul className="lines">
        {of
          .toSorted(longest)
          .slice(0, shown_max)
          .map(({ unitId, lastActAt }) => (
            <li key={unitId}>
              <UnitName id={unitId} />
              <small>{lastActAt ? ago(lastActAt) : t('units.never')}</small>
            </li>
          ))}
      </ul>
    </Card>
  );
};

/** Whose part of something is the greatest, in what was given or asked for. */
const Carriers = ({ of, period }: { of: readonly Load[]; period: Period }) => {
  const { t, text, value, percent } = useWords();
  const shares = of.flatMap(({ unitId, name, gave, asked }) => [
    ...gave.map((share) => ({ ...share, unitId, name, list: 'gave' as const, word: 'units.gave' as const })),
    ...asked.map((share) => ({ ...share, unitId, name, list: 'asked' as const, word: 'units.asked' as const })),
  ]);
  const greatest = shares.toSorted((a, b) => b.percent - a.percent).slice(0, shown_max);
  const figures = greatest.flatMap(({ unitId, name, list, word, ...share }) =>
    shareFigure({ unitId, list, share }, period, `${text(name)} · ${t(word)} · ${value(share.kind)}`),
  );
  const title = t('units.carries');
  return (
    <Card title={title} beside={<Explain title={title} figures={figures} />}>
      {greatest.length === 0 && <p className="soft">{t('units.nobodyCarries')}</p>}
      <ul className="lines">
        {greatest.map(({ unitId, word, kind, unitOfMeasure, percent: part }) => (
          <li key={`${unitId} ${word} ${kind} ${unitOfMeasure}`}>
            <span>
              <UnitName id={unitId} />
              <small>
                {t(word)} · {t('units.shareOf', { percent: percent(part / 100), kind: value(kind) })}
              </small>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
};
