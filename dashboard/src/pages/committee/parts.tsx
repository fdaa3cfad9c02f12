import { Link, useLocation } from 'wouter';
import { useWords } from '../../i18n/language.js';
import './committee.css';

const parts = [
  ['/committee', 'committee.now'],
  ['/committee/motions', 'committee.motions'],
  ['/committee/meetings', 'committee.meetings'],
  ['/committee/decisions', 'committee.decisions'],
  ['/committee/actions', 'committee.actions'],
] as const;

/** The way between the lists of the committee. */
export const Parts = () => {
  const { t } = useWords();
  const [location] = useLocation();
  return (
    <nav className="parts no-print" aria-label={t('committee.parts')}>
      {parts.map(([href, word]) => (
        <Link key={href} href={href} {...(href === location && { 'aria-current': 'page' as const })}>
          {t(word)}
        </Link>
      ))}
    </nav>
  );
};

/** What is above the pages of one thing. */
export const useBack = (part: 'motions' | 'meetings' | 'actions') => {
  const { t } = useWords();
  return { href: `/committee/${part}`, title: t(`committee.${part}`) };
};
