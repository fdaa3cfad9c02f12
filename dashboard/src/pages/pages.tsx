import { Suspense, type ComponentType, type ReactNode } from 'react';
import { Link, Route, Switch } from 'wouter';
import { useWords } from '../i18n/language.js';
import { Page } from '../ui/page.js';
import { Skeleton, State } from '../ui/state.js';
import { bare, pages } from './list.js';

/** Another thing is another page: no dialog of the one before stays open over it. */
const routesOf = (all: typeof pages) =>
  all.map(([path, { Shown }]) => (
    <Route key={path} path={path}>
      {(named) => (
        <Suspense fallback={<Skeleton lines={6} />}>
          <Shown key={Object.values(named).join()} />
        </Suspense>
      )}
    </Route>
  ));

export const Pages = ({ shell: Shell }: { shell: ComponentType<{ children: ReactNode }> }) => (
  <Switch>
    {routesOf(bare)}
    <Route>
      <Shell>
        <Switch>
          {routesOf(pages)}
          <Route>
            <NoSuchPage />
          </Route>
        </Switch>
      </Shell>
    </Route>
  </Switch>
);

const NoSuchPage = () => {
  const { t } = useWords();
  return (
    <Page title={t('common.notFound')}>
      <State icon="lock" title={t('common.none')}>
        <Link href="/">{t('common.toOverview')}</Link>
      </State>
    </Page>
  );
};
