import type { Pair } from './words.js';
import { act } from './words/act.js';
import { audit } from './words/audit.js';
import { committee } from './words/committee.js';
import { common } from './words/common.js';
import { explain } from './words/explain.js';
import { findings } from './words/findings.js';
import { history } from './words/history.js';
import { navigation } from './words/navigation.js';
import { ours } from './words/ours.js';
import { overview } from './words/overview.js';
import { matters } from './words/matters.js';
import { health } from './words/health.js';
import { past } from './words/past.js';
import { projects } from './words/projects.js';
import { proof } from './words/proof.js';
import { resources } from './words/resources.js';
import { signIn } from './words/sign-in.js';
import { units } from './words/units.js';
import { wall } from './words/wall.js';

/** Every word of the dashboard by part and name. A page adds its part here. */
export const catalogue = {
  act,
  audit,
  committee,
  common,
  explain,
  findings,
  health,
  history,
  matters,
  navigation,
  ours,
  overview,
  past,
  projects,
  proof,
  resources,
  signIn,
  units,
  wall,
} as const;

type Catalogue = typeof catalogue;
/** Such as `common.close`. */
export type Word = { [P in keyof Catalogue]: `${P}.${Extract<keyof Catalogue[P], string>}` }[keyof Catalogue];

/** @throws where there is no such word, which does not compile either */
export const pairOf = (word: Word): Pair => {
  const [part = '', name = ''] = word.split('.');
  const pair = (catalogue as Readonly<Record<string, Readonly<Record<string, Pair>>>>)[part]?.[name];
  if (!pair) throw new Error(`no word ${word}`);
  return pair;
};
