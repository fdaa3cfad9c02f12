import { Link, useLocation } from 'wouter';
import type { Word } from '../i18n/catalogue.js';
import { useWords } from '../i18n/language.js';

/** The way between the lists of one place. */
export const Parts = ({ label, of }: { label: string; of: readonly (readonly [href: string, word: Word])[] }) => {
  const { t } = useWords();
  const [location] = useLocation();
  return (
    <nav className="parts no-print" aria-label={label}>
      {of.map(([href, word]) => (
        <Link key={href} href={href} {...(href === location && { 'aria-current': 'page' as const })}>
          {t(word)}
        </Link>
      ))}
    </nav>
  );
};
