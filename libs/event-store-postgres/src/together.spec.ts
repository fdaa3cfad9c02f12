import { noStream, type Expectation } from '#event-sourcing';
import { newIssue } from './testing.js';
import { together, type Append } from './together.js';

const at = (streamId: string, revision = noStream): Expectation => ({ streamId, revision });
const append = (place: Expectation, more: Partial<Append> & { count?: number } = {}): Append => ({
  at: place,
  rows: Array(more.count ?? 1).fill({ id: '', type: 'Said', body: '' }),
  issue: newIssue(),
  alsoAt: [],
  fate: {},
  builtOn: [],
  bytes: 1,
  since_ms: 0,
  done: () => undefined,
  failed: () => undefined,
  ...more,
});

/** Which of these go in the next call, by their numbers; the others wait, in order. */
const inOneCall = (...waiting: Append[]) => {
  const [batch, later] = together(waiting);
  expect(later).toEqual(waiting.filter((each) => !batch.includes(each)));
  return batch.map((each) => waiting.indexOf(each));
};

describe('In one call go', () => {
  it('appends to different streams, with conditions on others', () =>
    expect(inOneCall(append(at('a'), { alsoAt: [at('r')] }), append(at('b'), { alsoAt: [at('r', 3)] }))).toEqual([
      0, 1,
    ]));

  it('no two that are conditioned on what the other writes', () =>
    expect(inOneCall(append(at('a'), { alsoAt: [at('b')] }), append(at('b'), { alsoAt: [at('a')] }))).toEqual([0]));

  it('none that writes what one there is conditioned on', () =>
    expect(inOneCall(append(at('a'), { alsoAt: [at('b')] }), append(at('b')), append(at('c')))).toEqual([0, 2]));

  it('none that is conditioned on what one there writes', () =>
    expect(inOneCall(append(at('b')), append(at('a'), { alsoAt: [at('b')] }), append(at('c')))).toEqual([0, 2]));

  it('appends to one stream only as a chain', () =>
    expect(
      inOneCall(
        append(at('a'), { count: 2 }),
        append(at('a')),
        append(at('a', 1)),
        append(at('a', 3)),
        append(at('a', 2)),
      ),
    ).toEqual([0, 2, 4]));

  it('no two of one command', () => {
    const issue = newIssue();
    expect(inOneCall(append(at('a'), { issue }), append(at('b'), { issue }), append(at('c')))).toEqual([0, 2]);
  });

  it('a thousand events and conditions, and not one more', () => {
    const full = [append(at('a'), { count: 500 }), append(at('b'), { count: 498, alsoAt: [at('r')] })];
    expect(inOneCall(...full, append(at('c')))).toEqual([0, 1, 2]);
    expect(inOneCall(...full, append(at('c'), { alsoAt: [at('r')] }), append(at('d')))).toEqual([0, 1]);
  });

  it('four megabytes, and not one byte more', () => {
    const half = { bytes: 2 << 20 };
    expect(inOneCall(append(at('a'), half), append(at('b'), half), append(at('c')))).toEqual([0, 1]);
  });

  it('always the first, however large', () =>
    expect(inOneCall(append(at('a'), { count: 2_000, bytes: 1 << 30 }), append(at('b')))).toEqual([0]));

  it('what stands among the first thousands, however many wait behind one that cannot go', () => {
    const hot = Array.from({ length: 4_000 }, () => append(at('a')));
    expect(inOneCall(...hot.slice(1), append(at('b')), append(at('c')))).toEqual([0, 3_999]);
  });
});
