import { lazy, Suspense, useEffect } from 'react';
import { Redirect, Route, Router, Switch } from 'wouter';
import { askEarly, useGet } from '../api/query.js';
import { TimeZoneProvider } from '../i18n/language.js';
import { Pages, preload } from '../pages/pages.js';
import { Shell } from '../shell/shell.js';
import { askUnitsEarly } from '../ui/links.js';
import { Failed, Skeleton } from '../ui/state.js';
import { ChooseAlliance, NoUnit, Outside, SignIn } from './sign-in.js';
import {
  actFor,
  AllianceIdContext,
  guessUnit,
  SessionContext,
  unitIn,
  useAllianceId,
  useMe,
  type Me,
} from './session.js';

const OperatorPage = lazy(async () => ({ default: (await import('../pages/health/health-page.js')).HealthPage }));

/**
 * What every page of an alliance needs, and the page itself, is on its way while it is still asked who looks: one after
 * the other, each would wait for a whole way to the server and back.
 *
 * @param path of the address
 */
export const hasten = (path: string): void => {
  const [, allianceId, page = ''] = /^\/a\/([0-9a-f-]{36})(.*)$/.exec(path) ?? [];
  if (!allianceId) return;
  preload(page);
  guessUnit(allianceId);
  askEarly(allianceId, '/v1/alliances/{allianceId}', {});
  askUnitsEarly(allianceId);
};

/** Who one is decides what one comes to: the sign-in, the operator's page, or an alliance. */
export const Gate = () => {
  const me = useMe();
  if (me.error?.status === 401) return <SignIn />;
  if (me.error)
    return (
      <div className="gate">
        <Failed problem={me.error} retry={() => void me.refetch()} />
      </div>
    );
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
        <Suspense fallback={<Waiting />}>
          <OperatorPage />
        </Suspense>
      </Route>
      <Route>
        <Home me={me.data} />
      </Route>
    </Switch>
  );
};

const Waiting = () => (
  <div className="gate">
    <Skeleton lines={3} />
  </div>
);

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
  const alliance = useGet('/v1/alliances/{allianceId}', {}, mayLook);
  useEffect(() => {
    if (!mayLook) return;
    localStorage.setItem('alliance', allianceId);
    preload(location.pathname.slice(`/a/${allianceId}`.length));
  }, [mayLook, allianceId]);
  if (!mayLook) return me.units.length === 0 ? <NoUnit /> : <ChooseAlliance me={me} isElsewhere />;
  if (unit && alliance.error?.status === 403) return <Outside unit={unit} problem={alliance.error} />;
  if (alliance.error && !alliance.data)
    return (
      <div className="gate">
        <Failed problem={alliance.error} retry={() => void alliance.refetch()} />
      </div>
    );
  if (!alliance.data) return <Waiting />;
  return (
    <SessionContext value={{ me, allianceId, alliance: alliance.data, unit }}>
      <TimeZoneProvider timeZone={alliance.data.charter.timeZone}>
        <Router base={`/a/${allianceId}`}>
          <Pages shell={Shell} />
        </Router>
      </TimeZoneProvider>
    </SessionContext>
  );
};
