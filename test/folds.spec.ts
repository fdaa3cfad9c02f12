import { fold, stream } from '#event-sourcing';
import { allFolds, toldOf, type Fold } from './folds/all.js';
import { byWayOfSnapshot } from './folds/by-way-of-snapshot.js';
import { goldenOf, historiesOf } from './folds/histories.js';
import { remembered } from './folds/remembered.js';

const folds = [...(await allFolds())];

it.each(folds)('%s, from a snapshot at any moment and what came after it, is what all events make', async (_, of) => {
  const histories = historiesOf(of, goldenOf(of));
  expect(Math.max(...histories.map(({ length }) => length))).toBeGreaterThan(2);
  for (const [n, history] of histories.entries())
    for (let cut = n % 5; cut < history.length; cut += 5)
      expect(toldOf(await byWayOfSnapshot(of, history, cut))).toBe(toldOf(fold(of, history)));
});

it('A fold that has changed is noticed, unless its version has', () => {
  const resource = new Map(folds).get('resource')!;
  const before = remembered(resource);
  const changed = (version: number) => {
    const evolve = { ...resource.evolve, ResourcePaused: (state: object) => ({ ...state, isPaused: true }) };
    return stream('resource', resource.initial, evolve as never, version) as Fold;
  };
  expect(() => remembered(changed(1), before)).toThrow('the fold resource has changed');
  expect(remembered(changed(2), before).states).not.toBe(before.states);
});

it('A fold that knows one event more has not changed by it', () => {
  const resource = new Map(folds).get('resource')!;
  const fewer = remembered(resource).golden.filter((file) => !file.startsWith('ResourcePaused'));
  const { states } = remembered(resource, undefined, fewer);
  expect(remembered(resource, { version: 1, golden: fewer, states }).golden).toEqual(goldenOf(resource));
});

/** The same with other words wherever somebody said some. */
const saying = (words: string, value: any, isSaid = false): any => {
  if (typeof value === 'string') return isSaid ? words : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => saying(words, each, isSaid));
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, saying(words, each, isSaid || name === 'sealed')]),
  );
};

it.each(folds.filter(([, { confidential }]) => !confidential))(
  '%s keeps no word that is sealed: its states may be stored',
  (_, of) => {
    for (const history of historiesOf(of, goldenOf(of)).slice(0, 10))
      expect(toldOf(fold(of, saying('said-in-confidence', history)))).not.toContain('said-in-confidence');
  },
);
