import { Suspense, type ComponentType, type ReactNode } from 'react';
import { Link, Route, Switch } from 'wouter';
import { useWords } from '../i18n/language.js';
import { lazily } from '../ui/lazily.js';
import { Page } from '../ui/page.js';
import { Skeleton, State } from '../ui/state.js';
import {
  actItems,
  areaItems,
  askCommittee,
  askOverview,
  askProjects,
  askWall,
  list,
  one,
  resourceItems,
  type Ask,
  type Named,
} from './asked.js';

/** A page that is loaded when it is first opened, or a little before; and what it begins with is asked likewise. */
const page = <N extends string>(load: () => Promise<Record<N, ComponentType>>, name: N, ask?: Ask) => ({
  ...lazily(async () => (await load())[name]),
  ask,
});
type Loaded = Readonly<{
  begin: () => void;
  ask: Ask | undefined;
  Shown: ComponentType;
}>;

const at = '/v1/alliances/{allianceId}';

/** The pages of an alliance by their path, each with `useParams` for what the path names. */
const pages: readonly (readonly [path: string, Loaded])[] = [
  ['/', page(() => import('./overview/overview-page.js'), 'OverviewPage', askOverview)],
  ['/matters', page(() => import('./matters/matters-page.js'), 'MattersPage', list(`${at}/open-matters`, {}))],
  [
    '/resources',
    page(() => import('./resources/resources-page.js'), 'ResourcesPage', list(`${at}/resources`, resourceItems)),
  ],
  [
    '/resources/:resourceId',
    page(() => import('./resources/resource-page.js'), 'ResourcePage', one(`${at}/resources/{resourceId}`)),
  ],
  ['/resources/:resourceId/bookings/:bookingId', page(() => import('./resources/booking-page.js'), 'BookingPage')],
  ['/projects', page(() => import('./projects/projects-page.js'), 'ProjectsPage', askProjects)],
  [
    '/projects/:projectId',
    page(() => import('./projects/project-page.js'), 'ProjectPage', one(`${at}/projects/{projectId}`)),
  ],
  ['/committee', page(() => import('./committee/committee-page.js'), 'CommitteePage', askCommittee)],
  ['/committee/motions', page(() => import('./committee/motions-page.js'), 'MotionsPage', list(`${at}/motions`, {}))],
  [
    '/committee/motions/:motionId',
    page(() => import('./committee/motion-page.js'), 'MotionPage', one(`${at}/motions/{motionId}`)),
  ],
  [
    '/committee/meetings',
    page(() => import('./committee/meetings-page.js'), 'MeetingsPage', list(`${at}/meetings`, {})),
  ],
  [
    '/committee/meetings/:meetingId',
    page(() => import('./committee/meeting-page.js'), 'MeetingPage', one(`${at}/meetings/{meetingId}`)),
  ],
  [
    '/committee/meetings/:meetingId/minutes',
    page(() => import('./committee/minutes-page.js'), 'MinutesPage', one(`${at}/meetings/{meetingId}/minutes`)),
  ],
  ['/committee/decisions', page(() => import('./committee/decisions-page.js'), 'DecisionsPage')],
  ['/committee/actions', page(() => import('./committee/actions-page.js'), 'ActionsPage', list(`${at}/actions`, {}))],
  [
    '/committee/actions/:actionId',
    page(() => import('./committee/action-page.js'), 'ActionPage', one(`${at}/actions/{actionId}`)),
  ],
  ['/ours', page(() => import('./ours/ours-page.js'), 'OursPage')],
  ['/history', page(() => import('./history/history-page.js'), 'HistoryPage', list(`${at}/history`, actItems))],
  ['/history/:position', page(() => import('./history/act-page.js'), 'ActPage')],
  [
    '/history/stories/:thingId',
    page(() => import('./history/story-page.js'), 'StoryPage', one(`${at}/stories/{thingId}`)),
  ],
  ['/audit', page(() => import('./audit/anomalies-page.js'), 'AnomaliesPage')],
  ['/audit/changes', page(() => import('./audit/changes-page.js'), 'ChangesPage')],
  ['/audit/proof', page(() => import('./audit/proof-page.js'), 'ProofPage')],
  ['/audit/samples', page(() => import('./audit/samples-page.js'), 'SamplesPage')],
  [
    '/audit/findings',
    page(() => import('./findings/findings-page.js'), 'FindingsPage', list(`${at}/findings`, actItems)),
  ],
  [
    '/audit/findings/:findingId',
    page(() => import('./findings/finding-page.js'), 'FindingPage', one(`${at}/findings/{findingId}`)),
  ],
  ['/units', page(() => import('./units/units-page.js'), 'UnitsPage', list(`${at}/units`, {}))],
  ['/units/coverage', page(() => import('./units/coverage-page.js'), 'CoveragePage', list(`${at}/areas`, areaItems))],
  ['/units/taking-part', page(() => import('./units/taking-part-page.js'), 'TakingPartPage')],
  ['/units/:unitId/statement', page(() => import('./ours/statement-page.js'), 'StatementPage')],
  ['/units/:unitId', page(() => import('./units/unit-page.js'), 'UnitPage', one(`${at}/units/{unitId}`))],
];

/** Pages that take the whole screen. */
const bare: typeof pages = [['/wall', page(() => import('./wall/wall-page.js'), 'WallPage', askWall)]];

/** The page of a path below the alliance, and what the path names. */
const pageAt = (path: string): Readonly<{ page: Loaded; named: Named }> | undefined => {
  for (const [pattern, page] of [...pages, ...bare]) {
    const found = new RegExp(`^${pattern.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`).exec(path || '/');
    if (found) return { page, named: { ...found.groups } };
  }
  return undefined;
};

/** Begins to load the page of a path below the alliance, while it is still asked which alliance that is. */
export const preload = (path: string): void => pageAt(path)?.page.begin();

/** Asks what the page of a path begins with, while it is still loaded and it is still asked who looks. */
export const askAhead = (path: string, allianceId: string): void => {
  const { page, named = {} } = pageAt(path) ?? {};
  page?.ask?.(allianceId, named);
};

const routesOf = (all: typeof pages) =>
  all.map(([path, { Shown }]) => (
    <Route key={path} path={path}>
      <Suspense fallback={<Skeleton lines={6} />}>
        <Shown />
      </Suspense>
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
