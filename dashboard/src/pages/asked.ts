import { askEarly, askListEarly, type Asked, type Lists } from '../api/query.js';

// What pages begin with, as they ask it themselves: asked while they are loaded, it is there when they are, and nothing
// on them moves.

/** What the path of a page names, such as its unit. */
export type Named = Readonly<Record<string, string>>;
export type Ask = (allianceId: string, named: Named) => void;

export const overviewMatters = { limit: 8 } as const;
export const wallMatters = { limit: 7 } as const;
/** The stages of projects in hand. */
export const inHand = ['proposed', 'submitted', 'approved', 'underway', 'completed'] as const;
export const columnItems = { limit: 20 } as const;
export const resourceItems = { limit: 50 } as const;
export const areaItems = { status: 'open', limit: 50 } as const;
export const actItems = { limit: 25 } as const;
/** So many of each kind stand on the committee's first page; of meetings that are convened the earliest is looked for. */
export const committeeItems = { limit: 5 } as const;
export const convenedItems = { status: 'convened', limit: 20 } as const;

/** Asks for a list, as its page does that is not filtered. */
export const list =
  <P extends Lists>(path: P, asked: Asked<P>): Ask =>
  (allianceId) =>
    askListEarly(allianceId, path, asked);

/** The paths of pages are spelled as in the API, with the same names of what they are of. */
type OfOne =
  | '/v1/alliances/{allianceId}/actions/{actionId}'
  | '/v1/alliances/{allianceId}/findings/{findingId}'
  | '/v1/alliances/{allianceId}/meetings/{meetingId}'
  | '/v1/alliances/{allianceId}/meetings/{meetingId}/minutes'
  | '/v1/alliances/{allianceId}/motions/{motionId}'
  | '/v1/alliances/{allianceId}/projects/{projectId}'
  | '/v1/alliances/{allianceId}/resources/{resourceId}'
  | '/v1/alliances/{allianceId}/stories/{thingId}'
  | '/v1/alliances/{allianceId}/units/{unitId}';

/** Asks for the one thing that a page is about. */
export const one =
  <P extends OfOne>(path: P): Ask =>
  (allianceId, named) =>
    askEarly(allianceId, path, named as Asked<P>); // its page's path names what this one does

const dashboard: Ask = (allianceId) => askEarly(allianceId, '/v1/alliances/{allianceId}/dashboard', {});
const matters = '/v1/alliances/{allianceId}/open-matters';
const meetings = '/v1/alliances/{allianceId}/meetings';
const motions = '/v1/alliances/{allianceId}/motions';
const actions = '/v1/alliances/{allianceId}/actions';

const all =
  (...asks: readonly Ask[]): Ask =>
  (allianceId, named) =>
    asks.forEach((ask) => ask(allianceId, named));

export const askOverview = all(dashboard, list(matters, overviewMatters));
export const askWall = all(dashboard, list(matters, wallMatters));
export const askProjects = all(
  ...inHand.map((stage) => list('/v1/alliances/{allianceId}/projects', { stage, ...columnItems })),
);
/** In the order in which they are seen. */
export const askCommittee = all(
  ...(['open', 'adjourned'] as const).map((status) => list(meetings, { status, limit: 1 })),
  list(meetings, convenedItems),
  ...(['voting', 'tabled'] as const).map((status) => list(motions, { status, ...committeeItems })),
  ...(['overdue', 'reported', 'given'] as const).map((status) => list(actions, { status, ...committeeItems })),
  list(motions, { status: 'carried', ...committeeItems }),
  list(meetings, { status: 'closed', ...committeeItems }),
);
