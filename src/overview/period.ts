import { IsInstant, Optional } from '../platform/fields.js';
import { PageQuery } from '../platform/page.js';
import { refuse } from './refusals.js';

const day_ms = 86_400_000;

/** Between which instants; `until` is no longer of it. */
export type Period = Readonly<{ from: string; until: string }>;
type Wanted = Readonly<Partial<Period>>;

/** Of which time: the last 92 days unless said. */
export class PeriodFilter {
  @Optional() @IsInstant() readonly from?: string;
  /** No longer of it; now unless said. */
  @Optional() @IsInstant() readonly until?: string;
}
/** Of which time: the last 92 days unless said, at most 366. */
export class PagedPeriodFilter extends PageQuery {
  @Optional() @IsInstant() readonly from?: string;
  /** No longer of it; now unless said. */
  @Optional() @IsInstant() readonly until?: string;
}

const later = (instant: string, days: number): string => new Date(Date.parse(instant) + days * day_ms).toISOString();

/** The time until now, or until then. */
export const past = ({ from, until }: Wanted, now: string, days: number, days_max?: number): Period => {
  const end = until ?? now;
  return bounded({ from: from ?? later(end, -days), until: end }, days_max);
};
/** The time from now on, or from then on. */
export const coming = ({ from, until }: Wanted, now: string, days: number, days_max: number): Period => {
  const begin = from ?? now;
  return bounded({ from: begin, until: until ?? later(begin, days) }, days_max);
};

const bounded = (period: Period, days_max = Infinity): Period => {
  const length_ms = Date.parse(period.until) - Date.parse(period.from);
  refuse.broken(
    length_ms <= 0 && 'period-empty',
    length_ms > days_max * day_ms && ['period-too-long', { days: days_max }],
  );
  return period;
};
