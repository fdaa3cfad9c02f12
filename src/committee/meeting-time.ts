import type { Issue } from '#event-sourcing';
import { daysAfter } from '../platform/days.js';

const hour_ms = 3_600_000;
const sitting_ms_max = 24 * hour_ms;
const ahead_days_max = 400;
const overrun_ms_max = 12 * hour_ms;
const doors_ms = hour_ms;

type Time = Readonly<{ from: string; to: string }>;
type Charter = Readonly<{ noticeDays: number; timeZone: string }>;

const later = (instant: string, ms: number): string => new Date(Date.parse(instant) + ms).toISOString();

/** The rule that a time breaks at which no sitting can be: over, upside down, endless, or too far away. */
export const unfitTime = ({ from, to }: Time, { at }: Pick<Issue, 'at'>) => {
  const latest = daysAfter(at, ahead_days_max, 'UTC');
  const fits = at < from && from < to && from <= latest && to <= later(from, sitting_ms_max);
  return !fits && (['meeting-out-of-bounds', { after: at, latest }] as const);
};

/** The rule that is broken where fewer days than the charter says lie between now and the meeting. */
export const shortNotice = ({ from }: Time, { noticeDays, timeZone }: Charter, { at }: Pick<Issue, 'at'>) => {
  const earliest = daysAfter(at, noticeDays, timeZone);
  return from < earliest && (['notice-too-short', { earliest, noticeDays }] as const);
};

/** The rule that is broken where a sitting would begin before or after its time. */
export const outsideOf = ({ from, to }: Time, { at }: Pick<Issue, 'at'>) =>
  (at < from || at >= to) && (['not-its-time', { from, to }] as const);

/** The rule that is broken where somebody comes more than an hour before a sitting, or after its time. */
export const doorsShut = ({ from, to }: Time, { at }: Pick<Issue, 'at'>) =>
  outsideOf({ from: later(from, -doors_ms), to }, { at });

/** When a sitting ends at the latest: twelve hours after its time, if nobody has ended it before. */
export const endsBy = ({ to }: Time): string => later(to, overrun_ms_max);
