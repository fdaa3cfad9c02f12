import { LRUCache } from 'lru-cache';
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import type { Availability } from './events.js';

/** From one instant until, and without, another; in milliseconds since 1970. */
export type Span = Readonly<{ from: number; to: number }>;

/** Where and since when a rule holds: local times are of this zone, and it begins on this day unless it says another. */
export type Here = Readonly<{ timeZone: string; offeredAt: string }>;

const rules_max = 2_000;
const day_ms_max = 25 * 3_600_000;

/** When a resource can be used: what overlaps a span, in order; what touches is one. */
export const windowsOf = (availability: Availability, here: Here, span: Span): readonly Span[] => {
  const lasting = Temporal.Duration.from(availability.duration);
  const windows = timesOf(availability, here, { from: span.from - longest_ms(lasting), to: span.to });
  return merged(windows.filter(({ from, to }) => from < span.to && to > span.from));
};

/** Each time that a rule says and that begins within a span, in order; they may overlap. */
export const timesOf = (availability: Availability, here: Here, span: Span): readonly Span[] => {
  const { duration, except = [] } = availability;
  const lasting = Temporal.Duration.from(duration);
  const excepted = new Set(except);
  return occurrencesOf(availability, here, span)
    .map((ms) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(here.timeZone))
    .filter((start) => !excepted.has(start.toPlainDate().toString()))
    .map((start) => ({ from: start.epochMilliseconds, to: start.add(lasting).epochMilliseconds }));
};

/** Whether one of these windows holds all of a span. */
export const covers = (windows: readonly Span[], { from, to }: Span): boolean =>
  windows.some((window) => window.from <= from && to <= window.to);

/** Whether its parts make a rule together, too. */
export const isReadable = (availability: Availability): boolean => {
  try {
    windowsOf(availability, { timeZone: 'UTC', offeredAt: '2026-01-01T00:00:00.000Z' }, { from: 0, to: 1 });
    return true;
  } catch {
    return false;
  }
};

const rules = new LRUCache<string, RRuleTemporal>({ max: rules_max });

/** A rule with a COUNT is counted from its beginning; any other is entered where the span begins. */
const occurrencesOf = (availability: Availability, here: Here, { from, to }: Span): readonly number[] => {
  const key = JSON.stringify([availability.rrule, availability.start, availability.from, here]);
  const rule = rules.get(key) ?? ruleOf(availability, here);
  rules.set(key, rule);
  const found = availability.rrule.includes('COUNT=')
    ? rule.all(({ epochMilliseconds }) => epochMilliseconds < to)
    : rule.between(new Date(from), new Date(to), true);
  return found.map(({ epochMilliseconds }) => epochMilliseconds).filter((ms) => ms >= from && ms < to);
};

/**
 * The time of day is a part of the rule, not of its first day: on that day it may not exist. A local time that a day
 * does not have is left out, one that it has twice is the first (RFC 5545, 3.3.10 and 3.3.5).
 */
const ruleOf = ({ rrule, start, from }: Availability, { timeZone, offeredAt }: Here): RRuleTemporal => {
  const [hour, minute] = start.split(':').map(Number);
  const offered = Temporal.Instant.from(offeredAt).toZonedDateTimeISO(timeZone).toPlainDate();
  const dtstart = (from === undefined ? offered : Temporal.PlainDate.from(from)).toZonedDateTime({ timeZone });
  const rruleString = `${withEndInUtc(rrule, timeZone)};BYHOUR=${hour};BYMINUTE=${minute};BYSECOND=0`;
  return new RRuleTemporal({ rruleString, dtstart });
};

/** RFC 5545 wants an UNTIL with a time in UTC; who leaves out the Z means the alliance's clocks. */
const withEndInUtc = (rrule: string, timeZone: string): string =>
  rrule.replace(/UNTIL=(\d{8}T\d{6})(?!Z|\d)/, (_, local: string) => {
    const end = Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).toInstant();
    return `UNTIL=${end.toString({ smallestUnit: 'second' }).replace(/[-:]/g, '')}`;
  });

/** A day has at most 25 hours. */
const longest_ms = ({ days, hours, minutes }: Temporal.Duration): number =>
  days * day_ms_max + hours * 3_600_000 + minutes * 60_000;

const merged = (windows: readonly Span[]): readonly Span[] => {
  const all: { from: number; to: number }[] = [];
  for (const { from, to } of windows.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else all.push({ from, to });
  }
  return all;
};
