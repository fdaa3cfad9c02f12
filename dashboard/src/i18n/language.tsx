import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { asking } from '../api/asking.js';
import { queryClient, type Text } from '../api/query.js';
import { pairOf, type Word } from './catalogue.js';
import { fill, type Filled } from './fill.js';
import { formatsOf } from './formats.js';
import { readersLanguage, type Language } from './readers-language.js';
import { events } from './terms/events.js';
import { values } from './terms/values.js';
import type { Pair } from './words.js';

const deviceZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

const wordsIn = (language: Language, timeZone: string) => {
  const side = (pair: Pair): string => pair[language === 'zh' ? 1 : 0];
  const formats = formatsOf(language, timeZone);
  return {
    language,
    ...formats,
    /** A word of the catalogue, with what is to be filled in. */
    t: (word: Word, filled: Filled = {}): string => fill(side(pairOf(word)), filled, formats),
    side,
    /** Members' own words, in the reader's language where there are both. */
    text: (said: Text | null | undefined): string => said?.[language] ?? said?.zh ?? said?.en ?? '',
    /** The word of a status, a kind, a stage; as the API spells it where it is newer than this page. */
    value: (word: string | null | undefined): string => {
      const pair = word ? (values as Readonly<Record<string, Pair>>)[word] : undefined;
      return pair ? side(pair) : (word ?? '');
    },
    event: (type: string): string => {
      const pair = (events as Readonly<Record<string, Pair>>)[type];
      return pair ? side(pair) : type;
    },
  };
};
export type Words = ReturnType<typeof wordsIn>;

const LanguageContext = createContext<Words & { choose: (language: Language) => void }>({
  ...wordsIn('en', deviceZone),
  choose: () => undefined,
});

/** Words and formats of the reader's language. */
export const useWords = () => useContext(LanguageContext);

/** The language is the reader's; it stays in this browser, and is that of all its tabs. */
export const LanguageProvider = ({ children }: { children: ReactNode }) => {
  const [language, setLanguage] = useState(readersLanguage);
  const speak = useCallback((wanted: Language) => {
    setLanguage(wanted);
    asking.language = wanted;
    void queryClient.invalidateQueries(); // the server's own words come in it, too
  }, []);
  const choose = useCallback(
    (wanted: Language) => {
      localStorage.setItem('language', wanted);
      speak(wanted);
    },
    [speak],
  );
  useEffect(() => {
    const hear = ({ key }: StorageEvent) => key === 'language' && speak(readersLanguage()); // chosen in another tab
    window.addEventListener('storage', hear);
    return () => window.removeEventListener('storage', hear);
  }, [speak]);
  useEffect(() => void (document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'), [language]);
  const words = useMemo(() => ({ ...wordsIn(language, deviceZone), choose }), [language, choose]);
  return (
    <I18nProvider locale={words.locale}>
      <LanguageContext value={words}>{children}</LanguageContext>
    </I18nProvider>
  );
};

/** Below it, dates and times are those of this time zone. */
export const TimeZoneProvider = ({ timeZone, children }: { timeZone: string; children: ReactNode }) => {
  const { language, choose } = useWords();
  const words = useMemo(() => ({ ...wordsIn(language, timeZone), choose }), [language, timeZone, choose]);
  return <LanguageContext value={words}>{children}</LanguageContext>;
};
