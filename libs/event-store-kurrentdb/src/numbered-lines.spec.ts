import { MemoryEventStore, noStream } from '#event-sourcing';
import { NumberedLines } from './numbered-lines.js';

const events = 1_203;
const stretch = (position: number) => position * 7;

/** A log with gaps. */
const sparse = async () => {
  const log = new MemoryEventStore();
  for (let n = 0; n < events; n++) {
    const issue = { commandId: crypto.randomUUID(), command: 'Say', requestHash: '', correlationId: '', tenantId: 't', actor: { kind: 'x' }, at: '' }; // prettier-ignore
    await log.append({ streamId: `thing-${n}`, revision: noStream }, [{ type: 'Said', data: { n } }], issue);
  }
  return {
    readAll: async (after: number, events_max: number) =>
      (await log.readAll(Math.floor(after / 7), events_max)).map((each) => ({
        ...each,
        position: stretch(each.position),
        instant: each.recordedAt.replace('Z', '000Z'),
      })),
  };
};

it('A log with gaps is numbered without, from wherever it is asked', async () => {
  const lines = new NumberedLines(await sparse());
  const numbers = async (after: number, most: number) =>
    (await lines.headers(after, most)).map(({ position }) => position);
  const from = (first: number, count: number) => Array.from({ length: count }, (_, n) => first + n);
  expect(await numbers(998, 3)).toEqual([999, 1_000, 1_001]);
  expect(await lines.numberAt(stretch(1_000))).toBe(1_000);
  expect(await lines.size()).toBe(events);
  expect(await numbers(0, 2_000)).toEqual(from(1, events));
  expect(await numbers(events, 5)).toEqual([]);
  expect(await numbers(499, 2)).toEqual([500, 501]);
  expect(await Promise.all([1, 500, 501, events].map((each) => lines.numberAt(stretch(each))))).toEqual([1, 500, 501, events]); // prettier-ignore
  expect(await lines.numberAt(stretch(events) + 99)).toBe(events);
  expect(await lines.numberAt(0)).toBe(0);
  expect(await Promise.all([0, 1, 500, 501, events].map((each) => lines.positionOf(each)))).toEqual([0, 1, 500, 501, events].map(stretch)); // prettier-ignore
  const [line] = await lines.lines(41, 1);
  expect(line?.content).toMatch(/^\{"stream":"thing-41","revision":0,"recordedAt":"[^"]{26}Z","body":\{"version":1,/);
});

it('One event is read as one, where it was walked through before', async () => {
  const [log, asked] = [await sparse(), new Array<number>()];
  const lines = new NumberedLines({
    readAll: (after, events_max) => (asked.push(events_max), log.readAll(after, events_max)),
  });
  await lines.size();
  asked.length = 0;
  for (const number of [1_100, 700, 1]) {
    expect(await lines.numberAt(stretch(number))).toBe(number);
    expect((await lines.headers(number - 1, 1)).map(({ position }) => position)).toEqual([number]);
  }
  expect(asked).toEqual([1, 1, 1]);
});
