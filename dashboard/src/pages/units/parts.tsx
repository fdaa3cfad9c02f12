import { Link, useLocation } from 'wouter';
import { useWords } from '../../i18n/language.js';

const parts = [
  ['/units', 'units.list'],
  ['/units/coverage', 'units.coverage'],
  ['/units/taking-part', 'units.takingPart'],
] as const;

/** The way between what one may ask about the units. */
export const UnitParts = () => {
  const { t } = useWords();
  const [location] = useLocation();
  return (
    <nav className="parts no-print" aria-label={t('units.parts')}>
      {parts.map(([href, word]) => (
        <Link key={href} href={href} {...(href === location && { 'aria-current': 'page' as const })}>
          {t(word)}
        </Link>
      ))}
    </nav>
  );
};
