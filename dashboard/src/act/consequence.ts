import { useWords } from '../i18n/language.js';
import { consequences } from '../i18n/terms/consequences.js';
import type { Pair } from '../i18n/words.js';

/** What follows from an act, where that has to be said. */
export const useConsequence = (act: string): string | undefined => {
  const { side } = useWords();
  const pair = (consequences as Readonly<Record<string, Pair>>)[act];
  return pair && side(pair);
};
