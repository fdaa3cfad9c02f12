import type { ComponentType } from 'react';
import { lazily } from '../ui/lazily.js';
import { found } from './found.js';

/** A page that is loaded when it is first opened, or a little before. */
const page = <N extends string>(load: () => Promise<Record<N, ComponentType>>, name: N) =>
  lazily(async () => (await load())[name], { isPage: true });

type PageAtPath = readonly [path: string, page: ReturnType<typeof page>];

/** The pages of an alliance by their path, each with `useParams` for what the path names. */
export const pages: readonly PageAtPath[] = [
  ['/', page(() => import('./overview/overview-page.js'), 'OverviewPage')],
  ['/matters', page(() => import('./matters/matters-page.js'), 'MattersPage')],
  ['/resources', page(() => import('./resources/resources-page.js'), 'ResourcesPage')],
  ['/resources/:resourceId', page(() => import('./resources/resource-page.js'), 'ResourcePage')],
  ['/resources/:resourceId/bookings/:bookingId', page(() => import('./resources/booking-page.js'), 'BookingPage')],
  ['/projects', page(() => import('./projects/projects-page.js'), 'ProjectsPage')],
  ['/projects/:projectId', page(() => import('./projects/project-page.js'), 'ProjectPage')],
  ['/committee', page(() => import('./committee/committee-page.js'), 'CommitteePage')],
  ['/committee/motions', page(() => import('./committee/motions-page.js'), 'MotionsPage')],
  ['/committee/motions/:motionId', page(() => import('./committee/motion-page.js'), 'MotionPage')],
  ['/committee/meetings', page(() => import('./committee/meetings-page.js'), 'MeetingsPage')],
  ['/committee/meetings/:meetingId', page(() => import('./committee/meeting-page.js'), 'MeetingPage')],
  ['/committee/meetings/:meetingId/minutes', page(() => import('./committee/minutes-page.js'), 'MinutesPage')],
  ['/committee/decisions', page(() => import('./committee/decisions-page.js'), 'DecisionsPage')],
  ['/committee/actions', page(() => import('./committee/actions-page.js'), 'ActionsPage')],
  ['/committee/actions/:actionId', page(() => import('./committee/action-page.js'), 'ActionPage')],
  ['/ours', page(() => import('./ours/ours-page.js'), 'OursPage')],
  ['/history', page(() => import('./history/history-page.js'), 'HistoryPage')],
  ['/history/:position', page(() => import('./history/act-page.js'), 'ActPage')],
  ['/history/stories/:thingId', page(() => import('./history/story-page.js'), 'StoryPage')],
  ['/audit', page(() => import('./audit/anomalies-page.js'), 'AnomaliesPage')],
  ['/audit/changes', page(() => import('./audit/changes-page.js'), 'ChangesPage')],
  ['/audit/proof', page(() => import('./audit/proof-page.js'), 'ProofPage')],
  ['/audit/samples', page(() => import('./audit/samples-page.js'), 'SamplesPage')],
  ['/audit/findings', page(() => import('./findings/findings-page.js'), 'FindingsPage')],
  ['/audit/findings/:findingId', page(() => import('./findings/finding-page.js'), 'FindingPage')],
  ['/units', page(() => import('./units/units-page.js'), 'UnitsPage')],
  ['/units/coverage', page(() => import('./units/coverage-page.js'), 'CoveragePage')],
  ['/units/taking-part', page(() => import('./units/taking-part-page.js'), 'TakingPartPage')],
  ['/units/:unitId/statement', page(() => import('./ours/statement-page.js'), 'StatementPage')],
  ['/units/:unitId', page(() => import('./units/unit-page.js'), 'UnitPage')],
];

/** Pages that take the whole screen. */
export const bare: typeof pages = [['/wall', page(() => import('./wall/wall-page.js'), 'WallPage')]];

/** Begins to load the page of a path below the alliance, while it is still asked which alliance that is. */
export const preload = async (path: string): Promise<unknown> => found([...pages, ...bare], path)?.it.ready();
