import { recurrence } from './recurrence.js';

describe('A recurrence rule', () => {
  it.each([
    'FREQ=DAILY',
    'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU',
    'BYDAY=SA;FREQ=WEEKLY;INTERVAL=2;WKST=MO',
    'FREQ=MONTHLY;BYDAY=2TU,-1FR;COUNT=12',
    'FREQ=MONTHLY;BYMONTHDAY=5,15,25',
    'FREQ=YEARLY;BYMONTH=9;BYDAY=MO;BYSETPOS=1;UNTIL=20301231T160000Z',
    'FREQ=YEARLY;BYWEEKNO=20;BYYEARDAY=-1',
  ])('may be %s', (rule) => expect(rule).toMatch(recurrence));

  it.each([
    ['a word', 'weekly'],
    ['without a frequency', 'BYDAY=SA'],
    ['with a frequency of its own making', 'FREQ=SOMETIMES'],
    ['of hours, because the start says when in the day', 'FREQ=HOURLY'],
    ['with a part that RFC 5545 does not know', 'FREQ=WEEKLY;BYMOON=1'],
    ['with a day that no week has', 'FREQ=WEEKLY;BYDAY=XX'],
    ['with a part said twice', 'FREQ=WEEKLY;BYDAY=SA;BYDAY=SU'],
    ['with its frequency said twice', 'FREQ=WEEKLY;FREQ=DAILY'],
    ['counted beyond what can be counted at once', 'FREQ=DAILY;COUNT=1000'],
    ['with two ends', 'FREQ=DAILY;COUNT=3;UNTIL=20301231'],
    ['with an empty part', 'FREQ=DAILY;'],
    ['with the name of its property', 'RRULE:FREQ=DAILY'],
    ['of two lines', 'FREQ=DAILY\nFREQ=DAILY'],
  ])('is not one %s', (_, rule) => expect(rule).not.toMatch(recurrence));

  it('is judged at once, however long', () => {
    const began = performance.now();
    expect(`FREQ=${'A=;'.repeat(160)}`).not.toMatch(recurrence);
    expect(`FREQ=YEARLY;BYDAY=${'1MO,'.repeat(120)}`).not.toMatch(recurrence);
    expect(performance.now() - began).toBeLessThan(100);
  });
});
