import { RRuleTemporal } from 'rrule-temporal';
import {
  durationOf,
  endOf,
  firstDays,
  repeatOf,
  rhythms,
  ruleOf,
  type Repeat,
} from '../../dashboard/src/act/repeat.js';

const begins = ['2026-11-24', '2026-11-30', '2027-01-31', '2028-02-29', '2027-02-15'];
const ends = [
  { ends: 'count', count: 7, until: undefined },
  { ends: 'until', count: undefined, until: '2028-06-01' },
] as const; // prettier-ignore
const all: readonly Repeat[] = rhythms.flatMap((rhythm) =>
  begins.flatMap((from) => ends.map((end) => ({ rhythm, days: ['TU', 'SA'] as const, from, ...end }))),
);

it('The first days of a repeat are those of its rule by RFC 5545', () => {
  for (const repeat of all) {
    const rruleString = ruleOf(repeat)?.replace(/UNTIL=(\d+)/, 'UNTIL=$1T235959Z');
    const dtstart = `DTSTART;TZID=UTC:${repeat.from?.replaceAll('-', '')}T000000`;
    const rule = new RRuleTemporal({ rruleString: `${dtstart}\nRRULE:${rruleString}` });
    const days = rule.all((_, n) => n < 5).map((at) => at.toPlainDate().toString()); // prettier-ignore
    expect([repeat, firstDays(repeat, 5)]).toEqual([repeat, days]);
  }
});

it('A rule is shown as the repeat that it was made of; a rarer one as none', () => {
  const shown = all.map((repeat) => ({ ...repeat, days: repeat.rhythm.includes('week') && !repeat.rhythm.startsWith('month') ? repeat.days : [] })); // prettier-ignore
  expect(shown.map((repeat) => repeatOf(ruleOf(repeat) ?? '', repeat.from))).toEqual(shown);
  for (const rare of ['FREQ=YEARLY', 'FREQ=WEEKLY;INTERVAL=3;BYDAY=MO', 'FREQ=MONTHLY;BYDAY=1MO,3MO'])
    expect(repeatOf(rare, '2026-11-24')).toBeUndefined();
});

it('How long it lasts is from one time of day to another, also over midnight', () => {
  expect([durationOf('09:00', '11:30'), durationOf('22:00', '06:00'), durationOf('08:00', '08:00')]).toEqual(['PT2H30M', 'PT8H', 'PT24H']); // prettier-ignore
  expect([endOf('09:00', 'PT2H30M'), endOf('22:00', 'PT8H'), endOf('09:00', 'P2D')]).toEqual(['11:30', '06:00', undefined]); // prettier-ignore
});
