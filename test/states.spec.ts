import { streams } from '../src/contexts.js';
import { allDecisions } from './decisions.js';
import { explore } from './states/explore.js';
import { lifecycles } from './states/lifecycles.js';
import { promised } from './states/promised.js';

const things = Object.values(lifecycles).flatMap((context) => Object.values(context));

it('every stream has its states, and every command is tried', async () => {
  const categories = new Set(things.map(({ category }) => category));
  const other = streams.map(({ category }) => category).filter((each) => !categories.has(each));
  expect(other).toEqual(['reading']); // a note is there or not, and no command makes it
  const tried = new Set(things.flatMap(({ moves }) => moves.map(({ command }) => command)));
  expect([...(await allDecisions()).keys()].filter((command) => !tried.has(command))).toEqual([]);
  expect(Object.keys(promised).toSorted()).toEqual(things.map(({ thing }) => thing).toSorted());
});

it.each(things)('$thing: every transition that is promised, and no other', async (of) => {
  const found: Record<string, Set<string>> = {};
  for (const { from, command, to } of await explore(of))
    if (from !== to) (found[`${from} → ${to}`] ??= new Set()).add(command);
  const told = Object.entries(found).map(([move, commands]) => [move, [...commands].sort().join(' ')]);
  expect(Object.fromEntries(told)).toEqual(promised[of.thing]);
});
