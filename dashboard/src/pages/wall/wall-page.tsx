import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { useIsLate } from '../../api/late.js';
import { useLive, type Connection } from '../../api/live.js';
import { useGet, useList } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { useSession } from '../../session/session.js';
import { Answered } from '../../ui/answered.js';
import { Button } from '../../ui/button.js';
import { Figures } from '../overview/figures.js';
import { Coming, Happened, Needs, Open } from './panels.js';
import '../overview/overview.css';
import { wallMatters } from '../asked.js';
import './wall.css';

/** What stands on a screen in the street office: the overview in large, which keeps itself up to date. */
export const WallPage = () => {
  const { t } = useWords();
  const dashboard = useGet('/v1/alliances/{allianceId}/dashboard', {});
  const matters = useList('/v1/alliances/{allianceId}/open-matters', wallMatters);
  const connection = useLive();
  useAwake();
  useEffect(() => void (document.title = `${t('wall.title')} · ${t('common.product')}`), [t]);
  return (
    <div className="wall">
      <Head connection={connection} />
      <main>
        <Answered of={dashboard}>
          {(it) => (
            <>
              <Figures of={it} />
              <div className="wall-panels">
                <Open matters={matters.data} />
                <Needs of={it} />
                <div className="wall-pair">
                  <Coming />
                  <Happened of={it} />
                </div>
              </div>
            </>
          )}
        </Answered>
      </main>
      <nav className="wall-leave no-print" aria-label={t('wall.title')}>
        {document.fullscreenEnabled && (
          <Button look="plain" onPress={() => void document.documentElement.requestFullscreen()}>
            {t('wall.fullScreen')}
          </Button>
        )}
        <Link className="button plain" href="/">
          {t('wall.leave')}
        </Link>
      </nav>
    </div>
  );
};

const wordOf = { lost: 'common.lost', live: 'common.live', connecting: 'common.connecting' } as const;

const Head = ({ connection }: { connection: Connection }) => {
  const { t, text, time, weekday } = useWords();
  const { alliance } = useSession();
  const now = useNow();
  const isLate = useIsLate() && connection !== 'lost';
  const said = isLate ? 'common.late' : wordOf[connection];
  return (
    <header className="wall-head">
      <img src="/icon.svg" alt="" width="48" height="48" />
      <h1>{text(alliance.name)}</h1>
      <span className="connection" data-is={isLate ? 'lost' : connection} role="status">
        <span>{t(said)}</span>
      </span>
      <time className="wall-clock figures" dateTime={now}>
        <span>{weekday(now)}</span>
        <strong>{time(now)}</strong>
      </time>
    </header>
  );
};

const tick_ms = 10_000;

const useNow = (): string => {
  const [now, setNow] = useState(() => new Date().toISOString());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date().toISOString()), tick_ms);
    return () => clearInterval(timer);
  }, []);
  return now;
};

/** A screen that nobody touches is not to fall asleep; where the browser cannot see to it, the device's settings do. */
const useAwake = () =>
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    const ask = () => {
      if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
      navigator.wakeLock.request('screen').then((given) => (lock = given), () => undefined); // prettier-ignore
    };
    ask();
    document.addEventListener('visibilitychange', ask);
    return () => {
      document.removeEventListener('visibilitychange', ask);
      void lock?.release();
    };
  }, []);
