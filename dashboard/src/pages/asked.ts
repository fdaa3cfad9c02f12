import { askEarly, askListEarly, type Asked, type Lists } from '../api/query.js';
import { asking } from '../api/asking.js';
import { lastDays, quarter_days } from '../past/last-days.js';
import { nextOf, type AgendaItem } from './committee/next-meeting.js';
import { found, type Named } from './found.js';

// What pages begin with, as they ask it themselves: asked while they are loaded, it is there when they are, and nothing
// on them moves.

type Ask = (allianceId: string, named: Named) => Promise<unknown>;

export const overviewMatters = { limit: 8 } as const;
export const wallMatters = { limit: 7 } as const;
/** The stages of projects in hand. */
export const inHand = ['proposed', 'submitted', 'approved', 'underway', 'completed'] as const;
export const columnItems = { limit: 20 } as const;
export const resourceItems = { limit: 50 } as const;
export const areaItems = { status: 'open', limit: 50 } as const;
export const actItems = { limit: 25 } as const;
export const ownMatters = { limit: 20 } as const;
export const ownBookings = { newestFirst: 'true', limit: 20 } as const;
/** Who is silent, and who carries most, is seen among all units. */
export const loadItems = { limit: 200 } as const;
/** So many of each kind stand on the committee's first page. */
export const committeeItems = { limit: 5 } as const;
/** At a meeting. */
export const motionsThere = { limit: 20 } as const;
/** The earliest of them is looked for. */
export const convenedItems = { status: 'convened', limit: 20 } as const;

/** All units, for their names. */
export const namedUnits = { limit: 200 } as const;

const alliance = '/v1/alliances/{allianceId}';
const paths = {
  dashboard: `${alliance}/dashboard`,
  matters: `${alliance}/open-matters`,
  meetings: `${alliance}/meetings`,
  motions: `${alliance}/motions`,
  actions: `${alliance}/actions`,
  projects: `${alliance}/projects`,
  resources: `${alliance}/resources`,
  units: `${alliance}/units`,
  areas: `${alliance}/areas`,
  history: `${alliance}/history`,
  findings: `${alliance}/findings`,
} as const;

/** Asks for a list, as its page does that is not filtered. */
const list =
  <P extends Lists>(path: P, asked: Asked<P>): Ask =>
  (allianceId) =>
    askListEarly(allianceId, path, asked);

/** What has a page of its own is named alike by the page's path and the API's. */
type OfOne =
  | `${typeof paths.actions}/{actionId}`
  | `${typeof paths.findings}/{findingId}`
  | `${typeof paths.meetings}/{meetingId}/minutes`
  | `${typeof paths.motions}/{motionId}`
  | `${typeof paths.projects}/{projectId}`
  | `${typeof paths.resources}/{resourceId}`
  | `${typeof alliance}/stories/{thingId}`
  | `${typeof paths.units}/{unitId}`;

const one =
  <P extends OfOne>(path: P): Ask =>
  (allianceId, named) =>
    askEarly(allianceId, path, named as Asked<P>);

const all =
  (...asks: readonly Ask[]): Ask =>
  (allianceId, named) =>
    Promise.all(asks.map((ask) => ask(allianceId, named)));

const dashboard: Ask = (allianceId) => askEarly(allianceId, paths.dashboard, {});

/** In the order in which it is seen; what stands on the agenda of the next meeting is known by its id only. */
const committee: Ask = async (allianceId, named) => {
  const meetings = (asked: Asked<typeof paths.meetings>) => askListEarly(allianceId, paths.meetings, asked);
  const coming = Promise.all([
    meetings({ status: 'open', limit: 1 }),
    meetings({ status: 'adjourned', limit: 1 }),
    meetings(convenedItems),
  ]);
  const others = all(
    ...(['voting', 'tabled'] as const).map((status) => list(paths.motions, { status, ...committeeItems })),
    ...(['overdue', 'reported', 'given'] as const).map((status) => list(paths.actions, { status, ...committeeItems })),
    list(paths.motions, { status: 'carried', ...committeeItems }),
    list(paths.meetings, { status: 'closed', ...committeeItems }),
  )(allianceId, named);
  const agenda = nextOf(...(await coming))?.agenda ?? [];
  await Promise.all([others, ...agenda.map((item) => agendaItem(allianceId, item))]);
};

