import { now_ms } from '../past/as-of.js';
import type { Language } from './readers-language.js';
import { measures } from './terms/measures.js';

const many = 2;
const minute_ms = 60_000;
const [hour_ms, day_ms] = [60 * minute_ms, 24 * 60 * minute_ms];

/** Made when it is first asked for: each takes a while, and a page needs few. */
const once = <T>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => (made ??= make());
};

/** Dates and numbers as readers of a language write them, in the alliance's time zone. */
export const formatsOf = (language: Language, timeZone: string) => {
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
  const made = new Map<string, Intl.DateTimeFormat>();
  const dates = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
    const key = JSON.stringify(options);
    const format = made.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone, ...options });
    made.set(key, format);
    return format;
  };
  const numbers = once(() => new Intl.NumberFormat(locale));
  const parts = once(() => new Intl.NumberFormat(locale, { style: 'percent' }));
  const plurals = once(() => new Intl.PluralRules(locale));
  const lists = once(() => new Intl.ListFormat(locale, { type: 'conjunction' }));
  const relatives = once(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
  const noonOf = (date: string) => new Date(`${date}T12:00:00Z`);
  const number = (value: number): string => numbers().format(value);
  const moneys = new Map<string, Intl.NumberFormat>();
  const moneyIn = (currency: string): Intl.NumberFormat => {
    const format =
      moneys.get(currency) ??
      new Intl.NumberFormat(locale, {
        style: 'currency',
        currency,
        currencyDisplay: 'narrowSymbol',
        trailingZeroDisplay: 'stripIfInteger',
      });
    moneys.set(currency, format);
    return format;
  };
  const money = (minor: number, currency: string): string => {
    const format = moneyIn(currency);
    return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 0));
  };
  const when = (instant: string): string =>
    dates({ dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant));
  const time = (instant: string): string => dates({ timeStyle: 'short' }).format(new Date(instant));
  const dayOf = (instant: string): string => dates({ dateStyle: 'medium' }).format(new Date(instant));
  /** Of "trip|trips" the one that goes with a number; what has one form has it always. */
  const form = (n: number, forms: string): string => {
    const [one = '', others = one] = forms.split('|');
    return plurals().select(n) === 'one' ? one : others;
  };
  /** A unit of measure in words, of so many; members may write any. */
  const measure = (unitOfMeasure: string, quantity = many): string =>
    unitOfMeasure in measures
      ? form(quantity, measures[unitOfMeasure as keyof typeof measures][language === 'zh' ? 1 : 0])
      : unitOfMeasure;
  /** A day such as 2026-11-23, which is in no time zone. */
  const day = (date: string): string => dates({ dateStyle: 'medium', timeZone: 'UTC' }).format(noonOf(date));
  /** The same as it is filled in, such as 23 / 11 / 2026. */
  const dayInDigits = (date: string): string =>
    dates({ year: 'numeric', month: '2-digit', day: '2-digit', timeZone: 'UTC' })
      .format(noonOf(date))
      .replaceAll('/', ' / ');
  /** The same, within the year. */
  const shortDay = (date: string): string =>
    dates({ month: 'short', day: 'numeric', timeZone: 'UTC' }).format(noonOf(date));
  return {
    locale,
    timeZone,
    number,
    /** @param part of one */
    percent: (part: number): string => parts().format(part),
    /** A day and a time, such as 23 Nov 2026, 09:30. */
    when,
    /** The same without the year. */
    soon: (instant: string): string =>
      dates({ month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false }).format(
        new Date(instant),
      ),
    time,
    /** The day of an instant. */
    dayOf,
    day,
    dayInDigits,
    shortDay,
    /** From an instant to another: the day is said once where it is one. */
    span: (from: string, to: string): string =>
      dayOf(from) === dayOf(to) ? `${when(from)}–${time(to)}` : `${when(from)} – ${when(to)}`,
    /** From a time of day to another, such as 09:00–12:00. */
    times: (from: string, to: string): string => `${time(from)}–${time(to)}`,
    /** From a day to another; what both share is said once. Chinese ranges of `Intl` are all slashes. */
    days: (from: string, to: string): string =>
      language === 'zh' && from.slice(0, 4) === to.slice(0, 4)
        ? `${day(from)}至${shortDay(to)}`
        : dates({ dateStyle: 'medium', timeZone: 'UTC' }).formatRange(noonOf(from), noonOf(to)),
    /** The month and the year of a day. */
    month: (date: string): string => dates({ year: 'numeric', month: 'long', timeZone: 'UTC' }).format(noonOf(date)),
    /** The day of the week of a day: short above a column, long where it is said. */
    weekdayOf: (date: string, length: 'short' | 'long' = 'short'): string =>
      dates({ weekday: length, timeZone: 'UTC' }).format(noonOf(date)),
    weekday: (instant: string): string =>
      dates({ weekday: 'long', month: 'long', day: 'numeric' }).format(new Date(instant)),
    /** Such as "in 3 days" or "2 hours ago". */
    ago: (instant: string, now = now_ms()): string => {
      const away_ms = new Date(instant).getTime() - now;
      if (Math.abs(away_ms) < hour_ms) return relatives().format(Math.round(away_ms / minute_ms), 'minute');
      if (Math.abs(away_ms) < day_ms) return relatives().format(Math.round(away_ms / hour_ms), 'hour');
      return relatives().format(Math.round(away_ms / day_ms), 'day');
    },
    money,
    /** So much of something; what is measured in a currency is money in its minor unit. */
    amount: (quantity: number, unitOfMeasure: string): string => {
      if (isCurrency(unitOfMeasure)) return money(quantity, unitOfMeasure);
      return `${number(quantity)} ${measure(unitOfMeasure, quantity)}`;
    },
    measure,
    form,
    list: (items: readonly string[]): string => lists().format(items),
  };
};
export type Formats = ReturnType<typeof formatsOf>;

export const isCurrency = (unitOfMeasure: string): boolean => /^[A-Z]{3}$/.test(unitOfMeasure);
