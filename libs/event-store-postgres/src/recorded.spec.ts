import { recorded, type Row } from './recorded.js';

const row = (recordedAt: string, body: object): Row => [
  '7',
  'thing-a',
  '3',
  'id',
  'Said',
  recordedAt,
  JSON.stringify(body),
];
const body = (text: string) => ({ version: 2, data: { text }, issue: { at: 'then' } });

describe('What the log sends is read', () => {
  it('with numbers as numbers, and its body as it was stored', () =>
    expect(recorded([row('2026-11-22 22:33:04.123456+00', body('a'))])).toEqual([
      {
        ...{ id: 'id', type: 'Said', streamId: 'thing-a', subjectId: 'a', revision: 3, position: 7 },
        ...{ recordedAt: '2026-11-22T22:33:04.123Z', version: 2, data: { text: 'a' }, issue: { at: 'then' } },
      },
    ]));

  it.each([
    ['2026-11-22 22:33:04.999999+00', '2026-11-22T22:33:04.999Z'],
    ['2026-11-22 22:33:04.12+00', '2026-11-22T22:33:04.120Z'],
    ['2026-11-22 22:33:04+00', '2026-11-22T22:33:04.000Z'],
    ['2026-11-23 06:33:04.123456+08', '2026-11-22T22:33:04.123Z'],
    ['2026-11-23 04:03:04.5+05:30', '2026-11-22T22:33:04.500Z'],
  ])('with %s as %s', (sent, instant) => expect(recorded([row(sent, body(''))])[0]?.recordedAt).toBe(instant));

  it('each with its own body, however many and however large they are', () => {
    const texts = Array.from({ length: 2_000 }, (_, n) =>
      `${n}${'x'.repeat(n % 7 === 0 ? 300_000 : 10)}`.slice(0, n % 70 === 0 ? 300_000 : 20),
    );
    const read = recorded(texts.map((text) => row('2026-11-22 22:33:04.123456+00', body(text))));
    expect(read.map(({ data }) => (data as unknown as { text: string }).text)).toEqual(texts);
    expect(recorded([])).toEqual([]);
  });
});
