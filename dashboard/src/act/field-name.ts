import { useWords } from '../i18n/language.js';
import { fields } from '../i18n/terms/fields.js';
import type { Pair } from '../i18n/words.js';

/** What a field of the API is called. */
export const useFieldName = () => {
  const { side } = useWords();
  return (name: string): string => {
    const pair = (fields as Readonly<Record<string, Pair>>)[name];
    return pair ? side(pair) : name;
  };
};
