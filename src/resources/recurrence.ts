const day = '(MO|TU|WE|TH|FR|SA|SU)';
const sign = '[+-]?';
const listOf = (each: string): string => `${each}(,${each})*`;
const ofMonth = '([1-9]|[12]\\d|3[01])';
const ofYear = '[1-9]\\d{0,2}';
const week = '([1-9]|[1-4]\\d|5[0-3])';

/** The parts of a rule, and what each may hold. Parts of a day are not among them: `start` says when in the day. */
const parts: Readonly<Record<string, string>> = {
  FREQ: '(DAILY|WEEKLY|MONTHLY|YEARLY)',
  INTERVAL: '[1-9]\\d{0,3}',
  COUNT: '[1-9]\\d{0,2}',
  UNTIL: '\\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3])[0-5]\\d[0-5]\\dZ?)?',
  WKST: day,
  BYDAY: listOf(`(${sign}${week})?${day}`),
  BYMONTHDAY: listOf(`${sign}${ofMonth}`),
  BYYEARDAY: listOf(`${sign}${ofYear}`),
  BYWEEKNO: listOf(`${sign}${week}`),
  BYMONTH: listOf('([1-9]|1[0-2])'),
  BYSETPOS: listOf(`${sign}${ofYear}`),
};
const part = `(${Object.entries(parts)
  .map(([name, value]) => `${name}=${value}`)
  .join('|')})`;
const hasFrequency = '(?=(.*;)?FREQ=)';
const eachOnce = '(?!(.*;)?(?<part>[A-Z]+)=.*;\\k<part>=)';
const oneEnd = '(?!.*(COUNT|UNTIL)=.*;(COUNT|UNTIL)=)';

/** A recurrence rule of days or longer (RFC 5545, 3.3.10): FREQ and other parts, each once, in any order. */
export const recurrence = new RegExp(`^${hasFrequency}${eachOnce}${oneEnd}${part}(;${part})*$`);
