import { askEarly, askListEarly } from '../api/query.js';

// What pages begin with, as they ask it themselves: asked while they are loaded, it is there when they are.

const [dashboard, matters, projects] = [
  '/v1/alliances/{allianceId}/dashboard',
  '/v1/alliances/{allianceId}/open-matters',
  '/v1/alliances/{allianceId}/projects',
] as const;
export const overviewMatters = { limit: 8 } as const;
export const wallMatters = { limit: 7 } as const;
/** The stages of projects in hand. */
export const inHand = ['proposed', 'submitted', 'approved', 'underway', 'completed'] as const;
export const columnItems = { limit: 20 } as const;

export const askOverview = (allianceId: string): void => {
  askEarly(allianceId, dashboard, {});
  askListEarly(allianceId, matters, overviewMatters);
};
export const askWall = (allianceId: string): void => {
  askEarly(allianceId, dashboard, {});
  askListEarly(allianceId, matters, wallMatters);
};
export const askProjects = (allianceId: string): void =>
  inHand.forEach((stage) => askListEarly(allianceId, projects, { stage, ...columnItems }));
