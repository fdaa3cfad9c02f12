import { Link } from 'wouter';
import { navigate } from 'wouter/use-browser-location';
import { useAllianceId } from '../api/alliance-id.js';
import { useWords } from '../i18n/language.js';
import { Button } from '../ui/button.js';
import { Icon } from '../ui/icon.js';
import { addressAsOf } from './as-of.js';
import { TimeButton } from './time-button.js';
import type { Moment } from './use-moment.js';

export const backToNow = (): void => navigate(addressAsOf(undefined));

/** That the page shows the past: as of when, and the way back. */
export const PastBanner = ({ of: { position, at } }: { of: Moment }) => {
  const { t, when, number } = useWords();
  const allianceHref = `/a/${useAllianceId()}`;
  return (
    <section className="past-banner" aria-label={t('past.title')}>
      <Icon name="clock" />
      <p>
        <strong>{at ? t('past.asOf', { when: when(at) }) : t('past.title')}</strong>
        {' · '}
        <span className="figures">{t('past.position', { position: number(position) })}</span>
        <small>{t('past.readOnly')}</small>
      </p>
      <div className="row no-print">
        <Link className="button" href={`~${allianceHref}/audit/changes?from=${position}`}>
          {t('past.changedSince')}
        </Link>
        <TimeButton label={t('past.another')} />
        <Button look="first" onPress={backToNow}>
          {t('past.backToNow')}
        </Button>
      </div>
    </section>
  );
};
