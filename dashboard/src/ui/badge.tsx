import type { ReactNode } from 'react';
import { useWords } from '../i18n/language.js';

export type Tone = 'late' | 'soon' | 'good' | 'info' | 'quiet';

export const Badge = ({ tone = 'quiet', children }: { tone?: Tone; children: ReactNode }) => (
  <span className="badge" data-tone={tone}>
    {children}
  </span>
);

/** How a word of a status is meant: what is late or broken, what waits, what went well. */
const tones: Readonly<Record<string, Tone>> = {
  ...{
    late: 'late',
    overdue: 'late',
    lapsed: 'late',
    failing: 'late',
    faulty: 'late',
    unreachable: 'late',
    unavailable: 'late',
    'no-show': 'late',
    lost: 'late',
  },
  ...{
    soon: 'soon',
    requested: 'soon',
    applied: 'soon',
    waitlisted: 'soon',
    promoted: 'soon',
    reported: 'soon',
    raised: 'soon',
  },
  ...{
    submitted: 'soon',
    degraded: 'soon',
    paused: 'soon',
    suspended: 'soon',
    deferred: 'soon',
    'quorum-missed': 'soon',
  },
  ...{
    admitted: 'good',
    confirmed: 'good',
    carried: 'good',
    kept: 'good',
    done: 'good',
    completed: 'good',
    ok: 'good',
  },
  ...{ delivered: 'good', reached: 'good', offered: 'good', approved: 'good', evaluated: 'good' },
  ...{
    voting: 'info',
    underway: 'info',
    open: 'info',
    convened: 'info',
    accepted: 'info',
    given: 'info',
    made: 'info',
    answered: 'info',
  },
};

/** The word of a status in its colour; never the colour alone. */
export const Status = ({ of }: { of: string }) => {
  const { value } = useWords();
  return <Badge tone={tones[of] ?? 'quiet'}>{value(of)}</Badge>;
};
