import { useWords } from '../i18n/language.js';

/** So much of something, as the page says it. */
export const useSaid = () => {
  const { number, amount, percent } = useWords();
  return (value: number, measure: string | undefined): string =>
    measure === '%' ? percent(value / 100) : measure ? amount(value, measure) : number(value);
};
