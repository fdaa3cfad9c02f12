import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { useIsLate } from '../api/late.js';
import { useLive } from '../api/live.js';
import { useWords } from '../i18n/language.js';
import { useSession } from '../session/session.js';
import { PastBanner } from '../past/past-banner.js';
import { TimeButton } from '../past/time-button.js';
import { Icon } from '../ui/icon.js';
import { isAt, others, places, tabs, type Place } from './navigation.js';
import { AccountButton, PlacesButton } from './openers.js';

const PlaceLink = ({ href, word, icon }: Place) => {
  const { t } = useWords();
  const [location] = useLocation();
  return (
    <Link href={href} {...(isAt(href, location) && { 'aria-current': 'page' as const })}>
      <Icon name={icon} />
      {t(word)}
    </Link>
  );
};

const Side = () => {
  const { t } = useWords();
  const { me } = useSession();
  return (
    <nav className="side" aria-label={t('navigation.title')}>
      <Link className="brand" href="/">
        <img src="/icon.svg" alt="" width="28" height="28" />
        {t('common.product')}
      </Link>
      <ul>
        {places.map((place) => (
          <li key={place.href}>
            <PlaceLink {...place} />
          </li>
        ))}
      </ul>
      <footer className="stack close">
        {me.kind === 'operator' && (
          <Link className="soft" href="~/operator">
            {t('health.title')}
          </Link>
        )}
        <a className="soft" href="/docs/">
          {t('common.apiDescription')}
        </a>
      </footer>
    </nav>
  );
};

const Tabs = () => {
  const { t } = useWords();
  return (
    <nav className="tabs" aria-label={t('navigation.title')}>
      <ul>
        {tabs.map((place) => (
          <li key={place.href}>
            <PlaceLink {...place} />
          </li>
        ))}
        {others.length > 0 && (
          <li>
            <PlacesButton />
          </li>
        )}
      </ul>
    </nav>
  );
};

/** What stands around every page of an alliance: the way to the others, who one is, and whether what is shown is live. */
export const Shell = ({ children }: { children: ReactNode }) => {
  const { t, text } = useWords();
  const { alliance, past } = useSession();
  const connection = useLive(past !== undefined);
  const isLate = useIsLate();
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {t('common.skip')}
      </a>
      <Side />
      <header className="bar">
        <p className="alliance">{text(alliance.name)}</p>
        {!past && <TimeButton />}
        {!past && connection !== 'lost' && !isLate && (
          <span className="connection" data-is={connection}>
            <span>{t(connection === 'live' ? 'common.live' : 'common.connecting')}</span>
          </span>
        )}
        <AccountButton />
      </header>
      <main id="content" tabIndex={-1}>
        {past && <PastBanner of={past} />}
        <p className="print-only small soft">{text(alliance.name)}</p>
        <div role="status">
          {!past && (connection === 'lost' || isLate) && (
            <p className="notice" data-tone="soon">
              {t(connection === 'lost' ? 'common.lost' : 'common.late')}
            </p>
          )}
        </div>
        {children}
      </main>
      <Tabs />
    </div>
  );
};