const meeting: Ask = async (allianceId, { meetingId = '' }) => {
  const path = `${paths.meetings}/{meetingId}` as const;
  const motions = askListEarly(allianceId, paths.motions, { meetingId, ...motionsThere });
  const { agenda = [], status } = (await askEarly(allianceId, path, { meetingId })) ?? {};
  const minutes = status === 'closed' && askEarly(allianceId, `${path}/minutes`, { meetingId });
  await Promise.all([motions, minutes, ...agenda.map((item) => agendaItem(allianceId, item))]);
};

const agendaItem = async (allianceId: string, item: AgendaItem): Promise<unknown> => {
  switch (item.kind) {
    case 'motion':
    case 'review':
      return askEarly(allianceId, `${paths.motions}/{motionId}`, { motionId: item.motionId });
    case 'action':
      return askEarly(allianceId, `${paths.actions}/{actionId}`, { actionId: item.actionId });
    case 'finding':
      return askEarly(allianceId, `${paths.findings}/{findingId}`, { findingId: item.findingId });
    default:
      return undefined;
  }
};

/** What is asked of the time until now. */
const anomalies: Ask = (allianceId) =>
  askListEarly(allianceId, `${alliance}/anomalies`, { ...lastDays(quarter_days), ...actItems });
const takingPart: Ask = (allianceId) =>
  askListEarly(allianceId, `${alliance}/load`, { ...lastDays(quarter_days), ...loadItems });
const statement: Ask = (allianceId, { unitId = '' }) =>
  askEarly(allianceId, `${paths.units}/{unitId}/statement`, { unitId, ...lastDays(quarter_days) });

/** Of the unit for which one acted last time, where that is known. */
const ours: Ask = async (allianceId) => {
  const { unitId } = asking;
  if (unitId === undefined) return;
  const matters = askListEarly(allianceId, `${paths.units}/{unitId}/open-matters`, { unitId, ...ownMatters });
  const bookings = askListEarly(allianceId, `${alliance}/bookings`, { unitId, status: undefined, ...ownBookings });
  await Promise.all([matters, bookings, statement(allianceId, { unitId })]);
};

const act: Ask = (allianceId, { position }) =>
  askEarly(allianceId, `${paths.history}/{position}`, { position: Number(position) });

/** By the paths of pages; where a page is not here, it asks when it is there. */
const asks: readonly (readonly [path: string, ask: Ask])[] = [
  ['/', all(dashboard, list(paths.matters, overviewMatters))],
  ['/wall', all(dashboard, list(paths.matters, wallMatters))],
  ['/matters', list(paths.matters, {})],
  ['/resources', list(paths.resources, resourceItems)],
  ['/resources/:resourceId', one(`${paths.resources}/{resourceId}`)],
  ['/projects', all(...inHand.map((stage) => list(paths.projects, { stage, ...columnItems })))],
  ['/projects/:projectId', one(`${paths.projects}/{projectId}`)],
  ['/committee', committee],
  ['/committee/motions', list(paths.motions, {})],
  ['/committee/motions/:motionId', one(`${paths.motions}/{motionId}`)],
  ['/committee/meetings', list(paths.meetings, {})],
  ['/committee/meetings/:meetingId', meeting],
  ['/committee/meetings/:meetingId/minutes', one(`${paths.meetings}/{meetingId}/minutes`)],
  ['/committee/actions', list(paths.actions, {})],
  ['/committee/actions/:actionId', one(`${paths.actions}/{actionId}`)],
  ['/ours', ours],
  ['/history', list(paths.history, actItems)],
  ['/history/:position', act],
  ['/history/stories/:thingId', one(`${alliance}/stories/{thingId}`)],
  ['/audit', anomalies],
  ['/audit/findings', list(paths.findings, actItems)],
  ['/audit/findings/:findingId', one(`${paths.findings}/{findingId}`)],
  ['/units', list(paths.units, {})],
  ['/units/coverage', list(paths.areas, areaItems)],
  ['/units/taking-part', takingPart],
  ['/units/:unitId/statement', statement],
  ['/units/:unitId', one(`${paths.units}/{unitId}`)],
];

/** Asks for the names of the units, which every page shows, and what the page of a path begins with; resolves when it is there. */
export const askAhead = async (path: string, allianceId: string): Promise<void> => {
  const { it, named = {} } = found(asks, path) ?? {};
  await Promise.all([list(paths.units, namedUnits)(allianceId, {}), it?.(allianceId, named)]);
};
