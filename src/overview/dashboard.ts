import { answering, NotYet, TenantQuery } from '#nest-event-sourcing';
import type { AskedByAsker } from '../access/principal.js';
import { dashboardSql } from './dashboard-sql.js';
import type { Dashboard } from './dashboard-view.js';

/** How does the alliance stand: who is in it, what is shared, short, undecided, and what happened lately? */
export class GetDashboard extends TenantQuery<Dashboard> {
  declare readonly asked: AskedByAsker;
}

export const getDashboard = answering(GetDashboard, async (db, { asked: { tenantId } }) => {
  const [dashboard]: Dashboard[] = await db.query(dashboardSql(db), [tenantId]);
  if (!dashboard) throw new NotYet(`the read models have not reached the founding of ${tenantId}`);
  return dashboard;
});
