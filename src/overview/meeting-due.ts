import { Temporal } from 'temporal-polyfill';
import type { Charter } from '../alliances/events.js';
import { daysAfter } from '../platform/days.js';

/** When the next meeting is due, and since when it is to be convened. */
export type MeetingDue = Readonly<{ since: string; due: string }>;

/**
 * The charter says how many months there are from one meeting to the next, from the founding on, and with how many days'
 * notice a meeting is convened: when its last day for that has come, it is an open matter.
 */
export const meetingDue = (
  { timeZone, meetingEveryMonths, noticeDays }: Charter,
  last: string,
  now: string,
): MeetingDue | undefined => {
  const due = Temporal.Instant.from(last).toZonedDateTimeISO(timeZone).add({ months: meetingEveryMonths });
  const dueAt = new Date(due.epochMilliseconds).toISOString();
  const since = daysAfter(dueAt, -noticeDays, timeZone);
  return since <= now ? { since, due: dueAt } : undefined;
};
