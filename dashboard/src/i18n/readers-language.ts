export type Language = 'zh' | 'en';

/** The language that the reader chose, or else the browser's. */
export const readersLanguage = (): Language => {
  const kept = localStorage.getItem('language');
  return kept === 'zh' || kept === 'en' ? kept : navigator.language.startsWith('zh') ? 'zh' : 'en';
};
