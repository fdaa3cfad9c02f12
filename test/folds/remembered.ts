import { fold } from '#event-sourcing';
import { createHash } from 'node:crypto';
import { allFolds, toldOf, type Fold } from './all.js';
import { goldenOf, historiesOf } from './histories.js';

/** What a version of a fold makes of histories by chance, of the events of these golden files: a hash of the states. */
export type Remembered = Readonly<{ version: number; golden: readonly string[]; states: string }>;

/**
 * What all folds make of such histories, to be compared with what they made when their versions were written down.
 *
 * @param before as it was written down. @throws for a fold that makes something else, and says that it is the same
 */
export const rememberedFolds = async (
  before: Readonly<Record<string, Remembered>>,
): Promise<Readonly<Record<string, Remembered>>> => {
  const folds = [...(await allFolds())].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(folds.map(([name, of]) => [name, remembered(of, before[name])]));
};

/** @throws as `rememberedFolds` */
export const remembered = (of: Fold, before?: Remembered, golden = goldenOf(of)): Remembered => {
  const { name, version } = of.form;
  if (before?.version === version && statesOf(of, before.golden) !== before.states)
    throw new Error(`the fold ${name} has changed, and stored snapshots of version ${version} would not: raise it`);
  return { version, golden, states: statesOf(of, golden) };
};

const statesOf = (of: Fold, golden: readonly string[]): string => {
  const all = createHash('sha256');
  for (const history of historiesOf(of, golden)) all.update(`${toldOf(fold(of, history))}\n`);
  return all.digest('base64url');
};
