import { parseDate } from '@internationalized/date';
import { layOut } from '../../dashboard/src/pages/resources/calendar-days.js';

const zone = 'Asia/Shanghai';
const at = (day: number, time: string): string => new Date(`2026-11-${day}T${time}+08:00`).toISOString();

it('What is free over midnight is shown, and booked, by the day', () => {
  const days = [23, 24, 25].map((day) => parseDate(`2026-11-${day}`));
  const free = [{ from: at(23, '21:30'), to: at(25, '09:00'), free: 40 }];
  const shown = layOut(days, free, [], zone).flatMap((day) => day.free);
  expect(shown.map(({ from, to }) => [from, to])).toEqual([[1_290, 1_440], [0, 1_440], [0, 540]]); // prettier-ignore
  const times = shown.map(({ of }) => [Date.parse(of.from), Date.parse(of.to)]);
  const bounds = [at(23, '21:30'), at(24, '00:00'), at(25, '00:00'), at(25, '09:00')].map((each) => Date.parse(each));
  expect(times).toEqual([0, 1, 2].map((n) => bounds.slice(n, n + 2)));
});
