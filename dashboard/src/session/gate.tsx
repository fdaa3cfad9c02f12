import { Suspense, useEffect, useState } from 'react';
import { Redirect, Route, Router, Switch, useSearch, type AroundNavHandler } from 'wouter';
import { AllianceIdContext, useAllianceId } from '../api/alliance-id.js';
import { useAskAgain } from '../api/late.js';
import type { Problem } from '../api/problem.js';
import { useGet } from '../api/query.js';
import { TimeZoneProvider, useWords } from '../i18n/language.js';
import { asOfIn, keepingAsOf } from '../past/as-of.js';
import { Filling } from '../past/filling.js';
import { backToNow } from '../past/past-banner.js';
import { lookAt, useMoment } from '../past/use-moment.js';
import { useProblem } from '../ui/answered.js';
import { Button } from '../ui/button.js';
import { preload } from '../pages/list.js';
import { Pages } from '../pages/pages.js';
import { Shell } from '../shell/shell.js';
import { useInSlices } from '../ui/in-slices.js';
import { UnitsProvider } from '../ui/links.js';
import { Failed, Skeleton } from '../ui/state.js';
import { ChooseAlliance, NoUnit, OperatorPage, Outside, SignIn } from './front.js';
import { begun } from './hasten.js';
import { useIsUnsent } from './unsent.js';
import { actFor, SessionContext, unitIn, useMe, type Me } from './session.js';

/** Who one is decides what one comes to: the sign-in, the operator's page, or an alliance. */
export const Gate = () => (
  <Suspense fallback={<Waiting />}>
    <Entrance />
  </Suspense>
);

const Entrance = () => {
  const me = useMe();
  useAskAgain();
  const isUnsent = useIsUnsent();
  const problem = useProblem(firstOf(me));
  if (problem?.status === 401 && !isUnsent) return <SignIn />;
  if (problem && !me.data) return <Closed problem={problem} of={me} />;
  if (!me.data) return <Waiting />;
  return (
    <Switch>
      <Route path="/a/:allianceId/*?">
        {({ allianceId }) => (
          <AllianceIdContext value={allianceId}>
            <Alliance me={me.data} key={allianceId} />
          </AllianceIdContext>
        )}
      </Route>
      <Route path="/operator">
        <OperatorPage />
      </Route>
      <Route>
        <Home me={me.data} />
      </Route>
    </Switch>
  );
};

type Asked = Readonly<{ data: unknown; error: Problem | null; failureReason: Problem | null; refetch: () => unknown }>;

/** Where nothing is shown yet, it is said at once that no answer came, and not after all tries. */
const firstOf = ({ data, error, failureReason }: Asked) => ({
  data,
  error: error ?? (data === undefined && !failureReason?.isFilling ? failureReason : null),
});

const Closed = ({ problem, of: { error, refetch } }: { problem: Problem; of: Asked }) => {
  const { t } = useWords();
  return (
    <main className="gate">
      <h1 className="unseen">{t('common.product')}</h1>
      <Failed problem={problem} retry={() => void refetch()} isAsking={!error} />
    </main>
  );
};

/** As in index.html, so that nothing moves. */
const Waiting = () => {
  const { t } = useWords();
  return (
    <div className="gate" role="status">
      <span className="unseen">{t('common.loading')}</span>
      <p className="gate-name" lang="zh-CN">
        联建 <span lang="en">Lianjian</span>
      </p>
    </div>
  );
};

/** The alliance of somebody who has one; a choice for who has several. */
const Home = ({ me }: { me: Me }) => {
  const alliances = [
    ...new Set([...(me.allianceId ? [me.allianceId] : []), ...me.units.map((each) => each.allianceId)]),
  ];
  const last = localStorage.getItem('alliance');
  if (alliances.length === 1) return <Redirect to={`/a/${alliances[0]}/`} replace />;
  if (last && alliances.includes(last)) return <Redirect to={`/a/${last}/`} replace />;
  if (me.kind === 'operator') return <Redirect to="/operator" replace />;
  return alliances.length === 0 ? <NoUnit /> : <ChooseAlliance me={me} />;
};

const Alliance = ({ me }: { me: Me }) => {
  const allianceId = useAllianceId();
  const unit = unitIn(me, allianceId);
  actFor(me, allianceId, unit);
  const mayLook = unit !== undefined || me.kind === 'operator' || me.allianceId === allianceId;
  const asOf = asOfIn(useSearch());
  const moment = useMoment(asOf, mayLook);
  lookAt(asOf, moment.data);
  const alliance = useGet(
    '/v1/alliances/{allianceId}',
    {},
    mayLook && (asOf === undefined || moment.data !== undefined),
  );
  const problem = useProblem(firstOf(alliance));
  const isDue = useInSlices(useIsBegun() && alliance.data !== undefined, false);
  useEffect(() => {
    if (!mayLook) return;
    localStorage.setItem('alliance', allianceId);
    void preload(location.pathname.slice(`/a/${allianceId}`.length));
  }, [mayLook, allianceId]);
  if (!mayLook) return me.units.length === 0 ? <NoUnit /> : <ChooseAlliance me={me} isElsewhere />;
  if (unit && alliance.error?.status === 403) return <Outside unit={unit} problem={alliance.error} />;
  if (asOf !== undefined && !moment.data) return <Backwards of={moment} />;
  if (problem && !alliance.data) return <Closed problem={problem} of={alliance} />;
  if (!alliance.data || !isDue) return <Waiting />;
  return (
    <SessionContext
      value={{ me, allianceId, alliance: alliance.data, unit, past: asOf === undefined ? undefined : moment.data }}
    >
      <TimeZoneProvider timeZone={alliance.data.charter.timeZone}>
        <Router base={`/a/${allianceId}`} hrefs={keepingAsOf} aroundNav={goKeepingAsOf}>
          <UnitsProvider>
            <Pages key={asOf ?? ''} shell={Shell} />
          </UnitsProvider>
        </Router>
      </TimeZoneProvider>
    </SessionContext>
  );
};

/** So long it is waited for what a page begins with, so that it is shown at once and nothing on it moves. */
const patience_ms = 1_000;

/** Whether what the first page begins with is there, or would take too long. */
const useIsBegun = (): boolean => {
  const [isBegun, setBegun] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setBegun(true), patience_ms);
    void begun().then(() => setBegun(true));
    return () => clearTimeout(timer);
  }, []);
  return isBegun;
};

/** Every way leads on at the moment that is looked at. */
const goKeepingAsOf: AroundNavHandler = (navigate, to, options) => navigate(keepingAsOf(to), options);

/** While the state of a past moment is not there yet, or where there is none. */
const Backwards = ({ of: { error, failureReason, refetch } }: { of: ReturnType<typeof useMoment> }) => {
  const { t } = useWords();
  return (
    <main className="gate">
      <h1 className="unseen">{t('past.title')}</h1>
      {error ? (
        <Failed problem={error} retry={() => void refetch()} />
      ) : failureReason?.isFilling ? (
        <Filling problem={failureReason} />
      ) : (
        <Skeleton lines={3} />
      )}
      <Button onPress={backToNow}>{t('past.backToNow')}</Button>
    </main>
  );
};
