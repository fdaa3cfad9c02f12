import { now_ms } from './as-of.js';

const [hour_ms, day_ms] = [3_600_000, 86_400_000];
export const quarter_days = 92;

/** So many days until now; they begin and end with the hour, so that an answer is asked once. */
export const lastDays = (days: number): Readonly<{ from: string; until: string }> => {
  const until_ms = Math.ceil(now_ms() / hour_ms) * hour_ms;
  return { from: new Date(until_ms - days * day_ms).toISOString(), until: new Date(until_ms).toISOString() };
};
