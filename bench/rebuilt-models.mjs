import { projection } from '../dist/src/contexts.js';

/** The tables that the dashboard's query asks (src/overview/dashboard-sql.ts). */
const dashboard = ['AllianceRow', 'HistoryRow', 'MotionRow', 'ProjectRow', 'RequirementRow', 'ResourceRow', 'UnitRow'];

/** What is rebuilt: the dashboard's read models, as a projection of their own, or all that there are. */
export const rebuiltModels = {
  dashboard: {
    name: 'dashboard',
    version: projection.version,
    models: projection.models.filter(({ row }) => dashboard.includes(row.name)),
  },
  all: projection,
};
