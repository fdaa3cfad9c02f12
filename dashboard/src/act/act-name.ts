import { useWords } from '../i18n/language.js';
import { acts } from '../i18n/terms/acts.js';
import type { Pair } from '../i18n/words.js';

export const useActName = () => {
  const { side } = useWords();
  return (act: string): string => {
    const pair = (acts as Readonly<Record<string, Pair>>)[act];
    return pair ? side(pair) : act;
  };
};
