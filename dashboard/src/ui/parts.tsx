import { useEffect, useRef } from 'react';
import { Link, useLocation } from 'wouter';
import type { Word } from '../i18n/catalogue.js';
import { useWords } from '../i18n/language.js';

/** The way between the lists of one place; on a narrow screen it is moved to where one is. */
export const Parts = ({ label, of }: { label: string; of: readonly (readonly [href: string, word: Word])[] }) => {
  const { t } = useWords();
  const [location] = useLocation();
  const way = useRef<HTMLElement>(null);
  useEffect(() => {
    // Newer browsers return a promise of it, which would be no way to undo the effect.
    way.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [location]);
  return (
    <nav ref={way} className="parts no-print" aria-label={label}>
      {of.map(([href, word]) => (
        <Link key={href} href={href} {...(href === location && { 'aria-current': 'page' as const })}>
          {t(word)}
        </Link>
      ))}
    </nav>
  );
};
