import { now_ms } from '../../past/as-of.js';
import { useMemo } from 'react';
import { useSearchParams } from 'wouter';
import { useWords } from '../../i18n/language.js';
import { Filter } from '../../ui/filter.js';

const day_ms = 86_400_000;
const longer = { half: 183, year: 366 } as const;
const quarter_days = 92;

/** The time until now that the address asks for; it begins and ends with the hour, so that an answer is asked once. */
export const usePeriod = (): Readonly<{ from: string; until: string }> => {
  const [search] = useSearchParams();
  const wanted = search.get('period');
  const days = wanted === 'half' || wanted === 'year' ? longer[wanted] : quarter_days;
  const hour = Math.ceil(now_ms() / 3_600_000) * 3_600_000;
  return useMemo(
    () => ({ from: new Date(hour - days * day_ms).toISOString(), until: new Date(hour).toISOString() }),
    [hour, days],
  );
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
