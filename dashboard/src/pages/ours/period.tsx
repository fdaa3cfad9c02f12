import { useMemo } from 'react';
import { useSearchParams } from 'wouter';
import { useWords } from '../../i18n/language.js';
import { lastDays, quarter_days } from '../../past/last-days.js';
import { Filter } from '../../ui/filter.js';

const longer = { half: 183, year: 366 } as const;

/** The time until now that the address asks for. */
export const usePeriod = (): ReturnType<typeof lastDays> => {
  const [search] = useSearchParams();
  const wanted = search.get('period');
  const { from, until } = lastDays(wanted === 'half' || wanted === 'year' ? longer[wanted] : quarter_days);
  return useMemo(() => ({ from, until }), [from, until]);
};

/** Which time is looked at. */
export const PeriodFilter = () => {
  const { t } = useWords();
  return (
    <Filter
      name="period"
      label={t('ours.period')}
      all={t('ours.quarter')}
      options={[
        { id: 'half', label: t('ours.half') },
        { id: 'year', label: t('ours.year') },
      ]}
    />
  );
};
